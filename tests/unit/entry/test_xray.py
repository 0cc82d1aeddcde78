from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from lifeos import spans
from lifeos.entry import telemetry


class Segments:
    """Stands where the X-Ray SDK stands: remembers subsegments in the order they were opened."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.annotated: dict[str, str] = {}

    @contextmanager
    def in_subsegment(self, name: str) -> Iterator[Segments]:
        self.opened.append(name)
        yield self

    def put_annotation(self, key: str, value: str) -> None:
        self.annotated[key] = value


@pytest.fixture
def segments(monkeypatch: pytest.MonkeyPatch) -> Iterator[Segments]:
    seen = Segments()
    monkeypatch.setattr(telemetry.tracer, "provider", seen)
    monkeypatch.setattr(telemetry.tracer, "disabled", False)
    telemetry.trace_with_xray()
    yield seen
    spans.mirror_to(None)


def test_every_span_is_a_subsegment_where_tracing_is_on(segments: Segments) -> None:
    invocation = telemetry.Invocation("documents_api", "api", "corr-12345678")

    with telemetry.observed(invocation), spans.span("ledger.get", "table"):
        pass

    assert segments.opened == ["documents_api", "ledger.get"]


def test_a_trace_is_found_by_correlation_and_document(
    segments: Segments, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telemetry.tracer, "put_annotation", segments.put_annotation)
    known: dict[str, Any] = {"document_id": "d-1", "execution_id": "run-1"}
    invocation = telemetry.Invocation("ingest_pick", "step", "corr-12345678", log=known)

    with telemetry.observed(invocation):
        pass

    assert segments.annotated["correlation_id"] == "corr-12345678"
    assert segments.annotated["document_id"] == "d-1"
    assert segments.annotated["execution_id"] == "run-1"


def test_nothing_is_opened_where_tracing_is_off() -> None:
    telemetry.trace_with_xray()

    with spans.recording() as recorded, spans.span("ledger.get", "table"):
        pass

    assert [span.name for span in recorded] == ["ledger.get"]
    assert telemetry.tracer.disabled
