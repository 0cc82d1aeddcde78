"""What the facts of a CSV statement carry: evidence, instants, accounts, balances."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from lifeos.contracts.facts import TransactionData
from lifeos.senses.csv.sense import CsvStatement
from lifeos.senses.models import FactDraft, Page, Tally

from tests.support.csv_reading import balances_of, read_path, read_text, rows_of, source_of

STATEMENT = "Date,Description,Amount\n2024-01-02,Coffee,-2.50\n2024-01-03,Salary,1000.00\n"


def test_evidence_points_at_the_cell_as_it_stands(tmp_path: Path) -> None:
    text = 'Report\n\nDate;Text;Betrag\n02.01.2024;"A ""b""\nc";"-1.002,50"\n03.01.2024;D;1,00\n'
    read = read_text(tmp_path, text)
    lines = text.splitlines()

    first, second = (fact.evidence for fact in read.transactions)

    assert [(e.field, e.row, e.line, e.column, e.snippet) for e in first] == [
        ("booked_on", 1, 4, "Date", "02.01.2024"),
        ("amount", 1, 5, "Betrag", "-1.002,50"),
        ("description", 1, 4, "Text", 'A "b"\nc'),
    ]
    assert {(e.row, e.line, e.reader) for e in second} == {(2, 6, "csv/1")}
    assert all(e.snippet in lines[5] for e in second)


def test_facts_made_without_validation_are_valid(tmp_path: Path) -> None:
    read = read_text(tmp_path, STATEMENT)

    for fact in read.transactions:
        again = FactDraft.model_validate(fact.model_dump())
        assert again == fact
        assert isinstance(again.data, TransactionData)


def test_instants_keep_their_offset_and_local_day(tmp_path: Path) -> None:
    read = read_text(tmp_path, "Date,Name,Amount\n2024-02-25T23:34:56+02:00,Tesco,-10\n")

    fact = read.transactions[0]
    start = fact.occurred.start

    assert isinstance(start, datetime)
    assert start.astimezone(UTC) == datetime(2024, 2, 25, 21, 34, 56, tzinfo=UTC)
    assert fact.data.model_dump()["booked_on"] == date(2024, 2, 25)


@pytest.mark.parametrize(
    ("zone", "hours", "named"),
    [("PDT", -7, None), ("Europe/Zurich", 2, "Europe/Zurich"), ("Nowhere/Else", None, None)],
)
def test_zones_in_a_column_of_their_own(
    zone: str, hours: int | None, named: str | None, tmp_path: Path
) -> None:
    text = f"Date,Time,TimeZone,Name,Amount\n20/05/2024,23:30:00,{zone},Shop,-1.00\n"

    occurred = read_text(tmp_path, text).transactions[0].occurred

    assert occurred.zone == named
    if hours is None:
        assert occurred.start == date(2024, 5, 20)
    else:
        assert isinstance(occurred.start, datetime)
        assert occurred.start.utcoffset() == timedelta(hours=hours)


def test_a_heading_that_comes_again_is_no_row(tmp_path: Path) -> None:
    heading, first, second = STATEMENT.splitlines()

    read = read_text(tmp_path, "\n".join([heading, first, heading, second]) + "\n")

    assert rows_of(read) == ["2024-01-02 -2.50", "2024-01-03 1000.00"]
    assert read.done


def test_a_balance_in_a_row_of_its_own_is_no_booking(tmp_path: Path) -> None:
    text = (
        "Date,Description,Amount\n2024-01-01,OPENING BALANCE,100.00\n"
        "2024-01-20,Coffee,-1.00\n2024-01-31,CLOSING BALANCE,99.00\n"
    )

    read = read_text(tmp_path, text)

    assert rows_of(read) == ["2024-01-20 -1.00"]
    assert balances_of(read) == ["opening 100.00", "closing 99.00"]
    assert read.done


def test_the_card_of_a_card_statement_is_its_account(tmp_path: Path) -> None:
    text = (
        "Date,Merchant,Card,Amount\n2024-01-20,Shop,XXXX-4421,9.00\n"
        "2024-01-22,Payment received,XXXX-4421,-9.00\n"
    )

    read = read_text(tmp_path, text)

    assert read.tally.document_kind == "card_statement"
    assert {fact.data.model_dump()["account"] for fact in read.transactions} == {"XXXX-4421"}
    assert {fact.identity[1] for fact in read.transactions} == {"CARD4421"}


def test_an_iban_in_the_file_name_names_the_account(tmp_path: Path) -> None:
    read = read_text(tmp_path, STATEMENT, name="NL91ABNA0417164300_01-01-2024.csv")

    facts = [fact.data.model_dump() for fact in read.transactions]

    assert {fact["account"] for fact in facts} == {"NL91ABNA0417164300"}
    assert {fact.currency for fact in read.transactions} == {"EUR"}


def test_rows_that_never_happened_are_counted_and_give_no_fact(tmp_path: Path) -> None:
    text = (
        "Date,Description,Amount,Status\n"
        "2024-01-02,A,-1.00,Completed\n2024-01-03,B,-2.00,Declined\n"
    )

    read = read_text(tmp_path, text)

    assert rows_of(read) == ["2024-01-02 -1.00"]
    assert read.tally.found_count == read.tally.declared_count == 2


def test_reading_holds_no_more_than_a_few_rows(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Date", "Description", "Amount"])
        rows.writerows(["2024-01-02", f"Shop {n}", "-1.00"] for n in range(500))

    readings = CsvStatement().read(source_of(path))

    assert isinstance(next(readings), FactDraft)
    assert isinstance(list(readings)[-1], Tally)


def test_an_unreadable_byte_costs_one_character_and_no_row(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    umlauts = "Größe äöü " * 20
    text = f"Date,Description,Amount\n2024-01-02,{umlauts},-2.50\n2024-01-03,cutX,-3.00\n"
    path.write_bytes(text.encode().replace(b"X", "ü".encode()[:1]))

    read = read_path(path)

    assert rows_of(read) == ["2024-01-02 -2.50", "2024-01-03 -3.00"]
    assert read.transactions[0].title == umlauts.strip()
    assert not any(isinstance(page, Page) for page in read.pages)
