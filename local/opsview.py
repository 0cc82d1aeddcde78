"""What `lifeos ops` shows: the charts of `operations/` over a running hub's measurements.

The page is one file without scripts or anything from elsewhere: SVG lines, a table of numbers
under each for whoever cannot see them, dark where the reader's system is.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any, Protocol

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from local.alarms import Definition
from local.measurements import Measurements, key_of, statistic
from operations.alarms import PARKED_QUEUE
from operations.charts import CHARTS, STATES, Series

PREFIX = "LifeOS"
BUCKETS = 30  # of a line
_BLOCKS = " ▁▂▃▄▅▆▇█"
_STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 75rem; margin: 2rem auto; padding: 0 1rem }
main { display: grid; grid-template-columns: repeat(auto-fit, minmax(22rem, 1fr)); gap: 1.5rem }
svg { width: 100%; height: 6rem; background: color-mix(in srgb, currentColor 6%, transparent) }
polyline { fill: none; stroke: currentColor; stroke-width: 1.5; vector-effect: non-scaling-stroke }
table { border-collapse: collapse; width: 100% } td, th { text-align: left; padding: .1rem .5rem }
td.n { text-align: right; font-variant-numeric: tabular-nums } .ALARM { font-weight: bold }
"""


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
    """Everything that is shown, of the last `minutes`."""

    minutes: int
    charts: list[Drawn]
    alarms: list[Definition]
    persons: list[tuple[str, float]]  # pseudonym, milliseconds
    document_usd: float | None  # None while no document has ended


def view_of(source: Source, *, minutes: int, now: float) -> View:
    """Measure once."""
    alarms = source.alarms()
    begin = now - minutes * 60
    measured = source.read(alarms, begin, now)
    queues = [dict(one.key[2])["QueueName"] for one in alarms if one.key[0] == "AWS/SQS"]
    charts = [
        Drawn(
            chart.title,
            chart.unit,
            _lines(chart.series, measured, span=(begin, now), queues=queues),
        )
        for chart in CHARTS
        if not chart.only_in_cloud
    ]
    cost = document_usd(measured, begin, now)
    return View(minutes, charts, alarms, measured.busiest(), cost)


def document_usd(measured: Measurements, begin: float, now: float) -> float | None:
    """What the five states cost, divided by the documents that ended."""

    def total(metric: str, dimension: str, value: str) -> float:
        return sum(measured.values(key_of("LifeOS", metric, {dimension: value}), begin, now))

    ended = sum(
        sum(points)
        for (_, name, _), points in (
            (key, [v for at, v in found if begin <= at < now])
            for key, found in measured.points.items()
        )
        if name == "Ended"
    )
    cost = sum(total("CostMicroUsd", "service", name) for name in STATES)
    return cost / ended / 1_000_000 if ended else None


def _lines(
    series: tuple[Series, ...],
    measured: Measurements,
    *,
    span: tuple[float, float],
    queues: list[str],
) -> list[Line]:
    found = []
    width = (span[1] - span[0]) / BUCKETS
    for one in series:
        key = key_of(one.namespace, one.metric, _known(one, queues))
        whole = statistic(one.statistic, measured.values(key, *span))
        if whole is not None:
            begins = [span[0] + width * at for at in range(BUCKETS)]
            parts = [statistic(one.statistic, measured.values(key, b, b + width)) for b in begins]
            found.append(Line(one.label, whole, parts))
    return found


def _known(series: Series, queues: list[str]) -> dict[str, str]:
    parked = queues[0] if queues else ""
    return {
        name: parked if value == PARKED_QUEUE else value.replace("{prefix}", PREFIX)
        for name, value in series.dimensions
    }


def sparkline(parts: list[float | None]) -> str:
    """A line of blocks; a gap where nothing was measured."""
    top = max((value for value in parts if value is not None), default=0.0)
    return "".join(
        " "
        if value is None
        else _BLOCKS[max(1, round(value / top * (len(_BLOCKS) - 1))) if top > 0 else 1]
        for value in parts
    )


def as_screen(view: View) -> RenderableType:
    """For a terminal."""
    charts = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("what", "", f"last {view.minutes} min", "unit", "over time"):
        charts.add_column(column, justify="right" if "last" in column else "left")
    for chart in view.charts:
        for at, line in enumerate(chart.lines):
            title = chart.title if not at else ""
            charts.add_row(title, line.label, f"{line.whole:,.1f}", chart.unit, _spark(line))
    return Group(_alarm_lines(view), charts, _persons(view), _cost(view))


def _spark(line: Line) -> Text:
    return Text(sparkline(line.parts), "cyan")


def _alarm_lines(view: View) -> Text:
    firing = [one for one in view.alarms if one.state == "ALARM"]
    if not firing:
        return Text(f"{len(view.alarms)} alarms, none fires\n", "green")
    said = "\n".join(f"ALARM {one.name}: {one.description}" for one in firing)
    return Text(f"{said}\n", "bold red")


def _persons(view: View) -> Text:
    said = "".join(f"\n  {who}  {ms / 1000:.1f} s" for who, ms in view.persons)
    return Text(f"\nPersons by time used:{said or ' nobody'}")


def _cost(view: View) -> Text:
    told = "no document ended" if view.document_usd is None else f"{view.document_usd:.6f} USD"
    return Text(f"Cost of a document at AWS prices: {told}")


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
        "document_usd": view.document_usd,
    }


def as_page(view: View) -> str:
    """For a browser: one HTML file."""
    rows = "".join(
        f'<tr class="{one.state}"><td>{escape(one.state)}<td>{escape(one.name)}'
        f"<td>{escape(one.description)}"
        for one in sorted(view.alarms, key=lambda one: one.state != "ALARM")
    )
    charts = "".join(_figure(chart) for chart in view.charts)
    persons = "".join(
        f'<tr><td>{escape(who)}<td class="n">{ms / 1000:.1f} s' for who, ms in view.persons
    )
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>LifeOS Hub</title>'
        '<meta name="viewport" content="width=device-width">'
        f"<style>{_STYLE}</style><h1>LifeOS Hub, last {view.minutes} minutes</h1>"
        f"<main>{charts}</main><p>{escape(_cost(view).plain)}"
        f"<h2>Persons by time used</h2><table>{persons}</table>"
        f"<h2>Alarms</h2><table><tr><th>state<th>alarm<th>what it means{rows}</table></html>\n"
    )


def _figure(chart: Drawn) -> str:
    top = max((v for line in chart.lines for v in line.parts if v is not None), default=0) or 1
    drawn = "".join(f'<polyline points="{_points(line, top)}"/>' for line in chart.lines)
    rows = "".join(
        f'<tr><td>{escape(line.label)}<td class="n">{line.whole:,.1f}' for line in chart.lines
    )
    body = rows or "<tr><td>nothing measured"
    title = escape(chart.title)
    return (
        f"<section><h2>{title}</h2>"
        f'<svg viewBox="0 0 {BUCKETS - 1} 1" preserveAspectRatio="none" role="img"'
        f' aria-label="{title}, highest {top:,.1f} {escape(chart.unit)}">{drawn}</svg>'
        f"<table>{body}</table></section>"
    )


def _points(line: Line, top: float) -> str:
    known = [(at, value) for at, value in enumerate(line.parts) if value is not None]
    return " ".join(f"{at},{1 - value / top:.3f}" for at, value in known)
