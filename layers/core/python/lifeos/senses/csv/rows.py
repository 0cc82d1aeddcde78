"""One record of a statement table as a row of money, a note, or a row that cannot be read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from lifeos.senses.csv.cells import date_readings, read_amount, unit_unknown
from lifeos.senses.csv.columns import Columns
from lifeos.senses.csv.record import Record
from lifeos.senses.csv.words import (
    BALANCE,
    CLOSING,
    NEVER_HAPPENED,
    OPENING,
    PENDING,
    TOTAL,
    Side,
    fold,
    marker_of,
    trade_side,
)
from lifeos.senses.values.amounts import Notation
from lifeos.senses.values.dates import Order

Status = Literal["booked", "pending", "never"]

ZERO = Decimal(0)
# Cheap look before the careful one: most rows hold none of these.
_FIGURE_HINT = re.compile(
    r"balance|saldo|solde|kontostand|bertrag|brought|carried|total|summe|suma|somme|gesamt|turnover|"
    r"k[aä]ive|apgroz|apyvarta|atlikum|likut|zůstatek|zustatek|egyenleg|forgalom|obrot|totaux|"
    r"i alt|остат|баланс|залиш|итого|всего|усього|разом|繰越|合計|合计|余额"
)


@dataclass(frozen=True, slots=True)
class Plan:
    """How to read the cells of one file: what its votes and proofs decided."""

    columns: Columns
    width: int
    order: Order
    notation: Mapping[int, Notation]  # by column
    other_notation: Notation = "point"
    debit_sign: int = -1  # what a figure in the debit column is multiplied by
    credit_sign: int = 1
    marked: bool = False  # the marker column gives the sign
    sides: Mapping[str, Side] = field(default_factory=dict)  # by marker
    flip: bool = False  # money out is positive in this file
    fee_counts: bool = False  # the fee is taken from the account beside the amount


@dataclass(slots=True)
class Row:
    """A row of money as the file means it; `amount` is signed, money out negative."""

    number: int
    record: Record
    booked: date
    bought: date | None
    value: date | None
    amount: Decimal
    fee: Decimal
    balance: Decimal | None
    currency: str
    account: str
    status: Status
    conflict: str = ""  # columns of the row contradict each other


@dataclass(frozen=True, slots=True)
class Unread:
    """A row that should hold money and cannot be read; `why` ends a sentence."""

    number: int
    record: Record
    why: str


@dataclass(frozen=True, slots=True)
class Note:
    """A record that is no booking: a remark, a stated balance, a total, a repeated heading."""

    number: int
    record: Record


Item = Row | Unread | Note


class RowReader:
    """Reads records of one file under one plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        c = plan.columns
        self._columns = c
        self._reach = max(plan.width, c.reach)
        self._notation = {
            place: plan.notation.get(place, plan.other_notation)
            for place in (c.amount, c.debit, c.credit, c.balance, c.fee, c.before, c.gross)
            if place is not None
        }
        self._money = [p for p in ((c.amount,) if c.amount is not None else (c.debit, c.credit))
                       if p is not None]  # fmt: skip
        self._checked = c.before is not None or c.gross is not None
        self._texts = [p for p in (*c.descriptions, c.counterparty, c.type) if p is not None]

    def read(self, record: Record, number: int) -> Item:
        """The record as a row, a note or an unreadable row."""
        cells, width = record.cells, self.plan.width
        if len(cells) < self._reach:
            cells.extend([""] * (self._reach - len(cells)))
        elif len(cells) > width and any(cell.strip() for cell in cells[width:]):
            return Unread(number, record, "has more cells than the table has columns")
        days = self._days(cells)
        booked, _, pending = days
        if pending and booked is None:  # it waits for its day, and will be listed with it
            return Note(number, record)
        money = any(cells[place].strip() for place in self._money)
        if self._is_note(cells, dated=booked is not None, money=money):
            return Note(number, record)
        if booked is None:
            return Unread(number, record, "has no date that can be read")
        if not money:  # what is only reserved may stand in a column of its own
            waits = Note(number, record) if pending else None
            return waits or Unread(number, record, "has a date and no amount")
        return self._row(record, number, days=(booked, *days[1:]))

    def _row(
        self, record: Record, number: int, *, days: tuple[date, date | None, bool]
    ) -> Row | Unread:
        cells, c = record.cells, self._columns
        amount, conflict = self._amount(cells)
        balance = self._figure(cells, c.balance)
        if amount is None or balance is _BROKEN:
            return Unread(number, record, "has an amount that cannot be read")
        if not conflict and self._checked:
            conflict = self._beside(cells, amount, balance=balance)
        conflict = conflict or self._against_its_type(cells, amount)
        fee = self._figure(cells, c.fee) or ZERO
        fee = ZERO if fee is _BROKEN else abs(fee)
        return Row(
            number=number,
            record=record,
            booked=days[0],
            bought=days[1],
            value=self._day(_cell(cells, c.value)),
            amount=amount - fee if self.plan.fee_counts else amount,
            fee=fee,
            balance=balance,
            currency=_cell(cells, c.currency).upper(),
            account=_cell(cells, c.account),
            status=self._status(cells, waiting=days[2]),
            conflict=conflict,
        )

    def _days(self, cells: Sequence[str]) -> tuple[date | None, date | None, bool]:
        """Booked day, purchase day, and whether the row still waits to be booked."""
        c = self._columns
        text = _cell(cells, c.booked)
        booked = self._day(text)
        bought = self._day(_cell(cells, c.bought))
        if booked is not None:
            return booked, bought, False
        waiting = not text or fold(text) in PENDING
        instead = bought or (self._day(_cell(cells, c.value)) if waiting else None)
        return instead, bought, waiting and (instead is not None or bool(text))

    def _day(self, text: str) -> date | None:
        if not text:
            return None
        readings = date_readings(text)
        day = readings.get(self.plan.order)
        if day is None and readings:
            values = set(readings.values())
            return values.pop() if len(values) == 1 else None
        return day

    def _amount(self, cells: Sequence[str]) -> tuple[Decimal | None, str]:
        """The signed amount, and what contradicts it inside the row."""
        c = self._columns
        if c.amount is None:
            return self._sides(cells)
        amount = read_amount(_cell(cells, c.amount), self._notation[c.amount])
        if amount is None:
            return None, ""
        if self.plan.marked:
            side = self.plan.sides.get(marker_of(_cell(cells, c.marker)))
            if side is None:
                return None, ""
            return (-amount if side == "out" else amount), ""
        signed = -amount if self.plan.flip else amount
        if c.debit is not None and c.credit is not None:
            sides, _ = self._sides(cells)
            if sides is not None and abs(sides) != abs(signed):
                return signed, "the amount and the debit or credit column differ"
        return signed, ""

    def _beside(self, cells: Sequence[str], amount: Decimal, *, balance: Decimal | None) -> str:
        """What the columns beside the amount say against it: balances before and after, fees."""
        c = self._columns
        before = self._figure(cells, c.before)
        if before is not None and balance is not None and balance - before != amount:
            return "the balances before and after do not differ by the amount"
        gross, fee = self._figure(cells, c.gross), self._figure(cells, c.fee)
        if gross is not None and fee is not None and amount not in {gross + fee, gross - fee}:
            return "the amount is not the gross figure less the fee"
        return ""

    def _against_its_type(self, cells: Sequence[str], amount: Decimal) -> str:
        """A purchase that brings money, a sale that costs it: the figure has lost its sign."""
        words = fold(" ".join([cells[place] for place in self._columns.types]))
        side = trade_side(words) if words and amount else None
        coins = unit_unknown(_cell(cells, self._columns.currency))  # bought, they come in
        if side is None or coins or (side == "out") == (amount < 0):
            return ""
        return "the type of the row says that money goes the other way"

    def _sides(self, cells: Sequence[str]) -> tuple[Decimal | None, str]:
        c = self._columns
        debit, credit = self._figure(cells, c.debit), self._figure(cells, c.credit)
        if debit is _BROKEN or credit is _BROKEN or (debit is None and credit is None):
            return None, ""
        out, into = debit or ZERO, credit or ZERO
        both = "both the debit and the credit column hold an amount" if out and into else ""
        return into * self.plan.credit_sign + out * self.plan.debit_sign, both

    def _figure(self, cells: Sequence[str], place: int | None) -> Decimal | None:
        """A number, None for an empty cell, `_BROKEN` for a cell that is no number."""
        text = _cell(cells, place)
        if not text or place is None:
            return None
        figure = read_amount(text, self._notation[place])
        return figure if figure is not None else (_BROKEN if _has_digit(text) else None)

    def _status(self, cells: Sequence[str], *, waiting: bool) -> Status:
        place = self._columns.status
        words = fold(_cell(cells, place)) if place is not None else ""
        if words in NEVER_HAPPENED:
            return "never"
        return "pending" if waiting or words in PENDING else "booked"

    def _is_note(self, cells: Sequence[str], *, dated: bool, money: bool) -> bool:
        if not dated and tuple(cells[: len(self._columns.headings)]) == self._columns.headings:
            return bool(self._columns.headings)  # the heading again, as before each account
        if not dated and not money:
            return not _like_a_day(_cell(cells, self._columns.booked))
        text = " ".join([cells[place] for place in self._texts]) if dated else ""
        if not text.strip():
            text = " ".join(cell for cell in cells if not _has_digit(cell))
        if _FIGURE_HINT.search(text.lower()) is None:
            return False
        words = fold(text)
        if not (dated and money):
            return bool(BALANCE.search(words) or TOTAL.search(words))
        if len(words) > 60:
            return False
        if TOTAL.fullmatch(words) or BALANCE.fullmatch(words):
            return True
        return bool(BALANCE.match(words) or OPENING.match(words) or CLOSING.match(words)) and bool(
            BALANCE.search(words) and (OPENING.search(words) or CLOSING.search(words))
        )


_BROKEN = Decimal("NaN")


def _cell(cells: Sequence[str], place: int | None) -> str:
    return cells[place].strip() if place is not None else ""


def _like_a_day(text: str) -> bool:
    """Whether a cell may be a day that is spoilt: digits, and not a sentence around them."""
    letters = sum(character.isalpha() for character in text)
    return _has_digit(text) and (letters < 6 or len(text) < 12)


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)
