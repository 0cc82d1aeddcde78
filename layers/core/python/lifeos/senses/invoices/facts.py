"""From the pages of a bill, in whatever format they came, to its fact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal

from lifeos.contracts.facts import Evidence, InvoiceData, Occurred
from lifeos.senses.invoices.dating import Dates
from lifeos.senses.invoices.reading import Bill, directed, read_bill
from lifeos.senses.invoices.totals import Totals
from lifeos.senses.models import Doubt, FactDraft, Source, Tally
from lifeos.senses.pdf.document_kind import (
    BILL_KINDS,
    FRONT,
    BillKind,
    kind_scores,
    speaks_of_bills,
)
from lifeos.senses.pdf.layout import PageWords
from lifeos.senses.statements.transactions import plain_amount

_TITLE_LIMIT = 300
_NUMBER_SPEAKS = 2.0  # an invoice number under its own label, against a title's score
_BILL_ENOUGH = 1.0


def find_bill(
    pages: Sequence[PageWords], habits: Mapping[str, Mapping[str, str]]
) -> tuple[Bill, BillKind] | None:
    """The bill these pages are, and its kind; None where they are no bill."""
    if not any(speaks_of_bills(page.text) for page in pages):  # not worth the time
        return None
    bill = read_bill(pages, habits)
    kind = bill_kind(pages, bill)
    return None if kind is None else (bill, directed(bill, kind, pages))


def bill_kind(pages: Sequence[PageWords], bill: Bill) -> BillKind | None:
    """The kind of bill, or None: another title is stronger, or nothing is asked to be paid.

    An invoice number under its own label counts as much as a title, since letterheads often
    carry `Invoice` as a picture. Without total and number there is no bill to speak of.
    """
    scores = kind_scores(pages)
    number = bill.identifiers.number
    if number is not None and number.score >= _NUMBER_SPEAKS and number.run.page <= FRONT:
        scores["invoice"] = max(scores["invoice"], _NUMBER_SPEAKS)
    if bill.totals.total is not None:  # a ticket that says what was paid for it is its own bill
        scores.pop("ticket", None)
        if bill.dates.due is not None:  # an assessment that is to be paid by a day
            scores.pop("tax_notice", None)
    kind, score = max(scores.items(), key=lambda pair: pair[1], default=("document", 0.0))
    if score < _BILL_ENOUGH and _proved_in_one_place(bill.totals) and bill.dates.issued is not None:
        # A till's slip may call itself nothing at all, and `Invoice: 4711` may be all that tells.
        return "invoice" if scores["invoice"] > scores["receipt"] else "receipt"
    if kind not in BILL_KINDS or score < _BILL_ENOUGH:
        return None
    scattered = bill.totals.proved and not _proved_in_one_place(bill.totals)
    if number is None and (scattered or bill.totals.total is None):
        return None
    return None if bill.totals.total is None and bill.dates.issued is None else kind


def _proved_in_one_place(totals: Totals) -> bool:
    """Whether net and tax give the total on the same page or the next: elsewhere it is chance."""
    pages = [read.run.page for read in (totals.net, totals.tax, totals.total) if read is not None]
    return totals.proved and max(pages) - min(pages) <= 1


def bill_fact(
    bill: Bill, kind: BillKind, *, source: Source, occurred: Occurred, evidence: list[Evidence]
) -> FactDraft:
    """The fact of a bill, on the day and with the places its sense has found."""
    contents = bill.contents(kind)
    confidence, reason = _confidence(bill)
    return FactDraft(
        domain="finance",
        occurred=occurred,
        amount=contents.total,
        currency=bill.currency,
        title=_title(contents),
        data=contents,
        evidence=evidence,
        confidence=confidence,
        confidence_reason=reason,
        identity=_identity(source, contents),
    )


def occurred_on(dates: Dates, otherwise: Occurred) -> Occurred:
    """The day a paper names; between both readings of it; else what else is known."""
    if dates.issued is not None:
        return Occurred(start=dates.issued.value)
    for name, read in dates.open_readings:
        if name == "issued_on":
            first, last = read.value[0], read.value[-1]
            middle = first + (last - first) / 2
            return Occurred(start=middle, uncertainty_days=(last - middle) // timedelta(days=1) + 1)
    return otherwise


def bill_tally(fact: FactDraft, doubts: list[Doubt]) -> Tally:
    """What a file that is one bill says at its end."""
    contents = fact.data
    assert isinstance(contents, InvoiceData)
    return Tally(
        document_kind=contents.kind,
        title=fact.title,
        issuer=contents.issuer,
        dated_on=contents.issued_on,
        found_count=1,
        doubts=doubts,
    )


def _title(contents: InvoiceData) -> str:
    issuer = f"from {contents.issuer}" if contents.issuer else None
    parts = (_SPOKEN_KIND[contents.kind], contents.number, issuer)
    return " ".join(part for part in parts if part)[:_TITLE_LIMIT]


_SPOKEN_KIND = {"invoice": "Invoice", "receipt": "Receipt", "credit_note": "Credit note"}


def _confidence(bill: Bill) -> tuple[Decimal, str]:
    if bill.doubts:
        return Decimal("0.5"), "Something on this bill can be read in more than one way."
    if bill.totals.proved:
        return Decimal("0.95"), "Net and tax add up to the total."
    return Decimal("0.8"), "The total stands beside its label; no sum proves it."


def _identity(source: Source, contents: InvoiceData) -> tuple[str, ...]:
    """The same bill from another file is the same fact: number, day and total together name it."""
    if contents.number and contents.issued_on and contents.total is not None:
        number = "".join(contents.number.split()).upper()
        return contents.kind, number, contents.issued_on.isoformat(), plain_amount(contents.total)
    return contents.kind, source.sha256
