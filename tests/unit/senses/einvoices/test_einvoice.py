"""Electronic invoices as XML alone."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from lifeos.contracts.facts import InvoiceData
from lifeos.senses.einvoices.sense import EInvoiceSense
from lifeos.senses.registry import pick

from tests.support.einvoice_cii import PROFILES, cii, zugferd1
from tests.support.einvoices import Stated, ubl
from tests.support.readings import Read, head_of, read_all, source_of

SENSE = EInvoiceSense()
STATED = Stated()
SYNTAXES = {"cii": cii(STATED), "zugferd1": zugferd1(STATED), "ubl": ubl(STATED)}


def read(folder: Path, text: str) -> Read:
    return read_all(SENSE, source_of(folder, text.encode(), "invoice.xml"))


def contents(result: Read) -> InvoiceData:
    (fact,) = result.facts
    assert isinstance(fact.data, InvoiceData)
    return fact.data


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_every_syntax_goes_to_this_sense(syntax: str) -> None:
    content = SYNTAXES[syntax].encode()

    sense = pick(head_of(content, "whatever.xml"))

    assert sense is not None
    assert sense.name == "einvoice"


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_numbers_days_and_names_are_read_exactly(syntax: str, tmp_path: Path) -> None:
    invoice = contents(read(tmp_path, SYNTAXES[syntax]))

    assert (invoice.kind, invoice.number, invoice.type_code) == ("invoice", "RE-2025/017", "380")
    assert (invoice.issued_on, invoice.due_on) == (date(2025, 3, 14), date(2025, 4, 13))
    assert (invoice.service_from, invoice.service_to) == (date(2025, 3, 10), date(2025, 3, 10))
    assert (invoice.issuer, invoice.customer) == ("Nordwerk GmbH", "Jane Roe")
    assert (invoice.vat_id, invoice.customer_vat_id) == ("DE136695976", "NL000099998B57")
    assert (invoice.iban, invoice.bic) == ("DE89370400440532013000", "COBADEFFXXX")
    assert invoice.reference == "RF18539007547034"


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_money_is_read_exactly_and_adds_up(syntax: str, tmp_path: Path) -> None:
    result = read(tmp_path, SYNTAXES[syntax])

    invoice, (fact,) = contents(result), result.facts
    assert (fact.amount, fact.currency) == (Decimal("354.50"), "EUR")
    assert (invoice.net, invoice.tax) == (Decimal("310.00"), Decimal("44.50"))
    assert (invoice.allowances, invoice.charges) == (Decimal("10.00"), Decimal("20.00"))
    assert (invoice.prepaid, invoice.amount_due) == (Decimal("54.50"), Decimal("300.00"))
    assert [(t.rate, t.base, t.tax) for t in invoice.tax_lines] == [
        (Decimal(19), Decimal("190.00"), Decimal("36.10")),
        (Decimal(7), Decimal("120.00"), Decimal("8.40")),
    ]
    assert result.tally.doubts == []


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_lines_are_read_with_quantity_and_price(syntax: str, tmp_path: Path) -> None:
    invoice = contents(read(tmp_path, SYNTAXES[syntax]))

    assert [(i.description, i.quantity, i.unit_price, i.amount) for i in invoice.items] == [
        ("Desk & lamp", Decimal(2), Decimal("100.00"), Decimal("200.00")),
        ("Book", Decimal(4), Decimal("25.00"), Decimal("100.00")),
    ]


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_states_total_and_number(profile: str, tmp_path: Path) -> None:
    result = read(tmp_path, cii(STATED, profile))

    invoice = contents(result)
    assert (invoice.number, invoice.total) == ("RE-2025/017", Decimal("354.50"))
    assert bool(invoice.items) == (profile not in ("MINIMUM", "BASIC WL"))
    assert result.tally.doubts == []


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_every_value_points_at_the_element_that_states_it(syntax: str, tmp_path: Path) -> None:
    text = SYNTAXES[syntax]
    lines = text.splitlines()

    (fact,) = read(tmp_path, text).facts

    for place in fact.evidence:
        assert place.path is not None
        assert place.line is not None
        assert place.path.startswith("/")
        assert place.snippet.replace("&", "&amp;") in "\n".join(lines[place.line - 1 :])
    fields = {place.field for place in fact.evidence}
    assert {"number", "issued_on", "amount", "total", "net", "tax", "iban"} <= fields
    assert {"tax_lines.1.base", "items.1.amount", "service_from", "customer"} <= fields


def test_the_path_is_that_of_the_file_even_where_names_are_old(tmp_path: Path) -> None:
    (fact,) = read(tmp_path, zugferd1(STATED)).facts

    place = next(place for place in fact.evidence if place.field == "number")

    assert place.path == "/CrossIndustryDocument/HeaderExchangedDocument[1]/ID[1]"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (ubl(replace(STATED, code="381"), credit_note=True), "credit_note"),
        (cii(replace(STATED, code="381")), "credit_note"),
        (cii(replace(STATED, code="261")), "credit_note"),
        (cii(replace(STATED, code="384")), "invoice"),
        (cii(replace(STATED, code="326")), "invoice"),
        (ubl(STATED, credit_note=True).replace("380", ""), "credit_note"),
    ],
)
def test_the_type_code_tells_credit_notes(text: str, kind: str, tmp_path: Path) -> None:
    result = read(tmp_path, text)

    assert contents(result).kind == kind
    assert result.tally.document_kind == kind


def test_the_same_invoice_in_two_syntaxes_is_one_fact(tmp_path: Path) -> None:
    written_otherwise = replace(STATED, total="354.5", amount_due="300", net="310")

    (first,) = read(tmp_path, ubl(STATED)).facts
    (second,) = read(tmp_path, cii(written_otherwise)).facts

    assert first.identity == second.identity


def test_an_envelope_around_the_invoice_does_not_matter(tmp_path: Path) -> None:
    body = ubl(STATED).partition("?>")[2]
    text = f"<StandardBusinessDocument>{body}</StandardBusinessDocument>"

    result = read(tmp_path, text)

    assert SENSE.score(head_of(text.encode())) > 0.9
    assert contents(result).number == "RE-2025/017"


def test_two_invoices_in_one_file_are_two_facts(tmp_path: Path) -> None:
    first = ubl(STATED).partition("?>")[2]
    second = ubl(replace(STATED, number="RE-2")).partition("?>")[2]

    result = read(tmp_path, f"<batch>{first}{second}</batch>")

    assert [fact.data.number for fact in result.facts] == ["RE-2025/017", "RE-2"]  # type: ignore[union-attr]
    assert [len(fact.data.items) for fact in result.facts] == [2, 2]  # type: ignore[union-attr]
    assert (result.tally.found_count, result.tally.declared_count) == (2, 2)


def test_a_price_for_several_pieces_is_divided(tmp_path: Path) -> None:
    price = "<cbc:PriceAmount>25.00</cbc:PriceAmount>"
    text = ubl(STATED).replace(price, f"{price}<cbc:BaseQuantity>10</cbc:BaseQuantity>")

    invoice = contents(read(tmp_path, text))

    assert invoice.items[1].unit_price == Decimal("2.5")


def test_enclosed_files_become_attachments(tmp_path: Path) -> None:
    encoded = base64.b64encode(b"%PDF-1.7 time sheet").decode()
    extra = (
        "<cac:AdditionalDocumentReference><cac:Attachment><cbc:EmbeddedDocumentBinaryObject "
        f'mimeCode="application/pdf" filename="hours.pdf">{encoded}'
        "</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>\n"
    )

    result = read(tmp_path, ubl(replace(STATED, extra=extra)))

    (attachment,) = result.attachments
    assert (attachment.name, attachment.media_type) == ("hours.pdf", "application/pdf")
    assert attachment.content == b"%PDF-1.7 time sheet"


def test_an_enclosed_file_that_is_no_base64_is_doubted(tmp_path: Path) -> None:
    extra = (
        "<ram:AdditionalReferencedDocument><ram:AttachmentBinaryObject>%%%"
        "</ram:AttachmentBinaryObject></ram:AdditionalReferencedDocument>"
    )

    result = read(tmp_path, cii(replace(STATED, extra=extra)))

    assert result.attachments == []
    assert [doubt.code for doubt in result.tally.doubts] == ["attachment-unreadable"]


def test_the_text_for_search_names_what_people_look_for(tmp_path: Path) -> None:
    text = read(tmp_path, ubl(STATED)).text

    for word in ("RE-2025/017", "Nordwerk", "Jane Roe", "354.50 EUR", "Desk & lamp", "2025-04-13"):
        assert word in text


def test_an_account_that_is_no_iban_is_left_out(tmp_path: Path) -> None:
    invoice = contents(read(tmp_path, ubl(replace(STATED, iban="12345678"))))

    assert invoice.iban is None


def test_a_stated_period_goes_before_the_delivery_day(tmp_path: Path) -> None:
    period = (
        "<cac:InvoicePeriod><cbc:StartDate>2025-02-01</cbc:StartDate>"
        "<cbc:EndDate>2025-02-28</cbc:EndDate></cac:InvoicePeriod>"
    )

    invoice = contents(read(tmp_path, ubl(replace(STATED, extra=period))))

    assert (invoice.service_from, invoice.service_to) == (date(2025, 2, 1), date(2025, 2, 28))
