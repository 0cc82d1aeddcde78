"""PDFs that carry their invoice as XML: one fact, held against what the pages print."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from lifeos.contracts.facts import InvoiceData
from lifeos.senses.models import FactDraft
from lifeos.senses.pdf.sense import Pdf

from tests.support.einvoice_cii import cii, zugferd1
from tests.support.einvoices import Stated, enclosing, printed, ubl
from tests.support.extraction import extract
from tests.support.readings import Read, read_all, source_of
from tests.support.real_files import entries, path_of

STATED = Stated()
PAPER = printed(STATED)


def read(folder: Path, content: bytes) -> Read:
    return read_all(Pdf(), source_of(folder, content, "invoice.pdf"))


def bill(result: Read) -> InvoiceData:
    (fact,) = result.facts
    assert isinstance(fact.data, InvoiceData)
    return fact.data


def pages_of(fact: FactDraft) -> dict[str, str]:
    return {place.field: place.snippet for place in fact.evidence if place.page is not None}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("factur-x.xml", cii(STATED)),
        ("factur-x.xml", cii(STATED, "BASIC WL")),
        ("factur-x.xml", cii(STATED, "MINIMUM")),
        ("zugferd-invoice.xml", cii(STATED, "BASIC")),
        ("ZUGFeRD-invoice.xml", zugferd1(STATED)),
        ("xrechnung.xml", cii(STATED, "XRECHNUNG")),
        ("UBL-Invoice-2.1.XML", ubl(STATED)),
    ],
)
def test_the_enclosed_invoice_is_the_one_fact(name: str, text: str, tmp_path: Path) -> None:
    result = read(tmp_path, enclosing(PAPER, (name, text.encode())))

    assert (bill(result).number, bill(result).total) == ("RE-2025/017", Decimal("354.50"))
    assert result.tally.document_kind == "invoice"
    assert result.tally.doubts == []
    assert result.attachments == []
    assert result.facts[0].confidence == 1


def test_what_the_pages_print_is_evidence_too(tmp_path: Path) -> None:
    result = read(tmp_path, enclosing(PAPER, ("factur-x.xml", cii(STATED).encode())))

    seen = pages_of(result.facts[0])
    assert seen["total"] == "354,50"
    assert seen["issued_on"] == "14.03.2025"
    assert seen["due_on"] == "13.04.2025"
    assert seen["number"] == "RE-2025/017"
    assert seen["iban"] == "DE89370400440532013000"
    assert seen["issuer"] == "Nordwerk GmbH"
    assert {"net", "tax", "vat_id", "customer"} <= set(seen)


def test_xml_evidence_names_the_file_inside_and_the_path(tmp_path: Path) -> None:
    result = read(tmp_path, enclosing(PAPER, ("factur-x.xml", cii(STATED).encode())))

    place = next(p for p in result.facts[0].evidence if p.field == "number" and p.path)

    assert place.path == "factur-x.xml#/CrossIndustryInvoice/ExchangedDocument[1]/ID[1]"
    assert (place.line, place.page) == (None, None)


@pytest.mark.parametrize(
    ("changed", "readings"),
    [
        (
            replace(STATED, total="454.50", net="410.00", line_sum="400.00", amount_due="400.00"),
            ["454.50", "354.50"],
        ),
        (replace(STATED, issued=date(2025, 3, 15)), ["2025-03-15", "2025-03-14"]),
        (replace(STATED, due=date(2025, 5, 1)), ["2025-05-01", "2025-04-13"]),
        (replace(STATED, number="RE-2025/018"), ["RE-2025/018", "RE-2025/017"]),
        (
            replace(STATED, iban="DE02120300000000202051"),
            ["DE02120300000000202051", "DE89370400440532013000"],
        ),
        (replace(STATED, seller="Other Works Ltd"), ["Other Works Ltd", "Nordwerk GmbH"]),
        (replace(STATED, currency="USD"), ["USD", "EUR"]),
    ],
)
def test_a_value_that_differs_from_print_is_doubted_with_both_readings(
    changed: Stated, readings: list[str], tmp_path: Path
) -> None:
    result = read(tmp_path, enclosing(PAPER, ("factur-x.xml", cii(changed).encode())))

    differing = [doubt for doubt in result.tally.doubts if doubt.code == "print-differs"]
    assert readings in [doubt.readings for doubt in differing]
    assert len(result.facts) == 1
    assert result.facts[0].confidence == Decimal("0.5")


def test_a_printed_forgery_is_seen(tmp_path: Path) -> None:
    forged = printed(replace(STATED, iban="DE02120300000000202051"))

    result = read(tmp_path, enclosing(forged, ("factur-x.xml", cii(STATED).encode())))

    assert "print-differs" in {doubt.code for doubt in result.tally.doubts}


def test_paper_and_xml_of_one_invoice_are_the_same_fact(tmp_path: Path) -> None:
    paper = read(tmp_path, PAPER).facts[0]
    both = read(tmp_path, enclosing(PAPER, ("factur-x.xml", cii(STATED).encode()))).facts[0]

    assert paper.identity == both.identity


@pytest.mark.parametrize(
    "content",
    [
        cii(STATED)[:900].encode(),
        b'<!DOCTYPE x [<!ENTITY a "b">]>' + ubl(STATED).partition("?>")[2].encode(),
    ],
)
def test_a_broken_enclosed_invoice_leaves_the_printed_one_and_a_doubt(
    content: bytes, tmp_path: Path
) -> None:
    result = read(tmp_path, enclosing(PAPER, ("factur-x.xml", content)))

    assert bill(result).total == Decimal("354.50")
    assert "einvoice-unreadable" in {doubt.code for doubt in result.tally.doubts}


def test_other_enclosed_xml_is_no_invoice(tmp_path: Path) -> None:
    result = read(tmp_path, enclosing(PAPER, ("order.xml", b"<Order/>"), ("a.txt", b"text")))

    assert bill(result).type_code is None
    assert result.tally.doubts == []


def test_of_several_the_one_with_a_standard_name_is_read(tmp_path: Path) -> None:
    other = cii(replace(STATED, number="OTHER-1"))
    files = (("a.xml", other.encode()), ("factur-x.xml", cii(STATED).encode()))

    result = read(tmp_path, enclosing(PAPER, *files))

    assert bill(result).number == "RE-2025/017"


def test_an_invoice_around_blank_pages_is_read_from_its_xml(tmp_path: Path) -> None:
    from io import BytesIO

    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    buffer = BytesIO()
    writer.write(buffer)

    result = read(tmp_path, enclosing(buffer.getvalue(), ("factur-x.xml", cii(STATED).encode())))

    assert bill(result).total == Decimal("354.50")
    assert result.tally.doubts == []


@pytest.mark.real_files
@pytest.mark.parametrize(
    "entry",
    [e for e in entries("pdf") if e["truth"] and e["truth"].get("embedded_xml")],
    ids=lambda entry: str(entry["file"]),
)
def test_real_enclosed_invoices_agree_with_truth_and_print(entry: dict[str, object]) -> None:
    truth = entry["truth"]
    assert isinstance(truth, dict)

    result = extract(path_of(entry))

    (fact,) = result.facts
    assert isinstance(fact.data, InvoiceData)
    assert fact.data.number == truth["invoice_number"]
    assert (str(fact.data.total), fact.currency) == (truth["total"], truth["currency"])
    assert (str(fact.data.net), str(fact.data.amount_due)) == (
        truth["total_untaxed"],
        truth["amount_due"],
    )
    assert fact.data.issued_on == date.fromisoformat(str(truth["date"]))
    assert (fact.data.issuer, fact.data.customer) == (truth["issuer"], truth["buyer"])
    assert {"total", "number", "issued_on"} <= set(pages_of(fact))
    assert result.doubts == []


def test_a_value_printed_elsewhere_is_evidence_where_its_field_is_not_read(tmp_path: Path) -> None:
    owing = replace(STATED, prepaid="54.50", amount_due="300.00")
    result = read(tmp_path, enclosing(PAPER, ("factur-x.xml", cii(owing).encode())))

    places = [p for p in result.facts[0].evidence if p.field == "amount_due" and p.page]
    assert all(place.snippet == "300,00" for place in places)
    assert result.tally.doubts == []


def test_a_total_that_the_pages_nowhere_print_is_doubted(tmp_path: Path) -> None:
    other = replace(STATED, total="355.50", tax="45.50", amount_due="301.00", taxes=())

    result = read(tmp_path, enclosing(PAPER, ("factur-x.xml", cii(other).encode())))

    fields = [doubt.detail.split(" of ")[0] for doubt in result.tally.doubts]
    assert "The total" in fields
    assert "The tax" in fields


def test_an_enclosed_file_over_the_limit_is_refused_with_a_doubt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lifeos.senses.einvoices.enclosed.ENCLOSED_BYTES_LIMIT", 1000)

    result = read(tmp_path, enclosing(PAPER, ("factur-x.xml", cii(STATED).encode())))

    assert bill(result).number == "RE-2025/017"
    assert [doubt.code for doubt in result.tally.doubts] == ["einvoice-unreadable"]
