"""Net, tax and total: what proves a total, what contradicts it, what stands between."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.senses.invoices.money import in_notation, money_on
from lifeos.senses.invoices.reading import Bill, read_bill
from lifeos.senses.invoices.totals import Totals, read_totals

from tests.support.pages import pages


def _totals(text: str) -> Totals:
    layout = pages(text)
    return read_totals(layout, in_notation(money_on(layout), "point"))


def _bill(text: str) -> Bill:
    return read_bill(pages(f"Invoice 4711\nInvoice date: 25 March 2024\nLondon, £\n{text}"))


def _total(totals: Totals) -> str:
    assert totals.total is not None
    return str(totals.total.value)


def test_a_total_that_net_and_tax_do_not_give_is_in_doubt_with_both_readings() -> None:
    bill = _bill("Net   £205.00\nVAT 20%   £41.00\nTotal due   £264.00")

    assert [(doubt.code, doubt.readings) for doubt in bill.doubts] == [
        ("sum-differs", ["264.00", "246.00"])
    ]


@pytest.mark.parametrize("cents", ["263.99", "264.03"])
def test_a_total_rounded_for_cash_is_in_no_doubt(cents: str) -> None:
    bill = _bill(f"Net   £220.00\nVAT 20%   £44.00\nTotal due   £{cents}")

    assert bill.doubts == []


@pytest.mark.parametrize(
    "row", ["Shipping   15.00", "Discount   -15.00", "Deposit for bottles   15.00"]
)
def test_a_row_between_net_and_total_explains_the_difference(row: str) -> None:
    added = Decimal(-15) if "-" in row else Decimal(15)

    totals = _totals(f"Net   200.00\nVAT 20%   40.00\n{row}\nTotal   {240 + added:.2f}")

    assert totals.proved
    assert totals.contradicted is None


def test_a_row_elsewhere_on_the_page_explains_nothing() -> None:
    totals = _totals("Lamp   15.00\nNet   200.00\nVAT 20%   40.00\nTotal   255.00")

    assert totals.contradicted == Decimal("240.00")


def test_a_deposit_taken_off_does_not_make_a_wrong_total_right() -> None:
    totals = _totals("""
        Total             755.00
        VAT 7%             42.85
        Net               612.15
        Deposit paid     -200.00
        Amount due        455.00
        """)

    assert not totals.proved
    assert totals.contradicted == Decimal("655.00")


def test_a_tax_that_its_rate_does_not_give_contradicts_a_total_without_net() -> None:
    totals = _totals("Video   USD 1,000.00\nGST 9%   USD 90.00\nTotal   USD 2,090.00")

    assert totals.contradicted == Decimal("1090.00")


def test_a_table_of_rates_is_read_in_any_order_of_its_columns() -> None:
    totals = _totals("""
        Total   134.00
        Rate    Gross     Net      Tax
        20      120.00    100.00   20.00
        0        14.00     14.00    0.00
        """)

    assert totals.proved
    assert totals.net is not None
    assert totals.net.value == Decimal("114.00")


def test_one_rate_of_several_proves_no_total() -> None:
    totals = _totals("""
        Total   234.00
        20 %   100.00    20.00   120.00
        0 %     14.00     0.00    14.00
        """)

    assert not totals.proved


def test_what_is_carried_over_belongs_to_what_is_due_and_not_to_the_total() -> None:
    totals = _totals("""
        Balance brought forward     14.65
        Charges since then         188.37
        Amount to pay              203.02
        """)

    assert totals.due is not None
    assert (_total(totals), str(totals.due.value)) == ("188.37", "203.02")


def test_a_conversion_into_another_currency_is_not_the_total() -> None:
    totals = _totals("""
        Film       USD 1,000.00
        Tax          USD 90.00
        Total      USD 1,090.00
        For your books: total SGD 1,462.78
        """)

    assert _total(totals) == "1090.00"


def test_a_sum_under_an_unknown_name_is_found_by_its_net_and_tax() -> None:
    totals = _totals("Net   102.00\nVAT   13.77\nWhole   115.77")

    assert _total(totals) == "115.77"


def test_what_was_paid_is_the_total_of_a_receipt_that_names_none() -> None:
    assert _total(_totals("Adult return   27.40\nTotal paid   27.40")) == "27.40"


@settings(max_examples=60)
@given(
    st.decimals(Decimal(10), Decimal(9999), places=2),
    st.sampled_from([Decimal(rate) for rate in ("5", "7", "19", "20", "21")]),
    st.decimals(Decimal("0.05"), Decimal(5), places=2),
)
def test_any_other_total_is_contradicted(net: Decimal, rate: Decimal, off: Decimal) -> None:
    tax = (net * rate / 100).quantize(Decimal("0.01"))

    totals = _totals(f"Net   {net}\nVAT {rate}%   {tax}\nTotal   {net + tax + off}")

    assert totals.contradicted == net + tax


_UNTAXED = "Rent   850.00\nParking   45.00\n"


@pytest.mark.parametrize(
    ("below", "readings"),
    [
        ("Total   895.00", []),
        ("Total   995.00", ["995.00", "895.00"]),
        ("Subtotal   895.00\nDiscount   -10.00\nTotal   885.00", []),
        ("Paid before   -95.00\nTotal   895.00", []),
    ],
)
def test_a_total_without_tax_is_held_against_the_rows_above(
    below: str, readings: list[str]
) -> None:
    bill = _bill(f"{_UNTAXED}{below}")

    told = [doubt.readings for doubt in bill.doubts if doubt.code == "items-differ"]
    assert told == ([readings] if readings else [])


def test_a_single_row_or_another_column_says_nothing_of_a_total() -> None:
    alone = _bill("Rent   850.00\nTotal   895.00")
    aside = _bill("10.00   Rent\n20.00   Parking\n\n                              Total   895.00")

    assert [bill.doubts for bill in (alone, aside)] == [[], []]


@given(st.lists(st.integers(1, 99_999), min_size=2, max_size=12))
@settings(max_examples=50, deadline=None)
def test_rows_that_add_up_are_never_doubted(cents: list[int]) -> None:
    amounts = [Decimal(each) / 100 for each in cents]
    rows = "\n".join(f"Row{' ' * (40 - len(f'{each:.2f}'))}{each:.2f}" for each in amounts)
    total = f"{sum(amounts, Decimal(0)):.2f}"

    bill = _bill(f"{rows}\nTotal{' ' * (38 - len(total))}{total}")

    assert "items-differ" not in [doubt.code for doubt in bill.doubts]
