from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifeos.facts.query import Asked, read

YEAR = {"from_day": date(2025, 1, 1), "to_day": date(2025, 12, 31)}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("acme", {"words": ["acme"]}),
        ("Café-Bar Müller", {"words": ["cafe", "bar", "muller"]}),
        ("acme 2025", {"words": ["acme"], **YEAR}),
        ("acme 2025 >100 eur", {"words": ["acme"], **YEAR, "at_least": 100, "currency": "EUR"}),
        ("rent > 100", {"words": ["rent"], "at_least": 100}),
        ("rent <=99.50 CHF", {"words": ["rent"], "at_most": "99.50", "currency": "CHF"}),
        ("=12.90", {"at_least": "12.90", "at_most": "12.90"}),
        ("100..250", {"at_least": 100, "at_most": 250}),
        ("250..100€", {"at_least": 100, "at_most": 250, "currency": "EUR"}),
        ("482.10", {"exact": [Decimal("482.10")]}),
        ("1.471,60", {"exact": [Decimal("1471.60")]}),
        ("1,471.60", {"exact": [Decimal("1471.60")]}),
        (">1.500", {"at_least": 1500}),
        (">1'500.50", {"at_least": "1500.50"}),
        ("€12", {"exact": [Decimal(12)], "currency": "EUR"}),
        (">$5", {"at_least": 5, "currency": "USD"}),
        ("50 zł", {"words": ["50", "zl"]}),
        ("house 12", {"words": ["house", "12"]}),
        ("try all", {"words": ["try", "all"]}),
        ("2026-02", {"from_day": date(2026, 2, 1), "to_day": date(2026, 2, 28)}),
        ("14.03.2026", {"from_day": date(2026, 3, 14), "to_day": date(2026, 3, 14)}),
        ("2026-03..2025", {"from_day": date(2025, 1, 1), "to_day": date(2026, 3, 31)}),
        ("2026-13", {"words": ["2026", "13"]}),
        ("31.02.2026", {"words": ["31", "02", "2026"]}),
        ("9999", {"words": ["9999"]}),
        ("?! --", {}),
    ],
)  # fmt: skip
def test_a_query_is_told_apart(typed: str, expected: dict[str, Any]) -> None:
    amounts: dict[str, Any] = {
        key: Decimal(value) if key.startswith("at_") else value for key, value in expected.items()
    }

    assert read(typed) == Asked(**amounts)


@given(st.text(max_size=60))
def test_anything_can_be_typed(typed: str) -> None:
    asked = read(typed)

    assert all(word.isalnum() for word in asked.words)
    assert len(asked.words) <= 12


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_is_understood_as_that_day(day: date) -> None:
    for written in (day.isoformat(), day.strftime("%d.%m.%Y")):
        asked = read(written)

        assert (asked.from_day, asked.to_day, asked.words) == (day, day, [])
