"""What the whole file votes: order of dates, decimal mark, signs, sorting, physical rows.

One pass over every record. Nothing is read yet; each cell that can be read in one way only takes
the other ways off the table for its column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from lifeos.senses.csv.cells import amount_readings, date_readings, stated_currency
from lifeos.senses.csv.columns import Columns
from lifeos.senses.csv.record import Record
from lifeos.senses.csv.words import (
    INCOMING,
    SPENDING,
    Side,
    fold,
    marker_of,
    scheme_currency,
    sides_of,
    trade_side,
)
from lifeos.senses.models import Doubt
from lifeos.senses.values.amounts import Notation
from lifeos.senses.values.dates import ORDERS, Order

CODES_LIMIT = 50
WORD_ROWS = 5000  # rows whose words are weighed: later ones say the same again
_DECISIVE = re.compile(
    r"([-+]?)(?:\d+|\d{1,3}(?:,\d{3})+(?=\.)|\d{1,3}(?:\.\d{3})+(?=,))([.,])\d{1,2}"
)
_SHORT_YEAR = re.compile(r"\d\d?[./]\d\d?[./]\d\d(?!\d)")
_POINTED = re.compile(r"\d\d?\.\s?\d\d?\.\s?\d{2,4}(?!\d)")
_WHOLE = re.compile(r"([-+]?)\d+")


@dataclass(slots=True)
class NumberVotes:
    """What the cells of one numeric column allow."""

    point: int = 0  # cells that only a decimal point can read
    comma: int = 0
    open: int = 0  # cells that both can read, differently
    open_points: int = 0  # those whose one mark is a point
    whole: int = 0  # cells without a mark, zero apart
    negative: int = 0
    positive: int = 0
    currencies: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def add(self, text: str) -> bool:
        """Count one filled cell; whether its amount is negative."""
        decisive = _DECISIVE.fullmatch(text)
        if decisive is not None:
            if decisive[2] == ".":
                self.point += 1
            else:
                self.comma += 1
        elif _WHOLE.fullmatch(text) is None:
            return self._add_careful(text)
        else:
            self.whole += text.strip("-+0") != ""
        negative = text[0] == "-"
        if negative:
            self.negative += text.strip("-0.,") != ""
        else:
            self.positive += text.strip("+0.,") != ""
        return negative

    def _add_careful(self, text: str) -> bool:
        readings = amount_readings(text)
        if not readings:
            return False
        values = list(readings.values())
        if len(readings) == 1:
            self.point += "point" in readings
            self.comma += "comma" in readings
        elif values[0] != values[1]:
            self.open += 1
            self.open_points += "." in text
        self.negative += values[0] < 0
        self.positive += values[0] > 0
        if not text.isascii() or any(character.isalpha() or character == "$" for character in text):
            self.currencies[stated_currency(text)] += 1
        return values[0] < 0

    @property
    def notation(self) -> Notation | None:
        """The decimal mark, where the cells agree on one."""
        if bool(self.point) == bool(self.comma):
            return None
        return "point" if self.point else "comma"


@dataclass(slots=True)
class _Sorting:
    """Whether days only rise or only fall under one order of dates."""

    last: date | None = None
    first: date | None = None
    rises: int = 0
    falls: int = 0
    rise_at: int = 0  # row of the last rise, and of the last fall
    fall_at: int = 0
    low: date = date.max
    high: date = date.min

    def add(self, day: date, row: int) -> None:
        if day == self.last:
            return
        if self.last is not None and day > self.last:
            self.rises, self.rise_at = self.rises + 1, row
        elif self.last is not None:
            self.falls, self.fall_at = self.falls + 1, row
        self.last = day
        self.low, self.high = min(self.low, day), max(self.high, day)


class Survey:
    """Collects the votes; see the module's first lines."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.records = 0
        self.orders: set[Order] = set(ORDERS)
        self.sorting = {order: _Sorting() for order in ORDERS}
        self.days: set[str] = set()
        self.dates_open = False  # some date reads differently under different orders
        self.pointed = True  # dates that can be read in two ways have points: 03.04.2025
        self.year_last = False  # dates like 20.02.18: nobody puts a short year first with points
        self.numbers = {place: NumberVotes() for place in self._numeric()}
        self._marked: Counter[tuple[str, bool]] = Counter()  # marker, negative?
        self.statuses: set[str] = set()
        self.spending: Counter[bool] = Counter()  # negative? -> rows with words of spending
        self.codes: set[str] = set()  # what the currency column holds
        self.schemes: set[str] = set()  # currencies of payment schemes that rows name
        self.incoming: Counter[bool] = Counter()
        self._dates = [p for p in (columns.booked, columns.bought, columns.value) if p is not None]
        self._words = [
            p for p in (*columns.descriptions, columns.counterparty, columns.type) if p is not None
        ]

    @property
    def markers(self) -> dict[str, Side]:
        """The side of each marker that the rows carry, as far as it is known."""
        return sides_of({marker for marker, _ in self._marked})

    @property
    def sides(self) -> Counter[tuple[Side | None, bool]]:
        """How many rows of each side have a negative amount, and how many have not."""
        known, counted = self.markers, Counter[tuple[Side | None, bool]]()
        for (marker, negative), rows in self._marked.items():
            counted[known.get(marker), negative] += rows
        return counted

    def _mark(self, marker: str, *, negative: bool) -> None:
        if (marker, negative) in self._marked or len(self._marked) < CODES_LIMIT:
            self._marked[marker, negative] += 1
        else:
            self._marked["", negative] += 1

    def _numeric(self) -> set[int]:
        c = self.columns
        named = (c.amount, c.debit, c.credit, c.balance, c.fee, c.before, c.gross)
        return {place for place in (*named, *c.numbers) if place is not None}

    def add(self, record: Record) -> None:
        """Count one record of the table."""
        cells = record.cells
        headings = self.columns.headings
        if headings and tuple(cells[: len(headings)]) == headings:
            return  # the heading again, as before each account
        self.records += 1
        for place in self._dates:
            if place < len(cells) and cells[place]:
                self._add_date(cells[place].strip(), sorts=place == self.columns.booked)
        code = self.columns.currency
        if code is not None and code < len(cells) and len(self.codes) < CODES_LIMIT:
            self.codes.add(cells[code].strip().upper())
        status = self.columns.status
        if status is not None and status < len(cells) and len(self.statuses) < CODES_LIMIT:
            self.statuses.add(fold(cells[status]))
        negative = self._add_numbers(cells)
        words = self._add_words(cells) if self.records <= WORD_ROWS else ""
        if negative is not None:
            self._add_direction(cells, words, negative=negative)

    def _add_numbers(self, cells: Sequence[str]) -> bool | None:
        """Count every number; whether the amount is negative, None for an empty cell."""
        negative: bool | None = None
        for place, votes in self.numbers.items():
            text = cells[place].strip() if place < len(cells) else ""
            if text:
                below = votes.add(text)
                negative = below if place == self.columns.amount else negative
        return negative

    def _add_words(self, cells: Sequence[str]) -> str:
        words = fold(" ".join(cells[place] for place in self._words if place < len(cells)))
        scheme = scheme_currency(words)
        if scheme is not None:
            self.schemes.add(scheme)
        return words

    def direction(self, order: Order) -> Literal["oldest-first", "newest-first"] | None:
        """Which way the rows run, where the days say so."""
        sorting = self.sorting[order]
        if bool(sorting.rises) == bool(sorting.falls):
            return None
        return "oldest-first" if sorting.rises else "newest-first"

    def stray_days(self, order: Order) -> list[Doubt]:
        """Doubt about a day out of order among rows whose running balance is in order.

        Banks run the balance in the order of booking, so one or two steps against the others are
        a wrong digit; more of them, and the file is sorted by something else.
        """
        sorting = self.sorting[order]
        if not 0 < min(sorting.rises, sorting.falls) <= 2:
            return []
        row = sorting.fall_at if sorting.rises >= sorting.falls else sorting.rise_at
        detail = f"At row {row} the day is out of order, though the running balance is in order."
        return [Doubt(code="day-out-of-order", detail=detail)]

    def sorted_days(self, order: Order) -> bool:
        """Whether all rows of a day stand together: days only rise, or only fall."""
        sorting = self.sorting[order]
        return not sorting.rises or not sorting.falls

    def _add_date(self, text: str, *, sorts: bool) -> None:
        readings = date_readings(text)
        if not readings:
            return
        if not _fixed(readings):
            self.orders &= set(readings)
            self.dates_open = self.dates_open or len(set(readings.values())) > 1
            self.pointed = self.pointed and _POINTED.match(text) is not None
            self.year_last = self.year_last or _SHORT_YEAR.match(text) is not None
        if sorts:
            if len(self.days) < 400:
                self.days.add(text)
            for order, day in readings.items():
                self.sorting[order].add(day, self.records)

    def _add_direction(self, cells: Sequence[str], words: str, *, negative: bool) -> None:
        """Weigh marker and words of a row against the sign of its amount."""
        marker = self.columns.marker
        if marker is not None and marker < len(cells):
            self._mark(marker_of(cells[marker]), negative=negative)
        types = [cells[place] for place in self.columns.types if place < len(cells)]
        trade = trade_side(fold(" ".join(types)))
        if trade is not None:
            (self.spending if trade == "out" else self.incoming)[negative] += 1
        elif words:
            self.spending[negative] += SPENDING.search(words) is not None
            self.incoming[negative] += INCOMING.search(words) is not None


def _fixed(readings: dict[Order, date]) -> bool:
    """A date with its year first or its month named says nothing about the other orders."""
    return set(readings) == {"ymd"} or (len(readings) == 3 and len(set(readings.values())) == 1)
