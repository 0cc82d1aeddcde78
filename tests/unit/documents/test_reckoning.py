"""The auditor's reckoning half: bucket, record and live status tell the same story."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.contracts.documents import Outcome
from lifeos.contracts.ingest import Ticket
from lifeos.documents import reckoning
from lifeos.documents.models import object_key
from lifeos.documents.reckoning import Owner, Reckoned, Standing
from lifeos.errors import UpstreamError

from tests.fakes.archive import FakeArchive
from tests.fakes.audit import FakeInventory, FakeOpenDocuments, FakeRegister
from tests.fakes.clock import START, FakeClock
from tests.fakes.ledger import FakeLedger
from tests.fakes.storage import FakeStorage
from tests.support.ingest import ANNA, CORRELATION, document_id, ending, filing, record, ticket

READ = {"done", "needs_review", "rejected", "failed"}
OUTCOMES: list[Outcome] = ["done", "needs_review", "rejected", "duplicate", "parked", "failed"]


@dataclass
class Books:
    """Bucket, record and status table."""

    clock: FakeClock = field(default_factory=FakeClock)
    ledger: FakeLedger = field(default_factory=FakeLedger)
    archive: FakeArchive = field(default_factory=FakeArchive)

    def __post_init__(self) -> None:
        self.storage = FakeStorage(self.clock.now)
        self.inventory = FakeInventory(self.storage)
        self.open_documents = FakeOpenDocuments(self.ledger)
        self.register = FakeRegister(self.archive)

    def keep(self, number: int, outcome: Outcome | None = None) -> None:
        """A document that was uploaded, and perhaps ended."""
        content = number.to_bytes(4)
        known = self.ledger.register(record(number, content=content))
        key = object_key(ANNA, known.document.id)
        self.storage.put(key, content)
        self.inventory.told[key] = {
            "document-id": str(known.document.id),
            "correlation-id": CORRELATION,
            "name": "K%C3%BCndigung.pdf",
            "media-type": "application/pdf",
            "sha256": known.document.sha256,
        }
        if outcome is not None:
            of = ticket(number)
            self.archive.conclude(filing(of), ending(of, outcome, facts=3))

    def reckon(self, *, reread_below: int = 0) -> Reckoned:
        return reckoning.reckon(
            inventory=self.inventory,
            register=self.register,
            live=self.open_documents,
            now=self.clock.now(),
            reread_below=reread_below,
        )


class Ending(FakeRegister):
    """A record that a run ends in just before it is read."""

    def __init__(self, books: Books, of: Ticket) -> None:
        super().__init__(books.archive)
        self._books, self._of = books, of

    def standing(self, documents: list[Owner]) -> dict[UUID, Standing]:
        self._books.archive.conclude(filing(self._of), ending(self._of))
        self._books.ledger.finish(self._of, ending(self._of), kind=None, title=None)
        return super().standing(documents)


@settings(max_examples=30)
@given(st.lists(st.sampled_from([*OUTCOMES, None]), max_size=12), st.integers(0, 12))
def test_the_sum_holds_and_whatever_was_lost_is_written_anew_once(
    ends: list[Outcome | None], lost: int
) -> None:
    books = Books()
    for number, outcome in enumerate(ends):
        books.keep(number, outcome)
    for place in list(books.ledger.rows)[:lost]:
        del books.ledger.rows[place]

    found, again = books.reckon(), books.reckon()

    assert (found.uploads, found.difference) == (len(ends), 0)
    assert found.in_flight == ends.count(None)
    assert found.outcomes == {end: ends.count(end) for end in set(ends) if end is not None}
    assert found.restored + found.adopted == min(lost, len(ends))
    assert (again.restored, again.adopted, len(books.ledger.rows)) == (0, 0, len(ends))


@pytest.mark.parametrize(("below", "outdated"), [(0, 0), (1, 0), (2, 4)])
def test_what_an_older_pipeline_has_read_is_opened_again_when_asked(
    below: int, outdated: int
) -> None:
    books = Books()
    for number, outcome in enumerate(OUTCOMES):
        books.keep(number, outcome)
        books.ledger.claim(ticket(number), at=START)
        books.ledger.finish(ticket(number), ending(ticket(number), outcome), kind=None, title=None)

    found = books.reckon(reread_below=below)

    assert (found.outdated, found.difference) == (outdated, 0)
    told = {document_id(number) for number, end in enumerate(OUTCOMES) if end in READ}
    assert books.open_documents.reopened == (told if outdated else set())


def test_opened_again_it_is_outdated_until_the_newer_pipeline_has_read_it() -> None:
    books = Books()
    books.keep(1, "done")
    books.ledger.claim(ticket(1), at=START)
    books.ledger.finish(ticket(1), ending(ticket(1)), kind=None, title=None)

    before = [books.reckon(reread_below=2).outdated for _ in range(2)]
    newer = ticket(1, pipeline=2)
    books.archive.conclude(filing(newer), ending(newer))

    assert (before, books.reckon(reread_below=2).outdated) == ([1, 1], 0)


def test_a_lost_status_comes_back_from_the_record() -> None:
    books = Books()
    books.keep(1, "needs_review")
    books.ledger.rows.clear()

    found = books.reckon()

    back = books.ledger.get(ANNA, document_id(1))
    assert (found.restored, found.adopted) == (1, 0)
    assert (back.document.outcome, back.document.facts) == ("needs_review", 3)
    assert (back.run, back.attempt) == (ticket().run, ticket().attempt)
    assert back.object is not None
    assert back.object.key == object_key(ANNA, document_id(1))


def test_a_lost_status_of_what_had_not_ended_comes_back_from_the_object() -> None:
    books = Books()
    books.keep(1)
    books.ledger.rows.clear()

    found = books.reckon()

    back = books.ledger.get(ANNA, document_id(1)).document
    assert (found.restored, found.adopted, found.in_flight) == (0, 1, 1)
    assert (back.name, back.media_type, back.state) == (
        "Kündigung.pdf", "application/pdf", "WAITING",
    )  # fmt: skip
    assert back.correlation_id == CORRELATION


def test_an_object_that_tells_little_is_adopted_with_what_it_tells() -> None:
    books = Books()
    books.keep(1)
    key = object_key(ANNA, document_id(1))
    books.inventory.told[key] = {"sha256": books.inventory.told[key]["sha256"]}
    books.ledger.rows.clear()

    books.reckon()

    back = books.ledger.get(ANNA, document_id(1)).document
    assert (back.name, back.media_type) == ("unnamed", "application/octet-stream")


def test_what_says_it_ended_but_is_not_in_the_record_is_a_difference_and_is_opened_again() -> None:
    books = Books()
    books.keep(1)
    of = ticket()
    books.ledger.claim(of, at=START)
    books.ledger.finish(of, ending(of), kind=None, title=None)

    found = books.reckon()

    assert (found.uploads, found.in_flight, found.outcomes) == (1, 0, {})
    assert (found.difference, found.reopened) == (1, 1)
    assert books.open_documents.reopened == {document_id(1)}


def test_an_end_between_the_two_looks_is_no_difference() -> None:
    books = Books()
    books.keep(1)
    of = ticket()
    books.ledger.claim(of, at=START)
    books.register = Ending(books, of)

    found = books.reckon()

    assert (found.outcomes, found.in_flight, found.difference) == ({"done": 1}, 0, 0)


def test_an_adopted_document_goes_on_after_the_attempt_the_record_has_seen() -> None:
    books = Books()
    books.keep(1)
    begun = ticket(rerun=2)
    books.archive.documents[ANNA, document_id(1)] = (filing(begun), None)
    books.ledger.rows.clear()

    found = books.reckon()

    back = books.ledger.get(ANNA, document_id(1))
    assert (found.adopted, found.in_flight) == (1, 1)
    assert (back.run, back.attempt) == (None, begun.attempt)


def test_an_object_that_no_upload_of_ours_made_is_foreign() -> None:
    books = Books()
    books.keep(1)
    books.inventory.told.update({object_key(ANNA, document_id(1)): {"sha256": "not a hash"}})
    books.keep(2)
    books.inventory.told[object_key(ANNA, document_id(2))].pop("sha256")
    books.ledger.rows.clear()

    found = books.reckon()

    assert (found.foreign, found.uploads, found.adopted) == (2, 0, 0)
    assert books.ledger.rows == {}


def test_a_live_status_that_is_there_is_never_touched() -> None:
    books = Books()
    books.keep(1, "done")
    books.ledger.rows[ANNA, document_id(1)].change(title="as it is")

    books.reckon()

    assert books.ledger.get(ANNA, document_id(1)).document.title == "as it is"


def test_an_object_that_is_no_document_is_counted_apart() -> None:
    books = Books()
    books.storage.put("photos/cat.jpg", b"cat")

    found = books.reckon()

    assert (found.foreign, found.uploads, found.difference) == (1, 0, 0)


def test_a_long_list_is_asked_for_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reckoning, "PAGE", 2)
    books = Books()
    for number in range(5):
        books.keep(number, "done")

    found = books.reckon()

    assert (found.uploads, found.outcomes) == (5, {"done": 5})


@pytest.mark.parametrize("part", ["storage", "archive", "ledger"])
def test_a_reckoning_that_broke_off_is_made_good_by_the_next(part: str) -> None:
    books = Books()
    for number in (1, 2):
        books.keep(number, "done")
    books.ledger.rows.clear()
    getattr(books, part).down = True
    with pytest.raises(UpstreamError):
        books.reckon()
    getattr(books, part).down = False

    found = books.reckon()

    assert (found.restored, found.difference) == (2, 0)
