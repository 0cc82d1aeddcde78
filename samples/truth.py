"""What a reader of the sample inbox must find: the truth beside the files.

Facts are written in the words of the published contract (`kind`, `occurred`, `amount`, `data`),
amounts as decimal strings. `thing` names the thing in the world: facts of several files with the
same `thing` are one. `more` holds what the contract has no field for. A file's `statement` says
what it covers; where its rows carry a running balance, balance facts that agree with `opening`
and `closing` are right too, though they are not listed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from samples.bill import Bill
from samples.ledger import Entry, Extract

Plain = dict[str, Any]  # JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact that a file must yield; `occurred` is empty where the file names no day."""

    thing: str
    domain: str
    kind: str
    occurred: Plain
    title: str
    data: Plain
    amount: Decimal | None = None
    currency: str | None = None
    category: str | None = None  # not in any file: for questions about spending
    more: Plain = field(default_factory=dict)

    def plain(self) -> Plain:
        """The fact as JSON, what is empty left out."""
        amount = None if self.amount is None else text(self.amount)
        row = {
            "thing": self.thing,
            "domain": self.domain,
            "kind": self.kind,
            "occurred": self.occurred,
            "amount": amount,
            "currency": self.currency,
            "title": self.title,
            "category": self.category,
            "data": {"kind": self.kind, **self.data},
            "more": self.more,
        }
        return {key: value for key, value in row.items() if value not in (None, {})}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """One file of the inbox with what is expected of it."""

    file: str
    content: bytes
    format: str
    document_kind: str
    outcome: str = "done"
    reason: str | None = None
    facts: tuple[Fact, ...] = ()
    more: Plain = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        """Hash of the content in lower-case hex."""
        return hashlib.sha256(self.content).hexdigest()

    def plain(self) -> Plain:
        """The line of truth.jsonl."""
        return {
            "file": self.file,
            "sha256": self.sha256,
            "bytes": len(self.content),
            "format": self.format,
            "document_kind": self.document_kind,
            "outcome": self.outcome,
            "reason": self.reason,
            **self.more,
            "facts": [fact.plain() for fact in self.facts],
        }


def text(amount: Decimal) -> str:
    """A decimal as the contract writes it."""
    return format(amount, "f")


def day(when: date) -> Plain:
    """A local day as `occurred`."""
    return {"start": when.isoformat()}


def filled(row: Plain) -> Plain:
    """The row without what is empty."""
    return {key: value for key, value in row.items() if value not in ("", None, [])}


def bill_fact(bill: Bill) -> Fact:
    """The invoice, receipt or credit note that a paper is; the amount is its total."""
    issuer = bill.issuer
    told = {
        "issuer": bill.printed_issuer,
        "number": bill.number,
        "customer_number": bill.customer_number,
        "issued_on": bill.issued_on.isoformat(),
        "due_on": bill.due_on.isoformat() if bill.due_on else "",
        "net": "" if bill.tax_free else text(bill.net),
        "tax": "" if bill.tax_free else text(bill.tax),
        "total": text(bill.total),
        "amount_due": text(bill.amount_due) if bill.paid_before else "",
        "iban": issuer.iban if bill.shows_iban else "",
        "reference": bill.reference,
        "vat_id": issuer.vat_id,
    }
    return Fact(
        thing=bill.thing,
        domain="finance",
        kind=bill.kind,
        occurred=day(bill.issued_on),
        amount=bill.total,
        currency=bill.currency,
        title=f"{issuer.name} {bill.number}",
        data=filled(told),
        more=_bill_details(bill),
    )


def _bill_details(bill: Bill) -> Plain:
    taxes = [
        {"rate": share.rate, "net": text(share.net), "tax": text(share.tax)} for share in bill.taxes
    ]
    lines = [
        {"text": line.text, "quantity": text(line.quantity), "amount": text(line.amount)}
        for line in bill.lines
    ]
    period = [when.isoformat() for when in bill.period or ()]
    return filled(
        {
            "taxes": taxes,
            "lines": lines,
            "period": period,
            "corrects": bill.corrects,
            "booking_number": bill.booking_number,
        }
    )


def row_fact(row: Entry, *, shows: frozenset[str]) -> Fact:
    """A booked row as one format shows it; `shows` names the optional fields it has."""
    told = {
        "account": row.account,
        "description": row.text,
        "counterparty": row.counterparty,
        "reference": row.reference,
        "booked_on": row.booked_on.isoformat(),
        "value_on": row.booked_on.isoformat(),
        "balance": text(row.balance),
    }
    always = ("account", "description", "booked_on")
    kept = {key: value for key, value in told.items() if key in always or key in shows}
    more = {"counter_iban": row.counter_iban if "counter_iban" in shows else ""}
    if row.original and "original" in shows:
        more["original_amount"], more["original_currency"] = text(row.original[0]), row.original[1]
    return Fact(
        thing=row.thing,
        domain="finance",
        kind="transaction",
        occurred=day(row.booked_on),
        amount=row.amount,
        currency="EUR",
        title=row.counterparty,
        data=filled(kept),
        category=row.category,
        more=filled(more),
    )


def balance_fact(account: str, kind: str, *, when: date, amount: Decimal) -> Fact:
    """An opening or closing balance that a statement states."""
    return Fact(
        thing=f"balance-{account[-4:]}-{kind}-{when.isoformat()}",
        domain="finance",
        kind="balance",
        occurred=day(when),
        amount=amount,
        currency="EUR",
        title=f"{kind} balance {account}",
        data={"account": account, "balance_kind": kind, "stated_on": when.isoformat()},
    )


def statement(part: Extract, *, balanced: bool = True) -> Plain:
    """What a statement adds up to; balances only where the file shows them."""
    total = sum((row.amount for row in part.rows), Decimal(0))
    row = {
        "account": part.account,
        "first_day": part.first.isoformat(),
        "last_day": part.last.isoformat(),
        "rows": len(part.rows),
        "sum": text(total),
    }
    if balanced:
        row |= {"opening": text(part.opening), "closing": text(part.closing)}
    return {"statement": row}
