"""Whatever the layout, the same rows come back; whatever is changed, it does not go unseen."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.csv_reading import Read, read_text
from tests.support.csv_writing import HEADINGS, Row, Style, money, written

TEXTS = (
    "Coffee, black",
    "Rent March",
    'Bar "Zum Bären"',
    "Café Noir",
    "=cmd|' /C calc'!A0",
    "Łódź",
)


def rows_strategy(smallest: int = 3) -> st.SearchStrategy[list[Row]]:
    amounts = st.integers(-250_000, 250_000).filter(bool).map(lambda cents: Decimal(cents) / 100)
    one = st.tuples(st.integers(0, 60), amounts, st.sampled_from(TEXTS))
    return st.lists(one, min_size=smallest, max_size=12).map(
        lambda rows: [
            (date(2024, 1, 15) + timedelta(days=gap), amount, text)
            for gap, amount, text in sorted(rows, key=lambda row: row[0])
        ]
    )


def styles(*, balance: bool | None = None) -> st.SearchStrategy[Style]:
    notation = st.sampled_from([(".", ""), (".", ","), (",", ""), (",", "."), (",", "\u00a0")])
    return st.builds(
        lambda language, delimiter, marks, dates, flags, preamble: Style(
            language=language,
            delimiter=delimiter,
            mark=marks[0],
            thousands=marks[1],
            dates=dates,
            split=flags[0],
            balance=flags[1] if balance is None else balance,
            newest_first=flags[2],
            quoted=flags[3],
            preamble=preamble,
        ),
        st.sampled_from(sorted(HEADINGS)),
        st.sampled_from([",", ";", "\t", "|"]),
        notation,
        st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%Y%m%d", "%d-%m-%y", "%d %b %Y"]),
        st.tuples(*[st.booleans()] * 4),
        st.integers(0, 3),
    )


def reading(text: str) -> Read:
    with tempfile.TemporaryDirectory() as folder:
        return read_text(Path(folder), text)


@settings(max_examples=60)
@given(rows=rows_strategy(), style=styles(balance=True))
def test_a_statement_with_balances_reads_the_same_in_every_layout(
    rows: list[Row], style: Style
) -> None:
    read = reading(written(rows, style))

    expected = [*reversed(rows)] if style.newest_first else rows
    if "direction-open" not in read.doubts:  # rows of one same amount on one day
        assert [fact.amount for fact in read.transactions] == [row[1] for row in expected]
    if "date-order-open" not in read.doubts:
        assert [fact.occurred.start for fact in read.transactions] == [row[0] for row in expected]
    assert set(read.doubts) <= {"date-order-open", "direction-open"}


@settings(max_examples=60)
@given(rows=rows_strategy(), style=styles(balance=False))
def test_without_balances_amounts_are_right_or_in_doubt(rows: list[Row], style: Style) -> None:
    read = reading(written(rows, style))

    expected = [*reversed(rows)] if style.newest_first else rows
    if not set(read.doubts) & {"direction-open", "decimal-mark-open"}:
        assert [fact.amount for fact in read.transactions] == [row[1] for row in expected]
    assert len(read.transactions) == len(rows)


@settings(max_examples=60)
@given(rows=rows_strategy(4), style=styles(balance=True), place=st.integers(0, 99))
def test_a_row_dropped_from_between_others_is_never_done(
    rows: list[Row], style: Style, place: int
) -> None:
    lines = written(rows, style).splitlines()
    inner = len(lines) - len(rows) + 1 + place % (len(rows) - 2)

    read = reading("\n".join(lines[:inner] + lines[inner + 1 :]) + "\n")

    assert not read.done


@settings(max_examples=60)
@given(rows=rows_strategy(4), style=styles(balance=True), place=st.integers(0, 999))
def test_a_digit_changed_in_an_amount_is_never_done(
    rows: list[Row], style: Style, place: int
) -> None:
    index = 1 + place % (len(rows) - 1)  # the oldest row has no balance before it to prove it
    day, amount, text = rows[index]
    changed = amount + Decimal((place % 9 + 1) * 10 ** (place % 3)) / 100
    right = written(rows, style).splitlines()
    wrong = written([*rows[:index], (day, changed, text), *rows[index + 1 :]], style).splitlines()
    where = len(right) - 1 - index if style.newest_first else len(right) - len(rows) + index
    balance = money(sum((row[1] for row in rows[: index + 1]), style.opening), style)
    other = money(sum((row[1] for row in rows[:index]), style.opening) + changed, style)

    right[where] = wrong[where][::-1].replace(other[::-1], balance[::-1], 1)[::-1]
    read = reading("\n".join(right) + "\n")

    assert changed == 0 or not read.done
