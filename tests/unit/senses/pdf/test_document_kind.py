from __future__ import annotations

from dataclasses import replace

import pytest
from lifeos.senses.pdf.document_kind import has_title, kind_of, speaks_of_bills

from tests.support.pages import pages


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Invoice", "invoice"),
        ("TAX INVOICE", "invoice"),
        ("Rechnung", "invoice"),
        ("Uw factuur", "invoice"),
        ("Facture n° 17", "invoice"),
        ("Fattura", "invoice"),
        ("Faktura VAT", "invoice"),
        ("Receipt", "receipt"),
        ("Quittung", "receipt"),
        ("Paragon fiskalny", "receipt"),
        ("Credit note", "credit_note"),
        ("Gutschrift", "credit_note"),
        ("Avoir", "credit_note"),
        ("Nota di credito", "credit_note"),
        ("Faktura korygująca", "credit_note"),
        ("Proforma invoice", "proforma"),
        ("Order confirmation", "order_confirmation"),
        ("Auftragsbestätigung", "order_confirmation"),
        ("Purchase order", "purchase_order"),
        ("Angebot", "quote"),
        ("Devis", "quote"),
        ("Presupuesto", "quote"),
        ("Lieferschein", "delivery_note"),
        ("Mahnung", "reminder"),
        ("Bank statement", "bank_statement"),
        ("Kontoauszug", "bank_statement"),
        ("Relevé de compte", "bank_statement"),
        ("Rekeningafschrift", "bank_statement"),
        ("Estratto conto", "bank_statement"),
        ("Wyciąg bankowy", "bank_statement"),
        ("Payslip", "payslip"),
        ("Gehaltsabrechnung", "payslip"),
        ("Bulletin de paie", "payslip"),
        ("Loonstrook", "payslip"),
        ("Busta paga", "payslip"),
        ("Nómina", "payslip"),
        ("Versicherungsschein", "insurance_policy"),
        ("Mietvertrag", "contract"),
        ("Steuerbescheid", "tax_notice"),
        ("Laborbefund", "lab_report"),
        ("HUURNOTA", "invoice"),
        ("Nota 26-37907", "invoice"),
        ("Premienota", "invoice"),
        ("Handwerkerrechnung", "invoice"),
        ("Waterfactuur", "invoice"),
        ("Nebenkostenabrechnung 2025", "invoice"),
        ("Guest Folio", "invoice"),
        ("Zinsberechnung", "document"),
        ("Umrechnung", "document"),
        ("Verrechnung", "document"),
    ],
)
def test_a_title_says_what_a_paper_is(title: str, kind: str) -> None:
    assert kind_of(pages(f"#{title}\n\n25 March 2024\nSome text follows here")) == kind


def test_a_larger_title_wins_over_a_smaller_one() -> None:
    assert kind_of(pages("#Order confirmation\n\nInvoice\nTotal 12.00")) == "order_confirmation"


def test_a_word_in_a_sentence_is_no_title() -> None:
    text = "We have received your invoice of last week and will answer as soon as we can"

    assert kind_of(pages(text)) == "document"


def test_a_label_with_a_value_is_no_title() -> None:
    assert kind_of(pages("#Rechnung\n\nBestellung: 4711\nAngebot: 17")) == "invoice"


@pytest.mark.parametrize(
    ("greeting", "closing"),
    [
        ("Dear Ms Roe,", "Yours sincerely"),
        ("Sehr geehrte Frau Vogel,", "Mit freundlichen Grüßen"),
        ("Geachte mevrouw,", "Met vriendelijke groet"),
        ("Estimada señora:", "Atentamente"),
        ("Gentile cliente,", "Cordiali saluti"),
        ("Szanowna Pani,", "Z poważaniem"),
    ],
)
def test_a_paper_with_greeting_and_closing_is_a_letter(greeting: str, closing: str) -> None:
    assert kind_of(pages(f"{greeting}\nwe write to you today.\n{closing}")) == "letter"


def test_an_empty_page_is_just_a_document() -> None:
    assert kind_of(pages("")) == "document"


@pytest.mark.parametrize(
    "text", ["Invoice", "RECHNUNGSNUMMER 5", "votre facture", "Faktury", "ricevuta", "your bill"]
)
def test_a_bill_speaks_of_bills(text: str) -> None:
    assert speaks_of_bills(text)


@pytest.mark.parametrize("text", ["General conditions", "Dear Jane", "Kontoauszug", ""])
def test_other_papers_do_not(text: str) -> None:
    assert not speaks_of_bills(text)


def test_a_title_is_nobodys_name() -> None:
    assert has_title("PRINTABLE PAY STUB TEMPLATE")
    assert not has_title("Contract Furniture Ltd")


def test_what_stands_far_behind_a_damaged_beginning_does_not_name_a_long_paper() -> None:
    cover, last = pages("Format description", "Invoice\nInvoice number 356")
    far = replace(last, number=657)

    assert kind_of([cover, last]) == "invoice"
    assert kind_of([cover, far]) == "document"
