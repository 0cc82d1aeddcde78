"""What the auditor is promised of the status table, by the fake and by DynamoDB's conditions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from lifeos.adapters.dynamodb import DynamoLedger
from lifeos.adapters.dynamodb_audit import BATCH, ROUNDS, DynamoAudit
from lifeos.adapters.dynamodb_slots import DynamoSlots
from lifeos.contracts.documents import Outcome
from lifeos.documents.models import Record
from lifeos.errors import NotFoundError, ThrottledError

from tests.fakes.audit import FakeOpenDocuments
from tests.fakes.clock import START
from tests.fakes.ledger import FakeLedger
from tests.fakes.slots import FakeSlots
from tests.support.ingest import ANNA, document_id, ending, record, ticket
from tests.support.table import TABLE, table

LATER = START + timedelta(minutes=5)


@dataclass
class Status:
    """One table behind both of its ports."""

    ledger: Any
    audit: Any

    def end(self, number: int, outcome: Outcome = "done") -> None:
        of = ticket(number)
        self.ledger.claim(of, at=START)
        self.ledger.finish(of, ending(of, outcome), kind=None, title=None)

    def unended(self, *, before: Any = LATER, after: Any = LATER) -> list[UUID]:
        found = self.audit.unended(before=before, after=after)
        return sorted(known.document.id for known in found)


@pytest.fixture(params=["fake", "dynamodb"])
def status(request: pytest.FixtureRequest) -> Iterator[Status]:
    if request.param == "fake":
        fake = FakeLedger()
        yield Status(fake, FakeOpenDocuments(fake))
        return
    with table() as client:
        yield Status(DynamoLedger(client, TABLE), DynamoAudit(client, TABLE))


def registered(status: Status, *numbers: int) -> None:
    for number in numbers:
        status.ledger.register(record(number, content=bytes([number])))


def test_open_documents_are_listed_until_they_end(status: Status) -> None:
    registered(status, 1, 2, 3)
    status.end(2)

    assert status.unended() == [document_id(1), document_id(3)]


def test_what_was_touched_since_is_left_out_and_what_lies_ahead_is_not(status: Status) -> None:
    registered(status, 1)

    touched_since = status.unended(before=START, after=START)
    ahead = status.unended(before=START - timedelta(1), after=START - timedelta(seconds=1))

    assert (touched_since, ahead) == ([], [document_id(1)])


def test_a_closed_document_is_not_listed_and_not_open(status: Status) -> None:
    registered(status, 1)

    status.audit.close(ANNA, document_id(1))

    assert status.unended() == []
    assert not status.audit.still_open(record(1))


def test_ended_tells_apart_open_ended_and_missing(status: Status) -> None:
    registered(status, 1, 2)
    status.end(2)

    found = status.audit.ended([(ANNA, document_id(number)) for number in (1, 2, 3)])

    assert found == {document_id(1): False, document_id(2): True}


def test_more_than_a_batch_is_asked_for_at_once(status: Status) -> None:
    registered(status, *range(1, BATCH + 3))

    found = status.audit.ended([(ANNA, document_id(n)) for n in range(1, BATCH + 3)])

    assert len(found) == BATCH + 2


def test_a_document_opened_again_is_listed_until_its_next_run_ends(status: Status) -> None:
    registered(status, 1)
    status.end(1)

    status.audit.reopen(ANNA, document_id(1), at=START)

    assert status.unended() == [document_id(1)]
    assert status.audit.still_open(record(1))
    again = ticket(1, rerun=1)
    assert status.ledger.claim(again, at=START)


def test_what_has_not_ended_cannot_be_opened_again(status: Status) -> None:
    registered(status, 1)

    status.audit.reopen(ANNA, document_id(1), at=LATER + timedelta(days=1))

    assert status.unended() == [document_id(1)]


def restored(number: int, **told: Any) -> Record:
    known = record(number, content=bytes([number]))
    document = known.document.model_copy(update=told)
    return known.model_copy(update={"document": document})


def test_a_restored_document_is_as_it_was_and_found_by_its_bytes(status: Status) -> None:
    known = restored(1, state="END", outcome="done", facts=3)

    status.audit.restore(known)
    status.audit.restore(restored(1, state="WAITING"))

    back = status.ledger.get(ANNA, document_id(1)).document
    assert (back.outcome, back.facts) == ("done", 3)
    assert status.ledger.register(record(2, content=bytes([1]))).document.id == document_id(1)


def test_an_adopted_document_is_open_and_remembers_how_far_runs_had_come(status: Status) -> None:
    known = restored(1).model_copy(update={"attempt": ticket(1, rerun=2).attempt})

    status.audit.restore(known)

    assert status.unended() == [document_id(1)]
    assert status.ledger.get(ANNA, document_id(1)).attempt == known.attempt
    assert status.ledger.claim(ticket(1, rerun=2), at=START)


def test_bytes_are_not_said_to_be_those_of_a_duplicate() -> None:
    with table() as client:
        status = Status(DynamoLedger(client, TABLE), DynamoAudit(client, TABLE))
        status.audit.restore(restored(1, state="END", outcome="duplicate"))

        fresh = status.ledger.register(record(2, content=bytes([1])))

        assert fresh.document.id == document_id(2)


def test_a_restored_document_does_not_expire() -> None:
    with table() as client:
        DynamoAudit(client, TABLE).restore(restored(1))

        items = client.scan(TableName=TABLE)["Items"]

        assert items
        assert not any("expiration" in item for item in items)


class Leaving:
    """A client that leaves keys over, `times` times."""

    def __init__(self, client: Any, times: int) -> None:
        self._client, self._times = client, times

    def batch_get_item(self, **asked: Any) -> Any:
        if self._times:
            self._times -= 1
            return {"Responses": {}, "UnprocessedKeys": asked["RequestItems"]}
        return self._client.batch_get_item(**asked)


@pytest.mark.parametrize("times", [0, 1, ROUNDS - 1])
def test_keys_that_were_left_over_are_asked_for_again(times: int) -> None:
    with table() as client:
        DynamoLedger(client, TABLE).register(record(1))

        found = DynamoAudit(Leaving(client, times), TABLE).ended([(ANNA, document_id(1))])  # type: ignore[arg-type]

        assert found == {document_id(1): False}


def test_keys_that_are_left_over_for_ever_are_a_throttle() -> None:
    with table() as client:
        audit = DynamoAudit(Leaving(client, ROUNDS), TABLE)  # type: ignore[arg-type]

        with pytest.raises(ThrottledError):
            audit.ended([(ANNA, document_id(1))])


@pytest.mark.parametrize("kind", ["fake", "dynamodb"])
def test_the_line_tells_who_waits_and_counts_nobody_twice(kind: str) -> None:
    with table() as client:
        slots: Any = DynamoSlots(client, TABLE, limit=1, now=lambda: START)
        slots = FakeSlots(1) if kind == "fake" else slots
        for number in (1, 2, 1, 1):
            slots.line_up(ticket(number))
        slots.line_up(ticket(3, version="v2"))

        waiting = slots.waiting()
        for number in (1, 2):
            slots.leave_line(ticket(number))

        assert waiting == {document_id(1), document_id(2), document_id(3)}
        assert slots.waiting() == {document_id(3)}


def test_a_repeat_takes_no_round_from_the_person() -> None:
    with table() as client:
        slots = DynamoSlots(client, TABLE, limit=1, now=lambda: START)
        for _ in range(5):
            slots.line_up(ticket(1))

        key = {"pk": {"S": f"USER#{ANNA}"}, "sk": {"S": "ROUND"}}
        last = client.get_item(TableName=TABLE, Key=key)["Item"]["last_round"]["N"]

        assert last == "1"


def test_a_document_that_is_nowhere_is_not_found(status: Status) -> None:
    with pytest.raises(NotFoundError):
        status.ledger.get(ANNA, document_id(9))
    assert not status.audit.still_open(record(9))
