"""`lifeos facts`: what the hub knows, as a table or as JSON lines."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

import typer
from lifeos.contracts.facts import Domain

from clients.cli.fact_view import as_json as fact_json
from clients.cli.fact_view import facts_table
from clients.cli.options import (
    TABLE_ROWS,
    ApiUrlOption,
    HomeOption,
    JsonOption,
    LimitOption,
    find_home,
    open_hub,
)
from clients.cli.output import console, json_line, message


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is no day like 2026-03-31.") from None


DocumentOption = Annotated[UUID | None, typer.Option("--document", help="From this document.")]
DomainOption = Annotated[Domain | None, typer.Option("--domain", help="Of this part of life.")]
KindOption = Annotated[str | None, typer.Option("--kind", help="Of this kind.")]
FromOption = Annotated[
    date | None, typer.Option("--from", parser=_day, metavar="DAY", help="On or after this day.")
]
ToOption = Annotated[
    date | None, typer.Option("--to", parser=_day, metavar="DAY", help="On or before this day.")
]


def facts(
    *,
    document: DocumentOption = None,
    domain: DomainOption = None,
    kind: KindOption = None,
    first: FromOption = None,
    last: ToOption = None,
    limit: LimitOption = None,
    as_json: JsonOption = False,
    folder: HomeOption = None,
    api_url: ApiUrlOption = None,
) -> None:
    """List facts, newest first, each with the place it was read from."""
    query = {"document": document, "domain": domain, "kind": kind, "from": first, "to": last}
    with open_hub(find_home(folder), api_url) as hub:
        if as_json:
            for fact in hub.facts(query, limit=limit):
                json_line(fact_json(fact))
            return
        rows = limit or TABLE_ROWS
        found = list(hub.facts(query, limit=rows + 1))
    console().print(facts_table(found[:rows]))
    if len(found) > rows:
        message(f"There are more than these {rows}; --limit N shows more.")
