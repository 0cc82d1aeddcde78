"""How an issuer writes: what the person decided on one paper and the next one profits from.

A doubt may say, beside each of its readings, which habit of its issuer that reading shows
(`date-order=dmy`). When the person chooses a reading, the habit is kept under the issuer's name. A
sense follows it only where the paper itself leaves the question open; it never overrules a paper.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Literal

from lifeos.senses.values.amounts import Notation
from lifeos.senses.values.dates import Order

Topic = Literal["date-order", "decimal-mark", "currency"]
Habits = Mapping[str, Mapping[str, str]]  # issuer_key -> topic -> choice
_ORDERS: dict[str, Order] = {"dmy": "dmy", "mdy": "mdy"}
_MARKS: dict[str, Notation] = {"point": "point", "comma": "comma"}


def issuer_key(name: str) -> str:
    """The issuer's name as habits are kept under it: case and spaces do not matter."""
    return " ".join(name.casefold().split())


def of_issuer(habits: Habits, name: str | None) -> Mapping[str, str]:
    """What is known of how this issuer writes."""
    return habits.get(issuer_key(name), {}) if name else {}


def date_order(own: Mapping[str, str]) -> Order | None:
    """The issuer's order of dates, if the person ever decided it."""
    return _ORDERS.get(own.get("date-order", ""))


def decimal_mark(own: Mapping[str, str]) -> Notation | None:
    """The issuer's decimal mark, if the person ever decided it."""
    return _MARKS.get(own.get("decimal-mark", ""))


def shown_by_date(written: str, day: date) -> str:
    """The habit a date shows when it is read as this day: `03/04/2025` as the 3rd of April."""
    first = re.match(r"\s*0*(\d+)", written)
    return f"date-order={'dmy' if first and int(first[1]) == day.day else 'mdy'}"
