"""The bank account as MT940 with the slash codes Dutch banks put into :86:.

Source: SWIFT MT940 customer statement; Dutch structured :86: (/TRTP/, /IBAN/, /NAME/, /REMI/).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from samples import truth
from samples.ledger import Entry, Ledger

_SHOWS: Final = frozenset({"counterparty", "reference", "value_on", "counter_iban"})
_WIDTH: Final = 65  # characters a line of :86: may have
_KINDS: Final = {
    "card": ("NMSC", "BEA"),
    "debit": ("NDDT", "SEPA INCASSO"),
    "transfer": ("NTRF", "SEPA OVERBOEKING"),
    "salary": ("NTRF", "SEPA OVERBOEKING"),
    "refund": ("NMSC", "RETOUR"),
}


def statement(ledger: Ledger, first: date, last: date) -> truth.Filed:
    """The account's rows of some days; the opening balance stands for the day before."""
    part = ledger.between(first, last)
    eve = first - timedelta(days=1)
    opening = truth.balance_fact(part.account, "opening", eve, part.opening)
    closing = truth.balance_fact(part.account, "closing", last, part.closing)
    rows = (truth.row_fact(row, shows=_SHOWS) for row in part.rows)
    lines = _lines(part, eve, last)
    return truth.Filed(
        file=f"Bank/MT940_{first:%y%m}.sta",
        content="".join(f"{line}\r\n" for line in lines).encode("ascii"),
        format="mt940",
        document_kind="bank_statement",
        facts=(opening, *rows, closing),
        more=truth.statement(part, first, last),
    )


def _lines(part: Ledger, eve: date, last: date) -> Iterator[str]:
    yield f":20:VB{last:%y%m%d}"
    yield f":25:{part.account} EUR"
    yield f":28C:{last.month:05d}"
    yield f":60F:{_balance(part.opening, eve)}"
    for row in part.rows:
        yield from _entry(row)
    yield f":62F:{_balance(part.closing, last)}"
    yield "-"


def _amount(value: Decimal) -> str:
    return f"{abs(value)}".replace(".", ",")


def _mark(value: Decimal) -> str:
    return "C" if value >= 0 else "D"


def _balance(value: Decimal, day: date) -> str:
    return f"{_mark(value)}{day:%y%m%d}EUR{_amount(value)}"


def _entry(row: Entry) -> Iterator[str]:
    kind, name = _KINDS[row.way]
    day = f"{row.booked_on:%y%m%d}{row.booked_on:%m%d}"
    reference = row.reference if 0 < len(row.reference) <= 16 else "NONREF"
    yield f":61:{day}{_mark(row.amount)}{_amount(row.amount)}{kind}{reference}"
    told = f"/TRTP/{name}"
    if row.counter_iban:
        told += f"/IBAN/{row.counter_iban}"
    told += f"/NAME/{row.counterparty}/REMI/{row.text}"
    if row.reference:
        told += f"/EREF/{row.reference}"
    first, *others = _wrapped(told)
    yield f":86:{first}"
    yield from others


def _wrapped(told: str) -> Iterator[str]:
    """Lines of the allowed width; none may begin like a tag or the end of the message."""
    while len(told) > _WIDTH:
        cut = _WIDTH
        while told[cut] in ":- " or told[cut - 1] == " ":
            cut -= 1
        yield told[:cut]
        told = told[cut:]
    yield told
