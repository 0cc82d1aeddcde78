"""What `lifeos ops` shows: the charts of `operations/` over a running hub's measurements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from local.alarms import Definition
from local.measurements import Measurements, key_of, statistic
from operations.alarms import PARKED_QUEUE
from operations.charts import CHARTS, Chart, Ratio, Series

PREFIX = "LifeOS"
BUCKETS = 30  # of a line
Span = tuple[float, float]  # Unix seconds
Asked = Callable[[float, float], float | None]  # the value of a line in a span


class Source(Protocol):
    """Where measurements come from: an `Observer`."""

    def alarms(self) -> list[Definition]:
        """Deployed alarms with their state."""
        ...

    def read(self, alarms: list[Definition], begin: float, now: float) -> Measurements:
        """Measurements between two instants."""
        ...


@dataclass(frozen=True)
class Line:
    """One line of a chart: the statistic of the whole time, and of each part of it."""

    label: str
    whole: float
    parts: list[float | None]


@dataclass(frozen=True)
class Drawn:
    """One chart; lines without a single point are left out."""

    title: str
    unit: str
    lines: list[Line]


@dataclass(frozen=True)
class View:
    """Everything that is shown, of the `minutes` before `at`, in Unix seconds."""

    minutes: int
    at: float
    charts: list[Drawn]
    alarms: list[Definition]
    persons: list[tuple[str, float]]  # pseudonym, milliseconds


def view_of(source: Source, *, minutes: int, now: float) -> View:
    """Measure once."""
    alarms = source.alarms()
    begin = now - minutes * 60
    measured = source.read(alarms, begin, now)
    queues = [dict(one.key[2])["QueueName"] for one in alarms if one.key[0] == "AWS/SQS"]
    drawing = _Drawing(measured, (begin, now), parked=queues[0] if queues else "")
    charts = [drawing.chart(chart) for chart in CHARTS if not chart.only_in_cloud]
    return View(minutes, now, charts, alarms, measured.busiest())


@dataclass(frozen=True)
class _Drawing:
    measured: Measurements
    span: Span
    parked: str  # name of the queue

    def chart(self, chart: Chart) -> Drawn:
        asked = [line for series in chart.series for line in self._series(series)]
        asked += [(ratio.label, self._ratio(ratio)) for ratio in chart.ratios]
        drawn = (self._line(label, value) for label, value in asked)
        return Drawn(chart.title, chart.unit, [line for line in drawn if line is not None])

    def _series(self, series: Series) -> Iterator[tuple[str, Asked]]:
        if not series.each:
            yield series.label, self._value(series, self._dimensions(series))
            return
        for value in self.measured.told(series.namespace, series.metric, series.each):
            yield value, self._value(series, {series.each: value})

    def _value(self, series: Series, dimensions: dict[str, str]) -> Asked:
        key = key_of(series.namespace, series.metric, dimensions)
        return lambda begin, end: statistic(series.statistic, self.measured.values(key, begin, end))

    def _ratio(self, ratio: Ratio) -> Asked:
        above, below = (
            [self._value(one, self._dimensions(one)) for one in part]
            for part in (ratio.of, ratio.over)
        )

        def value(begin: float, end: float) -> float | None:
            count = sum(asked(begin, end) or 0.0 for asked in below)
            known = [part for asked in above if (part := asked(begin, end)) is not None]
            return sum(known) / count if known and count else None

        return value

    def _line(self, label: str, value: Asked) -> Line | None:
        whole = value(*self.span)
        if whole is None:
            return None
        width = (self.span[1] - self.span[0]) / BUCKETS
        begins = [self.span[0] + width * at for at in range(BUCKETS)]
        return Line(label, whole, [value(begin, begin + width) for begin in begins])

    def _dimensions(self, series: Series) -> dict[str, str]:
        return {
            name: self.parked if value == PARKED_QUEUE else value.replace("{prefix}", PREFIX)
            for name, value in series.dimensions
        }


def as_plain(view: View) -> dict[str, Any]:
    """For a program."""
    return {
        "minutes": view.minutes,
        "alarms": {one.name: one.state for one in view.alarms},
        "charts": [
            {
                "title": chart.title,
                "unit": chart.unit,
                "lines": {line.label: line.whole for line in chart.lines},
            }
            for chart in view.charts
        ],
        "persons": dict(view.persons),
    }
