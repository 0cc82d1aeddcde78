"""The end of a run through its real handler."""

from __future__ import annotations

import pytest
from lifeos.documents import admission
from lifeos.errors import UpstreamError

from functions.next_ingest.handler import handler
from tests.events.recorded import Context, run_ended
from tests.fakes.hub import FakeHub
from tests.support.ingest import ticket
from tests.support.invoking import Spoken


@pytest.fixture
def busy(fake_hub: FakeHub) -> FakeHub:
    """One slot: one run under way, two waiting."""
    fake_hub.fake_slots.limit = 1
    for n in (1, 2, 3):
        admission.admit(ticket(n), slots=fake_hub.slots, starter=fake_hub.starter)
    return fake_hub


@pytest.mark.parametrize("status", ["SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"])
def test_happy_however_a_run_ended_the_next_one_starts_once(
    busy: FakeHub, spoken: Spoken, status: str
) -> None:
    busy.fake_starter.ended.add(ticket(1).run)

    for _ in range(2):
        handler(run_ended(ticket(1).run, status), Context())

    assert [run.run for run in busy.fake_starter.started] == [ticket(1).run, ticket(2).run]
    assert busy.fake_slots.runs == {ticket(2).run}
    assert spoken.metric("Succeeded") == 2
    assert [line["started"] for line in spoken.lines] == [1, 0]


def test_expected_failure_a_run_nobody_knows_changes_nothing(busy: FakeHub, spoken: Spoken) -> None:
    handler(run_ended("somebody-elses"), Context())

    assert busy.fake_slots.runs == {ticket(1).run}
    assert spoken.level("ERROR") == []


def test_expected_failure_an_event_without_a_name_is_raised_and_noted(
    busy: FakeHub, spoken: Spoken
) -> None:
    with pytest.raises(KeyError):
        handler({"detail": {}}, Context())

    assert spoken.metric("Failed") == 1
    assert spoken.level("ERROR")[0]["code"] == "KeyError"


@pytest.mark.parametrize("port", ["fake_slots", "fake_starter"])
def test_system_failure_is_raised_and_the_repeat_loses_no_slot(
    busy: FakeHub, spoken: Spoken, port: str
) -> None:
    busy.fake_starter.ended.add(ticket(1).run)
    getattr(busy, port).down = True
    with pytest.raises(UpstreamError):
        handler(run_ended(ticket(1).run), Context())
    getattr(busy, port).down = False

    handler(run_ended(ticket(1).run), Context())

    assert busy.fake_slots.runs == {ticket(2).run}
    assert [run.run for run in busy.fake_starter.started] == [ticket(1).run, ticket(2).run]
    assert spoken.metric("Failed") == 1
