"""What happened for one request, as its person may see it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from lifeos.documents import traces
from lifeos.errors import NotFoundError
from lifeos.spans import Span

from tests.fakes.span_reader import FakeSpans
from tests.support.ingest import ANNA, BELA, CORRELATION


@pytest.fixture
def spans() -> FakeSpans:
    kept = FakeSpans()
    late = Span("b" * 16, "a" * 16, "storage.sha256", "storage", 20.0, 3.5, "error")
    early = Span("a" * 16, None, "ingest_ready", "step", 10.5, 12.0, attributes={"status": 200})
    kept.save(ANNA, CORRELATION, [late, early])
    return kept


def test_spans_come_in_the_order_of_their_start(spans: FakeSpans) -> None:
    trace = traces.get(CORRELATION, user_id=ANNA, spans=spans)

    assert trace.correlation_id == CORRELATION
    assert [span.name for span in trace.spans] == ["ingest_ready", "storage.sha256"]
    assert trace.spans[0].started_at == datetime.fromtimestamp(10.5, UTC)
    assert (trace.spans[0].duration_ms, trace.spans[0].attributes) == (12.0, {"status": 200})
    assert (trace.spans[1].parent_id, trace.spans[1].status) == ("a" * 16, "error")


def test_another_person_sees_nothing_of_it(spans: FakeSpans) -> None:
    with pytest.raises(NotFoundError):
        traces.get(CORRELATION, user_id=BELA, spans=spans)


def test_an_id_nobody_used_is_not_found(spans: FakeSpans) -> None:
    with pytest.raises(NotFoundError, match="kept a week"):
        traces.get("another-correlation", user_id=ANNA, spans=spans)
