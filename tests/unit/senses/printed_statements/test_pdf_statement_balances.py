"""Where printed statements state balances and sums, and rows that cannot be read one way."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.support.printed_text import statement

TITLE = """
#Account statement
Northbank                        Account number 11112222
"""
PERIOD = "Statement period 01/01/2025 - 31/01/2025         GBP\n"
HEAD = TITLE + PERIOD
ROWS = """
Date         Description                    Paid out     Paid in
13 Jan       Corner Bakery                     10.00
14 Jan       Salary                                        50.00
"""


def test_amounts_may_stand_below_their_labels() -> None:
    found = statement(
        HEAD
        + """
Opening balance      Closing balance
     100.00               140.00
"""
        + ROWS
    )

    assert [amount for _, _, amount in found.balances] == [Decimal("100.00"), Decimal("140.00")]
    assert found.doubts == []


def test_two_labels_of_one_line_keep_their_own_amounts() -> None:
    found = statement(HEAD + "Opening balance 100.00     Closing balance 140.00\n" + ROWS)

    assert [amount for _, _, amount in found.balances] == [Decimal("100.00"), Decimal("140.00")]
    assert found.doubts == []


def test_balances_of_two_days_are_told_by_their_days() -> None:
    found = statement(
        HEAD
        + """
Balance on 31 December 2024          100.00
Balance on 31 January 2025           140.00
"""
        + ROWS
    )

    assert found.balances == [
        ("opening", "2024-12-31", Decimal("100.00")),
        ("closing", "2025-01-31", Decimal("140.00")),
    ]
    assert found.doubts == []


def test_balances_may_stand_in_a_block_behind_the_rows() -> None:
    block = """
Summary of this month
Opening balance                    GBP 100.00
Closing balance                    GBP 140.00
"""

    found = statement(HEAD + ROWS + block)

    assert [amount for _, _, amount in found.balances] == [Decimal("100.00"), Decimal("140.00")]
    assert found.doubts == []


def test_two_different_opening_balances_do_not_agree() -> None:
    found = statement(
        HEAD
        + "Closing balance 140.00\nOpening balance 100.00\n"
        + ROWS.replace("13 Jan", "Balance brought forward                          110.00\n13 Jan")
    )

    assert "balance-differs" in found.doubts


def test_a_balance_in_one_of_two_columns_has_the_sign_of_its_column() -> None:
    rows = """
Date         Description                    Debit        Credit
01 Jan       Previous balance               100.00
13 Jan       Corner Bakery                   10.00
31 Jan       New balance                    110.00
"""

    found = statement(HEAD + rows)

    assert [amount for _, _, amount in found.balances] == [Decimal("-100.00"), Decimal("-110.00")]
    assert found.amounts == ["-10.00"]
    assert found.doubts == []


def test_sums_of_both_columns_below_the_rows_are_compared() -> None:
    good = HEAD + ROWS + "             Totals                            10.00        50.00\n"
    bad = good.replace(
        "Totals                            10.00", "Totals                            11.00"
    )

    assert statement(good).doubts == []
    assert "sum-differs" in statement(bad).doubts


def test_a_side_may_be_stated_in_parts() -> None:
    parts = """
Checks paid                   4.00
Electronic withdrawals        6.00
Total deposits               50.00
"""

    assert statement(HEAD + parts + ROWS).doubts == []


def test_a_row_with_amounts_on_both_sides_cannot_be_read() -> None:
    both = ROWS.replace(
        "Corner Bakery                     10.00",
        "Corner Bakery                     10.00        20.00",
    )

    found = statement(HEAD + "Opening balance 100.00\nClosing balance 140.00\n" + both)

    assert found.amounts == ["50.00"]
    assert "row-unreadable" in found.doubts
    assert found.tally.declared_count == 2


def test_a_nought_in_the_other_column_does_not_matter() -> None:
    nought = ROWS.replace(
        "Corner Bakery                     10.00",
        "Corner Bakery                     10.00         0.00",
    )

    found = statement(HEAD + "Opening balance 100.00\nClosing balance 140.00\n" + nought)

    assert found.amounts == ["-10.00", "50.00"]
    assert found.doubts == []


def test_a_debit_that_is_given_back_is_money_in() -> None:
    rows = """
Date         Description                    Paid out     Paid in
13 Jan       Corner Bakery                     10.00
14 Jan       Corner Bakery reversed            10.00CR
15 Jan       Salary reversed                              50.00-
"""

    found = statement(HEAD + "Opening balance 100.00\nClosing balance 50.00\n" + rows)

    assert found.amounts == ["-10.00", "10.00", "-50.00"]
    assert found.doubts == []


def test_three_decimals_in_an_unknown_notation_stay_open() -> None:
    rows = """
Datum        Omschrijving                   Bedrag af    Bedrag bij
13-01-2025   Bakker                             1.234
"""

    found = statement("#Rekeningafschrift\nRekeningnummer 11112222   EUR\n" + rows)

    assert found.doubts
    assert found.amounts in ([], ["-1234"])


@pytest.mark.parametrize(
    ("first", "second", "closing", "amounts"),
    [
        ("Bakery        10.00", "Payment      -50.00", "60.00", ["-10.00", "50.00"]),
        ("Payment      -10.00", "Fridge        50.00", "140.00", ["10.00", "-50.00"]),
        ("Payment       10.00CR", "Fridge        50.00", "140.00", ["10.00", "-50.00"]),
    ],
)
def test_a_card_states_its_debt_without_sign(
    first: str, second: str, closing: str, amounts: list[str]
) -> None:
    rows = f"""
Previous balance              100.00
New balance                   {closing}
Date       Description    Amount
13 Jan     {first}
14 Jan     {second}
"""

    found = statement("#Credit card statement\nCard number 4111 **** **** 1111\n" + PERIOD + rows)

    assert found.amounts == amounts
    assert found.balances[0][2] == Decimal("-100.00")
    assert found.doubts == []


def test_an_open_currency_is_said() -> None:
    found = statement(
        TITLE + "01 Jan 2025 - 31 Jan 2025\nOpening balance 100.00\nClosing balance 140.00\n" + ROWS
    )

    assert found.doubts == ["currency-unclear"]


def test_a_table_without_any_row_or_balance_says_that_nothing_was_read() -> None:
    found = statement(HEAD + "Date         Description                    Paid out     Paid in\n")

    assert found.rows == []
    assert found.doubts == ["rows-not-found"]


def test_a_second_number_without_a_balance_begins_no_account() -> None:
    tail = "\nAccount number 99998888\n"
    more = "15 Jan       Bus                                5.00\n"

    found = statement(
        HEAD + "Opening balance 100.00\nClosing balance 135.00\n" + ROWS + tail + more
    )

    assert found.accounts == ["11112222"] * 3
    assert found.doubts == []
