from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samples.dice import Dice
from samples.ledger import Entry, keep
from samples.life import SALARY_AFTER, SALARY_BEFORE, live
from samples.spending import working_day

SEEDS = st.integers(0, 10**9)


def entry(day: int, amount: str) -> Entry:
    return Entry(
        account="NL00TEST0000000042",
        booked_on=date(2026, 1, day),
        amount=Decimal(amount),
        counterparty="X",
        text="x",
        way="card",
        category="test",
    )


@settings(max_examples=25)
@given(SEEDS)
def test_every_life_is_solvent_and_pays_its_card(seed: int) -> None:
    life = live(seed)

    payments = [row.amount for row in life.card.rows if row.category == "card payment"]

    assert min(row.balance for row in life.bank.rows) > 0
    assert len(payments) == 5
    assert min(payments) > 0
    assert life.bill("bill-energy-year").amount_due > 0


@settings(max_examples=25)
@given(SEEDS)
def test_in_every_life_the_balance_is_carried_along(seed: int) -> None:
    ledger = live(seed).bank

    balance = ledger.opening
    for row in ledger.rows:
        balance += row.amount
        assert row.balance == balance
    days = [row.booked_on for row in ledger.rows]
    assert days == sorted(days)
    assert len({row.thing for row in ledger.rows}) == len(days)


def test_the_salary_comes_monthly_on_a_weekday_and_rises() -> None:
    rows = [row for row in live(7).bank.rows if row.category == "salary"]

    amounts = [row.amount for row in rows]

    assert amounts == [SALARY_BEFORE] * 3 + [SALARY_AFTER] * 3
    assert all(row.booked_on.weekday() < 5 for row in rows)
    assert [row.booked_on.day for row in rows] == [23, 25, 25, 24, 25, 25]


def test_the_ledger_sorts_by_day_and_keeps_the_order_within_one() -> None:
    ledger = keep(
        "NL00TEST0000000042", Decimal(10), entries=[entry(3, "-1"), entry(2, "-2"), entry(3, "5")]
    )

    assert [row.amount for row in ledger.rows] == [Decimal(-2), Decimal(-1), Decimal(5)]
    assert [row.balance for row in ledger.rows] == [Decimal(8), Decimal(7), Decimal(12)]
    assert [row.thing for row in ledger.rows] == ["row-0042-001", "row-0042-002", "row-0042-003"]


def test_an_extract_starts_with_the_balance_before_its_first_day() -> None:
    ledger = keep(
        "NL00TEST0000000042", Decimal(10), entries=[entry(2, "-2"), entry(5, "-1"), entry(9, "4")]
    )

    part = ledger.between(date(2026, 1, 3), date(2026, 1, 5))
    quiet = ledger.between(date(2026, 1, 6), date(2026, 1, 8))

    assert (part.opening, part.closing, len(part.rows)) == (Decimal(8), Decimal(7), 1)
    assert (quiet.opening, quiet.closing, quiet.rows) == (Decimal(7), Decimal(7), ())


@pytest.mark.parametrize(
    ("day", "booked"), [(2, 2), (3, 5), (4, 5), (5, 5)]
)  # 3 and 4 January 2026 are a weekend
def test_debits_of_a_weekend_are_booked_on_monday(day: int, booked: int) -> None:
    assert working_day(date(2026, 1, day)) == date(2026, 1, booked)


def test_dice_fall_the_same_on_every_python() -> None:
    dice = Dice(7, "groceries")

    thrown = [dice.whole(1, 100) for _ in range(8)]

    assert thrown == [5, 11, 3, 73, 20, 47, 78, 93]


@given(st.integers(0, 1000), st.integers(-5, 5), st.integers(0, 9))
def test_dice_stay_between_both_ends(seed: int, low: int, span: int) -> None:
    dice = Dice(seed, "ends")

    thrown = {dice.whole(low, low + span) for _ in range(200)}

    assert min(thrown) >= low
    assert max(thrown) <= low + span
    assert span > 3 or len(thrown) == span + 1


@given(st.integers(0, 1000))
def test_picked_days_are_different_and_in_order(seed: int) -> None:
    days = Dice(seed, "days").days(9, first=1, last=28)

    assert days == sorted(set(days))
    assert len(days) == 9
    assert 1 <= days[0] <= days[-1] <= 28


def test_topics_do_not_disturb_each_other() -> None:
    alone = Dice(7, "energy").digits(8)

    other = Dice(7, "phone")
    other.digits(8)

    assert Dice(7, "energy").digits(8) == alone
    assert Counter(alone).total() == 8
    assert alone[0] != "0"
