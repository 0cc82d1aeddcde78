"""Amounts, dates and whole MT940 files in every spelling, and broken ones."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.senses.mt940.fields import read_entry_date, read_swift_amount, read_swift_date
from lifeos.senses.mt940.sense import Mt940Sense

from tests.support.mt940_texts import message
from tests.support.statements import (
    broken,
    other_digits,
    outcome,
    read_bytes,
)

SENSE = Mt940Sense()


@pytest.mark.parametrize(
    ("text", "value"),
    [("12,", "12"), ("000012,5", "12.5"), ("12", "12"), ("1.234,56", "1234.56"), ("12.34", "12.34"),
     ("1.234", None), ("", None), (",5", "0.5"), ("9" * 40, None)],
)  # fmt: skip
def test_amounts(text: str, value: str | None) -> None:
    assert read_swift_amount(text) == (None if value is None else Decimal(value))


def test_dates_that_do_not_exist_are_none() -> None:
    assert read_swift_date("250230") is None
    assert read_swift_date("970102") == date(1997, 1, 2)
    assert read_entry_date("0229", date(2025, 2, 28)) == date(2024, 2, 29)
    assert read_entry_date("1399", date(2025, 2, 28)) is None


Row = tuple[int, int, str]
_WORDS = st.text("abc ÄÖé?/+:-{}", min_size=1, max_size=80)
_ROWS = st.lists(st.tuples(st.integers(0, 300), st.integers(-(10**8), 10**8), _WORDS), max_size=10)


def swift(cents: int) -> str:
    return f"{Decimal(abs(cents)) / 100:.2f}".replace(".", ",")


def written(rows: list[Row], seed: int) -> str:
    """The rows as one of many banks might write them."""
    chance = random.Random(seed)
    body = "".join(
        f":61:{date(2024, 1, 1) + timedelta(days=day):%y%m%d}"
        + ("D" if cents < 0 else "C")
        + chance.choice(["", "R"])
        + f"{swift(cents)}NTRFNONREF\n:86:x{words}\n"
        for day, cents, words in rows
    )
    end = sum(cents for _, cents, _ in rows) + 500
    closing = f"{'D' if end < 0 else 'C'}241231EUR{swift(end)}"
    text = message(body, opening="C240101EUR5,", closing=closing)
    return chance.choice(["", "{1:F01A}{2:I940A}{4:\n"]) + text.replace(
        "\n", chance.choice(["\n", "\r\n"])
    )


@settings(max_examples=80)
@given(rows=_ROWS, seed=st.integers(0, 10**6))
def test_every_spelling_of_the_same_rows_reads_the_same(rows: list[Row], seed: int) -> None:
    statement = read_bytes(SENSE, written(rows, seed).encode())

    assert statement.amounts == [Decimal(cents) / 100 for _, cents, _ in rows]
    assert statement.days == [f"{date(2024, 1, 1) + timedelta(days=day)}" for day, _, _ in rows]
    assert statement.adds_up


def test_any_changed_digit_of_an_amount_and_any_dropped_row_is_seen() -> None:
    text = written([(1, -1250, "a"), (2, 90001, "b"), (3, -77, "c"), (3, -77, "c")], 1)
    amounts = r"^:61:\d{6}[CD]R?([\d,]+)|^:6[02]F:.\d{6}EUR([\d,]+)"
    rows = text.split(":61:")

    changed = list(other_digits(text, amounts))
    dropped = [":61:".join(rows[:n] + rows[n + 1 :]) for n in range(1, len(rows) - 1)]

    assert len(changed) > 12
    assert outcome(SENSE, text.encode()) == "done"
    assert {outcome(SENSE, each.encode()) for each in changed + dropped} == {"review"}


@settings(max_examples=120)
@given(seed=st.integers(0, 10**6))
def test_broken_files_are_refused_or_read_and_nothing_else(seed: int) -> None:
    content = broken(written([(1, -500, "Café"), (2, 700, "Rent")], seed).encode(), seed)

    assert outcome(SENSE, content) != "no sentence"
