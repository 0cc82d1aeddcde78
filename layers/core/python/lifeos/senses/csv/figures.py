"""What a statement says about itself outside its rows: account, currency, balances, counts, sums.

These lines stand before and after the table, or between its rows, as a label and a value. They
are what the rows are checked against, and they are kept with the line they stand on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from lifeos.senses.csv.cells import amount_readings, date_readings, is_date, read_amount
from lifeos.senses.csv.headings import role_of
from lifeos.senses.csv.record import Record
from lifeos.senses.csv.words import BALANCE, CLOSING, OPENING, ROW_COUNT, TOTAL, fold, side_of
from lifeos.senses.statements.transactions import is_iban
from lifeos.senses.values.amounts import Notation
from lifeos.senses.values.currencies import currencies_in
from lifeos.senses.values.dates import Order, find_dates

BalanceKind = Literal["opening", "closing", "other"]

NOTES_LIMIT = 2000  # notes kept; a file with more is no statement with a few remarks
_IBAN_LIKE = re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{1,4}){3,8}\b")
_CENTS = re.compile(r"\d\d(?:\s?(?:[A-Z]{3}|€))?")
_CUT_AMOUNT = re.compile(r"(?:^|[:\s])[-+]?\d[\d.' ]*$")
_AMOUNT_BEHIND = re.compile(
    r"(.*[^\W\d_].*?)\s((?:[-+]\s?)?\d[\d.,' \u00a0\u202f]*(?:\s?(?:[A-Z]{3}|€|£|\$))?)"
)
_NOW = re.compile(r"\b(current|available|actuel|disponible|disponibile|attuale|actual)\b")
_CREDITS = re.compile(
    r"\b(credits?|deposits?|haben|gutschrift\w*|bij|avere|abonos?|paid in|uznania)\b"
)
_DEBITS = re.compile(
    r"\b(debits?|withdrawals?|soll|belastung\w*|lastschrift\w*|af|dare|cargos?|paid out"
    r"|obciazenia)\b"
)


@dataclass(frozen=True, slots=True)
class StatedBalance:
    """A balance in words and figures, and where it stands."""

    kind: BalanceKind
    amount: Decimal
    day: date | None
    currency: str | None
    record: Record
    cell: str

    def place(self, text: str) -> int | None:
        """The cell of its record that holds a text."""
        cells = enumerate(self.record.cells)
        return next((at for at, cell in cells if text in cell or cell.strip() == text), None)

    @property
    def day_place(self) -> int | None:
        """The cell that says its day."""
        cells = enumerate(self.record.cells)
        return next((at for at, cell in cells if self.day and find_dates(cell)), None)


@dataclass(frozen=True, slots=True)
class StatedTotal:
    """A sum the file states: of money in, of money out, or of whatever is in the column."""

    side: Literal["in", "out"] | None
    amount: Decimal
    record: Record


@dataclass(slots=True)
class Figures:
    """Everything the notes of one file state."""

    order: Order
    notation: Notation
    account: tuple[str, Record] | None = None
    currency: tuple[str, Record] | None = None
    balances: list[StatedBalance] = field(default_factory=list)
    totals: list[StatedTotal] = field(default_factory=list)
    count: tuple[int, Record] | None = None

    def take(self, records: Iterable[Record], *, money: Sequence[int] = ()) -> None:
        """Read what notes state; of a wide note what stands in the `money` columns, if any does.

        A balance stands in the first of them that has a figure.
        """
        above: list[str] = []  # a label that has the line before to itself
        for record in records:
            own = _rejoined([cell.strip() for cell in record.cells])
            cells = [*above, *own]
            self._identify(cells, record)
            self._measure(cells, record, money=() if above else money)
            above = _label_alone(own)

    def _identify(self, cells: Sequence[str], record: Record) -> None:
        text = " ".join(cells)
        account = _account(cells, text)
        if account and (self.account is None or is_iban(account) > is_iban(self.account[0])):
            self.account = (account, record)
        codes = currencies_in(text)
        if self.currency is None and len(codes) == 1:
            self.currency = (codes[0], record)

    def _measure(self, cells: Sequence[str], record: Record, *, money: Sequence[int]) -> None:
        label = fold(" ".join(_without_dates(cell) for cell in cells if not _is_figure(cell)))
        figures = [cell for cell in _values(cells) if _is_figure(cell)]
        in_place = [cells[p] for p in money if p < len(cells) and _is_figure(cells[p])]
        figures = in_place or figures
        amounts = [a for cell in figures if (a := read_amount(cell, self.notation)) is not None]
        if not amounts or not label:
            return
        if ROW_COUNT.search(label) and amounts[0] == amounts[0].to_integral_value():
            self.count = self.count or (int(amounts[0]), record)
        elif BALANCE.search(label):
            at = 0 if in_place else -1
            self._balance(label, (amounts[at], figures[at]), cells=cells, record=record)
        elif TOTAL.search(label):
            self._totals(label, amounts, record=record)

    def _balance(
        self, label: str, figure: tuple[Decimal, str], *, cells: Sequence[str], record: Record
    ) -> None:
        kind: BalanceKind = "other"
        if OPENING.search(label):
            kind = "opening"
        elif CLOSING.search(label) and not _NOW.search(label):
            kind = "closing"
        owed = any(side_of(cell) == "out" for cell in cells if cell)
        codes = currencies_in(" ".join(cells))
        self.balances.append(
            StatedBalance(
                kind=kind,
                amount=-abs(figure[0]) if owed else figure[0],
                day=self._day(cells),
                currency=codes[0] if len(codes) == 1 else None,
                record=record,
                cell=figure[1],
            )
        )

    def _totals(self, label: str, amounts: Sequence[Decimal], *, record: Record) -> None:
        into, out = _CREDITS.search(label), _DEBITS.search(label)
        side: Literal["in", "out"] | None = None
        if bool(into) != bool(out):
            side = "in" if into else "out"
        self.totals.extend(StatedTotal(side, amount, record) for amount in amounts)

    def _day(self, cells: Sequence[str]) -> date | None:
        found = [f for cell in cells for f in find_dates(cell)]
        days = [day for f in found if (day := f.only or f.readings.get(self.order)) is not None]
        return days[-1] if days else None

    def settle(self) -> None:
        """Take a lone unnamed balance for the closing one, where an opening is stated."""
        plain = [stated for stated in self.balances if stated.kind == "other"]
        if len(plain) == 1 and self.balance("opening") and not self.balance("closing"):
            place = self.balances.index(plain[0])
            self.balances[place] = replace(plain[0], kind="closing")

    def balance(self, kind: BalanceKind) -> StatedBalance | None:
        """The first stated balance of a kind."""
        return next((stated for stated in self.balances if stated.kind == kind), None)


def _label_alone(cells: Sequence[str]) -> list[str]:
    """The label of an account or a balance whose value stands on the next line, else nothing."""
    filled = [cell for cell in cells if cell]
    if len(filled) != 1 or any(character.isdigit() for character in filled[0]):
        return []
    names_one = role_of(filled[0]) == "account" or BALANCE.search(fold(filled[0]))
    return filled if names_one else []


def _account(cells: Sequence[str], text: str) -> str | None:
    for match in _IBAN_LIKE.finditer(text):
        compact = match[0].replace(" ", "")
        if is_iban(compact):
            return compact
    for label, value in zip(_parts(cells), _parts(cells)[1:], strict=False):
        digits = sum(character.isdigit() for character in value)
        if role_of(label) == "account" and digits >= 4 and not is_date(value):
            return value
    return None


def _rejoined(cells: list[str]) -> list[str]:
    """Cells with an amount put together again whose decimal comma was taken for a delimiter."""
    joined: list[str] = []
    for cell in cells:
        if joined and _CENTS.fullmatch(cell) and _CUT_AMOUNT.search(joined[-1]):
            joined[-1] += f",{cell}"
        else:
            joined.append(cell)
    return joined


def _parts(cells: Sequence[str]) -> list[str]:
    """Cells, with `label: value` inside one cell taken apart."""
    parts = [part for cell in cells for part in re.split(r":\s", cell + " ")]
    return [part.strip() for cell in parts for part in _label_and_value(cell) if part.strip()]


def _label_and_value(cell: str) -> tuple[str, ...]:
    """`Solde au 03/06/2024 1 234,56 €` is a label, a day and an amount in one cell."""
    words = _without_dates(cell).strip()
    behind = _AMOUNT_BEHIND.fullmatch(words) if BALANCE.search(fold(words)) else None
    return (cell[: cell.rindex(behind[2])], behind[2]) if behind and behind[2] in cell else (cell,)


def _values(cells: Sequence[str]) -> list[str]:
    return [part for part in _parts(cells) if not is_date(part)]


def _is_figure(cell: str) -> bool:
    return bool(amount_readings(cell)) and not date_readings(cell)


def _without_dates(cell: str) -> str:
    for found in reversed(find_dates(cell)):
        cell = cell[: found.start] + " " + cell[found.end :]
    return cell
