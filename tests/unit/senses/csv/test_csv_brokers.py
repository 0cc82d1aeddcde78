"""Exports of brokers and exchanges: coins, charges and trades are read right or doubted."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.csv_reading import read_text, rows_of


def test_rows_in_coins_have_no_currency_and_are_doubted(tmp_path: Path) -> None:
    text = (
        "Date,Type,Currency,Amount,Quote Currency,Quote Price\n"
        "2025-03-01,deposit,EUR,120.00,,\n"
        "2025-03-02,buy,ETH,0.0421,EUR,2100.5\n"
        "2025-03-03,staking,DOT,1.5,,\n2025-03-04,withdrawal,EUR,-20.00,,\n"
    )

    read = read_text(tmp_path, text)

    assert [fact.currency for fact in read.transactions] == ["EUR", None, None, "EUR"]
    assert read.doubts == ("currency-unknown",)
    assert read.tally.doubts[0].readings == ["DOT", "ETH"]


@pytest.mark.parametrize("heading", ["Cryptocurrency", "Coin", "asset"])
def test_a_unit_column_is_no_table_of_plain_money(heading: str, tmp_path: Path) -> None:
    text = (
        f"{heading},Amount,Created At\nBTC,-0.25,2025-01-02 10:00:00\nSOL,4,2025-01-03 10:00:00\n"
    )

    read = read_text(tmp_path, text)

    assert {fact.currency for fact in read.transactions} == {None}
    assert read.doubts == ("currency-unknown",)


def test_names_of_currencies_in_a_column_are_currencies(tmp_path: Path) -> None:
    text = "Дата;Описание;Сумма;Валюта\n01.02.2025;Такси;-310,00;RUR\n02.02.2025;Кино;-15,50;EUR\n"

    read = read_text(tmp_path, text, encoding="cp1251")

    assert [fact.currency for fact in read.transactions] == ["RUB", "EUR"]
    assert read.done


CHARGED = (
    "date;type;name;amount;{charge};currency\n"
    "2025-02-03;BUY;Nordwind AG;-410.20;{first};EUR\n"
    "2025-02-04;SELL;Nordwind AG;88.00;{second};EUR\n"
)


@pytest.mark.parametrize("charge", ["fee", "Commission", "tax", "Withholding tax", "Quellensteuer"])
def test_charges_beside_amounts_are_doubted_without_a_balance(charge: str, tmp_path: Path) -> None:
    text = CHARGED.format(charge=charge, first="-1.00", second="0.00")

    read = read_text(tmp_path, text.replace("Commission", "Commission fee"))

    assert read.doubts == ("charges-open",)
    assert rows_of(read) == ["2025-02-03 -410.20", "2025-02-04 88.00"]


def test_charges_of_nothing_are_no_doubt(tmp_path: Path) -> None:
    text = CHARGED.format(charge="fee", first="0.00", second="")

    read = read_text(tmp_path, text)

    assert read.done


def test_a_purchase_without_its_minus_is_doubted_at_its_row(tmp_path: Path) -> None:
    text = (
        "Action,Time,Amount,Currency\n"
        "Deposit,2025-01-02 09:00:00,500.00,GBP\n"
        "Market buy,2025-01-03 09:00:00,210.00,GBP\n"
        "Fee,2025-01-04 09:00:00,-2.00,GBP\n"
        "Withdrawal,2025-01-05 09:00:00,-50.00,GBP\n"
    )

    read = read_text(tmp_path, text.replace("Action", "Type"))

    assert "row-conflict" in read.doubts
    assert "row 2 " in read.tally.doubts[0].detail


def test_trades_say_which_way_money_goes_where_words_mislead(tmp_path: Path) -> None:
    text = (
        "date,account_type,category,type,name,amount,currency,description\n"
        "2025-01-02,DEFAULT,CASH,INPAYMENT,,300.00,EUR,card fee of a top-up\n"
        "2025-01-03,DEFAULT,TRADING,BUY,Lumen SE,-120.00,EUR,BUY Lumen\n"
        "2025-01-04,DEFAULT,TRADING,SELL,Lumen SE,60.00,EUR,SELL Lumen\n"
        "2025-01-05,DEFAULT,CASH,INPAYMENT,,25.00,EUR,top-up\n"
    )

    read = read_text(tmp_path, text)

    assert [str(fact.amount) for fact in read.transactions] == [
        "300.00",
        "-120.00",
        "60.00",
        "25.00",
    ]


@settings(max_examples=60, deadline=None)
@given(
    amounts=st.lists(st.integers(1, 999_99), min_size=2, max_size=8),
    worded=st.integers(0, 7),
)
def test_unsigned_amounts_are_never_done_unless_every_row_has_a_word(
    tmp_path_factory: pytest.TempPathFactory, amounts: list[int], worded: int
) -> None:
    said = ["Interest paid" if place < worded else "Plain row" for place in range(len(amounts))]
    rows = (
        f"2025-01-{place + 1:02d},{words},{cents / 100:.2f}\n"
        for place, (words, cents) in enumerate(zip(said, amounts, strict=True))
    )

    read = read_text(tmp_path_factory.mktemp("u"), "Date,Description,Amount\n" + "".join(rows))

    assert ("direction-open" in read.doubts) == (worded < len(amounts))
