"""What the pages around an enclosed invoice print, held against what its XML states.

A value that the pages print becomes a second piece of evidence. A value that they print
differently is a doubt with both readings: somebody changed one of the two, or they never agreed.
The XML value counts as printed where the reading of the pages finds it as that field, or, for a
field that this reading does not find or is not sure of, wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lifeos.senses.einvoices.facts import Printed, contents_of
from lifeos.senses.einvoices.model import EInvoice
from lifeos.senses.invoices.labels import Read
from lifeos.senses.invoices.money import in_notation, money_on
from lifeos.senses.invoices.names import key
from lifeos.senses.invoices.reading import Bill, read_bill
from lifeos.senses.models import Doubt
from lifeos.senses.pdf.layout import PageWords
from lifeos.senses.values.dates import find_dates

# From this score on a printed value stands right beside its own label.
_SURE = 2.0
_MONEY = ("total", "net", "tax", "amount_due")
_SPOKEN = {
    "issued_on": "date of issue", "due_on": "due date", "amount_due": "amount due",
    "vat_id": "VAT id", "iban": "IBAN",
}  # fmt: skip


@dataclass(frozen=True)
class _Finding:
    """Where one field's value is printed, or the other value printed in its place."""

    field: str
    stated: str
    read: Read[object] | None
    printed: str | None = None


def compare(invoice: EInvoice, pages: Sequence[PageWords], *, sha256: str, reader: str) -> Printed:
    """Evidence on the pages for what the XML states, and doubts where they say otherwise."""
    if not any(page.words for page in pages):
        return Printed()
    result = Printed()
    for finding in _Comparison(invoice, pages).findings():
        if finding.printed is not None:
            result.doubts.append(_doubt(finding))
        elif finding.read is not None:
            result.evidence.extend(finding.read.evidences(finding.field, sha256, reader=reader))
    return result


def _doubt(finding: _Finding) -> Doubt:
    spoken = _SPOKEN.get(finding.field, finding.field)
    page = f"page {finding.read.run.page}" if finding.read else "the pages"
    return Doubt(
        code="print-differs",
        detail=f"The {spoken} of the e-invoice is not the one printed on {page}.",
        readings=[finding.stated, *([finding.printed] if finding.printed else [])],
    )


class _Comparison:
    """One invoice and its pages, read once."""

    def __init__(self, invoice: EInvoice, pages: Sequence[PageWords]) -> None:
        self._contents = contents_of(invoice)
        self._currency = invoice.text("currency")
        self._pages = pages
        self._bill: Bill = read_bill(pages)
        self._amounts = in_notation(money_on(pages), self._bill.notation)

    def findings(self) -> Iterator[_Finding]:
        """One for each field that can be said something about."""
        yield from self._money()
        yield from self._days()
        yield from self._numbers()
        yield from self._names()

    def _money(self) -> Iterator[_Finding]:
        totals = self._bill.totals
        reads = dict(zip(_MONEY, (totals.total, totals.net, totals.tax, totals.due), strict=True))
        for name, read in reads.items():
            stated = getattr(self._contents, name)
            if stated is None:
                continue
            if read is not None and abs(read.value) == abs(stated):
                yield _Finding(name, str(stated), read)
                continue
            place = self._amount_place(stated)
            sure = name == "total" and totals.proved
            if place is not None and not sure:
                yield _Finding(name, str(stated), place)
            elif read is not None or (name == "total" and self._amounts):
                yield _Finding(name, str(stated), read, str(read.value) if read else "")

    def _amount_place(self, stated: Decimal) -> Read[Decimal] | None:
        for money in self._amounts:
            if money.value is not None and not money.weak and abs(money.value) == abs(stated):
                return Read(money.value, money.cell, money.start, money.end)
        return None

    def _days(self) -> Iterator[_Finding]:
        reads = {"issued_on": self._bill.dates.issued, "due_on": self._bill.dates.due}
        for name, read in reads.items():
            stated: date | None = getattr(self._contents, name)
            if stated is None:
                continue
            if read is not None and read.value == stated:
                yield _Finding(name, stated.isoformat(), read)
                continue
            place = self._day_place(stated)
            sure = read is not None and read.score >= _SURE
            if place is not None and not sure:
                yield _Finding(name, stated.isoformat(), place)
            elif read is not None:
                yield _Finding(name, stated.isoformat(), read, read.value.isoformat())

    def _day_place(self, stated: date) -> Read[date] | None:
        for page in self._pages:
            for line in page.lines:
                for found in find_dates(line.text):
                    if stated in found.readings.values():
                        return Read(stated, line, found.start, found.end)
        return None

    def _numbers(self) -> Iterator[_Finding]:
        numbers = self._bill.identifiers
        reads = {
            "number": numbers.number,
            "iban": numbers.iban,
            "reference": numbers.reference,
            "vat_id": self._bill.issuer_vat,
        }
        for name, read in reads.items():
            stated: str | None = getattr(self._contents, name)
            if not stated:
                continue
            place = self._text_place(stated)
            if place is not None:
                yield _Finding(name, stated, place)
            elif read is not None and name != "reference" and read.score >= _SURE:
                yield _Finding(name, stated, read, read.value)

    def _names(self) -> Iterator[_Finding]:
        for name, read in (("issuer", self._bill.issuer), ("customer", None)):
            stated: str | None = getattr(self._contents, name)
            if not stated:
                continue
            place = self._text_place(stated)
            if place is not None:
                yield _Finding(name, stated, place)
            elif read is not None and not _same_name(stated, read.value):
                yield _Finding(name, stated, read, read.value)
        if self._currency and self._bill.currency not in (None, self._currency):
            yield _Finding("currency", self._currency, None, self._bill.currency)

    def _text_place(self, stated: str) -> Read[str] | None:
        """Where a text is printed, blanks and case aside."""
        wanted = "".join(stated.split()).casefold()
        for page in self._pages:
            for line in page.lines:
                start, end = _find_spaced(line.text, wanted)
                if start >= 0:
                    return Read(stated, line, start, end)
        return None


def _find_spaced(text: str, wanted: str) -> tuple[int, int]:
    """Where `wanted`, which has no blanks, stands in a text whose blanks do not count."""
    places = [index for index, sign in enumerate(text) if not sign.isspace()]
    compact = "".join(text[index].casefold()[:1] or text[index] for index in places)
    at = compact.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        free = not (at and compact[at - 1].isalnum() and places[at] == places[at - 1] + 1)
        after = end < len(compact) and compact[end].isalnum()
        if free and not (after and places[end] == places[end - 1] + 1):
            return places[at], places[end - 1] + 1
        at = compact.find(wanted, at + 1)
    return -1, -1


def _same_name(stated: str, printed: str) -> bool:
    first, second = key(stated), key(printed)
    return first in second or second in first
