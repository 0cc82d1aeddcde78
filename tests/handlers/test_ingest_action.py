"""ACTION through its real handler."""

from __future__ import annotations

import pytest
from lifeos.entry.step import PermanentFailure
from lifeos.errors import RejectedError

from tests.support.machine import (
    Machine,
    assert_breaks,
    assert_rejected,
    assert_rejects_malformed,
    assert_repeatable,
    assert_silent,
    call,
)


def test_happy_a_file_is_read_and_committed_once(machine: Machine) -> None:
    event = machine.before("ACTION")

    added = assert_repeatable(machine, "ACTION", event)

    titles = [kept.fact.title for kept in machine.hub.fake_archive.facts.values()]
    assert added == {"result": {"facts": 2, "pages": 1, "attachments": 0}}
    assert titles == ["Row 1", "Row 2"]


def test_expected_failure_a_file_that_breaks_halfway_leaves_nothing(machine: Machine) -> None:
    machine.sense.breakdown = RejectedError("truncated", "The file ends too early.")

    told = assert_rejected(machine, "ACTION", machine.before("ACTION"))

    assert told["code"] == "truncated"
    assert (machine.hub.fake_archive.facts, machine.hub.fake_archive.pages) == ({}, {})


def test_system_failure_of_a_reader_is_permanent_and_quotes_no_content(machine: Machine) -> None:
    machine.sense.breakdown = ValueError("MARKED content, as parsers quote it")
    event = machine.before("ACTION")

    with pytest.raises(PermanentFailure, match=r"^ValueError$"):
        call("ACTION", event)

    assert_silent(machine)
    assert machine.hub.fake_archive.facts == {}
    stack = machine.spoken.level("ERROR")[0]["stack"]
    assert stack[0] == "ValueError"
    assert any("fakes/sense.py" in line for line in stack)


def test_system_failure_of_the_database_is_transient(machine: Machine) -> None:
    assert_breaks(machine, "ACTION", "fake_archive")


def test_rejects_malformed_input_by_place(machine: Machine) -> None:
    assert_rejects_malformed(machine, "ACTION")
