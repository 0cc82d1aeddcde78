"""PICK through its real handler."""

from __future__ import annotations

import pytest

from tests.support.ingest import ANNA
from tests.support.machine import (
    Machine,
    assert_breaks,
    assert_rejects_malformed,
    assert_repeatable,
    call,
)


def test_happy_pick_names_the_sense_and_the_type_found(machine: Machine) -> None:
    event = machine.before("PICK")

    added = assert_repeatable(machine, "PICK", event)

    row = next(iter(machine.hub.fake_ledger.rows.values()))
    assert added == {
        "plan": {
            "sense": "fake", "sense_version": 3, "media_type": "text/plain", "flags": "current",
        }
    }  # fmt: skip
    assert (row.record.document.state, row.record.document.sense) == ("PICK", "fake/3")


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(b"%PDF-1.7\n", "application/pdf"), (b"\x00\x01\x02", "application/octet-stream")],
)
def test_expected_failure_nobody_sure_enough_is_a_plan_without_a_sense(
    machine: Machine, content: bytes, media_type: str
) -> None:
    machine.sense.sure = 0.0
    event = machine.before("PICK", machine.arrive(content))

    added = call("PICK", event)

    assert added == {"plan": {"sense_version": 0, "media_type": media_type}}
    assert machine.spoken.level("ERROR") == []


def test_happy_a_reader_that_is_switched_off_for_the_person_is_told_in_the_plan(
    machine: Machine,
) -> None:
    event = machine.before("PICK")
    machine.hub.fake_switches.off = {("sense.fake", ANNA)}

    added = assert_repeatable(machine, "PICK", event)

    assert added["plan"]["held_by"] == "sense.fake"
    assert machine.spoken.metric("FlagsAway") == 0


def test_system_failure_of_the_flags_is_no_failure_and_is_counted(machine: Machine) -> None:
    event = machine.before("PICK")
    machine.hub.fake_switches.known = "unknown"

    added = call("PICK", event)

    assert added["plan"]["flags"] == "unknown"
    assert "held_by" not in added["plan"]
    assert machine.spoken.metric("FlagsAway") == 1


def test_system_failure_of_the_status_table_is_transient(machine: Machine) -> None:
    assert_breaks(machine, "PICK", "fake_ledger")


def test_rejects_malformed_input_by_place(machine: Machine) -> None:
    assert_rejects_malformed(machine, "PICK")
