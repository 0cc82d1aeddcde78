"""What cannot be told for sure is decided by evidence, or stays in doubt with both readings."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.csv_reading import read_text, rows_of


def test_dates_open_in_english_keep_a_doubt_with_both_readings(tmp_path: Path) -> None:
    text = "Date,Description,Amount\n03/04/2024,A,-1.00\n05/06/2024,B,-2.00\n"

    read = read_text(tmp_path, text)

    assert read.doubts == ("date-order-open",)
    assert len(read.tally.doubts[0].readings) == 2
    assert {fact.confidence for fact in read.transactions} == {Decimal("0.5")}


@pytest.mark.parametrize(
    ("heading", "dates", "first"),
    [
        ("Date,Description,Amount", ("03/04/2024", "13/04/2024"), "2024-04-03"),
        ("Date,Description,Amount", ("03/04/2024", "04/13/2024"), "2024-03-04"),
        ("Datum,Omschrijving,Bedrag", ("03/04/2024", "05/06/2024"), "2024-04-03"),
        (
            "Date,Description,Amount",
            ("02/01/2024", "03/01/2024", "04/01/2024", "05/01/2024", "06/01/2024"),
            "2024-01-02",
        ),
        (
            "Date,Description,Amount",
            ("01/03/2024", "01/09/2024", "02/02/2024", "03/01/2024", "03/07/2024"),
            "2024-01-03",
        ),
    ],
    ids=["a day over 12", "a month over 12", "dutch headings", "close together", "sorted"],
)
def test_the_order_of_dates_by_evidence(
    heading: str, dates: tuple[str, ...], first: str, tmp_path: Path
) -> None:
    rows = "".join(f"{day},Shop,-1.00\n" for day in dates)

    read = read_text(tmp_path, f"{heading}\n{rows}")

    assert rows_of(read)[0] == f"{first} -1.00"
    assert read.doubts == ()


def test_dates_of_both_orders_in_one_file_are_a_conflict(tmp_path: Path) -> None:
    text = "Date,Description,Amount\n13/04/2024,A,-1.00\n04/13/2024,B,-2.00\n"

    read = read_text(tmp_path, text)

    assert "date-order-conflict" in read.doubts


def test_thousands_or_decimals_stay_open_in_a_currency_with_cents(tmp_path: Path) -> None:
    text = "Date;Text;Amount;Currency\n2024-01-20;A;-1.234;EUR\n2024-01-21;B;-2.500;EUR\n"

    read = read_text(tmp_path, text)

    assert read.doubts == ("decimal-mark-open",)
    assert {fact.confidence for fact in read.transactions} == {Decimal("0.5")}


@pytest.mark.parametrize(
    ("rows", "amounts"),
    [
        (["-1.234;JPY", "-500;JPY"], ["-1234", "-500"]),
        (["-1,234;JPY", "-500;JPY"], ["-1234", "-500"]),
        (["-1.234;EUR", "-0.512;EUR"], ["-1.234", "-0.512"]),
        (["-1.234;EUR", "-2,50;EUR"], ["-1234", "-2.50"]),
        (["-1.234;EUR", "-1.234.567;EUR"], ["-1234", "-1234567"]),
    ],
    ids=["yen", "yen with commas", "a leading zero", "a comma elsewhere", "two points"],
)
def test_the_decimal_mark_by_evidence(rows: list[str], amounts: list[str], tmp_path: Path) -> None:
    body = "".join(f"2024-01-20;A;{row}\n" for row in rows)

    read = read_text(tmp_path, f"Date;Text;Amount;Currency\n{body}")

    assert [fact.amount for fact in read.transactions] == [Decimal(amount) for amount in amounts]
    assert read.doubts == ()


def test_points_and_commas_in_one_column_are_a_conflict(tmp_path: Path) -> None:
    text = "Date;Text;Amount\n2024-01-20;A;-1.25\n2024-01-21;B;-2,50\n"

    read = read_text(tmp_path, text)

    assert "decimal-mark-conflict" in read.doubts


def test_only_positive_amounts_without_a_word_stay_open(tmp_path: Path) -> None:
    text = "Date,Description,Amount\n2024-01-20,Acme,5.00\n2024-01-21,Zenith,7.00\n"

    read = read_text(tmp_path, text)

    assert read.doubts == ("direction-open",)
    assert rows_of(read) == ["2024-01-20 5.00", "2024-01-21 7.00"]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Date,Description,Amount\n2024-01-20,Salary Acme,900.00\n2024-01-21,Dividend,7.00\n",
            ["2024-01-20 900.00", "2024-01-21 7.00"],
        ),
        (
            "Date,Description,Amount\n2024-01-20,Shop,9.00\n2024-01-21,Shop,7.00\n"
            "2024-01-22,Payment received - thank you,-16.00\n",
            ["2024-01-20 -9.00", "2024-01-21 -7.00", "2024-01-22 16.00"],
        ),
        (
            "Date,Merchant,Card number,Amount\n2024-01-20,Shop,*1234,9.00\n"
            "2024-01-21,Kiosk,*1234,7.00\n2024-01-22,Shop,*1234,-9.00\n",
            ["2024-01-20 -9.00", "2024-01-21 -7.00", "2024-01-22 9.00"],
        ),
        (
            "Date,Description,Amount,Balance\n2024-01-20,Shop,9.00,91.00\n"
            "2024-01-21,Kiosk,7.00,84.00\n2024-01-22,Back,-4.00,88.00\n",
            ["2024-01-20 -9.00", "2024-01-21 -7.00", "2024-01-22 4.00"],
        ),
        (
            "Date,Description,Amount,Type\n2024-01-20,Shop,9.00,Debit\n2024-01-21,X,7.00,Credit\n",
            ["2024-01-20 -9.00", "2024-01-21 7.00"],
        ),
    ],
    ids=["income words", "a card payment", "card headings", "the balance", "markers"],
)
def test_the_direction_of_money_by_evidence(text: str, rows: list[str], tmp_path: Path) -> None:
    read = read_text(tmp_path, text)

    assert rows_of(read) == rows
    assert read.doubts == ()


def test_a_bare_dollar_names_several_currencies(tmp_path: Path) -> None:
    read = read_text(tmp_path, 'Date,Description,Amount\n2024-01-20,A,"- $1,220.00"\n')

    assert read.doubts == ("currency-open",)
    assert "CAD" in read.tally.doubts[0].readings
    assert read.transactions[0].amount == Decimal("-1220.00")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("2024-01-99,B,-2.00", "no date"),
        (",B,-2.00", "no date"),
        ("2024-01-21,B,", "no amount"),
        ("2024-01-21,B,-2.0x0", "cannot be read"),
        ("2024-01-21,B,-2.00,more", "more cells"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(row: str, why: str, tmp_path: Path) -> None:
    text = f"Date,Description,Amount\n2024-01-20,A,-1.00\n{row}\n2024-01-22,C,-3.00\n"

    read = read_text(tmp_path, text)

    assert len(read.transactions) == 2
    assert read.doubts == ("row-unread",)
    assert "Row 2 on line 3" in read.tally.doubts[0].detail
    assert why in read.tally.doubts[0].detail
    assert read.tally.declared_count == 3


def test_a_stray_quote_that_swallows_rows_is_noticed(tmp_path: Path) -> None:
    rows = [f"2024-01-{day:02d},Shop {day},-1.00" for day in range(10, 20)]
    rows[4] = '2024-01-14,"Shop,-1.00'
    rows[6] = '2024-01-16,Shop",-1.00'

    read = read_text(tmp_path, "Date,Description,Amount\n" + "\n".join(rows) + "\n")

    assert not read.done
    assert read.tally.declared_count != read.tally.found_count


def test_a_stated_number_of_rows_is_compared(tmp_path: Path) -> None:
    text = "Number of transactions:;3\n\nDate;Text;Amount\n2024-01-20;A;-1.00\n2024-01-21;B;-2.00\n"

    read = read_text(tmp_path, text)

    assert (read.tally.found_count, read.tally.declared_count) == (2, 3)
    assert not read.done


@pytest.mark.parametrize(("stated", "doubts"), [("-3.00", ()), ("-4.00", ("sum-differs",))])
def test_a_stated_total_is_compared(stated: str, doubts: tuple[str, ...], tmp_path: Path) -> None:
    text = f"Date;Text;Amount\n2024-01-20;A;-1.00\n2024-01-21;B;-2.00\nTotal;;{stated}\n"

    read = read_text(tmp_path, text)

    assert read.doubts == doubts
    assert len(read.transactions) == 2


def test_opening_and_closing_balance_prove_the_sum(tmp_path: Path) -> None:
    head = "Opening balance;100.00\nClosing balance;95.00\n\nDate;Text;Amount\n"

    right = read_text(tmp_path, f"{head}2024-01-20;A;-2.00\n2024-01-21;B;-3.00\n")
    wrong = read_text(tmp_path, f"{head}2024-01-20;A;-2.00\n2024-01-21;B;-8.00\n")

    assert right.done
    assert right.tally.declared_sum == Decimal("-5.00")
    assert not wrong.done


def test_columns_of_one_row_that_contradict_each_other(tmp_path: Path) -> None:
    text = "Date;Text;Amount;Debit;Credit\n2024-01-20;A;-2.00;3.00;\n2024-01-21;B;5.00;;5.00\n"

    read = read_text(tmp_path, text)

    assert read.doubts == ("row-conflict",)


def test_many_broken_rows_give_few_doubts(tmp_path: Path) -> None:
    rows = "".join(f"2024-99-99,Shop {n},-1.00\n" for n in range(500))

    read = read_text(tmp_path, f"Date,Description,Amount\n2024-01-01,A,-1.00\n{rows}")

    assert len(read.tally.doubts) <= 25
    assert "rows-unread" in read.doubts
