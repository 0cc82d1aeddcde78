"""A trace laid out: which span belongs under which, and where the time went.

A span's own time is what no child of it covers, so a second is counted once however deep the tree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lifeos.contracts.traces import Span, Trace

Interval = tuple[float, float]  # milliseconds since the trace began


@dataclass(frozen=True)
class Row:
    """One span in its place; times in milliseconds since the trace began."""

    span: Span
    depth: int
    offset_ms: float
    length_ms: float


@dataclass(frozen=True)
class Waterfall:
    """All spans, parents before children, each level in order of beginning."""

    rows: list[Row]
    total_ms: float
    own_ms_by_kind: dict[str, float]  # largest first
    idle_ms: float  # inside the trace, yet in no span

    @classmethod
    def of(cls, trace: Trace) -> Waterfall:
        """Lay out a trace; spans without a known parent stand at the top."""
        if not trace.spans:
            return cls([], 0.0, {}, 0.0)
        begin = min(span.started_at for span in trace.spans)
        spans = {span.id: span for span in trace.spans}
        children = _children(spans)
        rows = [_row(spans[i], depth, begin=begin) for i, depth in _in_order(spans, children)]
        intervals = {r.span.id: (r.offset_ms, r.offset_ms + r.length_ms) for r in rows}
        total_ms = max(end for _, end in intervals.values())
        own: dict[str, float] = defaultdict(float)
        for row in rows:
            inside = [intervals[child] for child in children[row.span.id]]
            own[row.span.kind] += row.length_ms - covered_ms(inside, within=intervals[row.span.id])
        busy_ms = covered_ms(list(intervals.values()), within=(0.0, total_ms))
        largest_first = dict(sorted(own.items(), key=lambda item: -item[1]))
        return cls(rows, total_ms, largest_first, total_ms - busy_ms)


def covered_ms(intervals: list[Interval], *, within: Interval) -> float:
    """How much of `within` the intervals cover together; overlaps count once."""
    total, reached = 0.0, within[0]
    for start, end in sorted(intervals):
        start, end = max(start, reached), min(end, within[1])
        if end > start:
            total += end - start
            reached = end
    return total


def _row(span: Span, depth: int, *, begin: datetime) -> Row:
    offset_ms = (span.started_at - begin).total_seconds() * 1000
    return Row(span, depth, offset_ms, span.duration_ms)


def _children(spans: dict[str, Span]) -> dict[str, list[str]]:
    """Ids by parent, in order of beginning; the roots are under the empty id.

    A parent that is missing, or that would close a circle, makes a root.
    """
    children: dict[str, list[str]] = defaultdict(list)
    for span in sorted(spans.values(), key=lambda span: (span.started_at, span.id)):
        parent = span.parent_id if span.parent_id in spans else None
        if parent is None or _is_above(span.id, parent, spans=spans):
            children[""].append(span.id)
        else:
            children[parent].append(span.id)
    return children


def _is_above(span_id: str, below: str, *, spans: dict[str, Span]) -> bool:
    seen: set[str] = set()
    current: str | None = below
    while current in spans and current not in seen:
        if current == span_id:
            return True
        seen.add(current)
        current = spans[current].parent_id
    return False


def _in_order(spans: dict[str, Span], children: dict[str, list[str]]) -> Iterator[tuple[str, int]]:
    waiting = [(root, 0) for root in reversed(children[""])]
    while waiting:
        span_id, depth = waiting.pop()
        yield span_id, depth
        waiting += [(child, depth + 1) for child in reversed(children[span_id])]
