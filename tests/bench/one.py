"""`make bench-one`: one small PDF from the first request to END, on a hub that is warm.

A hub of the bench's own is deployed and warmed up; then twenty different one-page bills go through
one after another. The end is the moment the hub wrote down, so asking for it costs nothing. Where
the time went is what `lifeos trace` shows: each kind's own time, and what no span covers, which is
the upload and its event before the starter ran, and the machine between the states after it.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median

import httpx
from lifeos.contracts.traces import Trace
from reportlab.pdfgen.canvas import Canvas

from clients.cli.waterfall import Row, Waterfall, covered_ms
from tests.bench.report import Figure, report
from tests.measure import percentile
from tests.support.hub import running_hub
from tests.support.visitor import Json, Visitor, post

FILES = 20
WARM_UP = 3
POLL_S = 0.1
PATIENCE_S = 120.0
SETTLED_S = 2.0  # for the last spans to be kept
STARTER = "start_ingest"


@dataclass(frozen=True)
class Passage:
    """One file's way, in milliseconds."""

    total_ms: float
    registered_ms: float
    uploaded_ms: float
    parts_ms: dict[str, float]


def main() -> int:
    """Measure, report, and answer the exit code."""
    with running_hub() as hub:
        person = hub.new_person()
        passages = [_passage(Visitor(hub, person), number) for number in range(WARM_UP + FILES)]
    return report("one", list(figures(passages[WARM_UP:])))


def figures(passages: list[Passage]) -> Iterator[Figure]:
    """Median and p95 of the whole, then the median of each part."""
    totals = [round(passage.total_ms) for passage in passages]
    yield Figure("files", len(passages), "")
    yield Figure("upload to END, median", median(totals), "ms")
    yield Figure("upload to END, p95", percentile(totals, 0.95), "ms")
    yield Figure("the client: register", median(p.registered_ms for p in passages), "ms")
    yield Figure("the client: send the bytes", median(p.uploaded_ms for p in passages), "ms")
    kinds = sorted({kind for passage in passages for kind in passage.parts_ms})
    parts = {kind: median(p.parts_ms.get(kind, 0.0) for p in passages) for kind in kinds}
    for kind, spent_ms in sorted(parts.items(), key=lambda part: -part[1]):
        yield Figure(f"trace: {kind}", spent_ms, "ms")


def small_pdf(number: int) -> bytes:
    """A one-page bill with text, another one for each number."""
    page = io.BytesIO()
    canvas = Canvas(page)
    lines = ["Northwind Energy", f"Invoice 2026-{number:04}", "Date: 2026-04-17"]
    for place, line in enumerate([*lines, f"Total: EUR {84 + number}.20"]):
        canvas.drawString(72, 760 - 20 * place, line)
    canvas.save()
    return page.getvalue()


def _passage(visitor: Visitor, number: int) -> Passage:
    content, _ = small_pdf(number), visitor.token  # signed in before the clock starts
    began, started_at = time.perf_counter(), datetime.now(UTC)
    registered = visitor.register(f"bill-{number}.pdf", content).json()
    registered_ms = (time.perf_counter() - began) * 1000
    post(registered["upload"], content)
    uploaded_ms = (time.perf_counter() - began) * 1000 - registered_ms
    document = _ended(visitor, registered["document"]["id"])
    ended_at = datetime.fromisoformat(document["updated_at"])
    total_ms = (ended_at - started_at).total_seconds() * 1000
    time.sleep(SETTLED_S)
    trace = Trace.model_validate(visitor.get(f"/v1/traces/{visitor.correlation_id}"))
    return Passage(total_ms, registered_ms, uploaded_ms, parts_of(trace))


def _ended(visitor: Visitor, document_id: str) -> Json:
    """Asked without a correlation id: a read nobody asked to trace leaves no spans."""
    url = f"{visitor.hub.api_url}/v1/documents/{document_id}"
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        document: Json = httpx.get(url, headers={"Authorization": visitor.token}, timeout=30).json()
        if document["outcome"] is not None:
            if document["outcome"] not in {"done", "needs_review"}:
                sys.exit(f"A bill ended as {document['outcome']}: {document['reason']}")
            return document
        time.sleep(POLL_S)
    sys.exit(f"A bill has not ended in {PATIENCE_S:.0f} s: {document_id}")


def parts_of(trace: Trace) -> dict[str, float]:
    """Own time by kind of span, and the two stretches that no span covers."""
    laid_out = Waterfall.of(trace)
    tops = [row for row in laid_out.rows if row.depth == 0]
    starter = next((row for row in tops if row.span.name == STARTER), None)
    turn_ms = starter.offset_ms if starter else 0.0
    return {
        **laid_out.own_ms_by_kind,
        "upload and its event": _uncovered_ms(laid_out.rows, 0.0, turn_ms),
        "machine, between the states": _uncovered_ms(laid_out.rows, turn_ms, laid_out.total_ms),
    }


def _uncovered_ms(rows: list[Row], start: float, end: float) -> float:
    intervals = [(row.offset_ms, row.offset_ms + row.length_ms) for row in rows]
    return end - start - covered_ms(intervals, within=(start, end))


if __name__ == "__main__":
    sys.exit(main())
