"""Which way the money of each row goes.

Two columns say it by themselves. With one column a mark says it, or the section the row stands
in, or the running balance; what an unmarked amount means depends on the paper. So every way of
reading is tried, and the one under which the stated balances follow from the rows is right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from lifeos.senses.printed_statements.figures import Figure
from lifeos.senses.printed_statements.rows import Entry
from lifeos.senses.values.amounts import Notation

Unmarked = Literal["in", "out", "section", "balance"]


@dataclass(frozen=True, slots=True)
class Way:
    """One way of reading signs.

    `minus_is_in`: marks are those of a debt, as on a card's bill, where a payment is negative.
    `owed`: balances are what is owed, so a positive one is negative for the holder.
    """

    unmarked: Unmarked
    minus_is_in: bool
    owed: bool


def ways(entries: Sequence[Entry], balances: Sequence[Figure], *, card: bool) -> Iterator[Way]:
    """The ways of reading worth trying, the likeliest first.

    Whether balances are debts is never found by trying: it would hide two columns taken for each
    other. A card prints its debt without sign, or marks every balance as what it is.
    """
    filled = [figure for figure in balances if any(figure.readings.values())]
    owed = card and not (filled and all(figure.mark for figure in filled))
    marks = Counter(_mark(entry) for entry in entries if "amount" in entry.money)
    for choice in _unmarked(marks, entries, card=card):
        yield Way(choice, minus_is_in=owed and bool(marks["-"] and marks[None]), owed=owed)


def _unmarked(
    marks: Counter[str | None], entries: Sequence[Entry], *, card: bool
) -> Iterator[Unmarked]:
    out = marks["-"] + marks["out"]
    into = marks["+"] + marks["in"]
    if not marks[None]:
        yield "in"
        return
    bare = [e for e in entries if "amount" in e.money and _mark(e) is None]
    if all(entry.section for entry in bare) and not (out or into):
        yield "section"  # and nothing else: a row in the wrong section is to be seen
        return
    if not (out or into) and any("balance" in entry.money for entry in entries):
        yield "balance"
    yield from (("out", "in") if card or (into and not out) else ("in", "out"))


def _mark(entry: Entry) -> str | None:
    return entry.marker or entry.money["amount"].mark


def signed(
    entry: Entry, way: Way, *, notation: Notation | None, before: Decimal | None = None
) -> Decimal | None:
    """The row's amount for the holder: money out is negative; None if it cannot be read.

    `before` is the balance before the row, for rows whose sign only their balance tells.
    """
    found = [(role, figure) for role, figure in entry.money.items() if role != "balance"]
    sizes = [(role, figure, figure.value(notation)) for role, figure in found]
    filled = [size for size in sizes if size[2] != 0] or sizes[:1]
    if len(filled) != 1:
        return None
    role, figure, size = filled[0]
    if size is None:
        return None
    if role == "debit":
        return -size if figure.mark != "in" else size
    if role == "credit":
        return -size if figure.mark in ("-", "out") else size
    return size if _is_in(entry, figure, way, before=before, notation=notation) else -size


def _is_in(
    entry: Entry,
    figure: Figure,
    way: Way,
    *,
    before: Decimal | None,
    notation: Notation | None,
) -> bool:
    mark = entry.marker or figure.mark
    if mark in ("in", "out"):
        return mark == "in"
    if mark is not None:
        return (mark == "-") == way.minus_is_in
    if way.unmarked == "section":
        return entry.section == "in"
    if way.unmarked == "balance":
        after = balance_of(entry, way, notation=notation)
        return before is None or after is None or after >= before
    return way.unmarked == "in"


def balance_of(entry: Entry, way: Way, *, notation: Notation | None) -> Decimal | None:
    """The balance after the row for the holder, where the row states one."""
    figure = entry.money.get("balance")
    return held(figure, way, notation=notation) if figure else None


def held(figure: Figure, way: Way, *, notation: Notation | None) -> Decimal | None:
    """A stated balance for the holder."""
    size = figure.value(notation)
    if size is None:
        return None
    if figure.mark in ("in", "out"):
        return size if figure.mark == "in" else -size
    value = -size if figure.mark == "-" else size
    return -value if way.owed else value
