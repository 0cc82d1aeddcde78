"""Running text set out as a page, and evidence back in lines of the file."""

from __future__ import annotations

from lifeos.contracts.facts import Evidence
from lifeos.senses.invoices.typed import MOST_WORDS, Piece, TypedPage, rows_of, set_out


def _cells(*lines: str) -> list[list[str]]:
    typed = set_out(rows_of(lines))
    assert typed is not None
    return [[cell.text for cell in line.cells] for line in typed.page.lines]


def _evidence(typed: TypedPage, row: int) -> Evidence:
    line = typed.page.lines[row]
    box, snippet = line.box(), line.text
    return Evidence(
        field="items.0", sha256="0" * 64, page=1, box=box, snippet=snippet, reader="html/1"
    )


def test_two_blanks_part_cells_and_one_does_not() -> None:
    assert _cells("Invoice no.   4711", "Total due  12.00") == [
        ["Invoice no.", "4711"],
        ["Total due", "12.00"],
    ]


def test_cells_that_tabs_part_stand_in_columns() -> None:
    typed = set_out(rows_of(["Item\tPrice", "A long name\t4.00", "x\t5.00"]))

    assert typed is not None
    assert {line.cells[1].x0 for line in typed.page.lines} == {14 * 5.0}


def test_bars_and_stars_of_markdown_are_no_words() -> None:
    assert _cells("## Invoice", "| Item | Price |", "| **Tea** | 4.00 |") == [
        ["Invoice"],
        ["Item", "Price"],
        ["Tea", "4.00"],
    ]


def test_evidence_names_the_line_or_the_path_instead_of_a_box() -> None:
    by_line = set_out(rows_of(["", "Total 4.00"]))
    by_path = set_out(rows_of(["", "Total 4.00"], ["word/document.xml/p[1]", "p[2]"]))

    assert by_line is not None
    assert by_path is not None
    lined, pathed = by_line.located(_evidence(by_line, 0)), by_path.located(_evidence(by_path, 0))
    assert (lined.line, lined.path, lined.box, lined.page) == (2, None, None, None)
    assert (pathed.line, pathed.path) == (None, "p[2]")


def test_a_row_of_cells_that_the_file_has_apart_shows_its_first_words_only() -> None:
    typed = set_out([[Piece("Tea", 0, 0, 1), Piece("4.00", 9, 2, 1)], [Piece("green", 0, 1, 1)]])

    assert typed is not None
    assert typed.located(_evidence(typed, 0)).snippet == "Tea"


def test_nothing_and_a_book_are_no_pages() -> None:
    assert set_out([]) is None
    assert set_out(rows_of(["word\tword"] * MOST_WORDS)) is None
    assert rows_of(["x" * 41 * MOST_WORDS]) == []


def test_links_and_paragraphs_are_no_rows_of_a_bill() -> None:
    typed = set_out(rows_of(["word " * 121, f"see {'x' * 121}", "Total 4.00"]))

    assert typed is not None
    assert [line.text for line in typed.page.lines] == ["see", "Total 4.00"]
