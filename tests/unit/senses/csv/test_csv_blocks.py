"""Tables written down the page, a line a cell, are read as the same table across it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.senses.csv.blocks import block_records, labels_of

from tests.support.csv_reading import read_text, rows_of
from tests.support.extraction import extract

BLANK = "\u00a0"
PREAMBLE = f"From:{BLANK}01/03/2025 to 31/03/2025\r\n\r\nAccount:{BLANK}XXXX XXXX 4321\r\n\r\n"
ROWS = [
    ("30/03/2025", "BOOKS AND TEA", "-12.40", "187.60"),
    ("28/03/2025", "WAGES REF: MARCH", "150.00", "200.00"),
    ("27/03/2025", "BUS", "-3.10", "50.00"),
]


def blocks(rows: Sequence[tuple[str, ...]], labels: str = "Date Description Amount Balance") -> str:
    """A text of blocks as a bank writes it: blanks that do not break, empty lines between."""
    lines = (
        "".join(
            f"{label}:{BLANK}{cell}{BLANK}\r\n"
            for label, cell in zip(labels.split(), row, strict=True)
        )
        for row in rows
    )
    return "\r\n".join(lines)


def test_blocks_of_labels_are_a_statement(tmp_path: Path) -> None:
    read = read_text(tmp_path, PREAMBLE + blocks(ROWS), encoding="latin-1", name="s.txt")

    assert rows_of(read) == ["2025-03-30 -12.40", "2025-03-28 150.00", "2025-03-27 -3.10"]
    assert {getattr(fact.data, "account", None) for fact in read.transactions} == {"XXXX XXXX 4321"}
    assert read.done


def test_a_text_file_of_blocks_goes_to_the_statement_reader(tmp_path: Path) -> None:
    path = tmp_path / "statement.txt"
    path.write_bytes((PREAMBLE + blocks(ROWS)).encode("latin-1"))

    result = extract(path)

    assert result.sense == "csv"
    assert len(result.rows) == 3


def test_evidence_of_a_block_names_the_line_of_each_cell(tmp_path: Path) -> None:
    text = PREAMBLE + blocks(ROWS)

    read = read_text(tmp_path, text, encoding="latin-1")

    lines = text.splitlines()
    for fact in read.transactions:
        for place in fact.evidence:
            assert place.snippet in lines[(place.line or 0) - 1]
    assert [fact.evidence[0].row for fact in read.transactions] == [1, 2, 3]


def test_a_changed_figure_breaks_the_balance_of_blocks(tmp_path: Path) -> None:
    text = blocks(ROWS).replace("150.00", "160.00")

    read = read_text(tmp_path, text, encoding="latin-1")

    assert read.doubts == ("balance-breaks",)


def test_a_block_without_its_day_is_doubted(tmp_path: Path) -> None:
    text = blocks(ROWS).replace(f"Date:{BLANK}28/03/2025{BLANK}\r\n", "")

    read = read_text(tmp_path, text, encoding="latin-1")

    assert "row-unread" in read.doubts


def test_a_label_that_one_block_has_alone_is_doubted(tmp_path: Path) -> None:
    text = blocks(ROWS).replace("Balance:", "Fee: 0.50\r\nBalance:", 1)

    read = read_text(tmp_path, text, encoding="latin-1")

    assert "row-unread" in read.doubts


def test_a_line_without_a_label_goes_on_with_the_cell_above(tmp_path: Path) -> None:
    text = blocks(ROWS).replace("BOOKS AND TEA", "BOOKS\r\n  AND TEA")

    read = read_text(tmp_path, text, encoding="latin-1")

    assert read.transactions[0].title == "BOOKS AND TEA"
    assert read.done


@pytest.mark.parametrize(
    ("labels", "rows"),
    [
        ("Datum Verwendungszweck Betrag", [("03.02.2025", "Miete", "-700,00")] * 2),
        (
            "Fecha Concepto Importe",
            [("13/02/2025", "Luz", "-70,10"), ("14/02/2025", "Gas", "-9,00")],
        ),
    ],
)
def test_labels_of_other_languages(
    labels: str, rows: list[tuple[str, ...]], tmp_path: Path
) -> None:
    read = read_text(tmp_path, blocks(rows, labels))

    assert len(read.transactions) == 2
    assert {fact.amount < 0 for fact in read.transactions if fact.amount is not None} == {True}


@pytest.mark.parametrize(
    "text",
    [
        "Date: 3 March 2025\nTo: Mr Finch\nSubject: your letter\nAmount: 12.00\n",
        "Dear Ann,\nthe date: 03/03/2025\nand the amount: 5.00\nwere wrong. Then we met.\nBye\n",
        "Name: A\nColour: red\nName: B\nColour: blue\n",
    ],
)
def test_letters_and_lists_are_no_table_of_blocks(text: str) -> None:
    labels, _ = labels_of(text)

    assert labels == ()


@settings(max_examples=80, deadline=None)
@given(
    rows=st.lists(
        st.tuples(
            st.dates().map(
                lambda day: day.strftime("%d/%m/%Y") if day.year > 999 else "01/02/2025"
            ),
            st.text("abc DEF", min_size=1, max_size=12).map(lambda text: text.strip() or "x"),
            st.decimals(-999, 999, places=2).map(str),
        ),
        min_size=2,
        max_size=6,
    )
)
def test_any_blocks_come_back_as_their_rows(rows: list[tuple[str, ...]]) -> None:
    text = blocks(rows, "Date Description Amount")

    heading, *read = block_records(
        text.splitlines(keepends=True), ("Date", "Description", "Amount")
    )

    assert heading.cells == ["Date", "Description", "Amount"]
    assert [tuple(record.cells) for record in read] == rows
    assert Decimal(read[0].cells[2]) == Decimal(rows[0][2])
