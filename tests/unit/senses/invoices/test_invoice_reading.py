from __future__ import annotations

from decimal import Decimal

import pytest
from lifeos.senses.invoices.reading import Bill, read_bill

from tests.support.pages import pages

_SHA = "0" * 64


def _codes(bill: Bill) -> list[str]:
    return [doubt.code for doubt in bill.doubts]


def _bill(text: str) -> Bill:
    return read_bill(pages(text))


def test_a_plain_bill_leaves_no_doubt() -> None:
    bill = _bill(
        """
        Acme Ltd                          Invoice 4711
        www.acme.co.uk                    Invoice date: 25 March 2024
        Subtotal    £100.00
        VAT 20%     £20.00
        Total       £120.00
        """
    )

    assert _codes(bill) == []
    assert bill.currency == "GBP"


def test_every_value_points_at_text_that_holds_it() -> None:
    bill = _bill(
        """
        Acme Ltd                          Invoice 4711
        Invoice date: 25 March 2024       Due date: 24 April 2024
        Subtotal    £100.00
        VAT 20%     £20.00
        Total       £120.00
        """
    )

    snippets = {entry.field: entry.snippet for entry in bill.evidence(_SHA, "pdf/1")}

    assert snippets["issuer"] == "Acme Ltd"
    assert snippets["number"] == "4711"
    assert snippets["issued_on"] == "25 March 2024"
    assert snippets["due_on"] == "24 April 2024"
    assert snippets["amount"] == "£120.00"
    assert snippets["tax_lines.0.tax"] == "£20.00"


def test_evidence_names_page_box_file_and_reader() -> None:
    evidence = _bill("Invoice 4711\nTotal  £120.00").evidence(_SHA, "pdf/1")

    assert {entry.page for entry in evidence} == {1}
    assert all(entry.box is not None for entry in evidence)
    assert {(entry.sha256, entry.reader) for entry in evidence} == {(_SHA, "pdf/1")}


def test_an_open_date_is_doubted_with_both_readings() -> None:
    bill = _bill("Invoice 4711\nInvoice date: 03/04/2024\nTotal   EUR 120.00")

    doubts = {doubt.code: doubt.readings for doubt in bill.doubts}
    assert doubts["date-order-open"] == ["2024-03-04", "2024-04-03"]
    assert "date-not-found" not in doubts


def test_two_totals_are_doubted_with_both_values() -> None:
    bill = _bill("Rechnung 4711 vom 25.03.2024\nGesamtbetrag 120,00 €\nRechnungsbetrag 130,00 €")

    doubts = {doubt.code: set(doubt.readings) for doubt in bill.doubts}
    assert doubts["total-unclear"] == {"120.00", "130.00"}


def test_a_missing_total_is_doubted() -> None:
    assert "total-not-found" in _codes(_bill("Invoice 4711\nInvoice date: 25 March 2024"))


def test_a_missing_date_is_doubted() -> None:
    assert _codes(_bill("Invoice 4711\nTotal £120.00")) == ["date-not-found"]


def test_an_amount_that_can_be_read_twice_is_doubted_with_both_readings() -> None:
    bill = _bill("Invoice 4711\nInvoice date: 25 March 2024\nTotal   EUR 1.234")

    doubts = {doubt.code: doubt.readings for doubt in bill.doubts}
    assert bill.totals.total is None
    assert doubts["amount-open"] == ["1.234", "1234"]


@pytest.mark.parametrize(
    ("place", "currency"),
    [
        ("Austin, TX 78701", "USD"),
        ("Toronto ON M5V 2T6, Canada", "CAD"),
        ("Sydney NSW 2000, ABN 51 824 753 556", "AUD"),
        ("All prices in USD", "USD"),
    ],
)
def test_a_dollar_is_settled_by_where_the_bill_comes_from(place: str, currency: str) -> None:
    bill = _bill(f"Invoice 4711\n{place}\nInvoice date: 25 March 2024\nTotal   $120.00")

    assert bill.currency == currency


def test_a_dollar_from_nowhere_stays_open_with_its_candidates() -> None:
    bill = _bill("Invoice 4711\nInvoice date: 25 March 2024\nTotal   $120.00")

    doubts = {doubt.code: doubt.readings for doubt in bill.doubts}
    assert bill.currency is None
    assert doubts["currency-unclear"][:2] == ["USD", "CAD"]


def test_the_customers_vat_id_is_told_from_the_issuers() -> None:
    bill = _bill("TVA : FR40303265045\nN° TVA client NL810433941B01\nFacture 4711")

    assert bill.issuer_vat is not None
    assert bill.buyer_vat is not None
    assert (bill.issuer_vat.value, bill.buyer_vat.value) == ("FR40303265045", "NL810433941B01")


def test_a_currency_without_cents_keeps_whole_amounts() -> None:
    bill = _bill("Invoice 4711\nInvoice date: 25 March 2024\nTokyo, Japan\nTotal   ¥12,000")

    assert bill.currency == "JPY"
    assert bill.totals.total is not None
    assert bill.totals.total.value == 12000


def test_a_credit_note_keeps_its_sign() -> None:
    contents = _bill("Gutschrift 4711 vom 25.03.2024\nGesamtbetrag  -120,00 €").contents(
        "credit_note"
    )

    assert (contents.kind, contents.total) == ("credit_note", Decimal("-120.00"))
