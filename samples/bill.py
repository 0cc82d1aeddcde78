"""What stands on a bill, whatever its layout; sums are computed, never typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from samples.notation import Language
from samples.parties import Party

CENT = Decimal("0.01")
BillKind = Literal["invoice", "receipt", "credit_note"]


def cents(value: Decimal) -> Decimal:
    """Rounded to two decimals, half away from zero, as tills and bookkeepers do."""
    return value.quantize(CENT, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: quantity times price; the price is with tax where the bill says so."""

    text: str
    price: Decimal
    quantity: Decimal = Decimal(1)
    rate: int = 21  # per cent
    note: str = ""  # a code, a unit or a date the layout prints beside the text

    @property
    def amount(self) -> Decimal:
        """Quantity times price, rounded."""
        return cents(self.quantity * self.price)


@dataclass(frozen=True, slots=True)
class TaxShare:
    """What one rate adds up to."""

    rate: int
    net: Decimal
    tax: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """A bill, receipt or credit note (whose amounts are negative)."""

    thing: str  # names it in the truth, e.g. bill-energy-2026-01
    file: str
    layout: str
    kind: BillKind
    issuer: Party
    language: Language
    number: str
    issued_on: date
    lines: tuple[Line, ...]
    currency: str = "EUR"
    tax_in_prices: bool = False
    tax_free: str = ""  # the sentence that says why no tax is charged
    due_on: date | None = None
    customer_number: str = ""
    reference: str = ""
    period: tuple[date, date] | None = None
    paid_before: Decimal = Decimal(0)  # advances, or all of it at the counter
    closing: str = ""  # the sentence about payment
    title: str = ""  # what the paper calls itself, if not the usual word
    booking_number: str = ""
    in_capitals: bool = False  # whether a till or an old printer shouts the issuer's name
    corrects: str = ""  # number of the bill a credit note takes back
    shows_iban: bool = True  # whether the layout prints the issuer's account

    @property
    def printed_issuer(self) -> str:
        """The issuer's name as it stands on the paper."""
        return self.issuer.name.upper() if self.in_capitals else self.issuer.name

    @property
    def taxes(self) -> tuple[TaxShare, ...]:
        """Net and tax by rate, highest rate first; empty on a tax-free bill."""
        if self.tax_free:
            return ()
        rates = sorted({line.rate for line in self.lines}, reverse=True)
        return tuple(self._share(rate) for rate in rates)

    def _share(self, rate: int) -> TaxShare:
        amount = sum((line.amount for line in self.lines if line.rate == rate), Decimal(0))
        if self.tax_in_prices:
            tax = cents(amount * rate / (100 + rate))
            return TaxShare(rate, amount - tax, tax)
        return TaxShare(rate, amount, cents(amount * rate / 100))

    @property
    def net(self) -> Decimal:
        """Sum before tax."""
        return self.total - self.tax

    @property
    def tax(self) -> Decimal:
        """Sum of all tax."""
        return sum((share.tax for share in self.taxes), Decimal(0))

    @property
    def total(self) -> Decimal:
        """Sum with tax, before advances are taken off."""
        lines = sum((line.amount for line in self.lines), Decimal(0))
        return lines if self.tax_in_prices else lines + self.tax

    @property
    def amount_due(self) -> Decimal:
        """What is left to pay."""
        return self.total - self.paid_before
