"""`lifeos timeline`: everything with a time on one line, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Annotated

import typer
from lifeos.contracts.facts import Occurred
from lifeos.contracts.timeline import TimelineItem
from rich.table import Table

from clients.api.hub import Hub, Query
from clients.cli.fact_view import is_undated, spread
from clients.cli.facts import (
    DocumentOption,
    DomainOption,
    FromOption,
    KindOption,
    ToOption,
    nothing,
)
from clients.cli.options import (
    TABLE_ROWS,
    ApiUrlOption,
    HomeOption,
    JsonOption,
    LimitOption,
    ZoneOption,
    find_home,
    open_hub,
    zone_here,
)
from clients.cli.output import console, json_line, message, table, text


def _amount(value: str) -> Decimal:
    try:
        return Decimal(value)
    except InvalidOperation:
        raise typer.BadParameter(f"{value!r} is no amount like 12.90.") from None


MinOption = Annotated[
    Decimal | None,
    typer.Option("--min", parser=_amount, metavar="AMOUNT", help="Of so much or more, any sign."),
]
MaxOption = Annotated[
    Decimal | None,
    typer.Option("--max", parser=_amount, metavar="AMOUNT", help="Of so much or less, any sign."),
]
CurrencyOption = Annotated[str | None, typer.Option("--currency", help="In this currency: EUR.")]
TextOption = Annotated[str | None, typer.Option("--text", help="With these words.")]


def timeline(
    *,
    domain: DomainOption = None,
    kind: KindOption = None,
    document: DocumentOption = None,
    first: FromOption = None,
    last: ToOption = None,
    at_least: MinOption = None,
    at_most: MaxOption = None,
    currency: CurrencyOption = None,
    words: TextOption = None,
    zone: ZoneOption = None,
    limit: LimitOption = None,
    as_json: JsonOption = False,
    folder: HomeOption = None,
    api_url: ApiUrlOption = None,
) -> None:
    """Show everything with a time on one line, newest first.

    Days are your own. A title with * was corrected by you. What names no day stands at the day
    it came, marked undated.
    """
    # Longer than other functions because each option is a parameter.
    query = {
        "domain": domain,
        "kind": kind,
        "document": document,
        "from": first,
        "to": last,
        "min": at_least,
        "max": at_most,
        "text": words,
        "zone": zone_here(zone),
        "currency": currency.upper() if currency else None,
    }
    with open_hub(find_home(folder), api_url) as hub:
        _show(hub, query, limit=limit, as_json=as_json)


def _show(hub: Hub, query: Query, *, limit: int | None, as_json: bool) -> None:
    if as_json:
        for item in hub.timeline(query, limit=limit):
            json_line(item)
        return
    rows = limit or TABLE_ROWS
    found = list(hub.timeline(query, limit=rows + 1))
    if not found:
        message(nothing(str(query["kind"] or "")))
        return
    console().print(timeline_table(found[:rows]))
    for sentence in _notes(found[:rows]):
        message(sentence)
    if len(found) > rows:
        message(f"There are more than these {rows}; --limit N shows more.")


def _notes(items: list[TimelineItem]) -> Iterator[str]:
    """What the marks in the table mean, of those that stand there."""
    if any(item.corrected for item in items):
        yield "*: a value of it was corrected by you."
    if any(is_undated(item.occurred) for item in items):
        yield "undated: the file names no day; it stands at the day it came."


def timeline_table(items: list[TimelineItem]) -> Table:
    """One row each; a day is written once, above what else is of it."""
    rows = table(
        "day", "time", "kind", "title", "amount", "", "from", right=("amount",), wrap=("title",)
    )
    before = None
    for item in items:
        number = item.amount if item.amount is not None else item.value
        rows.add_row(
            "" if item.day == before else item.day.isoformat(),
            _time(item.occurred),
            text(item.kind),
            text(f"{item.title} *" if item.corrected else item.title),
            "" if number is None else format(number, "f"),
            text(item.currency if item.amount is not None else item.unit),
            text(item.document.name),
        )
        before = item.day
    return rows


def _time(occurred: Occurred) -> str:
    """The time as its own source wrote it, nothing for a whole day; or how unsure the day is."""
    if is_undated(occurred):
        return "undated"
    start = occurred.model_dump(mode="json")["start"]
    return f"{str(start)[11:16]}{spread(occurred)}".strip()
