from __future__ import annotations

import pytest
from lifeos.senses.invoices.identifiers import Identifiers, read_identifiers

from tests.support.pages import pages


def _read(text: str) -> Identifiers:
    return read_identifiers(pages(text))


def _number(text: str) -> str | None:
    number = _read(text).number
    return number.value if number else None


@pytest.mark.parametrize(
    "text",
    [
        "Invoice No. 4711-A",
        "Invoice number: 4711-A",
        "Invoice #4711-A",
        "Invoice No.   4711-A",
        "Invoice no.   Date         Customer\n4711-A        25/03/2024   K1",
        "Invoice 4711-A",
        "#INVOICE\n# 4711-A",
        "Rechnungsnummer 4711-A",
        "Rechnungs-Nr.: 4711-A",
        "Rechnung Nr.4711-A vom 25.03.2024",
        "Handelsrechnung (380) Nr. 4711-A",
        "Facture n° 4711-A",
        "N° de facture : 4711-A",
        "Facture 4711-A du 25/03/2024",
        "Factuurnummer: 4711-A",
        "Número de factura 4711-A",
        "Factura Nº 4711-A",
        "Fattura n. 4711-A del 25/03/2024",
        "Numero fattura 4711-A",
        "Fatura n.º 4711-A",
        "N.º da fatura 4711-A",
        "Numer faktury: 4711-A",
        "Faktura nr 4711-A",
        "Faktura VAT nr 4711-A",
    ],
)
def test_the_number_is_found_in_every_language_and_place(text: str) -> None:
    assert _number(text) == "4711-A"


@pytest.mark.parametrize(
    "number",
    ["INV/2023/03/0008", "RE-20201121/508", "2014-03", "VF1005193039", "FT 2024/17", "20240117",
     "A-2025.013", "100045", "F/25/00382", "0001"],
)  # fmt: skip
def test_numbers_of_many_forms_are_read_whole(number: str) -> None:
    assert _number(f"Invoice number: {number}") == number


@pytest.mark.parametrize(
    "text",
    [
        "Order number: 12345",
        "Customer number: 12345",
        "VAT number: GB980780684",
        "Invoice date: 25/03/2024",
        "Invoice for services",
        "Invoice total 12.00",
        "Phone no. 555 1234",
        "Bestellnummer 4711",
    ],
)
def test_another_number_is_not_the_number_of_the_invoice(text: str) -> None:
    assert _number(text) is None


def test_the_label_of_its_own_wins_over_a_bare_number() -> None:
    assert _number("No. 99\nOrder no. 12345\nInvoice no. 4711") == "4711"


@pytest.mark.parametrize(
    "text",
    [
        "Customer ID: K1000",
        "Account number   K1000",
        "Kundennummer K1000",
        "Kd.-Nr. K1000",
        "N° client K1000",
        "Klantnummer: K1000",
        "Nº de cliente K1000",
        "Codice cliente K1000",
        "N.º de cliente K1000",
        "Numer klienta K1000",
    ],
)
def test_the_customers_number_is_found_in_every_language(text: str) -> None:
    customer = _read(text).customer_number

    assert customer is not None
    assert customer.value == "K1000"


def test_an_iban_in_groups_is_read_with_its_place() -> None:
    iban = _read("Bank: IBAN DE89 3704 0044 0532 0130 00 - BIC COBADEFFXXX").iban

    assert iban is not None
    assert iban.value == "DE89370400440532013000"
    assert iban.text == "DE89 3704 0044 0532 0130 00"


def test_an_iban_with_wrong_check_digits_is_not_given() -> None:
    assert _read("IBAN DE88 3704 0044 0532 0130 00").iban is None


def test_two_accounts_are_no_account() -> None:
    text = "IBAN DE89 3704 0044 0532 0130 00\nIBAN NL91 ABNA 0417 1643 00"

    assert _read(text).iban is None


def test_a_bic_needs_its_label() -> None:
    labelled, bare = _read("BIC: INGBNL2A").bic, _read("INGBNL2A").bic

    assert labelled is not None
    assert labelled.value == "INGBNL2A"
    assert bare is None


def test_vat_ids_are_read_in_order() -> None:
    found = _read("VAT DE136695976\nYour VAT NL810433941B01").vat_ids

    assert [read.value for read in found] == ["DE136695976", "NL810433941B01"]


def test_the_reference_for_the_payment_is_read() -> None:
    reference = _read("Please use the following communication for your payment : 202309097001")

    assert reference.reference is not None
    assert reference.reference.value == "202309097001"


@pytest.mark.parametrize(
    "text",
    [
        "Nr. RK-004 vom 02.04.2025 zur Rechnung Nr. 2025-0188",
        "Numero: RK-004\nRif. fattura n. 41/2025",
        "Número: RK-004\nRectifica a factura nº F25-0977",
        "Faktura korygująca nr RK-004\nKorekta do faktury nr FS/441/2025",
    ],
)
def test_the_number_of_the_bill_that_is_corrected_is_not_its_own(text: str) -> None:
    assert _number(text) == "RK-004"
