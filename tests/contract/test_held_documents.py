"""What is promised of documents that wait for their reader, by the fake and by DynamoDB."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from lifeos.adapters.dynamodb import DynamoLedger
from lifeos.adapters.dynamodb_audit import DynamoAudit
from lifeos.adapters.dynamodb_deletion import DynamoBin
from lifeos.contracts.conditions import ANY
from lifeos.documents import holding
from lifeos.documents.deletion import Deletion
from lifeos.documents.models import Record

from tests.fakes.audit import FakeOpenDocuments
from tests.fakes.bin import FakeBin
from tests.fakes.clock import START
from tests.fakes.ledger import FakeLedger
from tests.support.ingest import document_id, ending, record, ticket
from tests.support.table import TABLE, table

LATER = START + timedelta(minutes=5)


@dataclass
class Status:
    """One table behind its ports."""

    ledger: Any
    audit: Any
    bin: Any

    def end(self, number: int) -> None:
        """Parked for another reason than its reader."""
        of = ticket(number)
        self.ledger.claim(of, at=START)
        self.ledger.finish(of, ending(of, "parked"), kind=None, title=None)

    def hold(self, number: int, *, rerun: int = 0) -> None:
        of = ticket(number, rerun=rerun)
        self.ledger.claim(of, at=START)
        held = ending(of, "parked").model_copy(update={"reason": holding.SENTENCE})
        self.ledger.finish(of, held, kind=None, title=None)

    def delete(self, known: Record) -> Record:
        """Marked in the table and followed by the record."""
        self.bin.settled(
            self.bin.mark(known, Deletion(of=known.document.id, at=START, purge_at=LATER), ANY)
        )
        found: Record = self.bin.find(known.user_id, known.document.id)
        return found

    def unended(self, *, before: Any = LATER, after: Any = LATER) -> list[UUID]:
        found = self.audit.unended(before=before, after=after)
        return sorted(known.document.id for known in found)


@pytest.fixture(params=["fake", "dynamodb"])
def status(request: pytest.FixtureRequest) -> Iterator[Status]:
    if request.param == "fake":
        fake = FakeLedger()
        yield Status(fake, FakeOpenDocuments(fake), FakeBin(fake))
        return
    with table() as client:
        ports = (kind(client, TABLE) for kind in (DynamoLedger, DynamoAudit, DynamoBin))
        yield Status(*ports)


def registered(status: Status, *numbers: int) -> None:
    for number in numbers:
        status.ledger.register(record(number, content=bytes([number])))


def test_what_waits_for_its_reader_is_listed_apart_until_it_is_released(status: Status) -> None:
    registered(status, 1, 2, 3)
    status.hold(1)
    status.end(2)
    held = [known.document.id for known in status.audit.held(before=LATER)]
    (record_,) = status.audit.held(before=LATER)
    open_meanwhile = status.audit.still_open(record_)

    released = [status.audit.release(record_, at=LATER) for _ in range(2)]

    assert (held, open_meanwhile, released) == ([document_id(1)], False, [True, False])
    assert list(status.audit.held(before=LATER + timedelta(1))) == []
    assert status.unended(before=LATER + timedelta(1), after=LATER + timedelta(1)) == [
        document_id(1), document_id(3),
    ]  # fmt: skip
    assert status.audit.still_open(record_)


def test_what_was_held_only_now_is_left_out(status: Status) -> None:
    registered(status, 1)
    status.hold(1)

    assert list(status.audit.held(before=START)) == []


def test_a_released_document_can_be_held_again_by_its_next_run(status: Status) -> None:
    registered(status, 1)
    status.hold(1)
    (record_,) = status.audit.held(before=LATER)
    status.audit.release(record_, at=START)

    status.hold(1, rerun=1)

    assert [known.document.id for known in status.audit.held(before=LATER)] == [document_id(1)]
    assert status.unended() == []


def test_what_is_deleted_is_not_released(status: Status) -> None:
    registered(status, 1)
    status.hold(1)
    (record_,) = status.audit.held(before=LATER)
    status.delete(record_)

    assert not status.audit.release(record_, at=LATER)
    assert list(status.audit.held(before=LATER + timedelta(1))) == []


def test_a_held_document_that_is_deleted_and_restored_is_held_again(status: Status) -> None:
    registered(status, 1)
    status.hold(1)
    (record_,) = status.audit.held(before=LATER)

    status.bin.settled(status.bin.unmark(status.delete(record_), ANY, at=START))

    assert [known.document.id for known in status.audit.held(before=LATER)] == [document_id(1)]


def test_a_held_document_whose_live_status_was_lost_is_held_when_written_anew(
    status: Status,
) -> None:
    known = record(1)
    ended = {"state": "END", "outcome": "parked", "reason": holding.SENTENCE}
    known = known.model_copy(update={"document": known.document.model_copy(update=ended)})

    status.audit.restore(known)

    assert [one.document.id for one in status.audit.held(before=LATER)] == [document_id(1)]
    assert status.unended() == []
