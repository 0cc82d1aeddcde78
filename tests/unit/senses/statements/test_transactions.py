"""The shared identity of booked rows: equal where the world is equal, apart where it is not."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.contracts.facts import BalanceData, TransactionData
from lifeos.senses.statements.transactions import (
    TEXT_LENGTH,
    Ordinals,
    account_key,
    balance_identity,
    identity,
    is_iban,
    normalised_text,
    plain_amount,
)

Row = tuple[date, Decimal, str]


def names(rows: list[Row], *, day_by_day: bool = False) -> list[tuple[str, ...]]:
    ordinals = Ordinals(day_by_day=day_by_day)
    return [
        identity(
            TransactionData(account="NL91ABNA0417164300", description=text, booked_on=day),
            amount=amount,
            currency="EUR",
            ordinals=ordinals,
        )
        for day, amount, text in rows
    ]


def rows_strategy() -> st.SearchStrategy[list[Row]]:
    days = st.integers(0, 6).map(lambda n: date(2025, 3, 1) + timedelta(days=n))
    amounts = st.sampled_from([Decimal("-2.50"), Decimal("-2.5"), Decimal("10"), Decimal("-19.99")])
    texts = st.sampled_from(["Coffee Corner", "COFFEE  corner", "Café Noir", "Rent March"])
    return st.lists(st.tuples(days, amounts, texts), max_size=40)


@settings(max_examples=60)
@given(rows=rows_strategy(), seed=st.integers(0, 9999))
def test_shuffled_overlapping_statements_give_exactly_the_union(rows: list[Row], seed: int) -> None:
    chance = random.Random(seed)
    whole = names(rows)

    stored: set[tuple[str, ...]] = set()
    for first in chance.sample(range(7), 7):
        window = {date(2025, 3, 1) + timedelta(days=n) for n in range(first, first + 3)}
        part = [row for row in rows if row[0] in window]
        chance.shuffle(part)
        stored |= set(names(part))

    assert stored == set(whole)
    assert len(stored) == len(rows)


@settings(max_examples=40)
@given(rows=rows_strategy())
def test_counting_day_by_day_agrees_with_counting_everything(rows: list[Row]) -> None:
    ordered = sorted(rows, key=lambda row: row[0])

    assert names(ordered, day_by_day=True) == names(ordered)


def test_two_equal_coffees_stay_two() -> None:
    coffee = (date(2025, 3, 1), Decimal("-2.50"), "Coffee Corner")

    first, second = names([coffee, coffee])

    assert first[:-1] == second[:-1]
    assert (first[-1], second[-1]) == ("0", "1")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((None, "CAFÉ  DE L'ÉTOILE"), (None, "cafe de letoile")),
        (
            (None, "Müller & Söhne"),
            (None, "MUELLER & SOEHNE".replace("UE", "U").replace("OE", "O")),
        ),
        ((None, "Łódź Market"), (None, "LODZ MARKET")),
        (("REWE Markt", "REWE Markt Einkauf"), (None, "Rewe-Markt Einkauf")),
        (("REWE Markt", "Einkauf"), (None, "REWE Markt Einkauf")),
        ((None, "EREF+4711-X MREF+AB SVWZ+Miete Maerz"), (None, "Miete Maerz")),
        ((None, "Kartenzahlung REWE SA GT DANKE"), (None, "Kartenzahlung REWE SAGT DANKE")),
        ((None, "VISA XXXX1234 Shell"), (None, "VISA ****1234 SHELL")),
    ],
)
def test_texts_of_one_purchase_agree_across_formats(
    one: tuple[str | None, str], other: tuple[str | None, str]
) -> None:
    assert normalised_text(*one) == normalised_text(*other)


def test_texts_of_different_purchases_stay_apart() -> None:
    texts = ["Invoice 1001", "Invoice 1002", "Rent March", "Rent April", "Café A", "Café B"]

    assert len({normalised_text(None, text) for text in texts}) == len(texts)


@settings(max_examples=80)
@given(text=st.text(max_size=80))
def test_normalised_text_is_short_plain_and_stable(text: str) -> None:
    normal = normalised_text(None, text)

    assert len(normal) <= TEXT_LENGTH
    assert normal == "".join(c for c in normal if c.isalnum())
    assert normalised_text(text, text) == normal


@pytest.mark.parametrize(
    ("account", "key"),
    [
        ("NL91 ABNA 0417 1643 00", "417164300"),
        ("0417164300", "417164300"),
        ("DE44 2004 0000 0538 9176 00", "538917600"),
        ("GB82 WEST 1234 5698 7654 32", "98765432"),
        ("PL61 1090 1014 0000 0712 1981 2874", "61109010140000071219812874"),
        ("61 1090 1014 0000 0712 1981 2874", "61109010140000071219812874"),
        ("XX00 NOT AN IBAN", "XX00NOTANIBAN"),
        ("4111 1111 1111 1111", "CARD1111"),
        ("XXXX-XXXX-XXXX-1111", "CARD1111"),
        ("****1111", "CARD1111"),
        (None, ""),
    ],
)
def test_account_is_one_key_however_it_is_written(account: str | None, key: str) -> None:
    assert account_key(account) == key


def test_iban_needs_its_check_digits() -> None:
    assert is_iban("DE44200400000538917600")
    assert not is_iban("DE45200400000538917600")
    assert not is_iban("DE44")


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("5", "5"),
        ("5.00", "5"),
        ("-0.00", "0"),
        ("49.200", "49.2"),
        ("1E+3", "1000"),
        ("100", "100"),
    ],
)
def test_amount_is_one_text_however_many_zeros(amount: str, text: str) -> None:
    assert plain_amount(Decimal(amount)) == text


def test_pending_row_keeps_its_identity_when_it_is_booked() -> None:
    pending = TransactionData(description="Shop", booked_on=date(2025, 3, 1), status="pending")
    booked = TransactionData(description="Shop", booked_on=date(2025, 3, 3))

    before = identity(pending, amount=Decimal(-1), currency="EUR", ordinals=Ordinals())
    after = identity(
        booked, amount=Decimal(-1), currency="EUR", ordinals=Ordinals(), on=date(2025, 3, 1)
    )

    assert before == after


def test_balance_identity_tells_opening_from_closing() -> None:
    day = date(2025, 3, 1)
    opening = BalanceData(account="1", balance_kind="opening", stated_on=day)
    closing = BalanceData(account="1", balance_kind="closing", stated_on=day)

    first = balance_identity(opening, amount=Decimal("1.00"), currency="EUR")
    second = balance_identity(closing, amount=Decimal("1.00"), currency="EUR")

    assert first == ("balance", "1", "2025-03-01", "opening", "1", "EUR")
    assert first != second
