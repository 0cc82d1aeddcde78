"""The auditor's schedule through its real handler."""

from __future__ import annotations

import pytest
from lifeos.errors import UpstreamError

from functions.audit.handler import handler
from tests.events.recorded import Context
from tests.fakes.hub import FakeHub
from tests.support.ingest import record, ticket
from tests.support.invoking import Spoken
from tests.support.machine import Machine, call


@pytest.fixture
def forgotten(fake_hub: FakeHub) -> FakeHub:
    """Ten minutes ago a file came, and nobody was told."""
    fake_hub.fake_ledger.register(record())
    fake_hub.fake_storage.put(ticket().object.key, b"hello")
    fake_hub.fake_clock.forward(600)
    return fake_hub


def test_happy_what_stands_still_is_started_once_and_counted(
    forgotten: FakeHub, spoken: Spoken
) -> None:
    first, again = handler({}, Context()), handler({}, Context())

    assert (first["restarted"], again["restarted"]) == (1, 0)
    assert len(forgotten.fake_starter.started) == 1
    assert spoken.metric("Restarted") == 1
    assert spoken.metric("OldestUnfinishedS") == 1200
    assert spoken.metric("Succeeded") == 2


def test_happy_the_machines_answer_is_told_to_health(fake_hub: FakeHub) -> None:
    handler({}, Context())

    assert fake_hub.heartbeat.last() == fake_hub.clock.now()


def test_system_failure_a_silent_machine_leaves_no_heartbeat(fake_hub: FakeHub) -> None:
    fake_hub.fake_runs.down = True

    with pytest.raises(UpstreamError):
        handler({}, Context())

    assert fake_hub.fake_heartbeat.at is None


def test_happy_an_operator_may_ask_for_less_patience(fake_hub: FakeHub) -> None:
    fake_hub.fake_ledger.register(record())
    fake_hub.fake_storage.put(ticket().object.key, b"hello")
    fake_hub.fake_clock.forward(10)

    usual, hasty = handler({}, Context()), handler({"patience_s": 5}, Context())

    assert (usual["restarted"], hasty["restarted"]) == (0, 1)


def test_happy_what_was_held_is_started_again_once_its_reader_is_on(
    machine: Machine, fake_hub: FakeHub, spoken: Spoken
) -> None:
    fake_hub.fake_switches.off = {"sense.fake"}
    call("END", machine.before("ASSERT"))
    fake_hub.fake_clock.forward(600)
    still = handler({}, Context())
    fake_hub.fake_switches.off.clear()

    first, again = handler({}, Context()), handler({}, Context())

    assert (still["held"], still["released"], still["restarted"]) == (1, 0, 0)
    assert (first["held"], first["released"], first["restarted"]) == (0, 1, 1)
    assert (again["released"], again["restarted"]) == (0, 0)
    assert spoken.metric("Released") == 1


def test_expected_failure_bytes_that_never_came_start_nothing(
    fake_hub: FakeHub, spoken: Spoken
) -> None:
    fake_hub.fake_ledger.register(record())
    fake_hub.fake_clock.forward(600)

    found = handler({}, Context())

    assert (found["waiting_for_bytes"], found["restarted"]) == (1, 0)
    assert spoken.level("ERROR") == []


def test_system_failure_is_raised_noted_and_made_good(forgotten: FakeHub, spoken: Spoken) -> None:
    forgotten.fake_starter.down = True
    with pytest.raises(UpstreamError):
        handler({}, Context())
    forgotten.fake_starter.down = False

    handler({}, Context())

    assert len(forgotten.fake_starter.started) == 1
    assert spoken.metric("Failed") == 1
    assert spoken.level("ERROR")[0]["code"] == "upstream-failed"
