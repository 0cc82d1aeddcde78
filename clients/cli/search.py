"""`lifeos search WORDS`: facts and pages, best first."""

from __future__ import annotations

from typing import Annotated

import typer
from lifeos.contracts.search import SearchAnswer, SearchHit, Understood
from rich.table import Table

from clients.cli.options import (
    ApiUrlOption,
    HomeOption,
    JsonOption,
    ZoneOption,
    find_home,
    open_hub,
    zone_here,
)
from clients.cli.output import console, json_line, message, table, text

WordsArgument = Annotated[
    list[str], typer.Argument(metavar="WORDS...", help="acme 2025 '>100 eur', rent 2026-03, 482.10")
]
HitsOption = Annotated[int, typer.Option("--limit", min=1, max=100, help="At most so many.")]


def search(
    words: WordsArgument,
    *,
    limit: HitsOption = 20,
    zone: ZoneOption = None,
    as_json: JsonOption = False,
    folder: HomeOption = None,
    api_url: ApiUrlOption = None,
) -> None:
    """Find facts and pages by words, days and amounts.

    Accents do not matter; a typing error is forgiven.
    """
    typed = " ".join(words).strip()
    if not typed:
        raise typer.BadParameter("Say what to look for, such as: rent 2026-03")
    with open_hub(find_home(folder), api_url) as hub:
        answer = hub.search(typed, limit=limit, zone=zone_here(zone))
    if as_json:
        for hit in answer.items:
            json_line(hit)
        return
    _explain(answer)
    if answer.items:
        console().print(_hits(answer.items))


def _explain(answer: SearchAnswer) -> None:
    understood: Understood = answer.understood
    for guess in understood.spelling:
        message(f"{guess.typed}: taken for {', '.join(guess.taken_for)}.")
    if understood.any_word:
        message("Nothing has all of the words; these have some of them.")
    if not answer.items:
        message("Nothing was found.")
    elif answer.next_cursor:
        message(f"There are more than these {len(answer.items)}; --limit N shows more.")


def _hits(hits: list[SearchHit]) -> Table:
    rows = table(
        "day", "kind", "title", "amount", "", "as it stands there", "from", right=("amount",),
        wrap=("title", "as it stands there"),
    )  # fmt: skip
    for hit in hits:
        fact = hit.fact
        amount = fact.amount if fact else None
        rows.add_row(
            fact.day.isoformat() if fact else "",
            text(fact.kind if fact else f"page {hit.page}"),
            text(fact.title if fact else hit.document.title or hit.document.name),
            "" if amount is None else format(amount, "f"),
            text(fact.currency if fact else None),
            text(hit.snippet),
            text(hit.document.name),
        )
    return rows
