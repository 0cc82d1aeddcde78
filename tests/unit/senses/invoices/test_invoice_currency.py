from __future__ import annotations

import pytest
from lifeos.senses.invoices.currency import currency_of
from lifeos.senses.invoices.money import money_on

from tests.support.pages import page


def _currency(text: str) -> tuple[str | None, tuple[str, ...]]:
    layout = page(text)
    return currency_of(money_on([layout]), [layout])


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("Total   € 12.50", "EUR"),
        ("Total   12.50 GBP", "GBP"),
        ("Total EUR   12.50", "EUR"),
        ("Beträge in EUR\nSumme   12,50", "EUR"),
        ("Total   12.50\nAll prices in US Dollars", "USD"),
        ("Razem   12,50 zł", "PLN"),
        ("Total   US$ 12.50", "USD"),
    ],
)
def test_the_currency_is_the_one_beside_the_amounts_or_named(text: str, currency: str) -> None:
    assert _currency(text) == (currency, ())


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("Austin, TX 78701\nTotal  $12.50", "USD"),
        ("Toronto ON M5V 2T6, Canada\nTotal  $12.50", "CAD"),
        ("Total  $12.50\nAmounts in AUD", "AUD"),
        ("Stockholm, Sverige\nSumma  12,50 kr", "SEK"),
        ("Tokyo, Japan\nTotal  ¥1,250", "JPY"),
    ],
)
def test_a_shared_sign_is_settled_by_a_code_or_the_country(text: str, currency: str) -> None:
    assert _currency(text) == (currency, ())


def test_a_shared_sign_from_nowhere_keeps_its_candidates() -> None:
    currency, candidates = _currency("Total  $12.50")

    assert currency is None
    assert candidates[:2] == ("USD", "CAD")


def test_one_foreign_amount_does_not_change_the_currency() -> None:
    text = "Item  € 10.00\nItem  € 2.50\nTotal  € 12.50\nAbout $ 13.40"

    assert _currency(text) == ("EUR", ())


def test_two_currencies_as_often_are_both_named() -> None:
    currency, candidates = _currency("Total  EUR 12.50\nTotal  CHF 12.10")

    assert currency is None
    assert set(candidates) == {"EUR", "CHF"}


def test_capital_words_that_look_like_codes_are_none() -> None:
    assert _currency("TOP quality, ALL included\nTotal  12.50") == (None, ())
