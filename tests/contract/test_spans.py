"""What every keeper of spans promises: one person's spans of one request, in order."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Protocol
from uuid import UUID

import pytest
from lifeos.adapters.dynamodb_spans import MAX_SPANS, TRACE_KEPT
from lifeos.documents.traces import SpanReader
from lifeos.errors import UpstreamError
from lifeos.spans import Span

from tests.fakes.span_reader import FakeSpans
from tests.support.tables import Table

NOW = datetime(2026, 3, 14, 9, 26, 53, tzinfo=UTC)
REQUEST = "cli-0123456789abcdef"


class Spans(SpanReader, Protocol):
    """Both sides."""

    def save(self, user_id: UUID, correlation_id: str, spans: list[Span]) -> None: ...


@pytest.fixture(params=["fake", pytest.param("table", marks=pytest.mark.emulator)])
def spans(request: pytest.FixtureRequest) -> Spans:
    if request.param == "fake":
        return FakeSpans()
    table: Table = request.getfixturevalue("table")
    return table.spans(lambda: NOW)


def a_span(name: str, started_at: float, duration_ms: float = 1.5, **attributes: str | int) -> Span:
    parent = "ab12" if attributes else None
    return Span(
        uuid.uuid4().hex[:16], parent, name, "sql", started_at, duration_ms, "ok", attributes
    )


def test_spans_come_back_as_they_were(spans: Spans) -> None:
    person = uuid.uuid4()
    kept = [a_span("find", 100.25), a_span("merge", 100.5, rows=3, document_id="d-1")]

    spans.save(person, REQUEST, kept)

    assert spans.load(person, REQUEST) == kept


def test_spans_of_several_invocations_come_in_order_of_their_start(spans: Spans) -> None:
    person = uuid.uuid4()

    for started_at in (1_700_000_300.0, 99.5, 1_700_000_200.000001, 1_700_000_200.0):
        spans.save(person, REQUEST, [a_span(str(started_at), started_at)])

    found = [span.started_at for span in spans.load(person, REQUEST)]
    assert found == [99.5, 1_700_000_200.0, 1_700_000_200.000001, 1_700_000_300.0]


def test_invocations_that_start_in_the_same_instant_both_stay(spans: Spans) -> None:
    person = uuid.uuid4()

    for name in ("first", "second"):
        spans.save(person, REQUEST, [a_span(name, 100.0)])

    assert {span.name for span in spans.load(person, REQUEST)} == {"first", "second"}


def test_another_person_or_request_shows_nothing(spans: Spans) -> None:
    person = uuid.uuid4()
    spans.save(person, REQUEST, [a_span("find", 100.0)])

    assert spans.load(uuid.uuid4(), REQUEST) == []
    assert spans.load(person, REQUEST + "0") == []
    assert spans.load(person, REQUEST[:-1]) == []


def test_an_invocation_without_spans_is_nothing(spans: Spans) -> None:
    person = uuid.uuid4()

    spans.save(person, REQUEST, [])

    assert spans.load(person, REQUEST) == []


@pytest.mark.emulator
def test_of_too_many_spans_the_shortest_are_dropped(table: Table) -> None:
    person, spans = uuid.uuid4(), table.spans()
    made = [a_span(str(n), 100.0 + n, duration_ms=float(n)) for n in range(MAX_SPANS + 50)]

    spans.save(person, REQUEST, made)

    assert [span.name for span in spans.load(person, REQUEST)] == [s.name for s in made[50:]]


@pytest.mark.emulator
def test_spans_are_kept_a_week(table: Table) -> None:
    person = uuid.uuid4()

    table.spans(lambda: NOW).save(person, REQUEST, [a_span("find", 100.0)])

    item = table.items(f"TRACE#{person}#{REQUEST}")[0]
    assert timedelta(days=7) == TRACE_KEPT
    assert item["expiration"] == {"N": str(int((NOW + TRACE_KEPT).timestamp()))}


@pytest.mark.emulator
def test_a_trace_of_many_invocations_is_read_to_its_end(table: Table) -> None:
    person, spans = uuid.uuid4(), table.spans()
    for n in range(90):  # 90 times about 18 KB: more than one answer of DynamoDB holds (1 MB)
        spans.save(person, REQUEST, [a_span(f"{n}-{'x' * 80}", n + i / 1e3) for i in range(100)])

    assert len(spans.load(person, REQUEST)) == 9000


@pytest.mark.emulator
def test_a_table_that_is_away_is_an_upstream_failure(table: Table) -> None:
    spans = Table("no-such-table", table.client, table.root).spans()

    with pytest.raises(UpstreamError):
        spans.save(uuid.uuid4(), REQUEST, [a_span("find", 100.0)])
    with pytest.raises(UpstreamError):
        spans.load(uuid.uuid4(), REQUEST)
