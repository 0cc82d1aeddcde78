"""How amounts and dates are written in the languages of the sample inbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Language = Literal["nl", "de", "en", "us", "fr"]

_ENGLISH = "January February March April May June July August September October November December"
_MONTHS: dict[Language, str] = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "en": _ENGLISH,
    "us": _ENGLISH,
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}


@dataclass(frozen=True, slots=True)
class _Custom:
    thousands: str
    point: str
    numeric_date: str  # strftime pattern
    long_date: str  # with {day}, {month}, {year}


_CUSTOMS: dict[Language, _Custom] = {
    "nl": _Custom(".", ",", "%d-%m-%Y", "{day} {month} {year}"),
    "de": _Custom(".", ",", "%d.%m.%Y", "{day}. {month} {year}"),
    "en": _Custom(",", ".", "%d/%m/%Y", "{day} {month} {year}"),
    "us": _Custom(",", ".", "%m/%d/%Y", "{month} {day}, {year}"),
    "fr": _Custom("\u00a0", ",", "%d/%m/%Y", "{day} {month} {year}"),
}
_SIGNS = {"EUR": "€", "USD": "$"}


def number(value: Decimal, language: Language, *, places: int = 2) -> str:
    """A number with its thousands separator, e.g. -1.234,50 in Dutch."""
    custom = _CUSTOMS[language]
    text = f"{value:,.{places}f}"
    return text.translate({ord(","): custom.thousands, ord("."): custom.point})


def money(value: Decimal, language: Language, *, currency: str) -> str:
    """An amount with its sign where that language puts it: € 12,50; 12,50 €; $12.50."""
    sign = _SIGNS[currency]
    if language in ("de", "fr"):
        return f"{number(value, language)} {sign}"
    if language == "nl":
        return f"{sign} {number(value, language)}"
    return f"{'-' if value < 0 else ''}{sign}{number(abs(value), language)}"


def numeric_date(day: date, language: Language) -> str:
    """A date in digits, day first except in the United States."""
    return day.strftime(_CUSTOMS[language].numeric_date)


def long_date(day: date, language: Language) -> str:
    """A date with the month in words."""
    month = _MONTHS[language].split()[day.month - 1]
    return _CUSTOMS[language].long_date.format(day=day.day, month=month, year=day.year)


def month_name(day: date, language: Language) -> str:
    """Month and year in words, e.g. maart 2026."""
    return f"{_MONTHS[language].split()[day.month - 1]} {day.year}"


def grouped(iban: str) -> str:
    """An IBAN as people write it, in groups of four."""
    return " ".join(iban[place : place + 4] for place in range(0, len(iban), 4))


def places(value: Decimal) -> int:
    """Decimals a price is printed with: two, or more where the price has more."""
    exponent = value.as_tuple().exponent
    return max(2, -exponent) if isinstance(exponent, int) else 2


def quantity(value: Decimal, language: Language) -> str:
    """A count without needless decimals: 3, or 1,5."""
    if value == value.to_integral_value():
        return number(value, language, places=0)
    return number(value, language, places=1)
