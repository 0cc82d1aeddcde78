"""What stands in a column: dates, money, currencies, markers, words, and the role that fits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from lifeos.senses.csv.cells import amount_readings, is_amount, is_date, stated_currency
from lifeos.senses.csv.headings import Role, role_of
from lifeos.senses.csv.words import marker_of, sides_of
from lifeos.senses.values.currencies import is_currency

_OF_THE_ORIGINAL: frozenset[Role | None] = frozenset({"original", "original_currency"})
_ZERO = Decimal(0)
_UNIT = re.compile(r"[A-Z][A-Z0-9]{1,6}(?:\.[A-Z]{1,2})?")
MOST = 0.8  # share of filled cells that must be of a kind for the column to be of that kind

_DATES: frozenset[Role] = frozenset({"booked", "value", "date"})
_CHARGES: frozenset[Role] = frozenset({"fee", "tax"})
_MONEY: frozenset[Role] = _CHARGES | frozenset(
    {"amount", "gross", "net", "debit", "credit", "balance", "before", "original", "rate"}
)
_PARTIES: frozenset[Role | None] = frozenset({"payer", "payee", "counterparty"})
_MAY_MARK: frozenset[Role | None] = frozenset({"marker", "type", "status", "debit", "credit", None})
_MAY_BE_CURRENCY: frozenset[Role | None] = frozenset(
    {"currency", "value", "original_currency", "original", "amount", "type", None}
)


@dataclass(slots=True)
class SampleColumn:
    """One column of the sample rows and what share of its filled cells is of which kind."""

    place: int
    heading: str
    values: list[str]  # filled cells of the sample, stripped
    rows: int
    role: Role | None = None
    kinds: dict[str, float] = field(default_factory=dict)

    def mostly(self, kind: str) -> bool:
        """Whether nearly all filled cells are of a kind; never for an empty column."""
        return bool(self.values) and self.kinds[kind] >= MOST

    @property
    def filled(self) -> float:
        """Share of rows that have anything here."""
        return len(self.values) / self.rows if self.rows else 0.0


def sample_column(
    place: int, headings: Sequence[str], *, rows: Sequence[Sequence[str]]
) -> SampleColumn:
    """The cells of one column, counted by kind."""
    values = [row[place].strip() for row in rows if place < len(row) and row[place].strip()]
    column = SampleColumn(
        place, headings[place] if place < len(headings) else "", values, len(rows)
    )
    count = len(values) or 1
    named = role_of(column.heading) == "currency"  # without that, `all` is a word
    codes = [value.upper() for value in values] if named else values
    sides = sides_of(set(map(marker_of, values)))
    column.kinds = {
        "date": sum(map(is_date, values)) / count,
        "amount": sum(is_amount(v) and not is_date(v) for v in values) / count,
        "currency": sum(map(is_currency, codes)) / count,
        "side": sum(marker_of(v) in sides for v in values) / count,
    }
    return column


def fitting_role(column: SampleColumn) -> Role | None:
    """The role the heading proposes, if the values bear it out; None if they do not."""
    role = role_of(column.heading) or _of_its_currency(column)
    if not column.values:
        return role
    if role in _MAY_MARK and column.mostly("side") and _marks(column):
        return "marker"
    if role == "marker" and column.kinds["side"] >= 0.3 and len(_sides(column)) == 2:
        return role  # some rows may go neither way
    if role in _MAY_BE_CURRENCY and column.mostly("currency"):
        return "original_currency" if role in _OF_THE_ORIGINAL else "currency"
    if role == "currency" and all(_UNIT.fullmatch(v) or stated_currency(v) for v in column.values):
        return "currency"  # by its name; or coins, units of money that ISO 4217 does not know
    if role == "time" and column.mostly("date"):
        return "date"
    if role in _PARTIES and all(sum(c.isdigit() for c in value) >= 8 for value in column.values):
        return "counter_account"
    return role if _borne_out(column, role) else None


def _of_its_currency(column: SampleColumn) -> Role | None:
    """`CAD$` alone heads the amounts in that currency."""
    heading = column.heading.strip()
    named = len(heading) <= 5 and len(stated_currency(heading)) == 1
    return "amount" if named and not column.mostly("currency") else None


def _borne_out(column: SampleColumn, role: Role | None) -> bool:
    if role in _DATES:
        return column.kinds["date"] >= 0.5  # pending rows may not have their day yet
    if role in _MONEY:
        return column.kinds["amount"] >= 0.5  # what cannot be read is named row by row
    return role not in {"currency", "marker"}


def _sides(column: SampleColumn) -> set[str]:
    return set(sides_of(set(map(marker_of, column.values))).values())


def _marks(column: SampleColumn) -> bool:
    """Whether markers tell two ways apart, or at least are words: a lone dash is an empty cell."""
    return any(any(c.isalpha() for c in value) for value in column.values) or {"+", "-"} <= set(
        column.values
    )


def paired(column: SampleColumn) -> bool:
    """Whether every cell says one of two short words: money in and money out, it may be."""
    words = set(map(marker_of, column.values))
    open_to_it = column.role in _MAY_MARK or role_of(column.heading) is None
    wordlike = all(0 < len(w) <= 20 and not any(c.isdigit() for c in w) for w in words)
    return open_to_it and column.filled == 1.0 and len(words) == 2 and wordlike


def chained(amount: int, balance: int, *, rows: Sequence[Sequence[str]]) -> bool:
    """Whether one column is the running balance of the other, in either order of rows."""
    pairs = [
        (_number(row[amount]), _number(row[balance]))
        for row in rows
        if len(row) > max(amount, balance)
    ]
    known = [(a, b) for a, b in pairs if a is not None and b is not None]
    steps = list(pairwise(known))
    forward = sum(abs(b1 - b0) == abs(a1) for (_, b0), (a1, b1) in steps)
    backward = sum(abs(b1 - b0) == abs(a0) for (a0, b0), (_, b1) in steps)
    # To the cent by chance is rare, so a third of the steps is enough: some may be broken.
    best = max(forward, backward)
    return best >= 1 and len(steps) >= 2 and best >= 0.3 * len(steps)


def sides_beside(
    left: int, right: int, *, balance: int, rows: Sequence[Sequence[str]]
) -> tuple[int, int] | None:
    """Which of two columns is money out and which money in, as the balance beside them runs.

    Each row must fill one of the two; None where they are no such pair.
    """
    wide = [row for row in rows if len(row) > max(left, right, balance)]
    known = [(_filled(row[left]), _filled(row[right]), _number(row[balance])) for row in wide]
    if any((a is None) == (b is None) or c is None for a, b, c in known):
        return None
    if all(a is None for a, _, _ in known) or all(b is None for _, b, _ in known):
        return None
    moved = [((b or _ZERO) - (a or _ZERO), c or _ZERO) for a, b, c in known]
    steps = list(pairwise(moved))
    forward = [(b1 - b0, a1) for (_, b0), (a1, b1) in steps]
    backward = [(b0 - b1, a0) for (a0, b0), (_, b1) in steps]
    for way in (forward, backward):
        as_read = sum(step == amount for step, amount in way)
        turned = sum(step == -amount for step, amount in way)
        if max(as_read, turned) >= max(2, 0.6 * len(way)):
            return (left, right) if as_read >= turned else (right, left)
    return None


def _filled(cell: str) -> Decimal | None:
    return _number(cell) or None


def _number(cell: str) -> Decimal | None:
    return next(iter(amount_readings(cell.strip()).values()), None)


def wordy(column: SampleColumn) -> bool:
    """Whether the cells hold words."""
    letters = sum(any(c.isalpha() for c in value) for value in column.values)
    return bool(letters) and letters >= 0.3 * len(column.values)
