"""What was read of a written bill, field by field, against its truth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from lifeos.contracts.facts import InvoiceData
from lifeos.senses.invoices.names import key

from tests.support.corpus import Bill
from tests.support.extraction import Extraction

AnyBill = TypeVar("AnyBill", bound=Bill)

_FIELDS = {
    "kind": "kind", "issuer": "issuer", "number": "number", "issued": "issued_on",
    "due": "due_on", "net": "net", "tax": "tax", "total": "total", "amount_due": "amount_due",
    "iban": "iban", "customer": "customer_number",
}  # fmt: skip
_MONEY = frozenset(("net", "tax", "total", "amount_due"))
_FIGURE = re.compile(r"(?<![\d.,'/-])\d{1,3}(?:[ .,']?\d{3})*[.,]\d{2}(?![.,/]?\d| ?%)")


@dataclass(frozen=True)
class Judged:
    """One field. `sure`: nothing on the bill was said to be in doubt."""

    field: str
    want: tuple[str, ...]
    got: object
    sure: bool

    @property
    def right(self) -> bool:
        """Whether one of the right values was read, or none where none may be."""
        return any(_same(self.field, self.got, want) for want in self.want)

    @property
    def silently_wrong(self) -> bool:
        """The worst there is: another value, and no doubt about it."""
        return self.got is not None and not self.right and self.sure


def judge(bill: Bill, result: Extraction) -> Iterator[Judged]:
    """Every field that the bill's truth names."""
    fact = result.invoice
    for field, want in bill.truth.items():
        if field == "currency":
            yield Judged(field, want, fact.currency if fact else None, not result.doubts)
        elif field in _FIELDS:
            got = getattr(fact.data, _FIELDS[field]) if fact else None
            yield Judged(field, want, got, not result.doubts)


def _same(field: str, got: object, want: str) -> bool:
    if want == "none" or got is None:
        return want == "none" and got is None
    if field in _MONEY:
        return Decimal(want) == got
    if field == "issuer":
        return key(want) == key(str(got))
    return re.sub(r"\s", "", str(got)).lower() == re.sub(r"\s", "", want).lower()


def misprinted(bill: AnyBill) -> Iterator[AnyBill]:
    """The bill with the first digit changed of each place that prints its net, tax or total.

    Only of bills that print all three: their sum tells that something is wrong.
    """
    told = [bill.truth.get(field, ("none",)) for field in ("net", "tax", "total")]
    if bill.doubtful or ("none",) in told:
        return
    amounts = {abs(Decimal(want[0])) for want in told}
    for match in _FIGURE.finditer(bill.text):
        if Decimal(re.sub(r"\D", "", match[0])) / 100 in amounts:
            first = int(match[0][0]) % 9 + 1
            text = f"{bill.text[: match.start()]}{first}{bill.text[match.start() + 1 :]}"
            yield replace(bill, name=f"{bill.name}_{match.start()}", text=text)


def total_of(result: Extraction) -> Decimal | None:
    """The size of the total that was read, whatever its sign."""
    contents = result.invoice.data if result.invoice else None
    total = contents.total if isinstance(contents, InvoiceData) else None
    return None if total is None else abs(total)
