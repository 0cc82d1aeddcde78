"""QIF trades, rows that stand in no list, and other sloppiness of real exports."""

from __future__ import annotations

from decimal import Decimal

import pytest
from lifeos.senses.qif.sense import QifSense

from tests.support.statements import (
    head_of,
    outcome,
    read_text,
    snippets_stand_where_said,
    transaction,
)

SENSE = QifSense()
ROWS = "D13/03/2025\nT-9.50\nPBakery\n^\nD14/03/2025\nT20.00\nPRefund\n^\n"


def trade(action: str, amount: str = "T120.95") -> str:
    return f"!Type:Invst\nD3/14/2025\nN{action}\nYACME\nI12\nQ10\n{amount}\nO0.95\n^\n"


@pytest.mark.parametrize(
    ("action", "amount"),
    [
        ("Buy", "-120.95"),
        ("Sell", "120.95"),
        ("ShtSell", "120.95"),
        ("CvrShrt", "-120.95"),
        ("sell", "120.95"),
    ],
)
def test_what_a_trade_costs_or_brings_is_a_row_and_its_securities_are_not_read(
    action: str, amount: str
) -> None:
    statement = read_text(SENSE, trade(action))

    assert statement.amounts == [Decimal(amount)]
    assert statement.doubts == ["not-read"]
    assert f"securities were not read: 1 {action}." in statement.tally.doubts[0].detail
    assert statement.tally.declared_count == 1


@pytest.mark.parametrize("action", ["BuyX", "SellX", "ReinvDiv", "ShrsIn", "StkSplit"])
def test_a_trade_paid_from_elsewhere_or_in_shares_moves_no_cash(action: str) -> None:
    statement = read_text(SENSE, trade(action))

    assert (statement.amounts, statement.doubts) == ([], ["not-read"])


def test_a_trade_without_its_sum_is_named_and_costs_no_other_row() -> None:
    dividend = "D3/15/2025\nNDiv\nYACME\nT4.20\n^\n"

    statement = read_text(SENSE, trade("Buy", "CX") + dividend)

    assert statement.amounts == [Decimal("4.20")]
    assert statement.doubts == ["not-read"]


def test_interest_paid_on_an_investment_account_is_spent() -> None:
    statement = read_text(SENSE, "!Type:Invst\nD3/14/2025\nNIntExp\nT3.10\n^\n")

    assert statement.amounts == [Decimal("-3.10")]
    assert statement.adds_up


@pytest.mark.parametrize("header", ["!Type:Banque", "!Type:Girokonto", "!Account\nNGiro\nTBank\n^"])
def test_rows_in_a_list_of_an_unknown_name_are_read_and_said(header: str) -> None:
    statement = read_text(SENSE, f"{header}\n{ROWS}")

    assert statement.amounts == [Decimal("-9.50"), Decimal("20.00")]
    assert statement.doubts == ["list-unknown"]
    assert snippets_stand_where_said(statement, f"{header}\n{ROWS}")


def test_an_account_without_a_list_still_names_the_rows_behind_it() -> None:
    statement = read_text(SENSE, f"!Account\nNGiro\nTBank\nDMy 2025 account\n^\n{ROWS}")

    assert {transaction(draft).account for draft in statement.rows} == {"Giro"}


def test_lists_of_other_things_have_no_rows_whatever_they_hold() -> None:
    lists = "!Type:Memorized\nD1/2/2025\nT-5.00\nKP\n^\n!Type:Zoo\nDBig cats\nT7\n^\n"

    statement = read_text(SENSE, f"{lists}!Type:Bank\n{ROWS}")

    assert statement.amounts == [Decimal("-9.50"), Decimal("20.00")]
    assert statement.doubts == ["not-read"]


def test_a_file_of_accounts_alone_is_done_and_has_no_rows() -> None:
    assert outcome(SENSE, b"!Account\nNGiro\nTBank\nL500.00\n^\n") == "done"


@pytest.mark.parametrize("before", ["", "!\n", "\n\n", "\ufeff"])
def test_rows_without_any_header_are_read_and_said(before: str) -> None:
    statement = read_text(SENSE, before + ROWS)

    assert SENSE.score(head_of((before + ROWS).encode())) > 0.5
    assert statement.amounts == [Decimal("-9.50"), Decimal("20.00")]
    assert statement.doubts == ["list-unknown"]


@pytest.mark.parametrize(
    "text",
    [
        "Dear Ms Lovelace,\nThank you.\n^\n",
        "D13/03/2025\nPBakery\n^\n",
        "D13/03/2025\nT-9.50\nPBakery\n",
        "D13/03/2025\nT-9.50\nthe rest is prose\n^\n",
        "D13/03/2025\nT-9.50\n" + "Mmore\n" * 40 + "^\n",
        "[D13/03/2025\nT-9.50\n^\n",
        "",
    ],
)
def test_other_texts_without_a_header_are_not_taken_for_records(text: str) -> None:
    assert SENSE.score(head_of(text.encode(), "a.qif")) == 0
    assert outcome(SENSE, text.encode()) == "no-statement"


def test_remarks_and_a_balance_before_the_header_change_nothing() -> None:
    remarks = "### exported on Monday\n\nBalance 120.00\n"

    assert read_text(SENSE, f"{remarks}!Type:Bank\n{ROWS}").adds_up


@pytest.mark.parametrize("header", ["!Type!CCard", "!type:ccard", "!Type: CCard "])
def test_sloppy_headers_name_the_same_list(header: str) -> None:
    statement = read_text(SENSE, f"{header}\n{ROWS}")

    assert statement.adds_up
    assert statement.tally.document_kind == "card_statement"


@pytest.mark.parametrize(
    ("written", "days"),
    [
        (("02272025", "03012025"), ["2025-02-27", "2025-03-01"]),
        (("27022025", "01032025"), ["2025-02-27", "2025-03-01"]),
        (("20250227", "20250301"), ["2025-02-27", "2025-03-01"]),
    ],
)
def test_dates_without_separators_are_read_by_the_same_vote(
    written: tuple[str, str], days: list[str]
) -> None:
    rows = "".join(f"D{day}\nT-1.00\nPShop\n^\n" for day in written)

    statement = read_text(SENSE, f"!Type:Bank\n{rows}")

    assert statement.days == days
    assert statement.adds_up


def test_an_open_date_without_separators_is_a_doubt() -> None:
    statement = read_text(SENSE, "!Type:Bank\nD02032025\nT-1.00\nPShop\n^\n")

    assert statement.doubts == ["date-ambiguous"]
    assert sorted(statement.tally.doubts[0].readings) == ["2025-02-03", "2025-03-02"]
