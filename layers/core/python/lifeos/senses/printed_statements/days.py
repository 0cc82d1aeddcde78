"""Days as statements print them, often without a year, and the year they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import inf

from lifeos.senses.pdf.layout import Line
from lifeos.senses.values.date_order import DateOrder, plausible
from lifeos.senses.values.dates import ORDERS, Order, find_dates, month_of

_PART = re.compile(r"(\d{1,2})\s?([./-])\s?(\d{1,2})(?:\2(?=$|\s)|(?![\d./-]))(?![.,]?\d)")
_DAY_NAME = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|º)?\.?[ \-/]?([^\W\d_]{3,11})\.?(?=$|[\s,])")
_NAME_DAY = re.compile(r"([^\W\d_]{3,11})\.?[ \-]?(\d{1,2})(?:st|nd|rd|th)?(?=$|[\s,])")
_WEEKDAYS = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri "
    "sat sun montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do fr sa so "
    "lundi mardi mercredi jeudi vendredi samedi dimanche maandag dinsdag woensdag donderdag "
    "vrijdag zaterdag zondag lunes martes miércoles jueves viernes sábado domingo lunedì martedì "
    "mercoledì giovedì venerdì sabato domenica segunda terça quarta quinta sexta segunda-feira "
    "terça-feira quarta-feira quinta-feira sexta-feira poniedziałek wtorek środa czwartek piątek "
    "sobota niedziela"
)
_WEEKDAY = re.compile(
    rf"(?:{'|'.join(sorted(_WEEKDAYS.split(), key=len, reverse=True))})[.,]?\s(?=\d|[^\W\d_])",
    re.IGNORECASE,
)
_BETWEEN_DAYS = 16  # characters between the two days of a period: " to ", " t/m ", " bis zum "
_LONGEST_PERIOD = timedelta(days=400)
_BOUGHT_EARLY = timedelta(days=62)
_BOOKED_LATE = timedelta(days=7)  # a row may be booked this long after its statement's last day


@dataclass(frozen=True, slots=True)
class Day:
    """A day in a line: where it stands, and (year or None, month, day) in every possible order."""

    line: Line
    start: int
    end: int
    readings: dict[Order, tuple[int | None, int, int]]

    @property
    def choices(self) -> list[tuple[int | None, int, int]]:
        """What it can be, day or month first: `01/01/25` is one day, whatever its order."""
        said = [reading for order, reading in self.readings.items() if order != "ymd"]
        return list(dict.fromkeys(said))

    @property
    def x0(self) -> float:
        """Left edge on the page."""
        return self.line.covering(self.start, self.end)[0].x0

    @property
    def x1(self) -> float:
        """Right edge on the page."""
        return self.line.covering(self.start, self.end)[-1].x1


@dataclass(frozen=True, slots=True)
class Calendar:
    """How a statement's days are read: their order, and the last day they can be."""

    order: Order | None
    first: date | None
    last: date | None

    def is_open_for(self, day: Day) -> bool:
        """Whether a day has several readings between which nothing decides."""
        return self.order is None and len(day.choices) > 1

    def read(self, day: Day) -> date | None:
        """The day, or None if its year stays open; of an open order, day before month."""
        for order in (self.order, "dmy", *ORDERS):
            if order is not None and order in day.readings:
                return self._complete(day.readings[order])
        return None

    def _complete(self, reading: tuple[int | None, int, int]) -> date | None:
        year, month, number = reading
        try:
            if year is not None:
                return date(year, month, number)
            if self.last is None:
                return None
            limit = self.last + _BOOKED_LATE
            value = date(limit.year, month, number)
            return value if value <= limit else value.replace(year=limit.year - 1)
        except ValueError:
            return _leap_day(self.last, month, number)


def _leap_day(last: date | None, month: int, number: int) -> date | None:
    """29 February in a statement that ends in the year after."""
    if last is None or (month, number) != (2, 29):
        return None
    try:
        return date(last.year - 1, month, number)
    except ValueError:
        return None


def days_in(line: Line, *, until: float = inf) -> Iterator[Day]:
    """Days that begin with a word left of `until`, at most one at each place."""
    end = 0
    for word, start in zip(line.words, line.offsets, strict=True):
        if word.x0 > until:
            return
        if start < end or not any(sign.isalnum() for sign in word.text):
            continue
        day = _day_at(line, start)
        if day is not None:
            end = day.end
            yield day


def _day_at(line: Line, start: int) -> Day | None:
    text = line.text[start : start + 40]
    skipped = _WEEKDAY.match(text)
    for offset in (0, skipped.end() if skipped else 0):
        full = find_dates(text[offset:])
        if full and full[0].start == 0:
            values = _whole(full[0].readings)
            return Day(line, start, start + offset + full[0].end, values) if values else None
        part = _without_year(text[offset:])
        if part is not None:
            end, readings = part
            return Day(line, start, start + offset + end, readings)
    return None


def _whole(readings: dict[Order, date]) -> dict[Order, tuple[int | None, int, int]]:
    return {o: (day.year, day.month, day.day) for o, day in readings.items() if plausible(day)}


def _without_year(
    text: str,
) -> tuple[int, dict[Order, tuple[int | None, int, int]]] | None:
    match = _PART.match(text)
    if match:
        first, second = int(match[1]), int(match[3])
        pairs: dict[Order, tuple[int | None, int, int]] = {
            "dmy": (None, second, first),
            "mdy": (None, first, second),
        }
        readings = {order: pair for order, pair in pairs.items() if _exists(*pair[1:])}
        return (match.end(), readings) if readings else None
    for pattern, name, number in ((_DAY_NAME, 2, 1), (_NAME_DAY, 1, 2)):
        match = pattern.match(text)
        month = month_of(match[name]) if match else None
        if match and month and _exists(month, int(match[number])):
            return match.end(), dict.fromkeys(ORDERS, (None, month, int(match[number])))
    return None


def _exists(month: int, number: int) -> bool:
    return 1 <= month <= 12 and 1 <= number <= (29 if month == 2 else 30 + (month + month // 8) % 2)


def strays(calendar: Calendar, day: date) -> bool:
    """Whether a day lies far outside the period: cards list purchases of two months before."""
    first, last = calendar.first, calendar.last
    if first is None or last is None:
        return False
    return not first - _BOUGHT_EARLY <= day <= last + _BOUGHT_EARLY


def settle_calendar(days: Sequence[Day], around: Sequence[str], habit: DateOrder) -> Calendar:
    """Order and period of a statement.

    `around` is the text outside the table, `habit` what the paper's dates and origin say. An
    order under which some day does not exist, or lies outside the period, is out; the habit
    decides between those that are left.
    """
    possible = [o for o in ORDERS if o != "ymd" and all(_fits(day, o) for day in days)]
    order = habit.order
    if len(possible) == 1 or (possible and order not in possible):
        order = possible[0] if len(possible) == 1 else None
    first, last = _period(around, DateOrder(order))
    calendar = Calendar(order, first, last)
    if order is None and first and last and len(possible) == 2:
        fitting = [o for o in possible if _all_inside(days, Calendar(o, first, last))]
        if len(fitting) == 1:
            calendar = Calendar(fitting[0], first, last)
    return calendar


def _fits(day: Day, order: Order) -> bool:
    return order in day.readings or set(day.readings) == {"ymd"}


def _all_inside(days: Sequence[Day], calendar: Calendar) -> bool:
    first, last = calendar.first, calendar.last
    values = [calendar.read(day) for day in days]
    return all(v and first and last and first - _BOOKED_LATE <= v <= last for v in values)


def _period(around: Sequence[str], order: DateOrder) -> tuple[date | None, date | None]:
    """First and last day of the statement; the last alone where only one day is named.

    A pair of days on one line is a period; without one the latest day the paper names limits
    what its days without year can be.
    """
    latest: date | None = None
    for text in around:
        found = find_dates(text)
        for before, after in pairwise(found):
            first, last = order.read(before), order.read(after)
            near = after.start - before.end <= _BETWEEN_DAYS
            if near and first and last and first < last <= first + _LONGEST_PERIOD:
                return first, last
        values = [value for day in found if (value := order.read(day)) and plausible(value)]
        latest = max([*values, *([latest] if latest else [])], default=None)
    return None, latest
