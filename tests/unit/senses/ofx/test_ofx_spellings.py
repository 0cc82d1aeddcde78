"""Amounts, dates and whole OFX files in every spelling, and broken ones."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.senses.ofx.sense import OfxSense
from lifeos.senses.ofx.values import read_ofx_amount, read_ofx_date

from tests.support.ofx_texts import HEADER, ROW, bank
from tests.support.statements import (
    broken,
    outcome,
    read_bytes,
    read_text,
)

SENSE = OfxSense()


@pytest.mark.parametrize(
    ("text", "currency", "values"),
    [
        ("-00000000001500.0000", "USD", ["-1500.0000"]),
        ("+5", "USD", ["5"]),
        (".5", "USD", ["0.5"]),
        ("1.234,56", "EUR", ["1234.56"]),
        ("1,234.56", "USD", ["1234.56"]),
        ("0.500", "USD", ["0.500"]),
        ("1,234", "KWD", ["1.234"]),
        ("1.234", "USD", ["1.234", "1234"]),
        ("$120", "USD", []),
        ("", "USD", []),
        ("-", "USD", []),
        ("1e5", "USD", []),
        ("9" * 40, "USD", []),
    ],
)
def test_amounts(text: str, currency: str, values: list[str]) -> None:
    assert read_ofx_amount(text, currency) == [Decimal(value) for value in values]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20250310", date(2025, 3, 10)),
        ("20250310235959.999[-5:EST]", date(2025, 3, 10)),
        ("20250310000000[+1]", date(2025, 3, 10)),
        ("202503101200", date(2025, 3, 10)),
        ("2025-03-10", date(2025, 3, 10)),
        ("2025-03-10T23:59:59.999-05:00", date(2025, 3, 10)),
        ("00000000", None),
        ("20250231", None),
        ("2025-02-31", None),
        ("10/03/2025", None),
    ],
)
def test_dates_are_the_banks_own_day(text: str, day: date | None) -> None:
    assert read_ofx_date(text) == day


@pytest.mark.parametrize("currency", ["$", "EURO", "XXX", ""])
def test_a_currency_nobody_knows_is_none_and_said(currency: str) -> None:
    balance = "<LEDGERBAL><BALAMT>5<DTASOF>20250331</LEDGERBAL>"

    statement = read_text(SENSE, bank(ROW, currency=currency, after=balance))

    assert {draft.currency for draft in statement.drafts} == {None}
    assert statement.doubts == ["currency-unknown"]


def test_a_currency_in_small_letters_is_the_currency() -> None:
    statement = read_text(SENSE, bank(ROW, currency="usd"))

    assert statement.rows[0].currency == "USD"
    assert statement.doubts == []


@pytest.mark.parametrize(
    ("own", "currency", "doubts"), [("AUD", "AUD", []), ("Dollars", None, ["currency-unknown"])]
)
def test_rows_that_name_their_own_currency_need_none_from_the_statement(
    own: str, currency: str | None, doubts: list[str]
) -> None:
    symbol = f"<CURRENCY><CURRATE>1.0<CURSYM>{own}</CURRENCY></STMTTRN>"

    statement = read_text(SENSE, bank(ROW.replace("</STMTTRN>", symbol), currency=""))

    assert statement.rows[0].currency == currency
    assert statement.doubts == doubts


def test_a_currency_of_a_row_that_nobody_knows_is_not_the_statements() -> None:
    symbol = "<CURRENCY><CURRATE>1.0<CURSYM>Kč</CURRENCY></STMTTRN>"

    statement = read_text(SENSE, bank(ROW.replace("</STMTTRN>", symbol), currency="EUR"))

    assert statement.rows[0].currency is None
    assert statement.doubts == ["currency-unknown"]


@pytest.mark.parametrize(
    ("written", "balances"),
    [
        ("<BALAMT></BALAMT><DTASOF></DTASOF>", []),
        ("<BALAMT> <DTASOF>20250330", []),
        ("<DTASOF>20250330", []),
        ("<BALAMT>5.00<DTASOF>00000000", ["2025-03-31"]),
        ("<BALAMT>5.00<DTASOF>20250330", ["2025-03-30"]),
    ],
)
def test_a_balance_without_a_figure_is_none(written: str, balances: list[str]) -> None:
    after = f"<LEDGERBAL>{written}</LEDGERBAL>"

    statement = read_text(SENSE, bank(ROW, after=after))

    assert statement.doubts == []
    assert [day for _, _, day in statement.balances] == balances


@pytest.mark.parametrize("written", ["<BALAMT>lots<DTASOF>20250330", "<BALAMT>5<DTASOF>20250231"])
def test_a_balance_that_says_what_cannot_be_read_is_doubted(written: str) -> None:
    statement = read_text(SENSE, bank(ROW, after=f"<LEDGERBAL>{written}</LEDGERBAL>"))

    assert statement.doubts == ["balance-unreadable"]


Row = tuple[int, int, str]
_WORDS = st.text(
    st.characters(codec="cp1252", exclude_categories=["C", "Z"]), min_size=1, max_size=12
)
_ROWS = st.lists(
    st.tuples(st.integers(0, 700), st.integers(-(10**9), 10**9), _WORDS), min_size=1, max_size=12
)


def written(rows: list[Row], seed: int) -> bytes:
    """The rows as one of many banks might write them."""
    chance = random.Random(seed)
    closed, newline = chance.random() < 0.5, chance.choice(["", "\n", "\r\n", "\n\t  "])
    mark, zone = chance.choice(",."), chance.choice(["", "120000", "235959.000[-8:PST]"])

    def leaf(name: str, text: str) -> str:
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return f"<{name}>{escaped}" + (f"</{name}>" if closed else "") + newline

    body = "".join(
        f"<STMTTRN>{newline}"
        + leaf("DTPOSTED", f"{date(2024, 1, 1) + timedelta(days=day):%Y%m%d}{zone}")
        + leaf("TRNAMT", f"{Decimal(cents) / 100:.2f}".replace(".", mark))
        + leaf("NAME", words)
        + f"</STMTTRN>{newline}"
        for day, cents, words in rows
    )
    header = chance.choice([HEADER, HEADER.replace("\n", "\r\n"), HEADER.replace("\n", " "), ""])
    return (header + bank(body)).encode(chance.choice(["utf-8", "cp1252"]))


@settings(max_examples=80)
@given(rows=_ROWS, seed=st.integers(0, 10**6))
def test_every_spelling_of_the_same_rows_reads_the_same(rows: list[Row], seed: int) -> None:
    statement = read_bytes(SENSE, written(rows, seed))

    assert statement.amounts == [Decimal(cents) / 100 for _, cents, _ in rows]
    assert statement.days == [f"{date(2024, 1, 1) + timedelta(days=day)}" for day, _, _ in rows]
    assert statement.adds_up


@settings(max_examples=80)
@given(seed=st.integers(0, 10**6))
def test_broken_files_are_refused_or_read_and_nothing_else(seed: int) -> None:
    content = broken(written([(1, -500, "Café"), (2, 700, "Rent")], seed), seed)

    assert outcome(SENSE, content) != "no sentence"
