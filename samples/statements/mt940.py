"""The bank account as MT940 with the slash codes Dutch banks put into :86:.

Source: SWIFT MT940 customer statement; Dutch structured :86: (/TRTP/, /IBAN/, /NAME/, /REMI/).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from samples import truth
from samples.ledger import Entry, Extract

_SHOWS: Final = frozenset({"counterparty", "reference", "value_on", "counter_iban"})
_WIDTH: Final = 65  # characters a line of :86: may have
_KINDS: Final = {
    "card": ("NMSC", "BEA"),
    "debit": ("NDDT", "SEPA INCASSO"),
    "transfer": ("NTRF", "SEPA OVERBOEKING"),
    "salary": ("NTRF", "SEPA OVERBOEKING"),
    "refund": ("NMSC", "RETOUR"),
}


def statement(part: Extract) -> truth.Filed:
    """The account's rows of some days; the opening balance stands for the day before."""
    opening = truth.balance_fact(part.account, "opening", when=_eve(part), amount=part.opening)
    closing = truth.balance_fact(part.account, "closing", when=part.last, amount=part.closing)
    rows = (truth.row_fact(row, shows=_SHOWS) for row in part.rows)
    lines = _lines(part)
    return truth.Filed(
        file=f"Bank/MT940_{part.first:%y%m}.sta",
        content="".join(f"{line}\r\n" for line in lines).encode("ascii"),
        format="mt940",
        document_kind="bank_statement",
        facts=(opening, *rows, closing),
        more=truth.statement(part),
    )


def _lines(part: Extract) -> Iterator[str]:
    yield f":20:VB{part.last:%y%m%d}"
    yield f":25:{part.account} EUR"
    yield f":28C:{part.last.month:05d}"
    yield f":60F:{_balance(part.opening, _eve(part))}"
    for row in part.rows:
        yield from _entry(row)
    yield f":62F:{_balance(part.closing, part.last)}"
    yield "-"


def _eve(part: Extract) -> date:
    """The day the opening balance stands for."""
    return part.first - timedelta(days=1)


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
    head, *others = _wrapped(told)
    yield f":86:{head}"
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
