"""Overlapping statements, in any order and layout, name every row once and keep true twins."""

from __future__ import annotations

import random
import tempfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.csv_reading import read_text
from tests.support.csv_writing import Row, Style, written

IBAN = "NL91ABNA0417164300"
FIRST = date(2024, 1, 20)
STYLES = (
    Style(),
    Style(language="de", delimiter=";", mark=",", thousands=".", dates="%d.%m.%Y"),
    Style(language="nl", delimiter=";", mark=",", dates="%Y%m%d", newest_first=True),
    Style(language="fr", delimiter="\t", mark=",", thousands=" ", dates="%d/%m/%Y", split=True),
)


def rows_strategy() -> st.SearchStrategy[list[Row]]:
    amounts = st.sampled_from([Decimal("-2.50"), Decimal("-4.00"), Decimal("1250.00")])
    texts = st.sampled_from(["Coffee Corner", "Bäckerei", "Rent 1001", "Rent 1002"])
    one = st.tuples(st.integers(0, 9), amounts, texts)
    return st.lists(one, min_size=6, max_size=25).map(
        lambda rows: [(FIRST + timedelta(days=d), a, t) for d, a, t in sorted(rows)]
    )


def identities(rows: list[Row], style: Style) -> list[tuple[str, ...]]:
    opening = Decimal("10000.00")
    with tempfile.TemporaryDirectory() as folder:
        text = written(rows, Style(**{**vars(style), "opening": opening}))
        read = read_text(Path(folder), text, name=f"{IBAN}.csv")
    assert set(read.doubts) <= {"direction-open", "date-order-open"}
    return [fact.identity for fact in read.transactions]


@settings(max_examples=40)
@given(rows=rows_strategy(), seed=st.integers(0, 9999))
def test_the_union_of_overlapping_statements_has_every_row_once(rows: list[Row], seed: int) -> None:
    chance = random.Random(seed)
    whole = identities(rows, STYLES[0])

    stored: set[tuple[str, ...]] = set()
    for start in chance.sample(range(-1, 10, 2), 6):
        days = {FIRST + timedelta(days=start + n) for n in range(5)}
        part = [row for row in rows if row[0] in days]
        if len(part) >= 4 and len({row[0] for row in part}) > 1:
            stored |= set(identities(part, chance.choice(STYLES)))
    stored |= set(whole)

    assert len(set(whole)) == len(rows)
    assert stored == set(whole)


def test_every_layout_names_the_rows_alike() -> None:
    rows = [(FIRST + timedelta(days=n // 2), Decimal(-n - 1), f"Shop {n}") for n in range(8)]

    named = [frozenset(identities(rows, style)) for style in STYLES]

    assert len(set(named)) == 1


def test_true_twins_of_one_day_stay_two() -> None:
    coffee = (FIRST, Decimal("-2.50"), "Coffee Corner")
    rows = [coffee, coffee, (FIRST + timedelta(days=1), Decimal("5.00"), "Back")]

    names = identities(rows, STYLES[0])

    assert len(set(names)) == 3
    assert {name[-1] for name in names[:2]} == {"0", "1"}
