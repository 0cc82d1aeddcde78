"""CAMT messages that leave out what the schema asks for, and what is made of them."""

from __future__ import annotations

import re

import pytest
from lifeos.senses.camt.sense import CamtSense

from tests.support.camt_texts import balance, camt, entry
from tests.support.statements import read_text, transaction

SENSE = CamtSense()
CREATED = "<CreDtTm>2025-03-04T06:00:00+01:00</CreDtTm>"
BOTH_ENDS = balance("OPBD", 5000, "2025-03-03") + balance("CLBD", 3750, "2025-03-03")


def undated(entries: str) -> str:
    return re.sub(r"<(BookgDt|ValDt)>.*?</\1>", "", entries)


def unsigned(balances: str) -> str:
    return re.sub(r"<CdtDbtInd>\w+</CdtDbtInd>", "", balances)


def period(first: str, last: str) -> str:
    return f"<FrToDt><FrDtTm>{first}T00:00:00</FrDtTm><ToDtTm>{last}T23:59:59</ToDtTm></FrToDt>"


@pytest.mark.parametrize(
    "before", [BOTH_ENDS, period("2025-03-03", "2025-03-03"), CREATED + BOTH_ENDS]
)
def test_an_undated_entry_is_of_the_one_day_its_statement_is_about(before: str) -> None:
    statement = read_text(SENSE, camt(before + undated(entry())))

    places = {proof.field: proof for proof in statement.rows[0].evidence}
    assert statement.days == ["2025-03-03"]
    assert places["booked_on"].snippet.startswith("2025-03-03")
    assert statement.adds_up


@pytest.mark.parametrize(
    "before",
    [
        CREATED,
        CREATED + period("2025-03-01", "2025-03-03"),
        CREATED + balance("OPBD", 5000, "2025-03-02") + balance("CLBD", 3750, "2025-03-03"),
        CREATED + period("2025-03-01", "2025-03-03") + BOTH_ENDS,
        CREATED + balance("OPBD", 5000) + balance("PRCD", 5000),
    ],
)
def test_an_undated_entry_of_a_longer_time_is_a_guess_and_said_to_be(before: str) -> None:
    statement = read_text(SENSE, camt(before + undated(entry()), message="054", version="08"))

    assert statement.days == ["2025-03-04"]
    assert statement.doubts == ["date-unknown"]
    assert statement.tally.doubts[0].readings == ["2025-03-04"]
    assert statement.rows[0].confidence < 1


@pytest.mark.parametrize("day", ["2025-02-31", "yesterday"])
def test_a_date_that_cannot_be_read_is_not_replaced_by_the_statements(day: str) -> None:
    statement = read_text(SENSE, camt(CREATED + BOTH_ENDS + entry(day=day) + entry(700)))

    assert statement.days == ["2025-03-03"]
    assert "row-unreadable" in statement.doubts


def test_a_booking_day_that_is_none_is_not_silently_the_value_date() -> None:
    misdated = entry(day="2025-03-04").replace("2025-03-04", "2025-13-04", 1)

    statement = read_text(SENSE, camt(misdated))

    assert statement.days == ["2025-03-04"]
    assert statement.doubts == ["date-unknown"]
    assert statement.rows[0].confidence < 1


def test_an_entry_in_another_currency_than_the_balances_proves_nothing() -> None:
    statement = read_text(SENSE, camt(BOTH_ENDS + entry().replace('"EUR"', '"USD"')))

    assert statement.rows[0].currency == "USD"
    assert statement.doubts == ["balance-differs"]


def test_the_period_of_interest_is_not_the_statements() -> None:
    interest = f"<Intrst>{period('2025-01-01', '2025-01-01')}</Intrst>"

    statement = read_text(SENSE, camt(CREATED + interest + undated(entry())))

    assert statement.days == ["2025-03-04"]
    assert statement.doubts == ["date-unknown"]


@pytest.mark.parametrize(
    ("opening", "closing", "doubts"),
    [
        (5000, 3750, []),
        (1250, 0, []),
        (5000, 5000, ["balance-differs", "sign-ambiguous"]),
        (3750, 5000, ["balance-differs", "sign-ambiguous"]),
    ],
)
def test_balances_without_a_side_are_credits_where_entries_prove_it(
    opening: int, closing: int, doubts: list[str]
) -> None:
    balances = unsigned(balance("OPBD", opening) + balance("CLBD", closing))

    statement = read_text(SENSE, camt(balances + entry()))

    assert [float(amount or 0) * 100 for _, amount, _ in statement.balances] == [opening, closing]
    assert statement.doubts == doubts


@pytest.mark.parametrize("balances", [BOTH_ENDS[: BOTH_ENDS.index("\n")], BOTH_ENDS])
def test_a_balance_without_a_side_and_without_proof_is_doubted(balances: str) -> None:
    statement = read_text(SENSE, camt(unsigned(balances)))

    assert "sign-ambiguous" in statement.doubts


def test_a_side_that_is_neither_is_a_balance_that_cannot_be_read() -> None:
    balances = BOTH_ENDS.replace("CRDT", "CR", 1)

    statement = read_text(SENSE, camt(balances + entry()))

    assert statement.doubts == ["balance-unreadable"]
    assert transaction(statement.rows[0]).booked_on.isoformat() == "2025-03-03"
