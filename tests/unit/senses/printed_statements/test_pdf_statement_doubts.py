"""Printed statements that leave something open say what and where."""

from __future__ import annotations

from decimal import Decimal

from tests.support.printed_text import statement

HEAD = """
#Account statement
Northbank                        Account number 11112222
Statement period 01/01/2025 - 31/01/2025         GBP
"""


def test_rows_that_nothing_proves_are_doubted_with_their_page() -> None:
    found = statement(
        HEAD
        + """
Date         Description                    Amount
13 Jan       Corner Bakery                  -10.00
14 Jan       Salary                          50.00
"""
    )

    assert found.amounts == ["-10.00", "50.00"]
    assert found.doubts == ["rows-unproved"]
    assert "page 1" in found.tally.doubts[0].detail


def test_sums_of_both_sides_prove_rows_without_balances() -> None:
    found = statement(
        HEAD
        + """
Total money in                    50.00
Total money out                   10.00
Date         Description                    Amount
13 Jan       Corner Bakery                  -10.00
14 Jan       Salary                          50.00
"""
    )

    assert found.doubts == []


def test_an_open_order_of_day_and_month_is_said_with_both_readings() -> None:
    found = statement(
        """
#Account statement
Northbank                        Account number 11112222
Opening balance EUR          100.00
Date         Description                    Amount      Balance
03/04/2025   Corner Bakery                  -10.00       90.00
05/04/2025   Salary                          50.00      140.00
"""
    )

    assert [day for day, _, _ in found.rows] == ["2025-04-03", "2025-04-05"]
    assert found.doubts == ["date-order-open"]
    assert found.tally.doubts[0].readings == ["03.04.", "04.03."]
    assert {fact.confidence for fact in found.facts if fact.kind == "transaction"} == {
        Decimal("0.5")
    }


def test_the_period_settles_the_order_of_day_and_month() -> None:
    found = statement(
        """
#Account statement
Northbank                        Account number 11112222
March 20, 2025 - April 10, 2025
Opening balance EUR          100.00
Date         Description                    Amount      Balance
04/03/2025   Corner Bakery                  -10.00       90.00
04/05/2025   Salary                          50.00      140.00
"""
    )

    assert [day for day, _, _ in found.rows] == ["2025-04-03", "2025-04-05"]
    assert "date-order-open" not in found.doubts


def test_days_without_any_year_on_the_paper_are_no_facts() -> None:
    found = statement(
        """
#Account statement
Northbank                        Account number 11112222
Opening balance EUR          100.00
Date         Description                    Amount      Balance
13 Jan       Corner Bakery                  -10.00       90.00
"""
    )

    assert found.rows == []
    assert "row-without-day" in found.doubts


def test_a_line_with_a_day_and_no_amount_is_doubted() -> None:
    found = statement(
        HEAD
        + """
Opening balance           100.00
Date         Description                    Amount      Balance
13 Jan       Corner Bakery                  -10.00       90.00
14 Jan       Something unreadable
15 Jan       Salary                          50.00      140.00
"""
    )

    assert found.amounts == ["-10.00", "50.00"]
    assert found.doubts == ["row-without-amount"]


def test_a_statement_without_a_number_says_so() -> None:
    found = statement(
        """
#Bank statement
Northbank        01 Jan 2025 - 31 Jan 2025
Opening balance EUR          100.00
Date         Description                    Amount      Balance
13 Jan       Corner Bakery                  -10.00       90.00
"""
    )

    assert found.accounts == [None]
    assert found.doubts == ["account-unknown"]
