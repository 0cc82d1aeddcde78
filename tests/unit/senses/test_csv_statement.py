"""The CSV sense from outside: what it takes, what it refuses, what its facts carry."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from lifeos.contracts.facts import TransactionData
from lifeos.errors import RejectedError
from lifeos.senses.csv_statement import CsvStatement
from lifeos.senses.models import FactDraft, Page, Tally
from lifeos.senses.registry import CERTAIN_ENOUGH, pick

from tests.support.csv_reading import balances_of, head_of, read_path, read_text, rows_of, source_of

STATEMENT = "Date,Description,Amount\n2024-01-02,Coffee,-2.50\n2024-01-03,Salary,1000.00\n"
CONTACTS = (
    "First name,Last name,Phone,Town\nErika,Muster,0123 456,Bern\nMax,Muster,0123 457,Basel\n"
    "Pat,Doe,0123 458,Chur\n"
)
OTHERS = {
    "ics": "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nSUMMARY:a,b,c\nEND:VEVENT\nEND:VCALENDAR\n",
    "vcf": "BEGIN:VCARD\nVERSION:3.0\nN:Muster;Erika;;;\nADR:;;Weg 1;Bern;;3000;CH\nEND:VCARD\n",
    "json": '{"date": "2024-01-02", "amount": 1},\n{"date": "2024-01-03", "amount": 2},\n',
    "xml": '<?xml version="1.0"?>\n<a>1,2,3</a>\n<a>1,2,3</a>\n',
    "ofx": "OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><STMTTRN>\n",
    "qif": "!Type:Bank\nD01/02/2024\nT-5.00\nPShop\n^\n",
    "mt940": ":20:STARTUMS\n:25:12030000/202051\n:60F:C240101EUR100,00\n:61:2401020102D5,00NTRF\n",
    "todo": "(A) 2024-01-02 Call mom +family @phone\nx 2024-01-03 2024-01-01 Pay rent\n",
    "prose": "Dear Erika,\n\nthank you for your letter, your card, and the book.\n"
    "We met on 2 January 2024, in Bern, and it rained, as ever.\n\nYours, Max\n",
    "markdown": "| Date | Amount |\n| --- | --- |\n| 2024-01-02 | 5.00 |\n| 2024-01-03 | 6.00 |\n",
    "shell": "#!/bin/sh\nset -e; cd a; ls\n",
    "empty": "",
}


@pytest.mark.parametrize("name", sorted(OTHERS))
def test_leaves_other_formats_to_their_senses(name: str) -> None:
    head = head_of(OTHERS[name].encode(), f"file.{name}")

    assert CsvStatement().score(head) == 0


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"a,b\x00,c\nd,e,f\n"])
def test_leaves_binary_content_alone(content: bytes) -> None:
    assert CsvStatement().score(head_of(content)) == 0


def test_a_statement_is_picked_with_near_certainty() -> None:
    head = head_of(STATEMENT.encode(), "no-extension")

    sense = pick(head)

    assert sense is not None
    assert sense.name == "csv"
    assert sense.score(head) >= 0.9


def test_another_table_is_picked_with_less_certainty() -> None:
    score = CsvStatement().score(head_of(CONTACTS.encode(), "contacts.csv"))

    assert CERTAIN_ENOUGH <= score <= 0.5


def test_the_head_of_a_long_file_may_end_inside_a_line() -> None:
    row = "2024-01-02,Coffee at the corner,-2.50\n"
    content = ("Date,Description,Amount\n" + row * 4000).encode()

    assert CsvStatement().score(head_of(content)) >= 0.9


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty-file"),
        (b" \n\t\r\n", "empty-file"),
        (b"PK\x03\x04\x00\x00\x00", "binary-file"),
        (b"one line without columns", "no-table"),
    ],
)
def test_refuses_what_holds_no_table(content: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_bytes(content)

    with pytest.raises(RejectedError) as refused:
        CsvStatement().check(source_of(path))

    assert refused.value.reason == reason
    assert refused.value.detail.endswith(".")


def test_refuses_a_cell_that_never_ends(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    row = '2024-01-02,"Coffee\n'
    path.write_text(STATEMENT * 2000 + row + "x y\n" * 300_000, encoding="utf-8")

    with pytest.raises(RejectedError, match="never ends"):
        list(CsvStatement().read(source_of(path)))


def test_refuses_a_line_that_does_not_end(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text(STATEMENT + "x," * (1024 * 1024), encoding="utf-8")

    with pytest.raises(RejectedError, match="too long"):
        list(CsvStatement().read(source_of(path)))


def test_huge_cells_are_cut_to_what_a_fact_can_hold(tmp_path: Path) -> None:
    huge = "Word " * 100_000

    read = read_text(tmp_path, f'Date,Description,Amount\n2024-01-02,"{huge}",-1.00\n')

    (fact,) = read.transactions
    assert len(fact.title) == 300
    assert max(len(evidence.snippet) for evidence in fact.evidence) == 400


def test_another_table_becomes_one_document_with_its_text(tmp_path: Path) -> None:
    read = read_text(tmp_path, CONTACTS, name="contacts.csv")

    assert read.transactions == []
    assert [fact.kind for fact in read.documents] == ["document"]
    assert read.documents[0].title == "contacts.csv"
    assert "".join(page.text for page in read.pages) == CONTACTS
    assert read.tally.document_kind == "table"
    assert read.done


TABLES = {
    "weights": "Date,Weight,Body fat\n2024-01-02,72.5,18.1\n2024-01-03,72.4,18.0\n",
    "samples": "date,type,value,unit\n2024-01-02,steps,9000,count\n2024-01-03,steps,7000,count\n",
    "activities": "Activity Type,Date,Title,Distance,Calories\nRun,2024-01-02,Evening,10.42,700\n"
    "Run,2024-01-03,Morning,5.01,350\n",
    "birthdays": "Name,Born,Height\nErika,1990-02-03,1.71\nMax,1985-04-05,1.80\n",
    "readings": "2024-01-02;21.5;40\n2024-01-03;21.7;41\n2024-01-04;22.0;39\n",
}


@pytest.mark.parametrize("name", sorted(TABLES))
def test_numbers_beside_days_are_not_yet_money(name: str, tmp_path: Path) -> None:
    read = read_text(tmp_path, TABLES[name], name=f"{name}.csv")

    assert read.transactions == []
    assert len(read.documents) == 1


def test_a_statement_in_a_language_not_known_is_read_from_its_values(tmp_path: Path) -> None:
    text = (
        "Tarih;Açıklama;Tutar;Bakiye\n20.01.2024;Market;-12,50;987,50\n"
        "21.01.2024;Maaş;1.000,00;1.987,50\n22.01.2024;Kira;-500,00;1.487,50\n"
    )

    read = read_text(tmp_path, text)

    assert rows_of(read) == ["2024-01-20 -12.50", "2024-01-21 1000.00", "2024-01-22 -500.00"]
    assert read.transactions[0].title == "Market"
    assert read.done


def test_the_text_of_a_large_table_comes_in_pages(tmp_path: Path) -> None:
    text = "Name,Town,Street\n" + "Muster,Bern,Weg\n" * 9000

    read = read_text(tmp_path, text)

    assert len(read.pages) > 1
    assert [page.number for page in read.pages] == list(range(1, len(read.pages) + 1))
    assert "".join(page.text for page in read.pages) == text


@pytest.mark.parametrize("rows", [0, 1, 2, 50])
def test_none_one_and_many_rows(rows: int, tmp_path: Path) -> None:
    body = "".join(f"2024-01-{day % 28 + 1:02d},Shop {day},-{day}.10\n" for day in range(rows))

    read = read_text(tmp_path, "Date,Description,Amount\n" + body)

    assert len(read.transactions) == rows
    assert read.tally.found_count == read.tally.declared_count == rows
    assert read.done


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "iso8859-15"]
)
def test_reads_the_encodings_that_banks_write(encoding: str, tmp_path: Path) -> None:
    text = "Datum;Verwendungszweck;Betrag\n02.01.2024;Bäckerei Größe;-2,50\n31.01.2024;Lohn;9,00\n"

    read = read_text(tmp_path, text, encoding)

    assert [fact.title for fact in read.transactions] == ["Bäckerei Größe", "Lohn"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_reads_every_kind_of_line_end(end: str, tmp_path: Path) -> None:
    read = read_text(tmp_path, STATEMENT.replace("\n", end))

    assert rows_of(read) == ["2024-01-02 -2.50", "2024-01-03 1000.00"]


def test_a_separator_line_of_a_spreadsheet_program_decides(tmp_path: Path) -> None:
    read = read_text(tmp_path, "sep=;\nDate;Description;Amount\n2024-01-02;Coffee, black;-2,50\n")

    assert rows_of(read) == ["2024-01-02 -2.50"]


def test_formulas_are_harmless_text(tmp_path: Path) -> None:
    formula = "=cmd|' /C calc'!A0"

    read = read_text(tmp_path, f'Date,Description,Amount\n2024-01-02,"{formula}",-10.00\n')

    assert read.transactions[0].title == formula
    assert rows_of(read) == ["2024-01-02 -10.00"]


def test_evidence_points_at_the_cell_as_it_stands(tmp_path: Path) -> None:
    text = 'Report\n\nDate;Text;Betrag\n02.01.2024;"A ""b""\nc";"-1.002,50"\n03.01.2024;D;1,00\n'
    read = read_text(tmp_path, text)
    lines = text.splitlines()

    first, second = (fact.evidence for fact in read.transactions)

    assert [(e.field, e.row, e.line, e.column, e.snippet) for e in first] == [
        ("booked_on", 1, 4, "Date", "02.01.2024"),
        ("amount", 1, 4, "Betrag", "-1.002,50"),
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
