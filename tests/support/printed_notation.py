"""How banks write numbers, signs and days on paper."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.support.printed import Number

_ENGLISH = "January February March April May June July August September October November December"
_MONTHS = _ENGLISH.split()
_FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"


def point(value: Decimal) -> str:
    """1,234.56"""
    return f"{value:,.2f}"


def comma(value: Decimal) -> str:
    """1.234,56"""
    return point(value).translate(str.maketrans(",.", ".,"))


def spaced(value: Decimal) -> str:
    """1 234,56"""
    return point(value).replace(",", " ").replace(".", ",")


def dollars(value: Decimal) -> str:
    """$1,234.56, a minus before the sign"""
    return ("-" if value < 0 else "") + f"${abs(value):,.2f}"


def behind(value: Decimal, number: Number) -> str:
    """12,50- and 12,50+"""
    return number(abs(value)) + ("-" if value < 0 else "+")


def soll_haben(value: Decimal, number: Number) -> str:
    """12,50 S and 12,50 H"""
    return number(abs(value)) + (" S" if value < 0 else " H")


def credit_marked(value: Decimal, number: Number) -> str:
    """12.50 and 12.50 CR"""
    return number(abs(value)) + (" CR" if value > 0 else "")


def debt(value: Decimal, number: Number) -> str:
    """A purchase without sign, a payment with a minus."""
    return ("-" if value > 0 else "") + number(abs(value))


def owed(value: Decimal, number: Number) -> str:
    """What the holder owes, without sign."""
    return ("-" if value > 0 else "") + number(abs(value))


def bare(value: Decimal, number: Number) -> str:
    """No sign at all."""
    return number(abs(value))


def dotted(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def named(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def american(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def french(day: date) -> str:
    return f"{day.day} {_FRENCH.split()[day.month - 1]} {day.year}"
