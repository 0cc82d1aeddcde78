"""Card statements that call themselves none: boxes above, old balance and total in the table."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.support.printed_text import statement

BOXES = """
Harbour Card Services
Statement date    Payment due date    Total credit limit    Total minimum due
31-01-2025        24-02-2025          9,000.00              50.00
"""
ROWS = """
Transaction date    Description                Amount (SGD)
Harbour credit card
A. Sample  4111-2222-3333-4444
                    Last month's balance        80.00
02/01               Payment by transfer        (80.00)
03/01               Corner Bakery                4.20
21/01               Bus                          1.80
22/01               Cash rebate                 (1.00)
                    Subtotal                     {total}
                    Total                        {total}
                    Total amount due             {due}
"""


def card(total: str = "5.00", due: str = "5.00") -> str:
    return BOXES + ROWS.format(total=total, due=due)


def test_a_table_from_the_old_balance_to_what_is_due_is_a_statement() -> None:
    found = statement(card())

    assert found.amounts == ["80.00", "-4.20", "-1.80", "1.00"]
    assert [amount for _, _, amount in found.balances] == [Decimal("-80.00"), Decimal("-5.00")]
    assert found.doubts == []


@pytest.mark.parametrize(("total", "due"), [("5.00", "6.00"), ("6.00", "5.00"), ("6.00", "6.00")])
def test_a_total_that_is_neither_of_the_rows_nor_of_the_balance_is_doubted(
    total: str, due: str
) -> None:
    assert statement(card(total, due)).doubts != []


def test_a_row_that_is_missing_is_doubted() -> None:
    lines = [line for line in card().splitlines() if "Bus" not in line]

    assert statement("\n".join(lines)).doubts != []


@pytest.mark.parametrize(
    "boxes",
    [
        "Rechnungsdatum    Fällig am    Verfügungsrahmen    Haben",
        "Date du relevé    Date limite    Plafond de crédit    Crédit",
        "Fecha    Vencimiento    Límite de crédito    Saldo",
        "Data    Scadenza    Fido carta    Saldo",
    ],
)
def test_boxes_above_are_no_heading_of_rows_in_any_language(boxes: str) -> None:
    head = f"Harbour Card\n{boxes}\n31.01.2025        24.02.2025          9,000.00          50.00\n"

    found = statement(head + ROWS.format(total="5.00", due="5.00"))

    assert found.amounts == ["80.00", "-4.20", "-1.80", "1.00"]


def test_a_limit_is_no_sum_of_credits() -> None:
    found = statement(card().replace("Total credit limit", "Total credit line "))

    assert found.doubts == []
