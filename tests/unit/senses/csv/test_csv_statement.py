"""The CSV sense from outside: what it takes, what it refuses, what its facts carry."""

from __future__ import annotations

from pathlib import Path

import pytest
from lifeos.errors import RejectedError
from lifeos.senses.csv.sense import CsvStatement
from lifeos.senses.registry import CERTAIN_ENOUGH, pick

from tests.support.csv_reading import head_of, read_text, rows_of, source_of

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
        (b"PK\x03\x04\x00\x00\x00", "not-text"),
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
