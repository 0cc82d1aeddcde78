from __future__ import annotations

import pytest
from lifeos.senses.values.currencies import (
    ambiguous_sign,
    currencies_in,
    is_currency,
    is_or_was_currency,
    minor_units,
)


@pytest.mark.parametrize(("code", "units"), [("EUR", 2), ("JPY", 0), ("KWD", 3), ("CLP", 0)])
def test_a_currency_has_its_own_number_of_decimals(code: str, units: int) -> None:
    assert is_currency(code)
    assert minor_units(code) == units


@pytest.mark.parametrize("code", ["eur", "EURO", "XYZ", "", "E"])
def test_other_words_are_no_codes(code: str) -> None:
    assert not is_currency(code)
    assert not is_or_was_currency(code)


@pytest.mark.parametrize(("code", "today"), [("DEM", False), ("ITL", False), ("EUR", True)])
def test_a_withdrawn_code_is_one_only_where_nothing_else_can_stand(code: str, today: bool) -> None:
    assert is_currency(code) == today
    assert is_or_was_currency(code)
    assert (code in currencies_in(f"{code} 5")) == today


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("€ 12,00", ["EUR"]),
        ("12.00 EUR", ["EUR"]),
        ("£5", ["GBP"]),
        ("US$ 3", ["USD"]),
        ("C$3", ["CAD"]),
        ("12,50 zł", ["PLN"]),
        ("100 Kč", ["CZK"]),
        ("R$ 9,90", ["BRL"]),
        ("CHF 10 / EUR 9", ["CHF", "EUR"]),
        ("EUR 1, EUR 2", ["EUR"]),
        ("EUROPE", []),
        ("zloty", []),
    ],
)
def test_a_text_names_the_currencies_it_names(text: str, codes: list[str]) -> None:
    assert currencies_in(text) == codes


@pytest.mark.parametrize(("text", "first"), [("$ 5.00", "USD"), ("5 kr", "SEK"), ("¥ 500", "JPY")])
def test_a_shared_sign_keeps_all_its_candidates(text: str, first: str) -> None:
    candidates = ambiguous_sign(text)

    assert candidates[0] == first
    assert len(candidates) > 1


@pytest.mark.parametrize("text", ["US$ 5", "5.00", "krone", "$5 USD"])
def test_a_sign_with_a_code_beside_it_is_not_shared(text: str) -> None:
    assert ambiguous_sign(text) == ()
