"""What deleting does to live status, held against the fake and DynamoDB as the functions may."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from lifeos.adapters.dynamodb import DynamoLedger
from lifeos.adapters.dynamodb_deletion import DynamoBin
from lifeos.contracts.conditions import ANY, Expected
from lifeos.documents.deletion import Bin, Deletion
from lifeos.documents.models import Record, Wanted
from lifeos.documents.ports import Ledger
from lifeos.errors import ChangedError, ConflictError, GoneError, NotFoundError

from tests.fakes.bin import FakeBin
from tests.fakes.ledger import FakeLedger
from tests.support.runs import AT, a_record, a_ticket, an_ending
from tests.support.table import TABLE, table
from tests.support.tables import Table

LATER = AT + timedelta(days=30)


@dataclass(frozen=True)
class Status:
    """Live status from both sides."""

    ledger: Ledger
    bin: Bin

    def there(self, **told: object) -> Record:
        """A document that has ended."""
        record = self.ledger.register(a_record(**told))  # type: ignore[arg-type]
        ticket = a_ticket(record)
        self.ledger.claim(ticket, at=AT)
        self.ledger.enter(ticket, "END", at=AT)
        self.ledger.finish(ticket, an_ending(ticket), kind=None, title=None)
        return self.ledger.get(record.user_id, record.document.id)

    def deleted(self, **told: object) -> Record:
        """One that is deleted, and the record has followed."""
        marked = self.bin.mark(record := self.there(**told), deletion(record), ANY)
        self.bin.settled(marked)
        return self.bin.find(record.user_id, record.document.id)


def deletion(record: Record) -> Deletion:
    """A deletion of this document alone."""
    return Deletion(of=record.document.id, at=AT, purge_at=LATER)


@pytest.fixture(params=["fake", pytest.param("table", marks=pytest.mark.emulator)])
def status(request: pytest.FixtureRequest) -> Status:
    if request.param == "fake":
        ledger = FakeLedger()
        return Status(ledger, FakeBin(ledger))
    table: Table = request.getfixturevalue("table")
    return Status(table.ledger, DynamoBin(table.client, table.name))


def test_a_deleted_document_is_in_no_list_but_that_of_deleted_ones(status: Status) -> None:
    record = status.deleted()

    listed = status.ledger.page(record.user_id, Wanted(), limit=9, cursor=None)[0]
    bin_ = status.ledger.page(record.user_id, Wanted(deleted=True), limit=9, cursor=None)[0]

    assert [one.document.id for one in listed] == []
    assert [(one.document.id, one.document.purge_at) for one in bin_] == [
        (record.document.id, LATER)
    ]
    with pytest.raises(NotFoundError, match="it can be restored"):
        status.ledger.get(record.user_id, record.document.id)


@pytest.mark.parametrize("versions", [(), (99,), (0,)])
def test_another_version_than_the_one_expected_is_not_deleted(
    status: Status, versions: tuple[int, ...]
) -> None:
    record = status.there()

    with pytest.raises(ChangedError) as refused:
        status.bin.mark(record, deletion(record), Expected(versions=versions))

    assert refused.value.current == status.ledger.get(record.user_id, record.document.id).document


def test_every_step_of_a_run_and_every_deletion_is_a_version_of_its_own(status: Status) -> None:
    record = status.ledger.register(a_record())
    ticket = a_ticket(record)
    seen = [record.document.etag]

    def look(_: object = None) -> None:
        seen.append(status.bin.find(record.user_id, record.document.id).document.etag)

    look(status.ledger.claim(ticket, at=AT))
    look(status.ledger.enter(ticket, "PICK", at=AT))
    look(status.ledger.enter(ticket, "END", at=AT))
    status.ledger.finish(ticket, an_ending(ticket), kind=None, title=None)
    look()
    look(status.bin.mark(record, deletion(record), ANY))
    look(status.bin.unmark(record, ANY, at=AT))

    assert len(set(seen)) == len(seen) == 7


Step = Callable[[Ledger, Record], object]
STEPS: dict[str, Step] = {
    "enters": lambda ledger, record: ledger.enter(a_ticket(record), "ACTION", at=AT),
    "ends": lambda ledger, record: ledger.enter(a_ticket(record), "END", at=AT),
    "finishes": lambda ledger, record: ledger.finish(
        a_ticket(record), an_ending(a_ticket(record)), kind=None, title=None
    ),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("on_its_way_back", [False, True])
def test_a_run_goes_no_further_with_what_is_deleted_or_just_coming_back(
    status: Status, step: str, on_its_way_back: bool
) -> None:
    record = status.ledger.register(a_record())
    status.ledger.claim(a_ticket(record), at=AT)
    status.bin.mark(record, deletion(record), ANY)
    if on_its_way_back:
        status.bin.unmark(record, ANY, at=AT)

    with pytest.raises(GoneError):
        STEPS[step](status.ledger, record)

    assert not status.ledger.claim(a_ticket(record, rerun=1), at=AT)


def test_its_bytes_can_be_sent_again_and_then_it_cannot_come_back(status: Status) -> None:
    gone = status.deleted(content="the same")
    fresh = a_record(gone.user_id, content="the same")

    answer = status.ledger.register(fresh)

    assert answer.document.id == fresh.document.id
    with pytest.raises(ConflictError, match=str(fresh.document.id)):
        status.bin.unmark(gone, ANY, at=AT)


def test_of_two_deleted_with_the_same_bytes_either_comes_back(status: Status) -> None:
    first = status.deleted(content="the same")
    second = status.there(user_id=first.user_id, content="the same")
    status.bin.settled(status.bin.mark(second, deletion(second), ANY))

    back = status.bin.unmark(first, ANY, at=AT)

    assert not back.is_deleted
    with pytest.raises(ConflictError):
        status.bin.unmark(second, ANY, at=AT)


def test_a_run_does_not_take_a_deleted_document_for_the_holder_of_its_bytes(
    status: Status,
) -> None:
    gone = status.deleted(content="the same")
    other = status.ledger.register(a_record(gone.user_id, content="announced"))

    holder = status.ledger.hold(a_ticket(other), gone.document.sha256)

    assert holder == other.document.id


def test_nothing_is_registered_inside_what_is_deleted(status: Status) -> None:
    parent = status.there()
    told: dict[str, Any] = {"user_id": parent.user_id, "parent_id": parent.document.id}
    child = status.ledger.register(a_record(**told))
    known = status.bin.mark(parent, deletion(parent), ANY).children

    with pytest.raises(GoneError):
        status.ledger.register(a_record(**told))

    assert known == {child.document.id}


def test_only_what_was_followed_is_settled(status: Status) -> None:
    record = status.there()
    marked = status.bin.mark(record, deletion(record), ANY)
    status.bin.unmark(record, ANY, at=AT)

    status.bin.settled(marked)

    assert status.bin.find(record.user_id, record.document.id).settling


def test_once_its_purge_has_begun_it_is_listed_no_more_and_never_restored(status: Status) -> None:
    record = status.deleted()

    begun = [status.bin.begin_purge(record), status.bin.begin_purge(record)]

    assert begun == [True, True]
    assert status.ledger.page(record.user_id, Wanted(deleted=True), limit=9, cursor=None)[0] == []
    with pytest.raises(ChangedError):
        status.bin.unmark(record, ANY, at=AT)


def test_what_was_restored_is_not_purged(status: Status) -> None:
    record = status.deleted()
    status.bin.unmark(record, ANY, at=AT)

    assert not status.bin.begin_purge(record)


def test_forgotten_there_is_no_such_document_and_its_bytes_are_free(status: Status) -> None:
    record = status.deleted(content="the same")

    for _ in range(2):
        status.bin.forget(record)

    with pytest.raises(NotFoundError):
        status.bin.find(record.user_id, record.document.id)
    fresh = a_record(record.user_id, content="the same")
    assert status.ledger.register(fresh).document.id == fresh.document.id


@pytest.mark.emulator
def test_of_deletions_at_once_one_is_made(table: Table) -> None:
    status = Status(table.ledger, DynamoBin(table.client, table.name))
    record = status.there()

    def delete(_: int) -> bool:
        try:
            status.bin.mark(record, deletion(record), Expected(versions=(record.version,)))
        except ChangedError:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(delete, range(8))) == 1


def test_everything_deleted_or_unsettled_is_found_by_the_sparse_index() -> None:
    with table() as client:
        status = Status(DynamoLedger(client, TABLE), DynamoBin(client, TABLE))
        deleted = [status.deleted() for _ in range(5)]
        back = status.bin.unmark(status.deleted(), ANY, at=AT)
        status.there()
        status.ledger.register(a_record())

        found = {record.document.id for record in status.bin.deleted()}

    assert found == {record.document.id for record in [*deleted, back]}


def test_another_persons_document_cannot_be_deleted(status: Status) -> None:
    record = status.there()
    stranger = record.model_copy(update={"user_id": uuid.uuid4()})

    with pytest.raises(NotFoundError):
        status.bin.mark(stranger, deletion(record), ANY)

    assert not status.bin.find(record.user_id, record.document.id).is_deleted
