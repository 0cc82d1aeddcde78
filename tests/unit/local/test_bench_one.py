"""Where the time of one file went: every millisecond of a trace is counted once."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest
from lifeos.contracts.traces import Span, Trace
from pypdf import PdfReader

from tests.bench import one

BEGIN = datetime(2026, 4, 17, tzinfo=UTC)


def a_span(name: str, kind: str, start_ms: int, length_ms: int, parent: str | None = None) -> Span:
    return Span(
        id=name,
        parent_id=parent,
        name=name,
        kind=kind,
        started_at=BEGIN + timedelta(milliseconds=start_ms),
        duration_ms=length_ms,
    )


def test_gaps_before_the_starter_and_after_it_are_told_apart() -> None:
    spans = [
        a_span("documents_api", "api", 0, 20),
        a_span("ledger.register", "table", 5, 10, "documents_api"),
        a_span("start_ingest", "event", 50, 10),
        a_span("ingest_ready", "step", 75, 25),
    ]

    parts = one.parts_of(Trace(correlation_id="c-12345678", spans=spans))

    assert parts == {
        "step": 25,
        "api": 10,
        "table": 10,
        "event": 10,
        "upload and its event": 30,
        "machine, between the states": 15,
    }
    assert sum(parts.values()) == 100


def test_a_trace_without_a_starter_has_only_gaps_of_the_machine() -> None:
    spans = [a_span("ingest_ready", "step", 0, 10), a_span("ingest_pick", "step", 30, 10)]

    parts = one.parts_of(Trace(correlation_id="c-12345678", spans=spans))

    assert parts["upload and its event"] == 0
    assert parts["machine, between the states"] == pytest.approx(20)


def test_the_figures_are_medians_and_a_p95_by_nearest_rank() -> None:
    passages = [one.Passage(100.0 * n, 10.0, 5.0, {"api": float(n)}) for n in range(1, 21)]

    found = {figure.what: figure.value for figure in one.figures(passages)}

    assert found["upload to END, median"] == 1050
    assert found["upload to END, p95"] == 1900
    assert found["trace: api"] == 10.5


def test_each_bill_is_another_file_with_text() -> None:
    first, second = one.small_pdf(1), one.small_pdf(2)

    text = PdfReader(io.BytesIO(second)).pages[0].extract_text()
    assert first != second
    assert "Total: EUR 86.20" in text
