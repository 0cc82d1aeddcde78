"""`lifeos ops` in a terminal: what fires, then every chart as a line of blocks."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from local.opsview import Line, View

_BLOCKS = " ▁▂▃▄▅▆▇█"


def as_screen(view: View) -> RenderableType:
    """For a terminal; a chart without a measurement is left out."""
    charts = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("what", "", f"last {view.minutes} min", "unit", "over time"):
        charts.add_column(column, justify="right" if "last" in column else "left")
    for chart in view.charts:
        for at, line in enumerate(chart.lines):
            title = chart.title if not at else ""
            charts.add_row(title, line.label, f"{line.whole:,.1f}", chart.unit, _spark(line))
    return Group(_alarm_lines(view), charts, _persons(view))


def sparkline(parts: list[float | None]) -> str:
    """A line of blocks; a gap where nothing was measured."""
    top = max((value for value in parts if value is not None), default=0.0)
    return "".join(
        " "
        if value is None
        else _BLOCKS[max(1, round(value / top * (len(_BLOCKS) - 1))) if top > 0 else 1]
        for value in parts
    )


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
