"""`lifeos facts`: what the hub knows, as a table or as JSON lines."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

import typer
from lifeos.contracts.facts import Domain

from clients.cli.fact_view import as_json as fact_json
from clients.cli.fact_view import facts_table
from clients.cli.names import names_of
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
KINDS = (
    "invoice",
    "receipt",
    "credit_note",
    "transaction",
    "balance",
    "event",
    "task",
    "document",
)  # those of the contract, as a person would ask for them
KindOption = Annotated[
    str | None, typer.Option("--kind", metavar="KIND", help=f"Of this kind: {', '.join(KINDS)}.")
]
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
    query = {
        "document": document,
        "domain": domain,
        "kind": kind,
        "from": first,
        "to": last,
    }
    with open_hub(find_home(folder), api_url) as hub:
        if as_json:
            for fact in hub.facts(query, limit=limit):
                json_line(fact_json(fact))
            return
        rows = limit or TABLE_ROWS
        found = list(hub.facts(query, limit=rows + 1))
        names = None if document else names_of(hub, {fact.document_id for fact in found[:rows]})
    if not found:
        message(nothing(kind or ""))
        return
    console().print(facts_table(found[:rows], names=names))
    if len(found) > rows:
        message(f"There are more than these {rows}; --limit N shows more.")


def nothing(kind: str) -> str:
    """The sentence for an empty table; it names the kinds where the one asked for is none."""
    if kind and kind not in KINDS:
        return f"Nothing is of the kind {kind}. Kinds are: {', '.join(KINDS)}."
    return "Nothing here is as you asked."
