from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.senses.invoices.money import in_notation, money_on, notation_of
from lifeos.senses.values.amounts import Notation

from tests.support.pages import page


def _amounts(text: str, notation: Notation | None = None) -> list[Decimal | None]:
    return [money.value for money in in_notation(money_on([page(text)]), notation)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1 234,56", "1234.56"),
        ("1'234.56", "1234.56"),
        ("1’234.56", "1234.56"),
        ("12,34,567.80", "1234567.80"),
        ("€ 12,50", "12.50"),
        ("€12.50", "12.50"),
        ("12,50 €", "12.50"),
        ("12.50 EUR", "12.50"),
        ("EUR 12.50", "12.50"),
        ("$3,500.00", "3500.00"),
        ("-12.50", "-12.50"),
        ("€ -9,32", "-9.32"),
        ("-€9,32", "-9.32"),
        ("12.50-", "-12.50"),
        ("(12.50)", "-12.50"),
        ("−12,50 €", "-12.50"),
        ("500,- €", "500"),
        ("1 234,56 zł", "1234.56"),
        ("¥12 000", "12000"),
    ],
)
def test_an_amount_is_read_as_people_write_it(text: str, value: str) -> None:
    assert _amounts(f"Total   {text}") == [Decimal(value)]


@pytest.mark.parametrize(
    "text",
    [
        "19%",
        "19,00 %",
        "7.5%",
        "12.03.2025",
        "2025/17.50",
        "01.23.45.67.89",
        "192.168.10.20",
        "14:30",
        "A12.50",
        "0.79000000",
        "12.50x30",
    ],
)
def test_rates_dates_and_numbers_of_things_are_no_amounts(text: str) -> None:
    assert [money for money in money_on([page(text)]) if not money.weak] == []


def test_a_bare_whole_number_is_weak() -> None:
    weak = [(money.text, money.weak) for money in money_on([page("Total   500   12.00")])]

    assert weak == [("500", True), ("12.00", False)]


def test_a_currency_makes_a_whole_number_an_amount() -> None:
    amounts = money_on([page("Total $3,500    500 EUR")])

    assert [(money.weak, money.currency) for money in amounts] == [(False, None), (False, "EUR")]


def test_a_currency_in_the_cell_beside_belongs_to_the_amount() -> None:
    amounts = money_on([page("Factuur totaal EUR   49,99")])

    assert [money.currency for money in amounts] == ["EUR"]


def test_one_mark_and_three_digits_wait_for_the_notation() -> None:
    assert _amounts("€ 1.234") == [None]
    assert _amounts("€ 1.234", "comma") == [Decimal(1234)]
    assert _amounts("€ 1.234", "point") == [Decimal("1.234")]


@pytest.mark.parametrize(
    ("text", "notation"),
    [
        ("12,50   1.234,00", "comma"),
        ("12.50   1,234.00", "point"),
        ("€3.50   € 4,24   € 399,00   € 69,99", "comma"),
        ("12,50   7,95   3,20   9400.00", "comma"),
        ("0,00   0,00   0,00   1.00", "comma"),
        ("Der Betrag für die Lieferung ist € 1.234 und wir danken", "comma"),
        ("The amount due for the delivery is $ 1,234 on this invoice", "point"),
    ],
)
def test_the_notation_is_that_of_most_amounts_else_of_the_language(
    text: str, notation: Notation
) -> None:
    layout = page(text)

    assert notation_of(money_on([layout]), layout.text) == notation


@pytest.mark.parametrize("text", ["12,50   12.50", "1.234"])
def test_a_notation_that_nothing_decides_stays_open(text: str) -> None:
    layout = page(text)

    assert notation_of(money_on([layout]), layout.text) is None


@settings(max_examples=150)
@given(st.decimals(Decimal("0.01"), Decimal("9999999.99"), places=2))
def test_every_amount_is_read_back_in_both_notations(value: Decimal) -> None:
    point = f"{value:,.2f}"
    comma = point.translate(str.maketrans(",.", ".,"))

    assert _amounts(f"Total   {point}") == [value]
    assert _amounts(f"Total   {comma}") == [value]


@settings(max_examples=200)
@given(st.text(alphabet="0123456789.,'- €$()%EURx", max_size=40))
def test_any_text_can_be_searched_for_money(text: str) -> None:
    for money in money_on([page(text)]):
        assert money.text == money.cell.text[money.start : money.end]
