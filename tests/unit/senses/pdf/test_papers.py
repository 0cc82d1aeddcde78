from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from lifeos.contracts.facts import DocumentData, InvoiceData
from lifeos.senses.models import Doubt, FactDraft, Source, Tally
from lifeos.senses.pdf.papers import Paper, read_paper

from tests.support.pages import pages

_SHA = "a" * 64
_BILL = """
Acme Ltd                          Invoice 4711
www.acme.co.uk                    Invoice date: 25 March 2024
Subtotal    £100.00
VAT 20%     £20.00
Total       £120.00
"""


def _paper(
    text: str, *, created_on: date | None = None, doubts: list[Doubt] | None = None
) -> Paper:
    source = Source(Path("x.pdf"), "scan 17.pdf", "application/pdf", _SHA, 1)
    return Paper(
        source=source,
        reader="pdf/1",
        pages=pages(text) if text else [],
        page_count=1,
        has_text=bool(text),
        created_on=created_on,
        doubts=doubts or [],
    )


def _read(paper: Paper) -> tuple[FactDraft, Tally]:
    fact, tally = read_paper(paper)
    assert isinstance(fact, FactDraft)
    assert isinstance(tally, Tally)
    return fact, tally


def test_a_bill_is_a_finance_fact_of_its_day_and_total() -> None:
    fact, tally = _read(_paper(_BILL))

    assert (fact.domain, fact.kind, fact.occurred.start) == (
        "finance",
        "invoice",
        date(2024, 3, 25),
    )
    assert (fact.amount, fact.currency) == (Decimal("120.00"), "GBP")
    assert fact.title == "Invoice 4711 from Acme Ltd"
    assert (tally.document_kind, tally.issuer, tally.dated_on) == (
        "invoice",
        "Acme Ltd",
        date(2024, 3, 25),
    )


GUIDE = ("Guide for taxpayers\n25 March 2024\nYour invoice or bill\n", "Subtotal £100.00", "Words")
SUMS = ("VAT 20% £20.00", "Words", "Total £120.00")


def test_sums_that_add_up_across_a_long_paper_make_no_bill() -> None:
    paper = replace(_paper("x"), pages=pages(*GUIDE, *SUMS), page_count=6)

    assert _read(paper)[0].kind != "invoice"


def test_a_number_at_the_end_of_a_long_paper_makes_no_bill() -> None:
    first, last = pages("Format of files\n25 March 2024", "Invoice number: 4711\nTotal £120.00")
    far = replace(_paper("x"), pages=[first, replace(last, number=600)], page_count=600)
    near = replace(far, pages=[first, last], page_count=2)

    assert _read(far)[0].kind != "invoice"
    assert _read(near)[0].kind == "invoice"


def test_a_total_that_adds_up_is_surer_than_a_lonely_one() -> None:
    proved, _ = _read(_paper(_BILL))
    lonely, _ = _read(_paper("Acme Ltd\nInvoice 4711 dated 25 March 2024\nTotal  £120.00"))

    assert proved.confidence > lonely.confidence
    assert proved.confidence_reason == "Net and tax add up to the total."


def test_a_doubted_bill_says_so_in_confidence_and_tally() -> None:
    fact, tally = _read(_paper("Acme Ltd\nInvoice 4711\nDate: 03/04/2024\nTotal  £120.00"))

    assert fact.confidence == Decimal("0.5")
    assert [doubt.code for doubt in tally.doubts] == ["date-order-open"]


def test_an_open_day_covers_both_readings() -> None:
    fact, _ = _read(_paper("Acme Ltd\nInvoice 4711\nDate: 03/04/2024\nTotal  £120.00"))

    start, spread = fact.occurred.start, fact.occurred.uncertainty_days
    assert isinstance(fact.data, InvoiceData)
    assert fact.data.issued_on is None
    assert isinstance(start, date)
    assert abs((start - date(2024, 3, 4)).days) <= spread
    assert abs((start - date(2024, 4, 3)).days) <= spread


@pytest.mark.parametrize(
    ("number", "total"), [("a 4711", "120.00"), ("A4711", "120.00"), ("A 4711", "120.0")]
)
def test_the_same_bill_printed_otherwise_has_the_same_identity(number: str, total: str) -> None:
    fact, _ = _read(
        _paper(f"Acme Ltd\nInvoice number: {number.upper()}\nDate: 25 March 2024\nTotal  £{total}")
    )

    assert fact.identity == ("invoice", "A4711", "2024-03-25", "120")


def test_a_bill_without_a_number_is_known_by_its_file() -> None:
    fact, _ = _read(_paper("Acme Ltd\nReceipt\nDate: 25 March 2024\nTotal  £120.00"))

    assert fact.identity == ("receipt", _SHA)


def test_doubts_of_the_file_stand_before_those_of_the_bill() -> None:
    damaged = Doubt(code="end-missing", detail="The file lacks its end mark.")

    _, tally = _read(_paper("Acme Ltd\nInvoice 4711\nTotal  £120.00", doubts=[damaged]))

    assert [doubt.code for doubt in tally.doubts] == ["end-missing", "date-not-found"]


def test_a_document_is_called_by_its_largest_line() -> None:
    fact, _ = _read(_paper("Acme Ltd\n\n#General conditions\n\nPart one of many parts"))

    assert (fact.domain, fact.title) == ("documents", "General conditions")
    assert isinstance(fact.data, DocumentData)


def test_a_document_without_text_is_called_by_its_file_and_doubted() -> None:
    fact, tally = _read(_paper("", created_on=date(2024, 3, 25)))

    assert fact.title == "scan 17.pdf"
    assert fact.occurred.start == date(2024, 3, 25)
    assert fact.occurred.uncertainty_days == 31
    assert [doubt.code for doubt in tally.doubts] == ["no-text-layer"]
    assert fact.evidence[0].snippet == ""


def test_a_document_that_names_no_day_at_all_is_uncertain_by_a_century() -> None:
    fact, _ = _read(_paper("Manual"))

    assert fact.occurred.uncertainty_days > 36_000


def test_an_open_date_of_a_document_is_left_out() -> None:
    fact, _ = _read(_paper("Notes of 03/04/2024\nDate: 03/04/2024"))

    assert isinstance(fact.data, DocumentData)
    assert fact.data.dated_on is None
    assert fact.occurred.uncertainty_days > 0


@pytest.mark.parametrize("title", ["Quotation", "Bestellung", "Relevé de compte", "Umowa"])
def test_a_stronger_title_makes_a_bill_a_document(title: str) -> None:
    fact, tally = _read(_paper(f"#{title}\n{_BILL.strip()}".replace("Invoice 4711", "Ref 4711")))

    assert fact.kind == "document"
    assert tally.document_kind not in ("invoice", "receipt", "credit_note", "document")


def test_a_title_without_number_and_total_is_no_bill() -> None:
    fact, _ = _read(_paper("#Invoice\n\nHow to read it"))

    assert fact.kind == "document"
