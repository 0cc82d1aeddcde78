from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from lifeos.contracts.documents import Document

from clients.api import waiting
from clients.api.errors import RefusedError
from clients.api.waiting import OutcomeWatch
from tests.unit.cli.support import SHA256

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)


class CountingHub:
    """Documents in the order they were made; counts what it is asked."""

    def __init__(self) -> None:
        self.known: dict[UUID, Document] = {}
        self.singles = 0
        self.pages = 0

    def add(self, second: int = 0) -> Document:
        document = Document(
            id=uuid.uuid4(),
            name="d",
            size_bytes=1,
            media_type="a/b",
            sha256=SHA256,
            state="READY",
            created_at=BEGIN + timedelta(seconds=second),
            updated_at=BEGIN,
            correlation_id="test-correlation",
        )
        self.known[document.id] = document
        return document

    def end(self, document: Document) -> None:
        self.known[document.id] = document.model_copy(update={"state": "END", "outcome": "done"})

    def document(self, document_id: UUID) -> Document:
        self.singles += 1
        if document_id not in self.known:
            raise RefusedError("gone", status=404, problem="not-found")
        return self.known[document_id]

    def documents(self, query: object, *, limit: int) -> Iterator[Document]:
        for number, document in enumerate(reversed(list(self.known.values()))):
            self.pages += number % 100 == 0
            if number == limit:
                return
            yield document


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hub() -> CountingHub:
    return CountingHub()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    monkeypatch.setattr(waiting, "FIRST_PAUSE_S", 0.2)
    return Clock()


@pytest.fixture
def watch(hub: CountingHub, clock: Clock) -> OutcomeWatch:
    return OutcomeWatch(hub, clock=clock)  # type: ignore[arg-type]


def test_rounds_begin_close_together_and_slow_down_to_two_seconds(
    hub: CountingHub, watch: OutcomeWatch, clock: Clock
) -> None:
    watch.add(hub.add())
    pauses = []

    for _ in range(10):
        pause = watch.seconds_to_next_look()
        assert pause is not None
        pauses.append(round(pause, 3))
        clock.now += pause
        watch.look()

    assert pauses[:4] == [0.2, 0.3, 0.45, 0.675]
    assert pauses[-3:] == [2.0, 2.0, 2.0]


def test_with_nothing_to_look_at_nobody_looks(watch: OutcomeWatch) -> None:
    assert watch.seconds_to_next_look() is None


def test_a_document_after_a_quiet_time_is_looked_at_soon(
    hub: CountingHub, watch: OutcomeWatch, clock: Clock
) -> None:
    first = hub.add()
    watch.add(first)
    for _ in range(10):
        clock.now += 2
        watch.look()
    hub.end(first)
    watch.look()

    watch.add(hub.add())

    assert watch.seconds_to_next_look() == pytest.approx(0.2)


def test_what_ended_is_told_once(hub: CountingHub, watch: OutcomeWatch) -> None:
    one, other = hub.add(), hub.add()
    watch.add(one)
    watch.add(other)
    hub.end(one)

    assert [d.id for d in watch.look()] == [one.id]
    assert watch.look() == []


def test_a_thousand_documents_are_read_by_the_page(hub: CountingHub, watch: OutcomeWatch) -> None:
    documents = [hub.add(second) for second in range(1000)]
    for document in documents:
        watch.add(document)
        hub.end(document)

    ended = watch.look()

    assert len(ended) == 1000
    assert hub.pages == 10
    assert hub.singles == 0


def test_pages_older_than_anything_watched_are_not_read(
    hub: CountingHub, watch: OutcomeWatch
) -> None:
    for second in range(2000):
        hub.add(second)
    gone = [hub.add(3000 + n) for n in range(10)]
    for document in gone:
        watch.add(document)
        del hub.known[document.id]

    watch.look()

    assert hub.pages == 1


def test_documents_pushed_down_by_a_busy_account_are_still_found(
    hub: CountingHub, watch: OutcomeWatch
) -> None:
    mine = [hub.add(n) for n in range(10)]
    for second in range(500):
        hub.add(100 + second)
    for document in mine:
        watch.add(document)
        hub.end(document)

    ended = [d.id for _ in range(3) for d in watch.look()]

    assert sorted(map(str, ended)) == sorted(str(d.id) for d in mine)
    assert hub.singles <= 12


def test_a_document_that_is_gone_does_not_end_the_watch(
    hub: CountingHub, watch: OutcomeWatch
) -> None:
    gone, here = hub.add(), hub.add()
    watch.add(gone)
    watch.add(here)
    del hub.known[gone.id]
    hub.end(here)

    assert [d.id for d in watch.look()] == [here.id]


def test_a_refusal_other_than_not_found_is_passed_on(
    hub: CountingHub, watch: OutcomeWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch.add(hub.add())

    def denied(document_id: UUID) -> Document:
        raise RefusedError("no", status=403, problem="denied")

    monkeypatch.setattr(hub, "document", denied)

    with pytest.raises(RefusedError):
        watch.look()
