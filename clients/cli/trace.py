"""`lifeos trace CORRELATION_ID`: what happened for one request, as a waterfall."""

from __future__ import annotations

import re
from typing import Annotated

import typer
from lifeos.contracts.traces import Trace
from rich.table import Table
from rich.text import Text

from clients.cli.options import ApiUrlOption, HomeOption, JsonOption, find_home, open_hub
from clients.cli.output import console, json_line, message, shown, table, text
from clients.cli.waterfall import Row, Waterfall

STATUS_STYLES = {"ok": "cyan", "error": "bold red"}
NARROWEST_BAR = 12
WIDEST_BAR = 60
NUMBERS_WIDTH = 34  # kind, start and duration with the gaps between


def _correlation_id(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9._-]{8,64}", value) or value.strip(".") == "":
        raise typer.BadParameter(f"{value!r} is no correlation id.")
    return value


IdArgument = Annotated[
    str, typer.Argument(metavar="CORRELATION_ID", parser=_correlation_id, help="The id to follow.")
]


def trace(
    correlation_id: IdArgument,
    *,
    as_json: JsonOption = False,
    folder: HomeOption = None,
    api_url: ApiUrlOption = None,
) -> None:
    """Show everything that happened for one request, with durations.

    From the API to the SQL.
    """
    with open_hub(find_home(folder), api_url) as hub:
        found = hub.trace(correlation_id)
    fall = Waterfall.of(found)
    if as_json:
        json_line({**found.model_dump(mode="json"), **_totals(fall)})
    elif not found.spans:
        message("Nothing is known under this correlation id (yet).")
    else:
        _show(found, fall)


def _totals(fall: Waterfall) -> dict[str, object]:
    own = {kind: round(ms, 3) for kind, ms in fall.own_ms_by_kind.items()}
    return {"total_ms": round(fall.total_ms, 3), "own_ms": own, "idle_ms": round(fall.idle_ms, 3)}


def _show(found: Trace, fall: Waterfall) -> None:
    out = console()
    out.print(text(f"{found.correlation_id}: {len(found.spans)} spans, {_ms(fall.total_ms)}"))
    names = max(2 * row.depth + len(shown(row.span.name)) for row in fall.rows)
    room = out.width - min(names, out.width // 3) - NUMBERS_WIDTH
    bar_width = max(NARROWEST_BAR, min(WIDEST_BAR, room))
    rows = table("what", "kind", "at", "took", "", right=("at", "took"), wrap=("what",))
    for row in fall.rows:
        rows.add_row(
            text("  " * row.depth + row.span.name),
            text(row.span.kind),
            _ms(row.offset_ms),
            _ms(row.length_ms),
            Text(bar(row, fall.total_ms, width=bar_width), style=STATUS_STYLES[row.span.status]),
        )
    out.print(rows)
    out.print(Text("\nWhere the time goes", style="bold"))
    out.print(_shares(fall))


def bar(row: Row, total_ms: float, *, width: int) -> str:
    """The span's place in the whole; never longer than `width`, never invisible."""
    scale = width / total_ms if total_ms else 0.0
    start = min(int(row.offset_ms * scale), width - 1)
    length = max(1, round(row.length_ms * scale))
    return " " * start + "█" * min(length, width - start)


def _shares(fall: Waterfall) -> Table:
    """Own time by kind. Work side by side can add up to more than the whole."""
    rows = table("kind", "own time", "share", right=("own time", "share"))
    known = [*fall.own_ms_by_kind.items(), ("(between spans)", fall.idle_ms)]
    for kind, ms in known:
        share = ms / fall.total_ms if fall.total_ms else 0.0
        rows.add_row(text(kind), _ms(ms), f"{share:.0%}")
    return rows


def _ms(milliseconds: float) -> str:
    if milliseconds >= 1000:
        return f"{milliseconds / 1000:.2f} s"
    return f"{milliseconds:.1f} ms"
