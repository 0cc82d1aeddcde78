"""Facts as text and as JSON lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lifeos.contracts.facts import Evidence, Fact, Occurred
from rich.table import Table

from clients.cli.output import table, text, when

JSON_KEYS = (
    "id",
    "domain",
    "kind",
    "occurred",
    "amount",
    "currency",
    "value",
    "unit",
    "title",
    "data",
    "evidence",
    "confidence",
    "document_id",
)  # promised: a script may rely on exactly these


def as_json(fact: Fact) -> dict[str, Any]:
    """A fact as `--json` prints it; amounts are decimal strings."""
    content = fact.model_dump(mode="json")
    return {key: content[key] for key in JSON_KEYS}


def facts_table(facts: Iterable[Fact]) -> Table:
    """One row each: when, what, how much, and where that is written."""
    rows = table(
        "date",
        "kind",
        "title",
        "amount",
        "",
        "evidence",
        right=("amount",),
        wrap=("title", "evidence"),
    )
    for fact in facts:
        number = fact.amount if fact.amount is not None else fact.value
        unit = fact.currency if fact.amount is not None else fact.unit
        rows.add_row(
            text(_date(fact.occurred)),
            text(fact.kind),
            text(fact.title),
            "" if number is None else format(number, "f"),
            text(unit),
            text(_best_place(fact)),
        )
    return rows


def place(evidence: Evidence) -> str:
    """Where a value stands, in words: the page, the line, the row and column, or the path."""
    if evidence.reader == "person":
        return "corrected by you"
    named = (
        ("page", evidence.page),
        ("line", evidence.line),
        ("row", evidence.row),
        ("column", evidence.column),
    )
    words = [f"{name} {value}" for name, value in named if value is not None]
    return ", ".join(words + ([evidence.path] if evidence.path else []))


def _best_place(fact: Fact) -> str:
    """The place of the number if it has one, else of anything."""
    by_field = {one.field: one for one in reversed(fact.evidence)}
    for field in ("amount", "value"):
        if field in by_field:
            return place(by_field[field])
    return place(fact.evidence[0]) if fact.evidence else ""


def _date(occurred: Occurred) -> str:
    end = f" to {when(occurred.end)}" if occurred.end else ""
    spread = f" ±{occurred.uncertainty_days} d" if occurred.uncertainty_days else ""
    return f"{when(occurred.start)}{end}{spread}"
