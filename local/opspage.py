"""`lifeos ops --page`: one HTML file without scripts or anything from elsewhere.

What fires stands first. Each chart is an SVG whose lines have the colours of the rows of numbers
under it, for whoever can tell them apart, and the numbers for whoever cannot; dark where the
reader's system is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape

from local.opsview import BUCKETS, Drawn, Line, View

COLOURS = 8  # of lines, then they come again
_STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 75rem; margin: 2rem auto; padding: 0 1rem }
main { display: grid; grid-template-columns: repeat(auto-fit, minmax(21rem, 1fr)); gap: 1.5rem }
h2 { font-size: 1rem; margin: 0 } p { margin: .5rem 0 } .dim { opacity: .7; font-size: .85rem }
svg { width: 100%; height: 6rem; background: color-mix(in srgb, currentColor 6%, transparent) }
polyline { fill: none; stroke: var(--c); stroke-width: 3; stroke-linecap: round;
  vector-effect: non-scaling-stroke }
i { display: inline-block; width: .8rem; height: .8rem; border-radius: 50%; background: var(--c) }
table { border-collapse: collapse; width: 100% } td, th { text-align: left;
  padding: .1rem .5rem; overflow-wrap: anywhere; vertical-align: top }
td.n { text-align: right; font-variant-numeric: tabular-nums }
.ALARM { font-weight: bold; background: light-dark(#fdd, #611) }
.c0 { --c: light-dark(#0072b2, #56b4e9) } .c1 { --c: light-dark(#b34700, #ff9e4a) }
.c2 { --c: light-dark(#007a5a, #2fd6a5) } .c3 { --c: light-dark(#a3386f, #ef8fc4) }
.c4 { --c: light-dark(#6b5b00, #e6d44b) } .c5 { --c: light-dark(#5b3fa8, #b79dff) }
.c6 { --c: light-dark(#8a1c1c, #ff7b7b) } .c7 { --c: light-dark(#555, #bbb) }
"""


def as_page(view: View) -> str:
    """The whole file."""
    begin, end = (datetime.fromtimestamp(at, UTC) for at in (view.at - view.minutes * 60, view.at))
    span = f"{begin:%H:%M} to {end:%H:%M} UTC"
    charts = "".join(_figure(chart, span) for chart in view.charts)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>LifeOS Hub</title>'
        '<meta name="viewport" content="width=device-width">'
        f"<style>{_STYLE}</style></head><body><h1>LifeOS Hub</h1>"
        f'<p class="dim">{end:%d %B %Y}, {span}</p>{_firing(view)}'
        f"<main>{charts}</main>{_persons(view)}{_alarms(view)}</body></html>\n"
    )


def _firing(view: View) -> str:
    firing = [one for one in view.alarms if one.state == "ALARM"]
    if not firing:
        return f"<p>{len(view.alarms)} alarms, none fires.</p>"
    return "".join(
        f'<p class="ALARM">{escape(one.name)}: {escape(one.description)}</p>' for one in firing
    )


def _alarms(view: View) -> str:
    rows = "".join(
        f'<tr class="{escape(one.state)}"><td>{escape(one.state)}</td><td>{escape(one.name)}</td>'
        f"<td>{escape(one.description)}</td></tr>"
        for one in sorted(view.alarms, key=lambda one: one.state != "ALARM")
    )
    head = "<tr><th>state</th><th>alarm</th><th>what it means</th></tr>"
    return f"<h2>Alarms</h2><table>{head}{rows}</table>"


def _persons(view: View) -> str:
    """Pseudonyms; nothing here says who somebody is."""
    rows = "".join(
        f'<tr><td>{escape(who)}</td><td class="n">{ms / 1000:.1f} s</td></tr>'
        for who, ms in view.persons
    )
    return f"<h2>Persons by time used</h2><table>{rows or '<tr><td>nobody</td></tr>'}</table>"


def _figure(chart: Drawn, span: str) -> str:
    highest = max((v for line in chart.lines for v in line.parts if v is not None), default=0)
    top, reached = highest or 1, f"highest point {_number(highest)}"
    told = [line for line in chart.lines if _moves(line)]
    drawn = "".join(
        f'<polyline class="c{at % COLOURS}" points="{points}"/>'
        for at, line in enumerate(told)
        for points in _runs(line, top)
    )
    rows = "".join(
        f'<tr><td><i class="c{at % COLOURS}"></i> {escape(line.label)}</td>'
        f'<td class="n">{_number(line.whole)}</td></tr>'
        for at, line in enumerate(told)
    )
    title, unit = escape(chart.title, quote=True), escape(chart.unit, quote=True)
    if not chart.lines:
        return f'<section><h2>{title}</h2><p class="dim">nothing measured</p></section>'
    return (
        f'<section><h2>{title}</h2><p class="dim">{unit}; {reached}; {span}</p>'
        f'<svg viewBox="-0.5 -0.05 {BUCKETS} 1.1" preserveAspectRatio="none" role="img"'
        f' aria-label="{title}, {unit}, {reached}">{drawn}</svg>'
        f"<table>{rows}</table>{_still(chart)}</section>"
    )


def _moves(line: Line) -> bool:
    """Whether there is anything to see of it but zero."""
    return bool(line.whole) or any(line.parts)


def _still(chart: Drawn) -> str:
    """The names of lines that were zero all the time: they need no colour and no row each."""
    names = escape(", ".join(line.label for line in chart.lines if not _moves(line)))
    return f'<p class="dim">0: {names}</p>' if names else ""


def _number(value: float) -> str:
    """Counts as counts; a fraction only where it says something."""
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:,.1f}"


def _runs(line: Line, top: float) -> Iterator[str]:
    """Points without a gap between them; one that stands alone is as wide as its bucket."""
    run: list[tuple[float, str]] = []
    for at, value in enumerate([*line.parts, None]):
        if value is not None:
            run.append((at, f"{1 - value / top:.3f}"))
        elif run:
            points = run if len(run) > 1 else [(run[0][0] + by, run[0][1]) for by in (-0.4, 0.4)]
            yield " ".join(f"{x:g},{y}" for x, y in points)
            run = []
