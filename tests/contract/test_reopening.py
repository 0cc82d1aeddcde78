"""What reading again does to live status, by the fake and by DynamoDB as the function may."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from lifeos.adapters.dynamodb_audit import DynamoAudit
from lifeos.adapters.dynamodb_changes import DynamoChanges
from lifeos.adapters.dynamodb_deletion import DynamoBin
from lifeos.contracts.conditions import ANY, Expected
from lifeos.contracts.documents import Outcome
from lifeos.documents.deletion import Deletion
from lifeos.documents.models import Record
from lifeos.errors import ChangedError, StaleAttemptError

from tests.fakes.audit import FakeOpenDocuments
from tests.fakes.bin import FakeBin
from tests.fakes.ledger import FakeLedger
from tests.fakes.reopening import FakeReopening
from tests.support.runs import AT, a_record, a_ticket, an_ending
from tests.support.tables import Table

LATER = AT + timedelta(days=30)


@dataclass(frozen=True)
class Status:
    """One table behind its ports."""

    ledger: Any
    reopening: Any
    audit: Any
    bin: Any

    def ended(self, outcome: Outcome = "done") -> Record:
        """A document whose first run is over."""
        record = self.ledger.register(a_record())
        ticket = a_ticket(record)
        self.ledger.claim(ticket, at=AT)
        self.ledger.enter(ticket, "END", at=AT)
        self.ledger.finish(ticket, an_ending(ticket, outcome), kind="invoice", title="A bill")
        found: Record = self.ledger.get(record.user_id, record.document.id)
        return found

    def reopen(self, record: Record, expected: Expected = ANY) -> Record:
        """Given to its second run."""
        again = a_ticket(record, rerun=1)
        found: Record = self.reopening.reopen(record, again, expected, at=LATER)
        return found


@pytest.fixture(params=["fake", pytest.param("table", marks=pytest.mark.emulator)])
def status(request: pytest.FixtureRequest) -> Status:
    if request.param == "fake":
        fake = FakeLedger()
        return Status(fake, FakeReopening(fake), FakeOpenDocuments(fake), FakeBin(fake))
    table: Table = request.getfixturevalue("table")
    kinds = (DynamoChanges, DynamoAudit, DynamoBin)
    return Status(table.ledger, *(kind(table.client, table.name) for kind in kinds))


@pytest.mark.parametrize("outcome", ["done", "failed", "rejected", "needs_review"])
def test_what_ended_belongs_to_its_next_run_and_is_open(status: Status, outcome: Outcome) -> None:
    record = status.ended(outcome)

    reopened = status.reopen(record, Expected(versions=(record.version,)))

    document = reopened.document
    assert (document.state, document.outcome, document.reason) == ("READY", None, None)
    assert [passage.state for passage in document.path] == ["READY"]
    assert (reopened.run, reopened.attempt) == (a_ticket(record, rerun=1).run, 1_000_001)
    assert (reopened.reopened_at, reopened.strikes) == (LATER, 0)
    assert reopened.version > record.version
    assert status.audit.still_open(reopened)
    assert status.ledger.get(record.user_id, document.id).document == document


def test_its_next_run_goes_on_with_it_and_the_one_before_does_not(status: Status) -> None:
    record = status.ended()
    status.reopen(record)
    again = a_ticket(record, rerun=1)

    assert not status.ledger.claim(a_ticket(record), at=LATER)
    with pytest.raises(StaleAttemptError):
        status.ledger.enter(a_ticket(record), "ACTION", at=LATER)
    assert status.ledger.claim(again, at=LATER)
    assert status.ledger.enter(again, "PICK", at=LATER).document.state == "PICK"


@pytest.mark.parametrize(
    ("outcome", "read", "facts"),
    [("done", 9, 9), ("done", 0, 0), ("failed", 9, 9), ("failed", 0, 3), ("rejected", 0, 3)],
)
def test_a_run_that_read_nothing_leaves_what_was_read_before(
    status: Status, outcome: Outcome, read: int, facts: int
) -> None:
    record = status.ended()
    status.reopen(record)
    again = a_ticket(record, rerun=1)
    status.ledger.claim(again, at=LATER)

    status.ledger.finish(again, an_ending(again, outcome, facts=read), kind=None, title=None)

    document = status.ledger.get(record.user_id, record.document.id).document
    assert (document.outcome, document.facts, document.title) == (outcome, facts, "A bill")


@pytest.mark.parametrize("versions", [(), (99,)])
def test_another_version_than_the_one_expected_is_left_as_it_is(
    status: Status, versions: tuple[int, ...]
) -> None:
    record = status.ended()

    with pytest.raises(ChangedError) as refused:
        status.reopen(record, Expected(versions=versions))

    assert refused.value.current == status.ledger.get(record.user_id, record.document.id).document
    assert refused.value.current == record.document


def test_of_many_who_ask_at_once_one_reopens(status: Status) -> None:
    record = status.ended()

    def ask(_: int) -> bool:
        try:
            status.reopen(record, Expected(versions=(record.version,)))
        except ChangedError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(8)))

    assert answers.count(True) == 1


@pytest.mark.parametrize("settled", [True, False])
def test_what_is_deleted_or_just_coming_back_is_not_reopened(status: Status, settled: bool) -> None:
    record = status.ended()
    gone = Deletion(of=record.document.id, at=AT, purge_at=LATER)
    deleted = status.bin.mark(record, gone, ANY)
    if not settled:
        status.bin.unmark(deleted, ANY, at=AT)

    with pytest.raises(ChangedError):
        status.reopen(record)


def test_the_auditor_opens_once_what_ended_and_nothing_that_is_open(status: Status) -> None:
    record = status.ended()
    owner = (record.user_id, record.document.id)

    status.audit.reopen(*owner, at=AT)
    status.audit.reopen(*owner, at=LATER)

    opened = status.ledger.get(*owner)
    assert (opened.reopened_at, opened.document.outcome) == (AT, "done")
    assert status.audit.still_open(opened)
