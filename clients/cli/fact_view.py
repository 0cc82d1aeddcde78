"""Facts as text and as JSON lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from lifeos.contracts.facts import Evidence, Fact, Occurred
from rich.table import Table
from rich.text import Text

from clients.cli.output import here, is_narrow, table, text, when

UNDATED_DAYS = 3653  # ten years: nobody guesses a day of an actual date so widely

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


def facts_table(facts: Iterable[Fact], *, names: Mapping[UUID, str] | None = None) -> Table:
    """One row each: when, what, how much, where that is written, and the fact's id.

    `names` are those of documents, by id, where facts of several are listed. On a narrow terminal
    a fact takes two lines: its id stands below the title, the document above the place.
    """
    narrow = is_narrow()
    columns = ["date", "kind", "title", "amount", "", *_places(names, narrow=narrow)]
    rows = table(*columns, right=("amount",), wrap=("title", "evidence", "document"))
    for fact in facts:
        number = fact.amount if fact.amount is not None else fact.value
        unit = fact.currency if fact.amount is not None else fact.unit
        name = names.get(fact.document_id, "") if names is not None else None
        rows.add_row(
            text(_date(fact)),
            text(fact.kind),
            _below(_title(fact), text(fact.id, "dim")) if narrow else _title(fact),
            "" if number is None else format(number, "f"),
            text(unit),
            *_placed(text(_best_place(fact)), name, fact_id=None if narrow else fact.id),
        )
    return rows


def _title(fact: Fact) -> Text:
    """The title; an event that does not take place says so."""
    cancelled = getattr(fact.data, "status", None) == "cancelled"
    return text(f"{fact.title} (cancelled)" if cancelled else fact.title)


def _places(names: Mapping[UUID, str] | None, *, narrow: bool) -> list[str]:
    if narrow:
        return ["evidence"]
    return ["evidence", "fact id"] if names is None else ["evidence", "document", "fact id"]


def _placed(where: Text, name: str | None, *, fact_id: UUID | None) -> list[Text]:
    """The cells under `_places`; without an id of their own they are one."""
    if fact_id is None:
        return [where if name is None else _below(text(name), where)]
    return [where, *([] if name is None else [text(name)]), text(fact_id)]


def _below(first: Text, second: Text) -> Text:
    return Text("\n").join(part for part in (first, second) if part.plain)


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


def is_undated(occurred: Occurred) -> bool:
    """Whether the file names no day: such a fact stands at the day it came, give or take a life."""
    return occurred.uncertainty_days >= UNDATED_DAYS


def _date(fact: Fact) -> str:
    occurred = fact.occurred
    if is_undated(occurred):
        return f"undated, came {here(fact.created_at)[:10]}"
    end = _end(occurred)
    return f"{when(occurred.start)}{f' to {end}' if end else ''}{spread(occurred)}"


def _end(occurred: Occurred) -> str:
    """The last day as a person says it: the contract's end is the day after. One day has none."""
    end = occurred.end
    if end is None or isinstance(end, datetime):
        return when(end)
    last = when(end - timedelta(days=1))
    return last if last > when(occurred.start)[:10] else ""


def spread(occurred: Occurred) -> str:
    """How far the day may be off, if it may."""
    return f" ±{occurred.uncertainty_days} d" if occurred.uncertainty_days else ""
