"""Rows and columns of an HTML page: tables in tables, what nobody sees, hostile markup."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifeos.senses.html.layout import rows_of_html
from lifeos.senses.invoices.typed import MOST_WORDS, Row


def _cells(row: Row) -> list[str]:
    """The words of a row, parted where more than one blank stands between two."""
    cells: list[str] = []
    end = -2
    for piece in row:
        if cells and piece.column == end + 1:
            cells[-1] += f" {piece.text}"
        else:
            cells.append(piece.text)
        end = piece.column + len(piece.text)
    return cells


def _read(markup: str) -> list[list[str]]:
    return [_cells(row) for row in rows_of_html(markup) if row]


def test_cells_of_a_row_stand_beside_each_other_in_columns() -> None:
    markup = (
        "<table><tr><th>Item</th><th>Price</th></tr><tr><td>Green tea</td><td>4</td></tr></table>"
    )

    head, body = rows_of_html(markup)

    assert [piece.text for piece in head] == ["Item", "Price"]
    assert head[1].column == body[-1].column


def test_a_cell_of_two_lines_stands_beside_its_neighbour() -> None:
    markup = "<table><tr><td>Total<br>incl. VAT</td><td><p>12.00</p></td></tr></table>"

    rows = _read(markup)

    assert rows == [["Total", "12.00"], ["incl. VAT"]]


def test_a_cell_over_two_columns_leaves_the_third_its_place() -> None:
    markup = (
        "<table><tr><td>A</td><td>B</td><td>C</td></tr>"
        "<tr><td colspan=2>a long label over both</td><td>9</td></tr></table>"
    )

    first, second = rows_of_html(markup)

    assert first[2].column == second[-1].column


def test_a_table_in_a_cell_is_laid_out_inside_it() -> None:
    inner = "<table><tr><td>Total</td><td>5</td></tr></table>"
    markup = f"<table><tr><td>Left</td><td>{inner}{inner}</td></tr></table>"

    rows = _read(markup)

    assert rows == [["Left", "Total", "5"], ["Total", "5"]]


@pytest.mark.parametrize(
    "hidden",
    [
        '<div style="display:none">99.00</div>',
        '<span style="max-height:0;overflow:hidden">99.00 <span>off</span> now</span>',
        "<s>99.00</s>",
        '<span style="text-decoration: line-through">99.00</span>',
        "<title>99.00</title><script>99.00</script>",
        "<noscript>99.00</noscript>",
        "<!-- 99.00 -->",
    ],
)
def test_what_nobody_sees_is_left_out(hidden: str) -> None:
    rows = _read(f"<p>before</p>{hidden}<p>after</p>")

    assert rows == [["before"], ["after"]]


@pytest.mark.parametrize(
    ("markup", "word"),
    [
        ("<b>12</b>,50", "12,50"),
        ("&euro;<b>12</b>", "€12"),
        ("12<sup>99</sup>", "12_99"),
        ("1&zwnj;2&#8203;", "12"),
    ],
)
def test_letters_without_a_blank_between_are_one_word(markup: str, word: str) -> None:
    assert _read(f"<p>{markup}</p>") == [[word]]


def test_every_word_knows_its_line_of_the_markup() -> None:
    rows = rows_of_html("<p>one</p>\n<p>two\nthree&nbsp;four</p>\r\n<p>five</p>")

    found = {piece.text: piece.line for row in rows for piece in row}
    assert found == {"one": 1, "two": 2, "three": 3, "four": 3, "five": 4}


def test_words_are_numbered_as_the_file_has_them() -> None:
    rows = rows_of_html("<table><tr><td>a<br>b</td><td>c</td></tr></table>")

    assert [[(p.text, p.number) for p in row] for row in rows] == [[("a", 0), ("c", 2)], [("b", 1)]]


def test_a_page_of_too_many_words_gives_none() -> None:
    assert rows_of_html("<p>word </p>" * (MOST_WORDS + 1)) == []


@pytest.mark.parametrize(
    "markup",
    ["</td></table></tr>x", "<td>x", "<table>x", "<tr><td>x</table></table>", "<table><td>x"],
)
def test_tags_without_their_partner_cost_no_word(markup: str) -> None:
    assert _read(markup) == [["x"]]


@pytest.mark.parametrize(
    "part", ["<table><tr><td>x", "<div style=display:none>", "<td colspan=999>"]
)
def test_hostile_nesting_is_read_in_bounded_time(part: str) -> None:
    started = time.perf_counter()

    rows_of_html(part * 20_000)

    assert time.perf_counter() - started < 20


@given(
    st.lists(
        st.sampled_from(
            ["<table>", "</table>", "<tr>", "<td colspan=3>", "</td>", "<p>", "<br>", "<s>", "</s>",
             "a b", " ", "&nbsp;", "<sup>", "</sup>", "9", "</body>"]
        ),
        max_size=60,
    )
)  # fmt: skip
def test_no_two_words_share_a_place_whatever_the_markup(parts: list[str]) -> None:
    for row in rows_of_html("".join(parts)):
        ends = [piece.column + len(piece.text) for piece in row]

        assert all(p.column > end for p, end in zip(row[1:], ends, strict=False))
