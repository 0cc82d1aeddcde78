"""A bill, put together from its parts, with what stays in doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import TypeVar

from lifeos.contracts.facts import Evidence, InvoiceData, InvoiceItem, TaxLine
from lifeos.senses.habits import Habits, date_order, decimal_mark, of_issuer, shown_by_date
from lifeos.senses.invoices.adding_up import column_differs
from lifeos.senses.invoices.correction import direction_of
from lifeos.senses.invoices.credit import credited
from lifeos.senses.invoices.currency import currency_of
from lifeos.senses.invoices.dating import Dates, read_dates
from lifeos.senses.invoices.identifiers import Identifiers, read_identifiers
from lifeos.senses.invoices.items import read_items
from lifeos.senses.invoices.labels import Read
from lifeos.senses.invoices.money import Money, in_notation, money_on, notation_of
from lifeos.senses.invoices.parties import read_issuer
from lifeos.senses.invoices.tax_ids import whose
from lifeos.senses.invoices.totals import Totals, read_totals
from lifeos.senses.models import Doubt
from lifeos.senses.pdf.document_kind import BillKind
from lifeos.senses.pdf.layout import PageWords
from lifeos.senses.values.amounts import Notation

T = TypeVar("T")


@dataclass(frozen=True)
class Bill:
    """What a bill says. `currency_read` and `notation` are None where they stay open."""

    issuer: Read[str] | None
    identifiers: Identifiers
    dates: Dates
    totals: Totals
    currency: str | None
    notation: Notation | None
    issuer_vat: Read[str] | None = None
    buyer_vat: Read[str] | None = None
    items: tuple[Read[InvoiceItem], ...] = ()
    doubts: list[Doubt] = field(default_factory=list)

    def contents(self, kind: BillKind) -> InvoiceData:
        """As the published model, what a credit note gives back negative."""
        totals, dates, numbers = self.totals, self.dates, self.identifiers
        printed = InvoiceData(
            kind=kind,
            issuer=_value(self.issuer),
            number=_value(numbers.number),
            customer_number=_value(numbers.customer_number),
            issued_on=_value(dates.issued),
            due_on=_value(dates.due),
            service_from=_value(dates.service_from),
            service_to=_value(dates.service_to),
            net=_value(totals.net),
            tax=_value(totals.tax),
            total=_value(totals.total),
            amount_due=_value(totals.due),
            tax_lines=[TaxLine(rate=r.rate, base=r.base, tax=r.tax) for r in totals.rates],
            items=[read.value for read in self.items],
            iban=_value(numbers.iban),
            bic=_value(numbers.bic),
            reference=_value(numbers.reference),
            vat_id=_value(self.issuer_vat),
            customer_vat_id=_value(self.buyer_vat),
        )
        return credited(printed)

    def evidence(self, sha256: str, reader: str) -> list[Evidence]:
        """Where each value stands."""
        return [
            evidence
            for name, read in self._reads()
            for evidence in read.evidences(name, sha256, reader=reader)
        ]

    def _reads(self) -> Iterator[tuple[str, Read[object]]]:
        totals, dates, numbers = self.totals, self.dates, self.identifiers
        named: list[tuple[str, Read[object] | None]] = [
            ("issuer", self.issuer),
            ("number", numbers.number),
            ("customer_number", numbers.customer_number),
            ("issued_on", dates.issued),
            ("due_on", dates.due),
            ("service_from", dates.service_from),
            ("service_to", dates.service_to),
            ("net", totals.net),
            ("tax", totals.tax),
            ("amount", totals.total),
            ("total", totals.total),
            ("amount_due", totals.due),
            ("iban", numbers.iban),
            ("bic", numbers.bic),
            ("reference", numbers.reference),
            ("vat_id", self.issuer_vat),
            ("customer_vat_id", self.buyer_vat),
        ]
        yield from ((name, read) for name, read in named if read is not None)
        for index, line in enumerate(totals.rates):
            yield f"tax_lines.{index}.tax", line.read
        for index, item in enumerate(self.items):
            yield f"items.{index}", item


def read_bill(pages: Sequence[PageWords], habits: Habits = MappingProxyType({})) -> Bill:
    """Read a bill from its pages; what they leave open is read as its issuer is known to write."""
    issuer = read_issuer(pages)
    own = of_issuer(habits, _value(issuer))
    amounts = money_on(pages)
    notation = notation_of(amounts, _text_of(pages)) or decimal_mark(own)
    amounts = in_notation(amounts, notation)
    totals = read_totals(pages, amounts)
    open_totals = _open_totals(pages, amounts) if notation is None and not totals.total else ()
    items = read_items(pages, amounts, sums=_sums_for_items(totals))
    numbers = read_identifiers(pages)
    dates = read_dates(pages, date_order(own))
    currency, candidates = currency_of(amounts, pages, total=totals.total)
    if currency is None and own.get("currency") in candidates:
        currency = own["currency"]
    issuer_vat, buyer_vat = whose(numbers.vat_ids, pages)
    bill = Bill(
        issuer=issuer,
        identifiers=numbers,
        dates=dates,
        totals=totals,
        currency=currency,
        notation=notation,
        issuer_vat=issuer_vat,
        buyer_vat=buyer_vat,
        items=items,
    )
    bill.doubts.extend(_doubts(bill, candidates, open_totals=open_totals))
    bill.doubts.extend(_column_doubt(totals, amounts))
    return bill


def directed(bill: Bill, kind: BillKind, pages: Sequence[PageWords]) -> BillKind:
    """The kind of a paper titled as a credit: an invoice where it asks for more.

    Where only its title tells that it corrects, the bill carries a doubt with both signs.
    """
    total = _value(bill.totals.total)
    if kind != "credit_note" or total is None:
        return kind
    direction = direction_of(pages, in_notation(money_on(pages), bill.notation), total)
    if direction == "open":
        bill.doubts.append(
            Doubt(
                code="direction-open",
                detail="This corrects an earlier invoice, and does not say which way.",
                readings=[_plain(-total), _plain(total)],
            )
        )
    return "invoice" if direction == "more" else kind


def _text_of(pages: Sequence[PageWords]) -> str:
    return "\n".join(page.text for page in pages)


def _open_totals(pages: Sequence[PageWords], amounts: Sequence[Money]) -> tuple[Decimal, ...]:
    """The total under each notation, where `1.234` leaves open which one the paper uses."""
    notations: tuple[Notation, ...] = ("point", "comma")
    totals = (read_totals(pages, in_notation(amounts, n)).total for n in notations)
    return tuple(sorted({read.value for read in totals if read is not None}))


def _sums_for_items(totals: Totals) -> list[Decimal]:
    return [read.value for read in (totals.net, totals.total) if read is not None]


def _value(read: Read[T] | None) -> T | None:
    return read.value if read is not None else None


def _doubts(
    bill: Bill, currencies: tuple[str, ...], *, open_totals: tuple[Decimal, ...]
) -> Iterator[Doubt]:
    yield from _total_doubts(bill.totals, open_totals)
    yield from _date_doubts(bill.dates)
    if bill.currency is None and bill.totals.total is not None:
        yield Doubt(
            code="currency-unclear",
            detail="The currency of the amounts is not certain.",
            readings=list(currencies),
            habits=[f"currency={code}" for code in currencies],
        )


def _total_doubts(totals: Totals, open_totals: tuple[Decimal, ...]) -> Iterator[Doubt]:
    if open_totals:
        yield Doubt(
            code="amount-open",
            detail="The total can be read with a decimal point or with a decimal comma.",
            readings=[_plain(value) for value in open_totals],
        )
    elif totals.total is None:
        yield Doubt(code="total-not-found", detail="No total could be read from this bill.")
    elif totals.rivals:
        yield Doubt(
            code="total-unclear",
            detail=f"Page {totals.total.run.page} names several totals.",
            readings=[_plain(value) for value in (totals.total.value, *totals.rivals)],
        )
    elif totals.contradicted is not None:
        yield Doubt(
            code="sum-differs",
            detail=f"Net and tax on page {totals.total.run.page} do not give the total.",
            readings=[_plain(totals.total.value), _plain(totals.contradicted)],
        )


def _column_doubt(totals: Totals, amounts: Sequence[Money]) -> Iterator[Doubt]:
    """A total that no net and tax prove is held against the column above it."""
    total = totals.total
    if total is None or totals.proved or totals.rivals or totals.contradicted is not None:
        return
    stated = [r.value for r in (total, totals.net, totals.due) if r is not None]
    whole = column_differs(total, stated=stated, amounts=amounts)
    if whole is not None:
        yield Doubt(
            code="items-differ",
            detail=f"The rows on page {total.run.page} do not add up to the total.",
            readings=[_plain(total.value), _plain(whole)],
        )


def _date_doubts(dates: Dates) -> Iterator[Doubt]:
    for name, read in dates.open_readings:
        yield Doubt(
            code="date-order-open",
            detail=f"The {_SPOKEN[name]} on page {read.run.page} can be read in two ways.",
            readings=[day.isoformat() for day in read.value],
            habits=[shown_by_date(read.text, day) for day in read.value],
        )
    if dates.issued is None and not dates.open_readings:
        yield Doubt(code="date-not-found", detail="No date of issue could be read from this bill.")


_SPOKEN = {"issued_on": "date of issue", "due_on": "due date"}


def _plain(value: Decimal) -> str:
    return format(value, "f")
