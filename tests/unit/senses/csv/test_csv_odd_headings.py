"""Headings and cells that say less than they seem to: empty days, prices, brackets, remarks."""

from __future__ import annotations

from pathlib import Path

import pytest
from lifeos.senses.csv.cells import amount_readings, is_date
from lifeos.senses.csv.headings import Role, role_of

from tests.support.csv_reading import read_text, rows_of


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Value (£)", "amount"),
        ("Wert in EUR", "amount"),
        ("Value date", "value"),
        ("Withholding tax", "tax"),
        ("收/支", "marker"),
        ("记账币种", "currency"),
        ("金额(元)", "amount"),
        ("initial_date", "other"),
        ("Číslo účtu", "account"),
        ("Остаток", "balance"),
        ("Avant commission", "gross"),
        ("Commission", "fee"),
        ("Montant de la livraison", "other"),
    ],
)
def test_headings_name_their_part(heading: str, role: Role) -> None:
    assert role_of(heading) == role


@pytest.mark.parametrize("cell", ["($300.00)", "( US$1,600.03 )", "(£5)"])
def test_brackets_around_a_currency_sign_are_a_minus(cell: str) -> None:
    assert amount_readings(cell)["point"] < 0


def test_a_point_may_end_the_day_before_its_time() -> None:
    assert is_date("24 lug 2024. 02:59:45")


def test_a_settlement_day_that_no_row_has_leaves_rows_booked(tmp_path: Path) -> None:
    text = (
        "Run Date,Action,Amount ($),Settlement Date\n"
        "12/01/2024,Transfer,-88.00,\n11/22/2024,Zelle payment from a friend,110.00,\n"
    )

    read = read_text(tmp_path, text)

    assert [getattr(fact.data, "status", None) for fact in read.transactions] == ["booked"] * 2
    assert {fact.currency for fact in read.transactions} == {"USD"}
    assert read.done


def test_a_shared_sign_in_the_heading_is_doubted_as_one_beside_the_amounts(tmp_path: Path) -> None:
    text = "Date,Action,Amount ($)\n2024-12-01,Transfer,-88.00\n2024-12-02,Cheque,-9.00\n"

    read = read_text(tmp_path, text)

    assert read.doubts == ("currency-open",)


def test_prices_side_by_side_are_no_statement(tmp_path: Path) -> None:
    text = (
        "Order Date,Title,List Price,Unit Price,Quantity,Currency\n"
        "2025-01-14,Lamp,39.90,29.90,2,EUR\n2025-01-20,Mug,8.50,7.25,1,EUR\n"
    )

    read = read_text(tmp_path, text)

    assert read.transactions == []
    assert read.tally.document_kind == "table"


def test_a_column_of_times_that_holds_days_is_the_day(tmp_path: Path) -> None:
    text = (
        "Type;Instrument;Time;Amount\n"
        "Deposit;;2025-01-02 09:00:00;100\nStock purchase;Example;2025-01-03 10:00:00;-50,25\n"
    )

    read = read_text(tmp_path, text)

    assert rows_of(read) == ["2025-01-02 100.00", "2025-01-03 -50.25"]


def test_sentences_after_the_rows_are_remarks(tmp_path: Path) -> None:
    text = (
        "Date,Description,Amount\n2025-01-14,Coffee,-3.20\n2025-01-15,Salary,2100.00\n\n"
        '"Provided by Example Brokerage, 900 Sample Street, for information"\n'
        "Date downloaded 01/31/2025, 9:11 AM\n"
    )

    read = read_text(tmp_path, text)

    assert rows_of(read) == ["2025-01-14 -3.20", "2025-01-15 2100.00"]
    assert read.done


def test_a_spoilt_day_without_an_amount_is_still_doubted(tmp_path: Path) -> None:
    text = "Date,Description,Amount\n2025-01-14,Coffee,-3.20\n2O25-01-15,Tea,\n"

    read = read_text(tmp_path, text)

    assert read.doubts == ("row-unread",)


def test_two_amounts_with_two_currencies_are_paired_by_side(tmp_path: Path) -> None:
    text = (
        "Date;Original amount;Original currency;Amount in account currency;Account currency\n"
        "2025-01-14;-7,00;USD;-6,50;EUR\n2025-01-15;-3,00;EUR;-3,00;EUR\n"
    )

    read = read_text(tmp_path, text)

    assert rows_of(read) == ["2025-01-14 -6.50", "2025-01-15 -3.00"]
    assert {fact.currency for fact in read.transactions} == {"EUR"}


def test_an_amount_that_no_row_has_gives_way_to_what_is_net(tmp_path: Path) -> None:
    text = (
        "Date,Heure,Nom,État,Devise,Avant commission,Commission,Net,Montant du remboursement\n"
        '15/01/2025,20:40:50,Atelier,Terminé,EUR,"70,59","-2,10","68,49",\n'
        '14/01/2025,19:39:49,Librairie,Terminé,EUR,"-12,00","0,00","-12,00",\n'
    )

    read = read_text(tmp_path, text)

    assert rows_of(read) == ["2025-01-15 68.49", "2025-01-14 -12.00"]
    assert read.done


def test_words_of_spending_on_both_signs_turn_no_sign(tmp_path: Path) -> None:
    text = (
        "Date;Libellé;Montant\n13/05/2025;ACHAT A;11,01\n14/05/2025;ACHAT B;25,05\n"
        "15/05/2025;ACHAT C;-10,01\n16/05/2025;CHEQUE;-61,11\n17/05/2025;VIREMENT;72,11\n"
    )

    read = read_text(tmp_path, text)

    assert rows_of(read)[0] == "2025-05-13 11.01"
    assert read.doubts == ("direction-open",)
