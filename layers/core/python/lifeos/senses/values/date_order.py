"""In which order a paper writes its dates, settled by the paper itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lifeos.senses.values.dates import FoundDate, Order, find_dates
from lifeos.senses.values.places import writes_month_first

_EARLIEST, _LATEST = 1950, 2100  # years a paper that names a day can be of


@dataclass(frozen=True, slots=True)
class DateOrder:
    """The order of a paper's dates; `order` is None where it stays open."""

    order: Order | None

    def read(self, found: FoundDate) -> date | None:
        """The date, or None if it can be read in more ways than the order settles."""
        values = _readings(found)
        if len(set(values.values())) == 1:
            return next(iter(values.values()))
        return values.get(self.order) if self.order else None

    def candidates(self, found: FoundDate) -> list[date]:
        """Every plausible reading, earliest first."""
        return sorted(set(_readings(found).values()))


def _readings(found: FoundDate) -> dict[Order, date]:
    """Plausible readings; `25.03.24` is not the 24th of March 2025: papers write years whole."""
    values = {order: day for order, day in found.readings.items() if plausible(day)}
    without: dict[Order, date] = {order: day for order, day in values.items() if order != "ymd"}
    return without or values


def plausible(day: date) -> bool:
    """Whether a paper can name this day; 0012-05-20 is a misread number."""
    return _EARLIEST <= day.year <= _LATEST


def settle(texts: Iterable[str]) -> DateOrder:
    """Decide by the dates that can be read in one way only, then by where the paper comes from.

    Dates that start with the year (2025-04-03) and month names say nothing about 03/04/2025.
    """
    texts = list(texts)
    possible: set[Order] = {"dmy", "mdy"}
    found = [day for text in texts for day in find_dates(text)]
    for day_orders in (_day_orders(day) for day in found if "ymd" not in day.readings):
        if len(day_orders) == 1:
            possible &= day_orders
    if not any(len(set(_readings(day).values())) > 1 for day in found):
        return DateOrder(possible.pop() if len(possible) == 1 else None)  # no date waits for it
    if len(possible) == 1:
        return DateOrder(possible.pop())
    month_first = writes_month_first("\n".join(texts))
    if not possible or month_first is None:
        return DateOrder(None)
    return DateOrder("mdy" if month_first else "dmy")


def _day_orders(found: FoundDate) -> set[Order]:
    orders: set[Order] = {"dmy", "mdy"}
    return {
        order for order in orders if order in found.readings and plausible(found.readings[order])
    }
