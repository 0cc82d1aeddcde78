"""What stands around the rows of a real statement: conditions in columns, telephone numbers."""

from __future__ import annotations

from decimal import Decimal

from lifeos.senses.pdf.layout import Word
from lifeos.senses.pdf.text import _whole_numbers

from tests.support.printed_text import statement

FIRST = """
#Account statement
Northbank                        Account number 11112222
Statement period 01/01/2025 - 31/01/2025         GBP
Date         Description                    Paid out     Paid in     Balance
31 Dec       Balance brought forward                                  100.00
13 Jan       Corner Bakery                     10.00                   90.00
14 Jan       Salary                                        50.00      140.00
31 Jan       Balance carried forward                                  140.00
Northbank plc on 44 1632 960 929
5 Market Hill, Anytown, since 1 August 2017                            19.90
"""
CONDITIONS = """
Interest is calculated on the debit balance of your    once we have details of the payment from
each day, with a date in the description of a charge   the amount is paid out of the balance
12 August 2017 for each of the payments, most 2017     any charge of 80.00
please call 44 1632 960 930 or write to us before 1st August 2018
"""


def test_a_page_of_conditions_holds_no_table_and_adds_no_row() -> None:
    found = statement(FIRST, CONDITIONS)

    assert found.amounts == ["-10.00", "50.00"]
    assert found.doubts == []


def test_rows_go_on_behind_a_subtotal_and_on_a_page_without_headings() -> None:
    head, _ = FIRST.split("31 Jan ")
    more = """
15 Jan       Bus                                5.00                  135.00
             Subtotal                                                 135.00
16 Jan       Tram                               5.00                  130.00
31 Jan       Balance carried forward                                  130.00
"""

    found = statement(head, more, CONDITIONS)

    assert found.amounts == ["-10.00", "50.00", "-5.00", "-5.00"]
    assert found.doubts == []


def test_a_blank_before_the_decimal_mark_is_kerning() -> None:
    found = statement(FIRST.replace("GBP\n", "GBP\nOpening balance    100 .00\n"))

    assert found.balances[0][2] == Decimal(100)
    assert found.doubts == []


def word(text: str, x0: float, x1: float) -> Word:
    return Word(text, x0, 10.0, x1, 20.0)


def test_a_figure_that_kerning_tore_apart_is_one_word_and_two_figures_are_two() -> None:
    torn = [word("1,31", 0, 20), word("5.61", 21.3, 41)]
    apart = [word("404", 0, 15), word("404", 17.2, 32)]
    lettered = [word("Ove", 0, 15), word("rdraft", 16, 40)]

    assert [one.text for one in _whole_numbers(iter(torn))] == ["1,315.61"]
    assert [one.x1 for one in _whole_numbers(iter(torn))] == [41]
    assert [one.text for one in _whole_numbers(iter(apart))] == ["404", "404"]
    assert [one.text for one in _whole_numbers(iter(lettered))] == ["Ove", "rdraft"]


def test_rows_whose_day_is_not_their_first_column_go_on_behind_a_subtotal_and_a_page() -> None:
    head = """
#Account statement
Northbank                        Account number 11112222
Statement period 01/01/2025 - 31/01/2025         GBP
Description                    Date         Paid out     Paid in     Balance
Balance brought forward                                              100.00
Corner Bakery                  13 Jan          10.00                  90.00
Subtotal                                                              90.00
"""
    more = """
Evening tram                   14 Jan           5.00                  85.00
Balance carried forward                                               85.00
"""

    assert statement(head + more).amounts == ["-10.00", "-5.00"]
    assert statement(head, more).amounts == ["-10.00", "-5.00"]
