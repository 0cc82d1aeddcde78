"""What a single cell is: a date, an amount, a marker of direction, nothing.

Statement cells repeat their shapes thousands of times, so the common shapes have a short way and
everything else goes through the careful readers in `dates` and `amounts`.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from lifeos.senses.values import amounts, dates
from lifeos.senses.values.amounts import Notation
from lifeos.senses.values.currencies import ambiguous_sign, currencies_in, named_currencies
from lifeos.senses.values.dates import Order

Side = Literal["in", "out"]

_PLAIN = {
    "point": re.compile(r"([-+]?)(\d{1,15}|[1-9]\d{0,2}(?:,\d{3}){1,4})(?:\.(\d+))?"),
    "comma": re.compile(r"([-+]?)(\d{1,15}|[1-9]\d{0,2}(?:\.\d{3}){1,4})(?:,(\d+))?"),
}
# What may stand beside the digits of an amount: signs, brackets, a currency, a side marker.
_AROUND = re.compile(
    r"(?i)(?:[-+().\u2010-\u2015\u2212\s\u00a0\u202f']|\b(?:cr|dr|[shcd]|rs)\b\.?)*"
)
_DIGITS = re.compile(r"\d(?:[\d.,'’`\s\u00a0\u2009\u202f]*\d)?[.,]?(?:-{1,2}(?=$|\s))?|[.,]\d+")
_BRACKETS = re.compile(r"\(\s*([A-Z]{0,2}[$€£¥])\s?([\d.,]+)\s*\)")  # ($12.00)
_REST_OF_DATE = re.compile(
    r"(?ix)[\s,.T]* (?:(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?)? \s*(am|pm)?"
    r"\s* (Z|UTC|GMT|[+-]\d{2}:?\d{2})? \s*"
)
_WEEKDAY = re.compile(r"(?i)^[^\W\d]{2,10}\.?,?\s+(?=\d)")
_ZONES = {"Z": "+0000", "UTC": "+0000", "GMT": "+0000"}
# Nothing longer is a date or an amount, and nothing longer is kept in a cache.
CELL_LENGTH = 60
_CACHED = 16384


def date_readings(cell: str) -> dict[Order, date]:
    """The date that fills a cell, in every order it can be read; empty if it is no date."""
    return _date_readings(cell) if len(cell) <= CELL_LENGTH else {}


@lru_cache(maxsize=_CACHED)
def _date_readings(cell: str) -> dict[Order, date]:
    found = dates.find_dates(cell)
    if len(found) != 1:
        return {}
    before, after = cell[: found[0].start], cell[found[0].end :]
    if _REST_OF_DATE.fullmatch(after) is None:
        return {}
    return found[0].readings if not before.strip() or _WEEKDAY.match(cell) else {}


def is_date(cell: str) -> bool:
    """Whether the cell is a date, with or without a time."""
    return len(cell) >= 6 and bool(date_readings(cell))


def instant(cell: str, order: Order) -> datetime | None:
    """The zone-aware instant a cell states; None unless it has both a time and an offset."""
    if len(cell) > CELL_LENGTH:
        return None
    found = dates.find_dates(cell)
    rest = _REST_OF_DATE.fullmatch(cell[found[0].end :]) if len(found) == 1 else None
    if rest is None or rest[1] is None or rest[5] is None:
        return None
    day = found[0].readings.get(order) or found[0].only
    hour, minute, second = (int(rest[n] or 0) for n in (1, 2, 3))
    hour = hour % 12 + (12 if rest[4].lower() == "pm" else 0) if rest[4] else hour
    if day is None or hour > 23 or minute > 59 or second > 59:
        return None
    zone = _offset(_ZONES.get(rest[5].upper(), rest[5]))
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone)


def _offset(text: str) -> timezone:
    digits = text[1:].replace(":", "")
    gap = timedelta(hours=int(digits[:2]) % 24, minutes=int(digits[2:]) % 60)
    return timezone(-gap if text[0] == "-" else gap)


def is_amount(cell: str) -> bool:
    """Whether the cell is one number and nothing that an amount does not have beside it."""
    return bool(amount_readings(cell))


def amount_readings(cell: str) -> dict[Notation, Decimal]:
    """The amount that fills a cell, in each notation it can be read in; empty if it is none."""
    return _amount_readings(cell) if len(cell) <= CELL_LENGTH else {}


@lru_cache(maxsize=_CACHED)
def _amount_readings(cell: str) -> dict[Notation, Decimal]:
    owed = _BRACKETS.fullmatch(cell)
    cell = f"{owed[1]}-{owed[2]}" if owed else cell
    digits = _DIGITS.search(cell)
    if digits is None:
        return {}
    around = f"{cell[: digits.start()]} {cell[digits.end() :]}"
    for name in (*_codes(around), "$", "kr", "¥"):
        around = around.replace(name, " ")
    return amounts.readings(cell) if _AROUND.fullmatch(around) else {}


def _codes(around: str) -> list[str]:
    """Currency codes and signs as they are written in a text."""
    if around.isspace():
        return []
    return re.findall(r"[^\W\d_]{1,3}\.?|[€£₹₽₺₴₩₪฿₫]", around) if currencies_in(around) else []


def read_amount(cell: str, notation: Notation) -> Decimal | None:
    """The amount a cell states under a known notation, None if it is empty or no amount."""
    plain = _PLAIN[notation].fullmatch(cell)
    if plain is None:
        return amount_readings(cell).get(notation) if cell else None
    sign, whole, fraction = plain.groups()
    whole = whole.replace(",", "").replace(".", "")
    return Decimal(f"{sign}{whole}.{fraction}" if fraction else sign + whole)


def stated_currency(cell: str) -> tuple[str, ...]:
    """Currencies a cell can mean: one if it is clear, several for a bare `$`, none if silent."""
    return _stated_currency(cell[:CELL_LENGTH])


def unit_unknown(cell: str) -> bool:
    """Whether a currency cell names a unit that is no currency of ISO 4217: a coin, a token."""
    return any(character.isalpha() for character in cell) and not stated_currency(cell)


@lru_cache(maxsize=_CACHED)
def _stated_currency(cell: str) -> tuple[str, ...]:
    found = currencies_in(cell) or named_currencies(cell)
    return (found[0],) if len(found) == 1 else () if found else ambiguous_sign(cell)
