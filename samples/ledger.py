"""Accounts and their rows: every payment of the half-year, once, with its running balance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

Way = Literal["card", "debit", "transfer", "salary", "refund"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One booked row; the amount is signed, money out is negative."""

    account: str
    booked_on: date
    amount: Decimal
    counterparty: str  # as the bank prints it
    text: str  # remittance text or what the card terminal printed
    way: Way
    category: str
    counter_iban: str = ""
    reference: str = ""
    pays: str = ""  # thing of the bill this settles
    original: tuple[Decimal, str] | None = None  # amount and currency at a shop abroad
    place: str = ""  # town and country, card rows only
    thing: str = ""  # set by the ledger
    balance: Decimal = Decimal(0)  # after this row; set by the ledger


@dataclass(frozen=True, slots=True)
class Extract:
    """The rows of one account in some days, with the balance before them."""

    account: str
    first: date
    last: date
    opening: Decimal
    rows: tuple[Entry, ...]

    @property
    def closing(self) -> Decimal:
        """Balance after the last row."""
        return self.rows[-1].balance if self.rows else self.opening


@dataclass(frozen=True, slots=True)
class Ledger:
    """The rows of one account in booking order."""

    account: str
    opening: Decimal
    rows: tuple[Entry, ...]

    def between(self, first: date, last: date) -> Extract:
        """What a statement of these days shows, both ends included."""
        before = [row for row in self.rows if row.booked_on < first]
        inside = tuple(row for row in self.rows if first <= row.booked_on <= last)
        opening = before[-1].balance if before else self.opening
        return Extract(self.account, first, last, opening, inside)


def keep(account: str, opening: Decimal, *, entries: Iterable[Entry]) -> Ledger:
    """Order the entries by day, number them and carry the balance along.

    The sort is stable: rows of one day stay in the order in which they were written down.
    """
    rows: list[Entry] = []
    balance = opening
    for place, entry in enumerate(sorted(entries, key=lambda entry: entry.booked_on), start=1):
        balance += entry.amount
        name = f"row-{account[-4:]}-{place:03d}"
        rows.append(replace(entry, thing=name, balance=balance))
    return Ledger(account, opening, tuple(rows))
