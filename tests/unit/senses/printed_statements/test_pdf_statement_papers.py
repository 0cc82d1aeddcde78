"""Printed statements that differ from the usual, and papers that are none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from lifeos.senses.printed_statements.finding import may_be_statement, speaks_of_statements

from tests.support.pages import pages
from tests.support.printed_text import read_text, statement

HEAD = """
#Account statement
Northbank                        Account number 11112222
Statement period 01/01/2025 - 31/01/2025         GBP
"""


TWO_ACCOUNTS = """
Account number: 11112222
Opening balance           100.00
Date          Description                    Money out    Money in     Balance
02/01/2025    Corner Bakery                      10.00                   90.00

Account number: 33334444
Opening balance           500.00
Date          Description                    Money out    Money in     Balance
05/01/2025    Rent                              100.00                  400.00
14/01/2025    Refund                                         1.00       401.00
Closing balance           401.00
"""


def test_two_accounts_on_one_paper_are_two_statements() -> None:
    found = statement(HEAD.replace("Account number 11112222", "") + TWO_ACCOUNTS)

    assert found.accounts == ["11112222", "33334444", "33334444"]
    assert found.amounts == ["-10.00", "-100.00", "1.00"]
    assert [str(amount) for _, _, amount in found.balances] == ["100.00", "500.00", "401.00"]
    assert found.doubts == []


def test_the_number_of_the_bank_in_a_foot_line_is_no_second_account() -> None:
    page = """
Date          Description                    Money out    Money in     Balance
02/01/2025    Corner Bakery                      10.00                   90.00
Account number 99998888 is where cheques are paid in
"""
    later = page.replace("02/01", "03/01").replace("90.00", "80.00")

    found = statement(HEAD + "Opening balance   100.00\n" + page, later)

    assert found.accounts == ["11112222", "11112222"]
    assert found.doubts == []


def test_days_may_be_headings_above_their_rows() -> None:
    found = statement(
        HEAD
        + """
Opening balance           100.00
Description                    Money out    Money in     Balance
Monday 13 January 2025
Corner Bakery                      10.00                   90.00
Salary                                         50.00      140.00
Tuesday 14 January 2025
Bus                                 5.00                  135.00
"""
    )

    assert found.rows == [
        ("2025-01-13", "Corner Bakery", Decimal("-10.00")),
        ("2025-01-13", "Salary", Decimal("50.00")),
        ("2025-01-14", "Bus", Decimal("-5.00")),
    ]
    assert found.doubts == []


def test_rows_without_a_day_belong_to_the_day_above() -> None:
    found = statement(
        HEAD
        + """
Opening balance           100.00
Date          Description                    Money out    Money in     Balance
13 Jan        Corner Bakery                      10.00                   90.00
              Salary                                        50.00       140.00
              Bus                                 5.00                  135.00
"""
    )

    assert [day for day, _, _ in found.rows] == ["2025-01-13"] * 3
    assert found.doubts == []


def test_the_running_balance_tells_the_sign_of_bare_amounts() -> None:
    found = statement(
        HEAD
        + """
Opening balance           100.00
Date         Description                    Amount     Balance
13 Jan       Corner Bakery                  10.00        90.00
13 Jan       Salary                         50.00       140.00
14 Jan       Bus                             5.00       135.00
"""
    )

    assert found.amounts == ["-10.00", "50.00", "-5.00"]
    assert found.doubts == []


def test_a_shop_called_total_is_a_row_and_a_total_is_none() -> None:
    found = statement(
        HEAD
        + """
Opening balance           100.00
Date         Description                    Paid out     Paid in     Balance
13 Jan       Total                             10.00                   90.00
14 Jan       Salary                                        50.00      140.00
             Total                             10.00       50.00
"""
    )

    assert [words for _, words, _ in found.rows] == ["Total", "Salary"]
    assert found.doubts == []


def test_amounts_in_foreign_money_among_the_words_are_no_amounts() -> None:
    found = statement(
        HEAD
        + """
Opening balance           100.00
Date         Description                                  Amount     Balance
13 Jan       Hotel Roma                                   -10.00       90.00
             EUR 11.80 at 0.8475
14 Jan       Salary                                        50.00      140.00
"""
    )

    assert found.amounts == ["-10.00", "50.00"]
    assert found.rows[0][1] == "Hotel Roma EUR 11.80 at 0.8475"


@pytest.mark.parametrize(
    "text",
    [
        """
#Invoice
Acme Ltd      Invoice no. 4711      Account number 11112222
Date          Description             Amount      Balance
13/01/2025    Consulting              100.00       100.00
14/01/2025    Consulting              100.00       200.00
Total                                 200.00
""",
        """
#Payslip
Acme Ltd      01/01/2025 - 31/01/2025    Account number 11112222
Date          Description             Amount      Balance
13/01/2025    Basic pay               100.00       100.00
""",
        """
#Minutes
13/01/2025    We spoke of the balance of powers.
""",
        "",
    ],
)
def test_other_papers_are_no_statements(text: str) -> None:
    assert read_text(text) is None


def test_a_list_of_bookings_without_an_account_is_no_statement() -> None:
    text = """
#Club cash book
Date          Description             Amount      Balance
13/01/2025    Fees                    100.00       100.00
"""

    assert read_text(text) is None


def test_a_table_with_balances_and_an_account_needs_no_title() -> None:
    found = statement(
        """
Northbank
Account number 11112222      EUR
Previous balance             100.00
Date          Description             Amount      Balance
13/01/2025    Bakery                  -10.00        90.00
"""
    )

    assert found.amounts == ["-10.00"]


def test_quick_looks_are_true_of_statements_and_false_of_most_papers() -> None:
    table = HEAD + "Date   Description        Amount     Balance\n13 Jan  Tea    1.00   2.00"

    assert may_be_statement(pages(table))
    assert not may_be_statement(pages("Dear Jane, thank you for the lovely dinner."))
    assert speaks_of_statements("Ihr Kontoauszug Nr. 3")
    assert not speaks_of_statements("Einladung zum Fest")
