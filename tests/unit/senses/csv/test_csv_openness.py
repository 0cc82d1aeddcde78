"""What a table leaves open is doubted: unknown markers, unknown statuses, signs that mix."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.csv_reading import read_text, rows_of

HEADED = "Date,Details,Amount,Status\n"


def test_a_status_nobody_here_knows_is_doubted(tmp_path: Path) -> None:
    text = HEADED + "2025-01-20,Shop,-9.00,Zabuk\n2025-01-21,Cafe,-7.00,Completed\n"

    read = read_text(tmp_path, text)

    assert read.doubts == ("status-unknown",)
    assert read.tally.doubts[0].readings == ["zabuk"]


def test_a_status_that_all_rows_share_says_nothing(tmp_path: Path) -> None:
    text = HEADED + "2025-01-20,Shop,-9.00,Zabuk\n2025-01-21,Cafe,-7.00,Zabuk\n"

    read = read_text(tmp_path, text)

    assert read.doubts == ()


def test_a_running_balance_speaks_for_rows_of_an_unknown_status(tmp_path: Path) -> None:
    text = (
        "Date,Details,Amount,Balance,Status\n2025-01-20,Shop,-9.00,91.00,Zabuk\n"
        "2025-01-21,Cafe,-7.00,84.00,Tuvok\n2025-01-22,Pay,16.00,100.00,Tuvok\n"
    )

    read = read_text(tmp_path, text)

    assert read.doubts == ()


@pytest.mark.parametrize("words", ["Venter", "Odottaa", "Ootel"])
def test_a_row_that_waits_in_a_northern_language_is_pending(words: str, tmp_path: Path) -> None:
    text = HEADED + f"2025-01-20,Shop,-9.00,Completed\n2025-01-21,Cafe,-7.00,{words}\n"

    read = read_text(tmp_path, text)

    assert rows_of(read) == ["2025-01-20 -9.00", "2025-01-21 -7.00 pending"]


def test_of_two_letters_the_unknown_one_is_the_other_side(tmp_path: Path) -> None:
    text = "Date,Details,Amount,D/X\n2025-01-20,Shop,9.00,D\n2025-01-21,Pay,7.00,X\n"

    read = read_text(tmp_path, text)

    assert rows_of(read) == ["2025-01-20 -9.00", "2025-01-21 7.00"]
    assert read.doubts == ()


def test_two_words_nobody_here_knows_leave_the_direction_open(tmp_path: Path) -> None:
    text = (
        "Date,Details,Amount,Zzz\n2025-01-20,Purchase at shop,9.00,Ulos\n"
        "2025-01-21,Acme,7.00,Sisa\n2025-01-22,Purchase,8.00,Ulos\n"
    )

    read = read_text(tmp_path, text)

    assert "direction-open" in read.doubts


def test_a_column_of_one_side_with_both_signs_is_doubted(tmp_path: Path) -> None:
    text = (
        "Date,Details,Debit,Credit\n2025-01-20,Shop,9.00,\n2025-01-21,Back,-7.00,\n"
        "2025-01-22,X,,5.00\n"
    )

    read = read_text(tmp_path, text)

    assert read.doubts == ("side-signs-open",)


def test_a_net_beside_a_fee_is_what_moves_the_account(tmp_path: Path) -> None:
    text = (
        "id,Type,Amount,Fee,Net,Currency,Created\n1,charge,100.00,3.20,96.80,eur,2025-02-01\n"
        "2,refund,-50.00,0.00,-50.00,eur,2025-02-14\n"
    )

    read = read_text(tmp_path, text)

    assert rows_of(read) == ["2025-02-01 96.80", "2025-02-14 -50.00"]
    assert {fact.currency for fact in read.transactions} == {"EUR"}


def test_sides_without_headings_are_told_apart_by_the_balance(tmp_path: Path) -> None:
    text = (
        "01/16/2025,SHOP,4.50,,95.50\n01/17/2025,PAY,,20.00,115.50\n"
        "01/18/2025,SHOP,5.50,,110.00\n01/19/2025,RENT,10.00,,100.00\n"
    )

    read = read_text(tmp_path, text)

    assert rows_of(read) == [
        "2025-01-16 -4.50", "2025-01-17 20.00", "2025-01-18 -5.50", "2025-01-19 -10.00",
    ]  # fmt: skip
    assert read.doubts == ()


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("日付,摘要,金額\n2025/01/15,ｶ)ﾃｽﾄ 振込,-1200\n2025/01/16,給料,3000\n", "cp932"),
        ("交易日期,摘要,金额\n2025/01/15,超市,-12.50\n2025/01/16,工资,3000.00\n", "gb18030"),
    ],
)
def test_eastern_tables_are_read_in_their_encoding(
    text: str, encoding: str, tmp_path: Path
) -> None:
    read = read_text(tmp_path, text, encoding=encoding)

    assert [fact.title for fact in read.transactions] == [
        line.split(",")[1] for line in text.splitlines()[1:]
    ]


@pytest.mark.parametrize("words", ["Gebäude Öl", "Straße 5; Größe", "Überweisung für Köln"])
@pytest.mark.parametrize("encoding", ["cp1252", "iso8859-15", "cp850"])
def test_german_words_are_not_taken_for_japanese(words: str, encoding: str, tmp_path: Path) -> None:
    text = f"Datum;Text;Betrag\n15.01.2025;{words.replace(';', '')};-1,50\n"

    read = read_text(tmp_path, text * 3, encoding=encoding)

    assert read.transactions[0].title == words.replace(";", "")


@pytest.mark.parametrize(
    ("total", "doubts"),
    [("14.50;20.00", ()), ("15.50;20.00", ("sum-differs",)), ("14.50;21.00", ("sum-differs",))],
)
def test_the_sums_of_both_sides_are_compared(
    total: str, doubts: tuple[str, ...], tmp_path: Path
) -> None:
    text = (
        "Datum;Text;Soll;Haben\n15.01.2025;Shop;4.50;\n16.01.2025;Pay;;20.00\n"
        f"17.01.2025;Rent;10.00;\n;Summe;{total}\n"
    )

    read = read_text(tmp_path, text)

    assert read.doubts == doubts
