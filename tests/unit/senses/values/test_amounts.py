"""Amounts are read in every way their digits allow, and never in one way by habit."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.senses.values.amounts import read_amount, readings, vote

AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False)
GROUPS = {"point": (",", "'", " ", "\u00a0", "\u202f", ""), "comma": (".", "'", " ", "\u00a0", "")}


def shown(amount: Decimal, mark: str, group: str) -> str:
    return f"{amount:,.2f}".replace(",", "G").replace(".", mark).replace("G", group)


@settings(max_examples=150)
@given(amount=AMOUNTS, group=st.sampled_from(GROUPS["point"]))
def test_what_is_written_with_a_point_is_read_back(amount: Decimal, group: str) -> None:
    assert readings(shown(amount, ".", group))["point"] == amount


@settings(max_examples=150)
@given(amount=AMOUNTS, group=st.sampled_from(GROUPS["comma"]))
def test_what_is_written_with_a_comma_is_read_back(amount: Decimal, group: str) -> None:
    assert readings(shown(amount, ",", group))["comma"] == amount


@settings(max_examples=100)
@given(
    amount=AMOUNTS.filter(lambda a: a > 0),
    frame=st.sampled_from(["-{}", "- {}", "{}-", "({})", "−{}", "-€{}", "€ -{}", "{} DR", "{} S"]),
)
def test_every_way_to_write_a_minus_is_negative(amount: Decimal, frame: str) -> None:
    assert readings(frame.format(f"{amount:.2f}"))["point"] == -amount


@settings(max_examples=200)
@given(text=st.text(max_size=30))
def test_no_text_is_too_odd_to_look_at(text: str) -> None:
    for value in readings(text).values():
        assert value.is_finite()


@pytest.mark.parametrize(
    ("text", "point", "comma"),
    [
        ("1.234", "1.234", "1234"),
        ("1,234", "1234", "1.234"),
        ("1.234,56", None, "1234.56"),
        ("1,234.56", "1234.56", None),
        ("1,23,456.00", "123456.00", None),
        ("0.512", "0.512", None),
        ("12", "12", "12"),
        (".50", "0.50", None),
        ("45,-", "45", "45"),
        ("Rs.500", "500", "500"),
        ("12.50 C", "12.50", None),
        ("12.50 D", "-12.50", None),
        ("+ $1,150.00", "1150.00", None),
        ("- $220.00", "-220.00", None),
        ("no number", None, None),
        ("12 and 13", None, None),
        ("", None, None),
    ],
)
def test_readings_of_one_text(text: str, point: str | None, comma: str | None) -> None:
    found = readings(text)

    assert found.get("point") == (None if point is None else Decimal(point))
    assert found.get("comma") == (None if comma is None else Decimal(comma))


def test_one_value_under_a_notation_or_where_all_agree() -> None:
    assert read_amount("1.234", "comma") == Decimal(1234)
    assert read_amount("1.234", None) is None
    assert read_amount("12", None) == Decimal(12)
    assert read_amount("x", None) is None


@pytest.mark.parametrize(
    ("texts", "notation"),
    [
        (["1.234", "2,50"], "comma"),
        (["1.234", "2.50"], "point"),
        (["1.234", "5.678"], None),
        (["2.50", "2,50"], None),
        (["12", "13"], None),
        ([], None),
    ],
)
def test_a_file_votes_for_one_notation(texts: list[str], notation: str | None) -> None:
    assert vote(texts) == notation
