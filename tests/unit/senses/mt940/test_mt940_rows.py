"""Rows of MT940 that stretch field 61: days of no calendar, accounts as references."""

from __future__ import annotations

import pytest
from lifeos.senses.mt940.sense import Mt940Sense

from tests.support.mt940_texts import message
from tests.support.statements import outcome, read_text, transaction

SENSE = Mt940Sense()


def one(row: str, more: str = ":86:Interest\n") -> str:
    return message(f":61:{row}\n{more}", opening="C250227EUR10,00", closing="C250303EUR4,00")


@pytest.mark.parametrize("value", ["250230", "250229"])
def test_a_value_date_of_a_year_of_360_days_leaves_the_booked_day(value: str) -> None:
    statement = read_text(SENSE, one(f"{value}0303D6,00NMSCNONREF"))

    row = transaction(statement.rows[0])
    assert (row.booked_on.isoformat(), row.value_on) == ("2025-03-03", None)
    assert statement.adds_up


@pytest.mark.parametrize("dates", ["250230", "250231", "2502310303", "2513300303"])
def test_other_days_of_no_calendar_are_no_days(dates: str) -> None:
    assert outcome(SENSE, one(f"{dates}D6,00NMSCNONREF").encode()) != "done"


@pytest.mark.parametrize(
    ("written", "reference", "name"),
    [
        ("NL91ABNA0417164300", "NL91ABNA0417164300", None),
        ("NL91ABNA0417164300 A BAKER", "NL91ABNA0417164300", "A BAKER"),
        ("0417164300      A BAKER", "0417164300", "A BAKER"),
        ("0417164300123456A BAKER", "0417164300123456", "A BAKER"),
        ("NONREF//NL91ABNA0417164300", "NL91ABNA0417164300", None),
        ("BALANCE-510151a4-4ead-46c5", "BALANCE-510151a4-4ead-46c5", None),
        ("ORDER-510151a4-4ead//77", "ORDER-510151a4-4ead", None),
    ],
)
def test_a_reference_longer_than_the_standard_is_not_cut_into_a_name(
    written: str, reference: str, name: str | None
) -> None:
    statement = read_text(SENSE, one(f"2503030303D6,00NMSC{written}"))

    row = transaction(statement.rows[0])
    assert (row.reference, row.counterparty) == (reference, name)


def test_a_field_of_the_banks_own_does_not_part_a_row_from_its_text() -> None:
    more = ":NS:01Main Street 1\n02Springfield\n:86:Interest of the year\n"

    statement = read_text(SENSE, one("2503030303D6,00NMSCNONREF", more))

    assert transaction(statement.rows[0]).description == "Interest of the year"
    assert statement.adds_up


def test_statements_without_a_reference_of_their_own_are_kept_apart() -> None:
    first = one("2503030303D6,00NMSCNONREF").replace(":20:STARTUMS\n", "")
    second = first.replace("DE89370400440532013000", "NL91ABNA0417164300")

    statement = read_text(SENSE, first + second.replace("EUR10,00", "EUR9,00").replace("R4", "R3"))

    accounts = [transaction(draft).account for draft in statement.rows]
    assert accounts == ["DE89370400440532013000", "NL91ABNA0417164300"]
    assert statement.tally.title.endswith("DE89370400440532013000, NL91ABNA0417164300")
    assert statement.adds_up


def test_a_mark_of_the_end_in_the_middle_loses_no_row() -> None:
    text = one("2503030303D6,00NMSCNONREF").replace(":61:", "-\n:61:", 1)

    assert read_text(SENSE, text).adds_up
