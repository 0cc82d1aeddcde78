"""END through its real handler."""

from __future__ import annotations

import json

import pytest
from lifeos.entry.step import PermanentFailure

from tests.support.machine import (
    Machine,
    assert_breaks,
    assert_rejects_malformed,
    assert_repeatable,
    call,
)


def test_happy_a_run_ends_done_in_the_record_and_in_the_live_status(machine: Machine) -> None:
    event = machine.before("END")

    ending = assert_repeatable(machine, "END", event)

    row = next(iter(machine.hub.fake_ledger.rows.values()))
    (_, kept), *_ = machine.hub.fake_archive.documents.values()
    assert (ending["outcome"], ending["facts"]) == ("done", 2)
    assert (row.record.document.state, row.record.document.outcome) == ("END", "done")
    assert kept is not None
    assert kept.outcome == "done"


def test_expected_failure_a_refusal_becomes_an_outcome_the_person_understands(
    machine: Machine,
) -> None:
    told = json.dumps({"code": "password-required", "detail": "The file is locked."})
    event = machine.before("ASSERT")
    event["failure"] = {"error": "RejectedInput", "cause": json.dumps({"errorMessage": told})}

    ending = call("END", event)

    assert (ending["outcome"], ending["reason"]) == ("rejected", json.loads(told))
    assert machine.spoken.level("ERROR") == []


def test_system_failure_a_run_that_lost_its_document_is_permanent(machine: Machine) -> None:
    event = machine.before("END")
    row = next(iter(machine.hub.fake_ledger.rows.values()))
    row.record = row.record.model_copy(update={"run": "another", "attempt": 9_000_000})

    with pytest.raises(PermanentFailure, match="stale-attempt"):
        call("END", event)

    assert machine.spoken.metric("Failed") == 1


def test_system_failure_of_the_database_is_transient(machine: Machine) -> None:
    assert_breaks(machine, "END", "fake_archive")


def test_rejects_malformed_input_by_place(machine: Machine) -> None:
    assert_rejects_malformed(machine, "END")


def test_happy_a_held_file_ends_parked_unread_and_says_why(machine: Machine) -> None:
    machine.hub.fake_switches.off = {"reading"}
    event = machine.before("ASSERT")

    ending = assert_repeatable(machine, "END", event)

    assert (ending["outcome"], ending["reason"]["code"]) == ("parked", "reader-held")
    assert "by itself" in ending["reason"]["detail"]
    assert machine.sense.seen == []
    assert machine.spoken.metric("Ended") == 2
