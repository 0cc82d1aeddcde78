"""Amounts and dates as OFX files write them.

Source: OFX 2.2 sections 3.2.8.2 (dates with an offset in brackets) and 3.2.9.2 (amounts with
either decimal mark and no thousands).
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from lifeos.senses.values.amounts import readings
from lifeos.senses.values.currencies import minor_units

_AMOUNT = re.compile(r"([+-]?)\s*(\d{0,20})(?:([.,])(\d{0,10}))?")
_GROUPED = re.compile(r"[+-]?(?=.*[.,'\s\u00a0])[\d.,'\s\u00a0]{1,27}")
_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{2,6}(?:[.,]\d{1,6})?)?\s*(?:\[[^\]]{0,12}\]?)?Z?")
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ][\d:.,]{2,15}(?:Z|[+-][\d:]{2,5})?)?")


def read_ofx_amount(text: str, currency: str | None) -> list[Decimal]:
    """Every value the text can have: one if it is plain, two if `1,234` may be a thousand.

    The first is what the standard says. Empty if it is no amount.
    """
    text = text.strip()
    match = _AMOUNT.fullmatch(text)
    if match is None:
        grouped = set(readings(text).values()) if _GROUPED.fullmatch(text) else set()
        return list(grouped) if len(grouped) == 1 else []
    sign, whole, mark, fraction = match[1], match[2], match[3], match[4] or ""
    if not whole and not fraction:
        return []
    value = Decimal(f"{sign}{whole or '0'}.{fraction or '0'}" if mark else f"{sign}{whole}")
    may_be_thousands = (
        mark and len(fraction) == 3 and 1 <= len(whole) <= 3 and whole.strip("0")
    ) and minor_units(currency or "") != 3
    return [value, Decimal(f"{sign}{whole}{fraction}")] if may_be_thousands else [value]


def says_nothing(text: str) -> bool:
    """Whether a field is filled with blanks or zeros only because a program writes every field."""
    return not text.strip().strip("0")


def read_ofx_date(text: str) -> date | None:
    """The local day the source means: the digits as they stand, whatever offset follows.

    The bank's day is what its paper statement prints; moving it by the offset would make another
    day of an evening purchase.
    """
    match = _DATE.fullmatch(text.strip()) or _ISO_DATE.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
