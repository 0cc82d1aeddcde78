"""Exports that say a thing in a place of their own: above the value, or in a column of types."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from lifeos.contracts.facts import TransactionData

from tests.support.csv_reading import balances_of, read_text

CARD_BESIDE_BALANCE = """ID,Date,Amount,Currency,Description,Running Balance,Merchant,Card Last Four
A-2,25-03-2025,-20.50,EUR,Card transaction,79.50,Grocer,4444
A-1,24-03-2025,100.00,EUR,Received money,100.00,,
"""
LABELS_ABOVE = """#Numer rachunku;
61 1090 1014 0000 0712 1981 2874;
#Waluta;
PLN;
#Saldo początkowe;
1 000,00 PLN;

#Data operacji;#Data księgowania;#Opis operacji;#Kwota;#Saldo po operacji;
2025-03-02;2025-03-03;ZAKUP KARTĄ;-12,30;987,70;
2025-03-05;2025-03-05;PRZELEW;100,00;1 087,70;
"""
TYPES = """Details,Posting Date,Description,Amount,Type,Balance
DEBIT,03/14/2025,"COFFEE 123",-5.25,DEBIT_CARD,994.75
CREDIT,03/13/2025,"PAYROLL",500.00,ACH_CREDIT,1000.00
"""


def test_one_balance_that_follows_says_which_way_money_went(tmp_path: Path) -> None:
    read = read_text(tmp_path, CARD_BESIDE_BALANCE)

    assert [fact.amount for fact in read.transactions] == [Decimal("-20.50"), Decimal("100.00")]
    assert read.done


@pytest.mark.parametrize("amounts", [("20.50", "-100.00"), ("-20.50", "100.00")])
def test_it_says_so_whichever_sign_spending_has(amounts: tuple[str, str], tmp_path: Path) -> None:
    text = CARD_BESIDE_BALANCE.replace("-20.50", amounts[0]).replace(
        ",100.00,E", f",{amounts[1]},E"
    )

    read = read_text(tmp_path, text)

    assert [fact.amount for fact in read.transactions] == [Decimal("-20.50"), Decimal("100.00")]


def test_a_label_may_stand_on_the_line_above_its_value(tmp_path: Path) -> None:
    read = read_text(tmp_path, LABELS_ABOVE)

    accounts = {getattr(fact.data, "account", None) for fact in read.transactions}
    assert accounts == {"61 1090 1014 0000 0712 1981 2874"}
    assert any("1000.00" in balance for balance in balances_of(read))


def test_an_opening_balance_above_the_table_guards_the_first_row(tmp_path: Path) -> None:
    lines = LABELS_ABOVE.splitlines(keepends=True)
    without_first = "".join(line for line in lines if "ZAKUP" not in line)

    assert read_text(tmp_path, LABELS_ABOVE).done
    assert "opening-differs" in read_text(tmp_path, without_first).doubts


def test_a_column_of_types_is_no_description(tmp_path: Path) -> None:
    read = read_text(tmp_path, TYPES)

    rows = [fact.data for fact in read.transactions if isinstance(fact.data, TransactionData)]
    assert [row.description for row in rows] == ["COFFEE 123", "PAYROLL"]


def test_every_cell_that_is_kept_is_pointed_to(tmp_path: Path) -> None:
    read = read_text(tmp_path, CARD_BESIDE_BALANCE)

    places = {place.field: place for place in read.transactions[0].evidence}
    assert places["balance"].column == "Running Balance"
    assert places["balance"].snippet == "79.50"
    assert places["counterparty"].snippet == "Grocer"
    assert places["currency"].snippet == "EUR"
