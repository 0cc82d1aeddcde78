from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifeos.contracts.traces import Span, Trace

from clients.cli.trace import bar
from clients.cli.waterfall import Row, Waterfall, covered_ms
from tests.unit.cli.fake_hub import FakeHub
from tests.unit.cli.support import lifeos

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
ID = "cli-0123456789"


def span(
    name: str, start_ms: float, took_ms: float, *, parent: str | None = None, kind: str = ""
) -> Span:
    return Span(
        id=name,
        parent_id=parent,
        name=name,
        kind=kind or name,
        started_at=BEGIN + timedelta(milliseconds=start_ms),
        duration_ms=took_ms,
    )


def upload() -> Trace:
    """40 ms API of which 10 SQL, 100 ms queue, then an ACTION of 60 with two overlapping reads."""
    return Trace(
        correlation_id=ID,
        spans=[
            span("action", 150, 60, kind="state"),
            span("api", 0, 40),
            span("sql", 20, 10, parent="api"),
            span("queue", 40, 100),
            span("read1", 150, 30, parent="action", kind="storage"),
            span("read2", 170, 30, parent="action", kind="storage"),
        ],
    )


def test_own_time_counts_every_second_once() -> None:
    fall = Waterfall.of(upload())

    assert fall.total_ms == 210
    assert fall.own_ms_by_kind == {"queue": 100, "storage": 60, "api": 30, "sql": 10, "state": 10}
    assert fall.idle_ms == 10


def test_children_stand_under_their_parents_in_order_of_beginning() -> None:
    fall = Waterfall.of(upload())

    assert [(row.span.id, row.depth) for row in fall.rows] == [
        ("api", 0),
        ("sql", 1),
        ("queue", 0),
        ("action", 0),
        ("read1", 1),
        ("read2", 1),
    ]


def test_orphans_and_circles_lose_no_span() -> None:
    spans = [
        span("a", 0, 1, parent="b"),
        span("b", 1, 1, parent="a"),
        span("c", 2, 1, parent="nobody"),
        span("d", 3, 1, parent="d"),
    ]

    fall = Waterfall.of(Trace(correlation_id=ID, spans=spans))

    assert sorted(row.span.id for row in fall.rows) == ["a", "b", "c", "d"]


def test_an_empty_trace_has_no_time() -> None:
    assert Waterfall.of(Trace(correlation_id=ID, spans=[])).total_ms == 0


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda p: (p[0], p[0] + p[1])))
)
def test_covered_time_is_the_union(intervals: list[tuple[float, float]]) -> None:
    seconds = {s for a, b in intervals for s in range(int(a), int(b)) if 10 <= s < 40}

    assert covered_ms(intervals, within=(10, 40)) == len(seconds)


@given(offset=st.floats(0, 1000), length=st.floats(0, 1000), width=st.integers(1, 80))
def test_a_bar_is_visible_and_stays_inside(offset: float, length: float, width: int) -> None:
    total = max(offset + length, 0.001)

    drawn = bar(Row(span("x", 0, 1), 0, offset, length), total, width=width)

    assert drawn.count("█") >= 1
    assert len(drawn) <= width


def test_happy_the_waterfall_shows_offsets_durations_and_totals(hub: FakeHub, home: Path) -> None:
    hub.traces[ID] = upload()

    ran = lifeos(home, "trace", ID)

    lines = ran.out.splitlines()
    assert ran.code == 0
    assert "6 spans, 210.0 ms" in lines[0]
    queue = next(line for line in lines if line.startswith("queue"))
    assert "40.0 ms  100.0 ms" in queue
    assert "  sql" in next(line for line in lines if "sql" in line)
    assert "Where the time goes" in ran.out
    assert any(line.split() == ["queue", "100.0", "ms", "48%"] for line in lines)


def test_happy_json_is_one_object_with_spans_and_totals(hub: FakeHub, home: Path) -> None:
    hub.traces[ID] = upload()

    (found,) = lifeos(home, "trace", ID, "--json").objects

    assert found["correlation_id"] == ID
    assert len(found["spans"]) == 6
    assert found["own_ms"]["queue"] == 100
    assert (found["total_ms"], found["idle_ms"]) == (210, 10)


def test_long_spans_are_in_seconds_and_failed_ones_are_shown(hub: FakeHub, home: Path) -> None:
    failed = span("b", 5, 1).model_copy(update={"status": "error"})
    hub.traces[ID] = Trace(correlation_id=ID, spans=[span("a", 0, 1500), failed])

    ran = lifeos(home, "trace", ID)

    assert ran.code == 0
    assert "1.50 s" in ran.out
    assert "5.0 ms" in ran.out


def test_names_in_spans_cannot_act_on_the_terminal(hub: FakeHub, home: Path) -> None:
    hub.traces[ID] = Trace(correlation_id=ID, spans=[span("x\x1b[2J[red]", 0, 1, kind="api")])

    ran = lifeos(home, "trace", ID)

    assert "\x1b" not in ran.out
    assert "x\\x1b[2J[red]" in ran.out


def test_an_id_with_no_spans_is_said(hub: FakeHub, home: Path) -> None:
    hub.traces[ID] = Trace(correlation_id=ID, spans=[])

    ran = lifeos(home, "trace", ID)

    assert (ran.code, ran.out) == (0, "")
    assert "Nothing is known" in ran.err


def test_an_unknown_id_is_refused(home: Path) -> None:
    assert lifeos(home, "trace", ID).code == 5


@pytest.mark.parametrize(
    "text", ["../documents", "short", "a" * 65, "with space", "........", "%2e%2e%2f%2e"]
)
def test_an_id_that_cannot_be_one_never_reaches_the_hub(
    hub: FakeHub, home: Path, text: str
) -> None:
    ran = lifeos(home, "trace", text)

    assert ran.code == 2
    assert hub.server.asked == []
