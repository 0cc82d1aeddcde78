"""A credit note's amounts are negative, whatever its paper prints."""

from __future__ import annotations

from decimal import Decimal

import pytest
from lifeos.contracts.facts import InvoiceData, InvoiceItem, TaxLine
from lifeos.senses.invoices.credit import credited
from lifeos.senses.invoices.reading import read_bill

from tests.support.pages import pages


def _note(sign: int, **more: object) -> InvoiceData:
    return InvoiceData(
        kind="credit_note",
        net=Decimal(100) * sign,
        tax=Decimal(20) * sign,
        total=Decimal(120) * sign,
        tax_lines=[TaxLine(rate=Decimal(20), base=Decimal(100) * sign, tax=Decimal(20) * sign)],
    ).model_copy(update=more)


@pytest.mark.parametrize("sign", [1, -1])
def test_both_ways_to_print_a_credit_are_stored_alike(sign: int) -> None:
    contents = credited(_note(sign))

    (line,) = contents.tax_lines
    told = [contents.net, contents.tax, contents.total, line.base, line.tax]
    assert told == [Decimal(amount) for amount in (-100, -20, -120, -100, -20)]


def test_an_invoice_keeps_the_sign_it_prints() -> None:
    bill = _note(1).model_copy(update={"kind": "invoice"})

    assert credited(bill) == bill


def test_a_fee_that_is_kept_opposes_the_items_given_back() -> None:
    chair = InvoiceItem(description="Chair", quantity=Decimal(2), amount=Decimal(130))
    fee = InvoiceItem(description="Fee", amount=Decimal(-10))

    items = credited(_note(1, items=[chair, fee])).items

    assert [item.amount for item in items] == [Decimal(-130), Decimal(10)]
    assert [item.quantity for item in items] == [Decimal(-2), None]


def test_items_that_already_carry_a_minus_keep_it() -> None:
    chair = InvoiceItem(description="Chair", amount=Decimal(-120))

    assert credited(_note(1, items=[chair])).items == [chair]


def test_what_is_paid_out_may_be_printed_without_the_minus_of_its_table() -> None:
    bill = read_bill(
        pages(
            """
            Faktura korygująca nr KOR/7/2025      Data wystawienia: 2025-06-03
                             Netto       VAT       Brutto
            Przed korektą    200,00      46,00     246,00
            Po korekcie      150,00      34,50     184,50
            Korekta          -50,00     -11,50     -61,50
            Do zwrotu: 61,50 zł
            """
        )
    )

    contents = bill.contents("credit_note")

    assert (contents.net, contents.tax, contents.total) == (
        Decimal("-50.00"),
        Decimal("-11.50"),
        Decimal("-61.50"),
    )
