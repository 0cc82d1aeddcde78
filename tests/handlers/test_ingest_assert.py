"""ASSERT through its real handler."""

from __future__ import annotations

from lifeos.errors import RejectedError

from tests.support.machine import (
    Machine,
    assert_breaks,
    assert_rejected,
    assert_rejects_malformed,
    assert_repeatable,
)


def test_happy_a_readable_file_goes_on(machine: Machine) -> None:
    event = machine.before("ASSERT")

    added = assert_repeatable(machine, "ASSERT", event)

    row = next(iter(machine.hub.fake_ledger.rows.values()))
    assert added == {"verdict": {"readable": True}}
    assert row.record.document.state == "ASSERT"


def test_expected_failure_the_refusal_of_a_sense_reaches_the_machine_as_it_is(
    machine: Machine,
) -> None:
    machine.sense.refusal = RejectedError("password-required", "Die Datei ist geschützt.")
    event = machine.before("ASSERT")

    told = assert_rejected(machine, "ASSERT", event)

    assert told == {"code": "password-required", "detail": "Die Datei ist geschützt."}
    assert machine.hub.fake_archive.documents == {}


def test_expected_failure_a_file_without_a_reader_is_rejected(machine: Machine) -> None:
    machine.sense.sure = 0.0

    told = assert_rejected(machine, "ASSERT", machine.before("ASSERT"))

    assert told["code"] == "unsupported-type"


def test_system_failure_of_the_file_store_is_transient(machine: Machine) -> None:
    assert_breaks(machine, "ASSERT", "fake_storage")


def test_rejects_malformed_input_by_place(machine: Machine) -> None:
    assert_rejects_malformed(machine, "ASSERT")
