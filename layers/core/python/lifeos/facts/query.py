"""What a person types into a search: words, days, amounts and currencies, told apart.

acme 2025 >100 eur      facts about acme of 2025, over 100 euros
rent 2026-03            of March 2026; also 2026-03-14, 14.03.2026, 2025..2026-03
insurance 100..250      between the two
482.10                  exactly this amount, or these digits in a text
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from lifeos import folding

MAX_WORDS = 12
_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "zł": "PLN", "fr": "CHF"}
_DAY = r"(?:\d{4}(?:-\d{1,2}(?:-\d{1,2})?)?|\d{1,2}\.\d{1,2}\.\d{4})"
_NUMBER = r"\d{1,3}(?:[.,'’]\d{3})+(?:[.,]\d{1,3})?|\d+(?:[.,]\d{1,3})?"
_DAYS = re.compile(rf"({_DAY})(?:\.\.({_DAY}))?")
_AMOUNT = re.compile(rf"([€$£¥₹])?(?:([<>]=?|=))?([€$£¥₹])?({_NUMBER})([€$£¥₹]|zł)?")
_BETWEEN = re.compile(rf"([€$£¥₹])?({_NUMBER})\.\.({_NUMBER})([€$£¥₹]|zł)?")
_CURRENCY = re.compile(r"[A-Za-z]{3}|[€$£¥₹]|zł", re.IGNORECASE)


@dataclass
class Asked:
    """A query taken apart. `exact` are amounts asked for as they are."""

    words: list[str] = field(default_factory=list)
    exact: list[Decimal] = field(default_factory=list)
    from_day: date | None = None
    to_day: date | None = None
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    currency: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing."""
        return self == Asked()


def read(typed: str) -> Asked:
    """Take a query apart; what is nothing else is words."""
    asked = Asked()
    after_amount = False
    # "> 100" is meant as ">100".
    for token in re.sub(r"([<>]=?|=)\s+(?=\d)", r"\1", typed).split():
        if after_amount and _is_currency(asked, token):
            after_amount = False
            continue
        after_amount = _between(asked, token) or _is_amount(asked, token)
        if not after_amount and not _is_days(asked, token):
            asked.words += folding.fold(token).split()
    asked.words = list(dict.fromkeys(asked.words))[:MAX_WORDS]
    return asked


def _is_days(asked: Asked, token: str) -> bool:
    match = _DAYS.fullmatch(token)
    first = _days(match[1]) if match else None
    last = _days(match[2]) if match and match[2] else first
    if first is None or last is None:
        return False
    asked.from_day, asked.to_day = min(first[0], last[0]), max(first[1], last[1])
    return True


def _days(written: str) -> tuple[date, date] | None:
    """First and last day of a year, a month or a day."""
    if "." in written:
        day, month, year = map(int, written.split("."))
        numbers = [year, month, day]
    else:
        numbers = [int(part) for part in written.split("-")]
    year, month, day = (*numbers, 0, 0)[:3]
    if not 1900 <= year <= 2100:
        return None
    try:
        if not month:
            return date(year, 1, 1), date(year, 12, 31)
        last = day or calendar.monthrange(year, month)[1]
        return date(year, month, day or 1), date(year, month, last)
    except (ValueError, calendar.IllegalMonthError):
        return None


def _between(asked: Asked, token: str) -> bool:
    match = _BETWEEN.fullmatch(token)
    if match is None or _DAYS.fullmatch(token):
        return False
    low, high = sorted((_number(match[2]), _number(match[3])))
    asked.at_least, asked.at_most = low, high
    _take_sign(asked, match[1] or match[4])
    return True


_BOUNDS: dict[str, Callable[[Decimal], tuple[Decimal | None, Decimal | None]]] = {
    ">": lambda value: (value, None),
    ">=": lambda value: (value, None),
    "<": lambda value: (None, value),
    "<=": lambda value: (None, value),
    "=": lambda value: (value, value),
}


def _is_amount(asked: Asked, token: str) -> bool:
    """`>100`, `€12`, `12.90`; a bare whole number is a word: a house, a customer, a year."""
    match = _AMOUNT.fullmatch(token)
    if match is None or (match[2] is None and _DAYS.fullmatch(token)):
        return False
    sign, value = match[1] or match[3] or match[5], _number(match[4])
    if match[2] is None and sign is None and not re.search(r"[.,]\d\d\d?$", match[4]):
        return False
    if match[2] is None:
        asked.exact.append(value)
    else:
        low, high = _BOUNDS[match[2]](value)
        asked.at_least = low if low is not None else asked.at_least
        asked.at_most = high if high is not None else asked.at_most
    _take_sign(asked, sign)
    return True


def _number(written: str) -> Decimal:
    """A mark with exactly three digits behind it parts thousands, the last other one decimals."""
    plain = re.sub(r"['’]", "", written)
    whole, mark, decimals = plain.rpartition(plain[max(plain.rfind("."), plain.rfind(","))])
    if mark not in {".", ","}:
        return Decimal(plain)
    if len(decimals) == 3:
        return Decimal(re.sub(r"[.,]", "", plain))
    return Decimal(f"{re.sub(r'[.,]', '', whole)}.{decimals}")


def _is_currency(asked: Asked, token: str) -> bool:
    """Only behind an amount: `try` and `all` are currencies too."""
    if _CURRENCY.fullmatch(token) is None:
        return False
    _take_sign(asked, token)
    return True


def _take_sign(asked: Asked, sign: str | None) -> None:
    if sign:
        asked.currency = _SIGNS.get(sign.lower(), sign.upper())
