"""QIF of Quicken, GnuCash and banks: no currency, no date order, splits and investments."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.errors import RejectedError
from lifeos.senses.qif.records import dated
from lifeos.senses.qif.sense import QifSense

from tests.support.statements import (
    broken,
    head_of,
    other_digits,
    outcome,
    read_text,
    snippets_stand_where_said,
    transaction,
)

SENSE = QifSense()
ROW = "D13/03/2025\nT-12.50\nN1001\nPCorner Bakery\nMRolls\nLFood\n^\n"


def bank(rows: str = ROW, kind: str = "Bank") -> str:
    return f"!Type:{kind}\n{rows}"


def test_a_row_comes_with_every_field_and_its_line() -> None:
    text = bank()

    statement = read_text(SENSE, text)

    (draft,) = statement.rows
    row = transaction(draft)
    assert (draft.amount, draft.currency, row.booked_on) == (
        Decimal("-12.50"),
        None,
        date(2025, 3, 13),
    )
    assert (row.description, row.counterparty, row.reference) == (
        "Corner Bakery Rolls",
        "Corner Bakery",
        "1001",
    )
    assert draft.evidence[0].line == 3
    assert snippets_stand_where_said(statement, text)
    assert statement.adds_up


@pytest.mark.parametrize("kind", ["Bank", "CCard", "Cash", "Oth A", "Oth L", "bank "])
def test_every_kind_of_account_list_is_read(kind: str) -> None:
    assert read_text(SENSE, bank(kind=kind)).amounts == [Decimal("-12.50")]


def test_account_blocks_name_the_rows_behind_them() -> None:
    text = (
        "!Option:AutoSwitch\n!Account\nNSavings\nTBank\n^\nNVisa\nTCCard\n^\n!Clear:AutoSwitch\n"
        f"!Account\nNSavings\nTBank\n^\n{bank()}!Account\nNVisa\nTCCard\n^\n{bank(kind='CCard')}"
    )

    statement = read_text(SENSE, text)

    assert [transaction(draft).account for draft in statement.rows] == ["Savings", "Visa"]
    assert statement.tally.title == "Account file: Savings, Visa"


def test_an_opening_balance_names_the_account_of_its_own_list() -> None:
    opening = "D13/01/2025\nT5.00\nPOpening Balance\nL[My Giro]\n^\n"

    statement = read_text(SENSE, bank(opening + ROW) + bank())

    assert [transaction(draft).account for draft in statement.rows] == ["My Giro", "My Giro", None]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1/ 2'04", "1/2/2004"),
        ("1/ 2' 4", "1/2/2004"),
        ("12/31/99", "12/31/1999"),
        ("2/14'2020", "2/14/2020"),
        ("31.12.20", "31/12/2020"),
        ("2025-03-04", "2025-03-04"),
        ("2025/3/4", "2025-3-4"),
        ("20250304", "20250304"),
        ("soon", "soon"),
    ],
)
def test_dates_of_every_quicken_become_plain(text: str, written: str) -> None:
    assert dated(text) == written


def test_one_date_decides_the_order_for_all() -> None:
    other = ROW.replace("13/03/2025", "04/03/2025")

    day_first = read_text(SENSE, bank(other + ROW))
    month_first = read_text(SENSE, bank(other + ROW.replace("13/03", "03/13")))

    assert day_first.days == ["2025-03-04", "2025-03-13"]
    assert month_first.days == ["2025-04-03", "2025-03-13"]
    assert day_first.adds_up
    assert month_first.adds_up


def test_an_open_date_order_is_one_doubt_with_both_readings() -> None:
    other = ROW.replace("13/03/2025", "04/03/2025")

    statement = read_text(SENSE, bank(other * 3))

    assert statement.doubts == ["date-ambiguous"]
    assert statement.tally.doubts[0].readings == ["2025-03-04", "2025-04-03"]
    assert {draft.confidence for draft in statement.rows} == {Decimal("0.5")}


def test_two_orders_in_one_file_are_a_doubt_and_dates_that_need_one_a_guess() -> None:
    rows = "".join(ROW.replace("13/03", day) for day in ("13/03", "03/13", "04/03"))

    statement = read_text(SENSE, bank(rows))

    assert statement.days == ["2025-03-13", "2025-03-13", "2025-04-03"]
    assert statement.doubts == ["date-ambiguous", "date-ambiguous"]


def test_an_option_line_can_state_the_order() -> None:
    other = ROW.replace("13/03/2025", "04/03/2025")

    assert read_text(SENSE, "!Option:MDY\n" + bank(other)).days == ["2025-04-03"]
    assert read_text(SENSE, "!Option:DMY\n" + bank(other)).days == ["2025-03-04"]


def test_dots_and_decimal_commas_make_day_first_the_better_guess() -> None:
    other = ROW.replace("13/03/2025", "04.03.2025")

    statement = read_text(SENSE, bank(other))

    assert (statement.days, statement.doubts) == (["2025-03-04"], ["date-ambiguous"])


def test_the_file_votes_for_its_decimal_mark() -> None:
    thousand = ROW.replace("-12.50", "-1.234")

    assert read_text(SENSE, bank(thousand + ROW.replace("-12.50", "7,50"))).amounts[0] == Decimal(
        -1234
    )
    assert read_text(SENSE, bank(thousand + ROW)).amounts[0] == Decimal("-1.234")
    assert read_text(SENSE, bank(thousand)).doubts == ["amount-ambiguous"]
    assert read_text(SENSE, bank(thousand)).tally.doubts[0].readings == ["-1.234", "-1234"]


def test_the_two_amount_fields_must_agree() -> None:
    agreeing = ROW.replace("T-12.50", "U-12.50\nT-12.50")

    assert read_text(SENSE, bank(agreeing)).adds_up
    assert read_text(SENSE, bank(agreeing.replace("U-12", "U-13"))).doubts == ["amount-ambiguous"]
    assert read_text(SENSE, bank(ROW.replace("T-", "U-"))).amounts == [Decimal("-12.50")]


def test_splits_must_add_up_to_their_row() -> None:
    split = ROW.replace("^", "SFood\nEbread\n$-10.00\nSTip\nD01/01/2020\n$-2.50\n^")

    statement = read_text(SENSE, bank(split))

    assert (statement.amounts, statement.days) == ([Decimal("-12.50")], ["2025-03-13"])
    assert statement.adds_up
    assert read_text(SENSE, bank(split.replace("$-2.50", "$-2.60"))).doubts == ["split-differs"]
    assert read_text(SENSE, bank(split.replace("$-2.50", "$="))).doubts == ["split-differs"]


def test_cash_of_an_investment_account_is_kept_and_trades_are_named() -> None:
    rows = (
        "D13/03/2025\nNDiv\nYACME\nT4.20\n^\nD13/03/2025\nNMiscExp\nT1.00\nMfee\n^\n"
        "D13/03/2025\nNCash\nT-3.00\nPout\n^\nD13/03/2025\nNBuyX\nYACME\nI1\nQ1\nT9\n^\n"
        "D13/03/2025\nNDivX\nYACME\nT4.20\nL[Giro]\n^\n"
    )

    statement = read_text(SENSE, bank(rows, "Invst"))

    assert statement.amounts == [Decimal("4.20"), Decimal("-1.00"), Decimal("-3.00")]
    assert statement.doubts == ["not-read"]
    assert "1 BuyX (investment), 1 DivX (investment)" in statement.tally.doubts[0].detail
    assert statement.tally.document_kind == "investment_statement"


def test_lists_that_are_no_rows_are_passed_over_and_unknown_ones_named() -> None:
    lists = '!Type:Cat\nNFood\nDEating\nTTrue\n^\n!Type:Prices\n"ACME",1.25,"1/1/25"\n^\n'

    known = read_text(SENSE, lists + bank())
    unknown = read_text(SENSE, "!Type:Zoo\nNLion\n^\n" + bank())

    assert known.adds_up
    assert unknown.doubts == ["not-read"]


def test_one_bad_row_is_named_and_the_rest_is_kept() -> None:
    statement = read_text(SENSE, bank(ROW + ROW.replace("-12.50", "twelve") + ROW))

    assert len(statement.rows) == 2
    assert statement.doubts == ["row-unreadable"]
    assert "line 9" in statement.tally.doubts[0].detail
    assert statement.tally.declared_count == 3


def test_a_last_row_without_its_end_mark_is_kept_and_said() -> None:
    statement = read_text(SENSE, bank(ROW + ROW[:-2]))

    assert len(statement.rows) == 2
    assert statement.doubts == ["truncated"]


def test_remarks_charsets_and_line_ends_do_not_matter() -> None:
    text = "### made by hand ###\n\n" + bank(ROW.replace("Bakery", "Bäckerei"))

    for content in (
        text.encode("cp1252"),
        text.replace("\n", "\r\n").encode(),
        text.encode("utf-16"),
    ):
        statement = read_text(SENSE, content.decode("latin-1"), "latin-1")

        assert transaction(statement.rows[0]).counterparty == "Corner Bäckerei"
        assert SENSE.score(head_of(content)) > 0.5


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no-statement"),
        ("D13/03/2025\nT1\n", "no-statement"),
        (bank("D99/99/2025\nT1\n^\n"), "no-readable-row"),
        (bank(f"D1/1/25\nT1{' ' * 60_000}1\n^\n"), "no-readable-row"),
        (bank("T1\n" + "Mx\n" * 6000), "damaged"),
        (bank("M" + "x" * 70_000), "damaged"),
    ],
)
def test_expected_failure_hopeless_files_are_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(RejectedError) as refusal:
        read_text(SENSE, text)

    assert refusal.value.reason == reason


def test_score_is_by_content_alone() -> None:
    assert SENSE.score(head_of(bank().encode(), "a.txt")) > 0.9
    assert SENSE.score(head_of(b"\xef\xbb\xbf\r\n!Account\r\n", "a")) > 0.9
    assert SENSE.score(head_of(b"Hello!\nType: Bank\n", "a.qif")) == 0
    assert SENSE.score(head_of(b"<html>\n!type:bank\n", "a.qif")) == 0


Row = tuple[int, int]
_ROWS = st.lists(
    st.tuples(st.integers(0, 300), st.integers(-(10**8), 10**8)), min_size=1, max_size=10
)


def written(rows: list[Row], seed: int) -> str:
    """The rows, and one that settles order and mark, as one of many programs might write them."""
    chance = random.Random(seed)
    spelled = chance.choice(
        ["%d/%m/%Y", "%m/%d/%Y", "%d.%m.%y", "%Y-%m-%d", "%m/%d'%y", "%m-%d-%Y"]
    )
    point = chance.random() < 0.5
    text = ""
    for day, cents in [*rows, (29, 123456)]:  # 30 January, 1,234.56
        amount = f"{Decimal(cents) / 100:,.2f}"
        amount = amount if point else amount.translate(str.maketrans(",.", ".,"))
        text += f"D{date(2024, 1, 1) + timedelta(days=day):{spelled}}\nT{amount}\nPx\n^\n"
    return bank(text).replace("\n", chance.choice(["\n", "\r\n", "\r"]))


@settings(max_examples=80)
@given(rows=_ROWS, seed=st.integers(0, 10**6))
def test_every_spelling_of_the_same_rows_reads_the_same(rows: list[Row], seed: int) -> None:
    statement = read_text(SENSE, written(rows, seed))

    assert statement.amounts[:-1] == [Decimal(cents) / 100 for _, cents in rows]
    assert statement.days[:-1] == [f"{date(2024, 1, 1) + timedelta(days=day)}" for day, _ in rows]
    assert statement.adds_up


def test_any_changed_digit_of_a_split_row_is_seen() -> None:
    text = bank(ROW.replace("^", "SFood\n$-10.00\nSTip\n$-2.50\n^"))

    changed = list(other_digits(text, r"^[T$]-([\d.]+)"))

    assert len(changed) == 11
    assert {outcome(SENSE, each.encode()) for each in changed} == {"review"}


@settings(max_examples=120)
@given(seed=st.integers(0, 10**6))
def test_broken_files_are_refused_or_read_and_nothing_else(seed: int) -> None:
    content = broken(written([(1, -500), (2, 700)], seed).encode(), seed)

    assert outcome(SENSE, content) != "no sentence"
