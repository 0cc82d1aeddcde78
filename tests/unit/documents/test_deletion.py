"""Deleting and restoring: both stores, what came in a document, interruptions, races."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from lifeos.contracts.conditions import ANY, Expected
from lifeos.contracts.documents import Document
from lifeos.contracts.ingest import StepInput
from lifeos.documents import deletion, lifecycle, purging
from lifeos.documents.deletion import Deletion
from lifeos.documents.models import Record, Wanted, object_key
from lifeos.documents.pictures import pictures_of
from lifeos.documents.purging import Purged
from lifeos.errors import ChangedError, ConflictError, LifeOSError, NotFoundError, UpstreamError

from tests.fakes.archive import FakeArchive
from tests.fakes.bin import FakeBin, FakeGrave
from tests.fakes.clock import START
from tests.fakes.ledger import FakeLedger
from tests.fakes.storage import FakeStorage
from tests.support.ingest import ANNA, BELA, document_id, ending, filing, record, ticket

PURGE_AT = START + timedelta(days=30)


class Desk:
    """Anna's documents in both stores, and what she can do with them."""

    def __init__(self) -> None:
        self.ledger, self.archive = FakeLedger(), FakeArchive()
        self.storage = FakeStorage(lambda: START)
        self.bin, self.grave = FakeBin(self.ledger), FakeGrave(self.archive)
        self.failures: list[LifeOSError] = []

    def add(self, number: int, *, parent: int | None = None) -> Document:
        """A document that has ended, perhaps one that came in another."""
        inside = {"parent_id": document_id(parent)} if parent else {}
        made = record(number, content=bytes([number]))
        made = made.model_copy(update={"document": made.document.model_copy(update=inside)})
        self.ledger.register(made)
        of = ticket(number)
        self.storage.put(of.object.key, b"bytes")
        self.ledger.claim(of, at=START)
        self.ledger.finish(of, ending(of), kind=None, title=None)
        self.archive.conclude(filing(of).model_copy(update=inside), ending(of))
        return self.find(number).document

    def find(self, number: int) -> Record:
        return self.ledger.find(ANNA, document_id(number))

    def delete(self, number: int, expected: Expected = ANY, **told: Any) -> Document:
        gone = Deletion(of=document_id(number), at=START, purge_at=told.pop("purge_at", PURGE_AT))
        return deletion.delete(
            document_id(number),
            user_id=told.pop("user_id", ANNA),
            expected=expected,
            deletion=gone,
            bin_=self.bin,
            grave=self.grave,
        )

    def restore(self, number: int, expected: Expected = ANY, at: Any = START) -> Document:
        return deletion.restore(
            document_id(number),
            user_id=ANNA,
            expected=expected,
            at=at,
            bin_=self.bin,
            grave=self.grave,
        )

    def purge(self, after: timedelta = timedelta()) -> Purged:
        return purging.purge(
            now=START + after,
            bin_=self.bin,
            grave=self.grave,
            storage=self.storage,
            failed=self.failures.append,
        )

    @property
    def listed(self) -> list[UUID]:
        return [r.document.id for r in self.ledger.page(ANNA, Wanted(), limit=50, cursor=None)[0]]

    @property
    def gone(self) -> set[UUID]:
        """Documents that the record hides."""
        return {one for _, one in self.archive.gone}


@pytest.fixture
def desk() -> Desk:
    made = Desk()
    made.add(1)
    return made


def test_deleted_it_is_gone_from_both_stores_and_says_until_when(desk: Desk) -> None:
    answer = desk.delete(1)

    assert (answer.deleted_at, answer.purge_at) == (START, PURGE_AT)
    assert (desk.listed, desk.gone) == ([], {document_id(1)})
    assert not desk.find(1).settling


def test_deleting_twice_is_deleting_once(desk: Desk) -> None:
    first = desk.delete(1)

    assert desk.delete(1, Expected(versions=())) == first


def test_restored_it_is_there_again_in_both_stores(desk: Desk) -> None:
    desk.delete(1)

    answer = desk.restore(1)

    assert (answer.deleted_at, answer.purge_at) == (None, None)
    assert (desk.listed, desk.gone) == ([document_id(1)], set())


@pytest.mark.parametrize("act", ["delete", "restore"])
def test_what_has_changed_since_is_told_with_its_state(desk: Desk, act: str) -> None:
    if act == "restore":
        desk.delete(1)

    with pytest.raises(ChangedError) as refused:
        getattr(desk, act)(1, Expected(versions=(1,)))

    assert refused.value.current == desk.find(1).document


def test_another_persons_document_is_no_document(desk: Desk) -> None:
    with pytest.raises(NotFoundError):
        desk.delete(1, user_id=BELA)

    assert desk.listed == [document_id(1)]


@pytest.mark.parametrize("act", ["delete", "restore"])
@pytest.mark.parametrize("completed_by", ["repeat", "purge"])
def test_what_was_interrupted_between_the_stores_is_completed(
    desk: Desk, act: str, completed_by: str
) -> None:
    if act == "restore":
        desk.delete(1)
    desk.grave.down = True
    with pytest.raises(UpstreamError):
        getattr(desk, act)(1)
    desk.grave.down = False

    found = desk.purge() if completed_by == "purge" else getattr(desk, act)(1)

    assert desk.gone == ({document_id(1)} if act == "delete" else set())
    assert not desk.find(1).settling
    assert completed_by == "repeat" or found.settled == 1


def test_what_came_in_it_goes_and_comes_back_with_it(desk: Desk) -> None:
    for number, parent in ((2, 1), (3, 2), (4, None)):
        desk.add(number, parent=parent)

    desk.delete(1)
    gone = desk.gone
    desk.restore(1)

    assert gone == {document_id(n) for n in (1, 2, 3)}
    assert (desk.gone, len(desk.listed)) == (set(), 4)


def test_what_was_deleted_before_stays_deleted_when_its_mail_comes_back(desk: Desk) -> None:
    desk.add(2, parent=1)
    desk.delete(2)
    desk.delete(1)

    desk.restore(1)

    assert (desk.listed, desk.gone) == ([document_id(1)], {document_id(2)})


def test_what_came_in_it_is_found_by_the_record_when_live_status_was_lost(desk: Desk) -> None:
    desk.add(2, parent=1)
    row = desk.ledger.rows[ANNA, document_id(1)]
    row.record = row.record.model_copy(update={"children": frozenset()})

    desk.delete(1)

    assert desk.gone == {document_id(1), document_id(2)}


def test_an_enclosed_one_whose_bytes_came_again_is_left_where_it_is(desk: Desk) -> None:
    desk.add(2, parent=1)
    desk.delete(1)
    again = record(9, content=bytes([2]))
    desk.ledger.register(again)

    desk.restore(1)

    assert desk.find(2).is_deleted
    with pytest.raises(ConflictError):
        desk.restore(2)


def test_deleted_during_its_run_the_run_ends_without_a_trace() -> None:
    desk = Desk()
    desk.ledger.register(record(1))
    desk.ledger.claim(ticket(1), at=START)
    desk.delete(1)
    step = StepInput(ticket=ticket(1), failure=None)

    ended = lifecycle.end(step, ledger=desk.ledger, archive=desk.archive, clock=_Clock())

    assert ended.outcome == "failed"
    assert (desk.find(1).document.outcome, desk.archive.documents) == (None, {})


class _Clock:
    def now(self) -> Any:
        return START


def test_due_everything_is_gone_for_good(desk: Desk) -> None:
    key = object_key(ANNA, document_id(1))
    picture = pictures_of(ANNA, desk.find(1).document.sha256) + "x.png"
    desk.storage.put(picture, b"drawn")
    desk.delete(1)

    early, due, again = desk.purge(), desk.purge(timedelta(days=30)), desk.purge(timedelta(days=31))

    assert (early, due, again) == (Purged(waiting=1), Purged(purged=1), Purged())
    assert {key, picture} & desk.storage.objects.keys() == set()
    assert desk.grave.purged == {(ANNA, document_id(1)): START + timedelta(days=30)}
    for act in (desk.restore, desk.delete):
        with pytest.raises(NotFoundError):
            act(1)


STOPS: list[Callable[[Desk], tuple[Any, str]]] = [
    lambda desk: (desk.storage, "erase"),
    lambda desk: (desk.grave, "purge"),
    lambda desk: (desk.bin, "forget"),
]


@pytest.mark.parametrize("stop", STOPS)
def test_killed_in_the_middle_the_next_purge_completes_it_and_nobody_sees_any(
    desk: Desk, stop: Callable[[Desk], tuple[Any, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: Any, **__: Any) -> None:
        raise UpstreamError("Away.")

    desk.delete(1)
    with monkeypatch.context() as patch:
        patch.setattr(*stop(desk), killed)
        failed = desk.purge(timedelta(days=31))
    seen = desk.ledger.page(ANNA, Wanted(deleted=True), limit=9, cursor=None)[0]
    with pytest.raises((ChangedError, UpstreamError)):
        desk.restore(1)

    completed = desk.purge(timedelta(days=31))

    assert (failed.failed, len(desk.failures), completed.purged) == (1, 1, 1)
    assert (seen, desk.storage.objects, desk.ledger.rows) == ([], {}, {})


def test_one_that_fails_does_not_hold_up_the_others(desk: Desk) -> None:
    desk.add(2)
    desk.delete(1)
    desk.delete(2)
    erase = desk.storage.erase

    def only_the_second(prefix: str) -> int:
        if str(document_id(1)) in prefix:
            raise UpstreamError("Away.")
        return erase(prefix)

    desk.storage.erase = only_the_second  # type: ignore[method-assign]

    assert desk.purge(timedelta(days=31)) == Purged(purged=1, failed=1)


def test_purged_sooner_if_the_person_says_so_and_never_later(desk: Desk) -> None:
    desk.delete(1)

    sooner = desk.delete(1, purge_at=START + deletion.SOONEST)
    later = desk.delete(1)

    assert sooner.purge_at == later.purge_at == START + deletion.SOONEST


def test_restored_and_deleted_again_it_has_its_whole_time_again(desk: Desk) -> None:
    desk.delete(1, purge_at=START + deletion.SOONEST)
    desk.restore(1)

    assert desk.delete(1).purge_at == PURGE_AT
