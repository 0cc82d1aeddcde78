"""The running balance proves a reading, or names the row where it breaks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from lifeos.senses.csv.chain import BREAKS_NAMED, Chain, Hypothesis
from lifeos.senses.csv.record import Record
from lifeos.senses.csv.rows import Row

from tests.support.csv_reading import read_text


def row(
    number: int, amount: str, balance: str | None, *, fee: str = "0", currency: str = "EUR"
) -> Row:
    return Row(
        number=number,
        record=Record(number, []),
        booked=date(2024, 1, 1),
        bought=None,
        value=None,
        amount=Decimal(amount),
        fee=Decimal(fee),
        balance=None if balance is None else Decimal(balance),
        currency=currency,
        account="",
        status="booked",
    )


def followed(rows: Sequence[Row], **ways: tuple[bool, ...]) -> Chain:
    chain = Chain(flips=ways.get("flips", (False,)), fees=ways.get("fees", (False,)))
    for one in rows:
        chain.add(one)
    return chain


def best(chain: Chain) -> Hypothesis:
    assert chain.best is not None
    return chain.best


def test_oldest_first_closes_and_gives_both_ends() -> None:
    found = best(followed([row(1, "-5", "95"), row(2, "10", "105"), row(3, "-1", "104")]))

    assert (found.direction, found.closes) == ("oldest-first", True)
    assert found.ends == (Decimal(100), Decimal(104))


def test_newest_first_closes_and_gives_both_ends() -> None:
    found = best(followed([row(1, "-1", "104"), row(2, "10", "105"), row(3, "-5", "95")]))

    assert (found.direction, found.closes) == ("newest-first", True)
    assert found.ends == (Decimal(100), Decimal(104))


@pytest.mark.parametrize("backwards", [False, True])
def test_balances_on_some_rows_only_still_prove_the_sums_between(*, backwards: bool) -> None:
    rows = [row(1, "-5", None), row(2, "10", "105"), row(3, "-1", None), row(4, "-2", "102")]

    found = best(followed(rows[::-1] if backwards else rows))

    assert found.closes
    assert found.ends == (Decimal(100), Decimal(102))


def test_spending_that_is_positive_closes_only_when_flipped() -> None:
    rows = [row(1, "5", "95"), row(2, "-10", "105"), row(3, "1", "104")]

    found = best(followed(rows, flips=(False, True)))

    assert (found.flip, found.closes) == (True, True)


def test_fees_beside_the_amount_close_only_when_counted() -> None:
    rows = [row(1, "-5", "95"), row(2, "-10", "84.5", fee="0.5"), row(3, "1", "85.5")]

    found = best(followed(rows, fees=(False, True)))

    assert (found.with_fee, found.closes) == (True, True)


def test_each_currency_has_a_chain_of_its_own() -> None:
    rows = [
        row(1, "-5", "95"), row(2, "7", "7", currency="USD"), row(3, "-5", "90"),
        row(4, "1", "8", currency="USD"),
    ]  # fmt: skip

    found = best(followed(rows))

    assert found.closes
    assert found.ends is None


def test_a_break_is_named_by_its_row() -> None:
    found = best(followed([row(1, "-5", "95"), row(2, "10", "106"), row(3, "-1", "105")]))

    assert not found.closes
    assert found.breaks == [2]


def test_named_breaks_are_bounded() -> None:
    found = best(followed([row(n, "1", str(n * 7)) for n in range(1, 300)]))

    assert found.broken > BREAKS_NAMED
    assert len(found.breaks) == BREAKS_NAMED


def test_rows_in_another_order_than_their_balances_still_close() -> None:
    rows = [row(n, str(n), str(100 + sum(range(1, n + 1)))) for n in range(1, 9)]
    mixed = [rows[n] for n in (2, 0, 1, 5, 3, 4, 7, 6)]
    chain = followed(mixed)
    loose = Chain(flips=(False,), fees=(False,), directions=("unordered",))
    for one in mixed:
        loose.add(one)

    assert chain.may_be_unordered
    assert best(loose).closes
    assert best(loose).ends == (Decimal(100), Decimal(136))


def test_one_missing_row_is_no_other_order() -> None:
    rows = [row(n, str(n), str(100 + sum(range(1, n + 1)))) for n in range(1, 9)]

    chain = followed([*rows[:3], *rows[4:]])

    assert not chain.may_be_unordered


def test_one_balance_on_every_row_is_no_running_balance() -> None:
    chain = followed([row(n, str(n), "500") for n in range(1, 6)])

    assert not chain.running
    assert chain.best is None


def test_without_balances_there_is_nothing_to_prove() -> None:
    assert followed([row(1, "1", None), row(2, "2", None)]).best is None


def test_equal_rows_of_one_day_may_run_either_way(tmp_path: Path) -> None:
    text = "Date,Text,Amount,Balance\n" + "".join(
        f"2024-01-20,Shop,1.00,{balance}.00\n" for balance in (103, 102, 101)
    )

    read = read_text(tmp_path, text)

    assert read.doubts == ("direction-open",)


def test_a_break_in_a_file_is_a_doubt_with_its_row(tmp_path: Path) -> None:
    text = (
        "Date,Text,Amount,Balance\n2024-01-20,A,-1.00,99.00\n2024-01-21,B,-2.00,96.00\n"
        "2024-01-22,C,-3.00,93.00\n2024-01-23,D,5.00,98.00\n2024-01-24,E,1.00,99.00\n"
        "2024-01-25,F,1.00,100.00\n"
    )

    read = read_text(tmp_path, text)

    assert read.doubts == ("balance-breaks",)
    assert "row 2" in read.tally.doubts[0].detail
    assert len(read.transactions) == 6
