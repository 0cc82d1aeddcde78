"""Reading again on purpose: a run of its own, begun once, beside those before it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from lifeos.contracts.conditions import ANY, Expected
from lifeos.contracts.documents import Document, Outcome
from lifeos.contracts.ingest import Ticket
from lifeos.documents import rereading
from lifeos.documents.models import Record
from lifeos.errors import ChangedError, ConflictError, NotFoundError, UpstreamError

from tests.fakes.clock import START
from tests.fakes.ledger import FakeLedger
from tests.fakes.reopening import FakeReopening
from tests.fakes.slots import FakeSlots
from tests.fakes.starter import FakeStarter
from tests.support.ingest import ANNA, BELA, document_id, ending, record, ticket

LATER = START + timedelta(days=90)


class Desk:
    """Anna's documents, and what she can have done with them."""

    def __init__(self, limit: int = 2) -> None:
        self.ledger, self.slots, self.starter = FakeLedger(), FakeSlots(limit), FakeStarter()
        self.reopening: Any = FakeReopening(self.ledger)

    def end(self, outcome: Outcome = "done", *, of: Ticket | None = None) -> Record:
        """A document whose run is over."""
        self.ledger.register(record())
        run = of or ticket()
        self.ledger.claim(run, at=START)
        self.ledger.finish(run, ending(run, outcome, facts=3), kind="letter", title="A letter")
        return self.find()

    def find(self) -> Record:
        return self.ledger.find(ANNA, document_id(1))

    def read_again(
        self, expected: Expected = ANY, *, user_id: UUID = ANNA, pipeline: int = 1
    ) -> Document:
        return rereading.read_again(
            document_id(1),
            user_id=user_id,
            wish=rereading.Wish(expected, LATER, "wish-to-read-again"),
            pipeline_version=pipeline,
            ledger=self.ledger,
            reopening=self.reopening,
            slots=self.slots,
            starter=self.starter,
        )

    @property
    def started(self) -> list[str]:
        return [one.run for one in self.starter.started]


@pytest.mark.parametrize(
    "outcome", ["done", "needs_review", "rejected", "duplicate", "parked", "failed"]
)
def test_whatever_has_ended_goes_on_by_a_run_of_its_own(outcome: Outcome) -> None:
    desk = Desk()
    seen = desk.end(outcome)

    told = desk.read_again(Expected(versions=(seen.version,)))

    assert desk.started == [ticket(rerun=1).run]
    assert (told.state, told.outcome, told.updated_at) == ("READY", None, LATER)
    assert told.etag != seen.document.etag
    assert desk.find().reopened_at == LATER


def test_a_newer_pipeline_begins_its_own_count_and_is_told() -> None:
    desk = Desk()
    desk.end(of=ticket(rerun=4))

    told = desk.read_again(pipeline=2)

    assert desk.started == [ticket(pipeline=2).run]
    assert told.pipeline_version == 2


def test_what_the_next_run_writes_is_taken_and_what_the_last_one_still_writes_is_not() -> None:
    desk = Desk()
    desk.end()
    desk.read_again()

    late, next_ = desk.ledger.claim(ticket(), at=LATER), ticket(rerun=1)

    assert not late
    assert desk.ledger.claim(next_, at=LATER)
    assert desk.ledger.enter(next_, "PICK", at=LATER).document.state == "PICK"


def test_asked_twice_it_is_begun_once() -> None:
    desk = Desk()
    seen = desk.end()
    expected = Expected(versions=(seen.version,))

    first, again = desk.read_again(expected), desk.read_again(expected)

    assert first.state == again.state == "READY"
    assert len(desk.started) == 1


def test_two_who_ask_at_once_begin_one_run() -> None:
    desk = Desk()
    desk.end()
    desk.reopening = Overtaken(desk)

    told = desk.read_again()

    assert told.outcome is None
    assert desk.started == [ticket(rerun=1).run]


class Overtaken:
    """Somebody else's request comes right before this one's write."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._own = desk, FakeReopening(desk.ledger)

    def reopen(self, *told: Any, **more: Any) -> Record:
        self._desk.reopening = self._own
        self._desk.read_again()
        return self._own.reopen(*told, **more)


def test_without_room_it_waits_in_line() -> None:
    desk = Desk(limit=0)
    desk.end()

    told = desk.read_again()

    assert told.state == "READY"
    assert (desk.started, desk.slots.waiting()) == ([], {document_id(1)})


def test_what_is_under_way_is_left_to_its_run() -> None:
    desk = Desk()
    desk.ledger.register(record())
    desk.ledger.claim(ticket(), at=START)

    told = desk.read_again(Expected(versions=(99,)))

    assert (told.state, desk.started) == ("READY", [])


def test_what_changed_since_it_was_seen_is_told_as_it_is_now() -> None:
    desk = Desk()
    seen = desk.end()

    with pytest.raises(ChangedError) as refused:
        desk.read_again(Expected(versions=(seen.version - 1,)))

    assert refused.value.current == desk.find().document
    assert desk.started == []


def test_a_file_that_has_not_arrived_cannot_be_read_again() -> None:
    desk = Desk()
    desk.ledger.register(record())

    with pytest.raises(ConflictError, match="not arrived"):
        desk.read_again()


def test_nobody_has_another_persons_document_read() -> None:
    desk = Desk()
    desk.end()

    with pytest.raises(NotFoundError):
        desk.read_again(user_id=BELA)

    assert desk.started == []


def test_begun_by_nobody_it_is_open_and_known_to_the_auditor() -> None:
    desk = Desk()
    desk.end()
    desk.starter.down = True
    with pytest.raises(UpstreamError):
        desk.read_again()

    left = desk.find()

    assert (left.document.outcome, left.run, left.strikes) == (None, ticket(rerun=1).run, 0)
