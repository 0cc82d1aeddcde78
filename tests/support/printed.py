"""What printed statements say and how banks lay them out, before they are drawn.

A `Layout` says what differs between banks: columns and where they stand, how days and numbers are
written, where balances and sums are stated. `draw` prints a `Ledger` in it. The printed rows may
be changed with `Change` while balances and sums stay those of the whole ledger: that is what a
damaged or forged statement looks like.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

Show = Literal["each", "day", "none"]
Number = Callable[[Decimal], str]


@dataclass(frozen=True)
class Booking:
    """One row: its days, its words (name first) and the amount, negative for money out."""

    booked: date
    value: date
    words: tuple[str, ...]
    amount: Decimal


@dataclass(frozen=True)
class Ledger:
    """The rows between two balances."""

    first: date
    last: date
    opening: Decimal
    rows: tuple[Booking, ...]

    @property
    def closing(self) -> Decimal:
        return self.opening + sum((row.amount for row in self.rows), Decimal(0))

    @property
    def money_in(self) -> Decimal:
        return sum((row.amount for row in self.rows if row.amount > 0), Decimal(0))

    @property
    def money_out(self) -> Decimal:
        return -sum((row.amount for row in self.rows if row.amount < 0), Decimal(0))

    def balances(self) -> list[Decimal]:
        """The balance after each row."""
        found, running = [], self.opening
        for row in self.rows:
            running += row.amount
            found.append(running)
        return found


@dataclass(frozen=True)
class Column:
    """A column of the table; `kind` says what of a row it prints."""

    heading: str
    x: float
    kind: str
    right: bool = False
    heading_x: float | None = None


@dataclass(frozen=True)
class Layout:
    """How one bank prints."""

    name: str
    title: str
    account_lines: tuple[str, ...]
    account: str  # as the hub should name it
    currency: str
    columns: tuple[Column, ...]
    day: Callable[[date], str]
    number: Number
    period: str  # with {first} and {last}
    full_day: Callable[[date], str]
    opening: str = ""  # with {amount} and {day}; empty: stated nowhere
    closing: str = ""
    sums: tuple[str, ...] = ()  # with {into}, {out} or {count}
    inside: bool = False  # balances are rows of the table
    opening_words: str = ""
    closing_words: str = ""
    carried: tuple[str, str] = ("", "")  # at the end of a page, at the start of the next
    running: Show = "none"
    signs: Callable[[Decimal, Number], str] | None = None  # of one column
    held: Callable[[Decimal, Number], str] | None = None  # of balances
    newest_first: bool = False
    amount_last: bool = False
    day_once: bool = False
    year_below: bool = False
    sections: tuple[str, str] = ("", "")  # headings of money in, money out
    repeats_heading: bool = True
    bank: str = "Northbank"
    footer: str = "Northbank plc, 1 Bank Street, page {page}"
    font: str = "Helvetica"


@dataclass(frozen=True)
class Change:
    """What is printed wrong: a row left out, or the digits of one amount turned."""

    row: int
    how: Literal["drop", "digit", "swap"]


_NAMES = (
    "Corner Bakery", "Hillside Grocers", "City Transit", "Blue Door Books", "Power and Light",
    "Harbour Cafe", "Green Pharmacy", "Cinema Nova", "Petrol Point", "Paper Shop",
)  # fmt: skip


def ledger(count: int = 40, *, seed: int = 1, opening: str = "2480.15") -> Ledger:
    """Rows of one month over the turn of a year, some on the same day, one pair of twins."""
    dice = random.Random(seed)
    first, last = date(2024, 12, 16), date(2025, 1, 15)
    days = sorted(first + timedelta(days=dice.randint(0, 30)) for _ in range(count))
    rows = [_booking(dice, day, at) for at, day in enumerate(days)]
    if count > 3:
        rows[3] = rows[2]
    return Ledger(first, last, Decimal(opening), tuple(rows))


def _booking(dice: random.Random, day: date, at: int) -> Booking:
    words = [dice.choice(_NAMES), f"Reference {dice.randint(1000, 9999)}", "with a further line"]
    into = at % 7 == 5
    cents = dice.randint(120_000, 240_000) if into else dice.randint(300, 12_000)
    amount = Decimal(cents) / 100
    name = "Employer Salary" if into else words[0]
    words = [name, *words[1 : dice.randint(1, 3)]]
    return Booking(day, day + timedelta(days=at % 2), tuple(words), amount if into else -amount)
