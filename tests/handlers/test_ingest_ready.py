"""READY through its real handler."""

from __future__ import annotations

from tests.support.ingest import sha256_of
from tests.support.lifecycle import CONTENT
from tests.support.machine import (
    Machine,
    assert_breaks,
    assert_rejected,
    assert_rejects_malformed,
    assert_repeatable,
)


def test_happy_ready_claims_the_document_and_knows_its_bytes(machine: Machine) -> None:
    event = machine.before("READY")

    added = assert_repeatable(machine, "READY", event)

    row = next(iter(machine.hub.fake_ledger.rows.values()))
    assert added == {"claim": {"sha256": sha256_of(CONTENT)}}
    assert (row.record.document.state, row.record.run) == ("READY", event["ticket"]["run"])


def test_expected_failure_other_bytes_than_announced_are_rejected(machine: Machine) -> None:
    ticket = machine.arrive(sent=b"other")

    told = assert_rejected(machine, "READY", machine.before("READY", ticket))

    assert told["code"] == "checksum-mismatch"
    assert machine.hub.fake_ledger.hashes == {}
    assert machine.spoken.level("WARNING")[0]["reason"] == "checksum-mismatch"


def test_system_failure_of_the_status_table_is_transient(machine: Machine) -> None:
    assert_breaks(machine, "READY", "fake_ledger")


def test_rejects_malformed_input_by_place(machine: Machine) -> None:
    assert_rejects_malformed(machine, "READY")
