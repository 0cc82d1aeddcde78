from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from samples import notation
from samples.notation import Language

DAY = date(2026, 3, 7)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("nl", "€ 1.234,50"),
        ("de", "1.234,50 €"),
        ("en", "€1,234.50"),
        ("fr", "1\u00a0234,50 €"),
    ],
)
def test_money_follows_the_language(language: Language, expected: str) -> None:
    assert notation.money(Decimal("1234.5"), language, currency="EUR") == expected


@pytest.mark.parametrize(
    ("language", "expected"), [("nl", "€ -2,00"), ("de", "-2,00 €"), ("us", "-€2.00")]
)
def test_a_minus_stands_where_the_language_puts_it(language: Language, expected: str) -> None:
    assert notation.money(Decimal(-2), language, currency="EUR") == expected


@pytest.mark.parametrize(
    ("language", "numeric", "long"),
    [
        ("nl", "07-03-2026", "7 maart 2026"),
        ("de", "07.03.2026", "7. März 2026"),
        ("en", "07/03/2026", "7 March 2026"),
        ("us", "03/07/2026", "March 7, 2026"),
        ("fr", "07/03/2026", "7 mars 2026"),
    ],
)
def test_dates_follow_the_language(language: Language, numeric: str, long: str) -> None:
    assert notation.numeric_date(DAY, language) == numeric
    assert notation.long_date(DAY, language) == long


@pytest.mark.parametrize("language", ["nl", "de", "en", "us", "fr"])
def test_every_language_has_twelve_months(language: Language) -> None:
    names = {notation.month_name(date(2026, month, 1), language) for month in range(1, 13)}

    assert len(names) == 12
    assert all(name.endswith(" 2026") for name in names)


@pytest.mark.parametrize(
    ("value", "expected"), [("3", "3"), ("1.5", "1,5"), ("2211", "2.211"), ("4.0", "4")]
)
def test_quantities_have_no_needless_decimals(value: str, expected: str) -> None:
    assert notation.quantity(Decimal(value), "nl") == expected


@pytest.mark.parametrize(("value", "expected"), [("6.25", 2), ("0.2431", 4), ("10", 2)])
def test_prices_keep_the_decimals_they_have(value: str, expected: int) -> None:
    assert notation.places(Decimal(value)) == expected


def test_an_iban_is_written_in_groups_of_four() -> None:
    assert notation.grouped("NL91ABNA0417164300") == "NL91 ABNA 0417 1643 00"
