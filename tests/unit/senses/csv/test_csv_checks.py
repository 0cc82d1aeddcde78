"""What a statement says about itself is compared with its rows, and the place is named."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.csv_reading import read_text

HEAD = "Date,Text,Amount,Balance\n"


def chained(*amounts: str, opening: str = "100.00", first_day: int = 10) -> str:
    running, lines = Decimal(opening), []
    for day, amount in enumerate(amounts, first_day):
        running += Decimal(amount)
        lines.append(f"2024-01-{day},Shop {day},{amount},{running}\n")
    return HEAD + "".join(lines)


def test_balances_that_follow_from_nothing_give_one_doubt(tmp_path: Path) -> None:
    rows = "".join(f"2024-01-{day},A,-1.00,{day * day}.00\n" for day in range(10, 20))

    read = read_text(tmp_path, HEAD + rows)

    assert read.doubts == ("balance-unproven",)
    assert "of 9 places" in read.tally.doubts[0].detail


@pytest.mark.parametrize(
    ("stated", "doubts"),
    [
        ("Opening balance,100.00\nClosing balance,94.00\n\n", ()),
        ("Opening balance,90.00\nClosing balance,94.00\n\n", ("opening-differs",)),
        ("Opening balance,100.00\nClosing balance,99.00\n\n", ("closing-differs",)),
        ("Account balance,94.00\n\n", ()),
        ("Account balance,80.00\n\n", ("closing-differs",)),
    ],
)
def test_stated_balances_are_compared_with_the_ends_of_the_chain(
    stated: str, doubts: tuple[str, ...], tmp_path: Path
) -> None:
    read = read_text(tmp_path, stated + chained("-1.00", "-2.00", "-3.00"))

    assert read.doubts == doubts


def test_a_statement_without_rows_must_not_have_moved(tmp_path: Path) -> None:
    still = "Opening balance;100.00\nClosing balance;100.00\n\nDate;Text;Amount\n"
    moved = "Opening balance;100.00\nClosing balance;70.00\n\nDate;Text;Amount\n"

    assert read_text(tmp_path, still).done
    assert not read_text(tmp_path, moved).done


@pytest.mark.parametrize("wrong", ["2024-01-02", "2024-01-18", "2023-01-12", "2024-07-12"])
def test_a_wrong_digit_in_a_day_is_noticed_among_rows_in_order(wrong: str, tmp_path: Path) -> None:
    text = chained("-1.00", "-2.00", "-3.00", "5.00", "6.00").replace("2024-01-12", wrong)

    read = read_text(tmp_path, text)

    assert read.doubts == ("day-out-of-order",)


def test_rows_out_of_order_are_proven_by_their_balances_alone(tmp_path: Path) -> None:
    head, *rows = chained("1.00", "2.00", "3.00", "4.00", "5.00", "6.00", "7.00").splitlines()
    mixed = [rows[place] for place in (2, 0, 1, 5, 3, 4, 6)]

    read = read_text(tmp_path, "\n".join([head, *mixed]) + "\n")

    assert read.done
    assert read.tally.declared_sum == Decimal("28.00")


def test_balances_before_and_after_a_row_must_differ_by_its_amount(tmp_path: Path) -> None:
    text = (
        "account\tdate\tstartsaldo\tendsaldo\tamount\tdescription\n"
        "417164300\t20240120\t100,00\t87,00\t-18,00\tBakker\n"
        "417164300\t20240121\t87,00\t97,00\t10,00\tBack\n"
    )

    read = read_text(tmp_path, text)

    assert read.doubts == ("row-conflict",)


def test_net_must_be_gross_less_the_fee(tmp_path: Path) -> None:
    text = (
        "Date,Name,Gross,Fee,Net\n"
        "2024-01-20,A,-90.00,-3.00,-93.00\n2024-01-21,B,50.00,-1.00,45.00\n"
    )

    read = read_text(tmp_path, text)

    assert read.doubts == ("row-conflict",)
    assert "Row 2".lower() in read.tally.doubts[0].detail.lower()


def test_both_sides_filled_in_one_row_is_a_conflict(tmp_path: Path) -> None:
    text = "Date,Text,Debit,Credit\n2024-01-20,A,5.00,7.00\n2024-01-21,B,1.00,\n"

    read = read_text(tmp_path, text)

    assert read.doubts == ("row-conflict",)


@pytest.mark.parametrize(
    ("total", "doubts"),
    [
        ("Total debits;-3.00", ()),
        ("Total credits;5.00", ()),
        ("Total debits;-5.00", ("sum-differs",)),
        ("Total credits;3.00", ("sum-differs",)),
    ],
)
def test_totals_of_each_side_are_compared(
    total: str, doubts: tuple[str, ...], tmp_path: Path
) -> None:
    rows = "Date;Text;Amount\n2024-01-20;A;-1.00\n2024-01-21;B;-2.00\n2024-01-22;C;5.00\n"

    read = read_text(tmp_path, f"{total}\n\n{rows}")

    assert read.doubts == doubts
