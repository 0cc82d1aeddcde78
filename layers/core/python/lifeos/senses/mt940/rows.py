"""One row of an MT940 statement: field 61 and the fields 86 behind it.

Source: SWIFT Standards MT category 9, field 61:
6!n[4!n]2a[1!a]15d1!a3!c16x[//16x][34x]
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from lifeos.senses.mt940.fields import (
    Field,
    last_of_february,
    read_entry_date,
    read_swift_amount,
    read_swift_date,
)
from lifeos.senses.mt940.text import read_narrative
from lifeos.senses.statements.statement import Row, is_reference

Mark = Literal["C", "D", "RC", "RD", "EC", "ED"]
_SIGNS: dict[Mark, int] = {"C": 1, "RD": 1, "EC": 1, "D": -1, "RC": -1, "ED": -1}
_ROW = re.compile(
    r"(?P<value>\d{6})(?P<entry>\d{4})?\s*(?P<mark>RC|RD|EC|ED|C|D)(?P<funds>[A-Z])?"
    r"(?P<amount>\d[\d.,]{0,30})(?P<type>[A-Z][A-Z0-9 ]{3})?(?P<reference>.*)"
)
_CUSTOMER_REFERENCE_CHARS = 16
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}(?!\S)")  # longer than the standard allows


def row_mark(part: Field) -> Mark | None:
    """Credit, debit, their reversals, or expected ones; None if the row cannot be read."""
    match = _ROW.match(part.lines[0])
    return next((mark for mark in _SIGNS if match and mark == match["mark"]), None)


def read_row(
    parts: list[Field], *, account_field: Field | None, currency: str | None, account: str | None
) -> Row | None:
    """The row of a field 61 and its fields 86; None if it has no readable amount or date."""
    match, mark = _ROW.match(parts[0].lines[0]), row_mark(parts[0])
    booked_on, value_on = _days(match) if match else (None, None)
    amount = read_swift_amount(match["amount"]) if match else None
    if match is None or mark is None or booked_on is None or amount is None:
        return None
    narrative = read_narrative([line for part in parts[1:] for line in part.lines])
    first, *words = (part.spot for part in parts)
    reference, name = _references(match["reference"])
    return Row(
        booked_on=booked_on,
        value_on=value_on,
        amount=_SIGNS[mark] * amount,
        currency=currency,
        account=account,
        description=narrative.words or _details(parts[0]) or name or (match["type"] or "").strip(),
        counterparty=narrative.counterparty or name or None,
        reference=narrative.reference or reference,
        status="pending" if mark in {"EC", "ED"} else "booked",
        spots=(
            *((field, first) for field in ("amount", "booked_on", "value_on")),
            *(("description", spot) for spot in (words if narrative.words else [first])),
            ("counterparty", words[0] if narrative.counterparty else first if name else None),
            ("reference", words[0] if narrative.reference else first if reference else None),
            ("account", account_field.spot if account_field else None),
        ),
    )


def _details(first: Field) -> str:
    """Supplementary details: what follows on the next lines of field 61."""
    return " ".join(first.lines[1:]).strip()


def _days(match: re.Match[str]) -> tuple[date | None, date | None]:
    """Entry and value date; the value date stands in for an entry date that is not stated.

    Interest counts on the 30th of February where all months have 30 days: no day of the calendar.
    """
    value_on = read_swift_date(match["value"])
    around = value_on or last_of_february(match["value"])
    if around is None or not match["entry"]:
        return value_on, value_on
    return read_entry_date(match["entry"], around), value_on


def _references(text: str) -> tuple[str | None, str]:
    """The first reference that says something, and what some banks write behind it: a name."""
    customer, _, bank = text.partition("//")
    account = _IBAN.match(customer)
    end = account.end() if account else _CUSTOMER_REFERENCE_CHARS
    name = "" if bank or " " not in customer.strip() else customer[end:].strip()
    if name:
        customer = customer[:end]
    found = (part.strip() for part in (customer, bank) if is_reference(part))
    return next(found, None), name
