from __future__ import annotations

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from clients.cli.assignment import decimal_text, given_value


@pytest.mark.parametrize(
    ("typed", "field", "value"),
    [
        ("amount=120,00", "amount", "120.00"),
        ("amount=1.471,60", "amount", "1471.60"),
        ("amount=-9", "amount", "-9"),
        ("data.total=+12,5", "data.total", "12.5"),
        ("title=Rent, March", "title", "Rent, March"),
        ("data.number=12,00", "data.number", "12,00"),
        ("title=a=b", "title", "a=b"),
        ('occurred={"start": "2026-03-01"}', "occurred", {"start": "2026-03-01"}),
        ("data.due_on=null", "data.due_on", None),
        ("title=Pe\udcc3\udcb1a", "title", "Peña"),
    ],
)
def test_happy_a_value_is_taken_as_a_person_writes_it(
    typed: str, field: str, value: object
) -> None:
    assert given_value(typed) == (field, value)


@pytest.mark.parametrize("typed", ["amount=abc", "amount=1,234", "amount=1.2.3", "amount="])
def test_expected_failure_what_is_no_number_says_how_to_write_one(typed: str) -> None:
    with pytest.raises(typer.BadParameter, match=r"write it like 1120\.00"):
        given_value(typed)


@pytest.mark.parametrize("typed", ["1.234", "-12.500", "+999.999"])
def test_expected_failure_what_can_be_two_amounts_is_asked_again(typed: str) -> None:
    with pytest.raises(typer.BadParameter, match="can be two amounts"):
        given_value(f"amount={typed}")

    assert given_value("amount=0.125") == ("amount", "0.125")
    assert given_value(f"value={typed}") == ("value", typed.removeprefix("+"))


@given(st.decimals(places=2, min_value=-(10**9), max_value=10**9))
def test_a_comma_and_a_point_mean_the_same(amount: object) -> None:
    pointed = f"{amount:.2f}"

    assert decimal_text("amount", pointed.replace(".", ",")) == decimal_text("amount", pointed)
