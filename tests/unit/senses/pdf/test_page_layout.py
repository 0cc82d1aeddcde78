from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.contracts.facts import Box
from lifeos.senses.pdf.layout import Cell, Line, PageWords, Word
from lifeos.senses.values.phrases import Match, Phrases

from tests.support.pages import page


def _page(*words: Word) -> PageWords:
    return PageWords(1, 595, 842, "", words)


def test_words_at_one_height_make_one_line_from_left_to_right() -> None:
    words = (Word("world", 60, 100, 90, 110), Word("Hello", 20, 101, 50, 111))

    lines = _page(*words).lines

    assert [line.text for line in lines] == ["Hello world"]


def test_lines_stand_from_top_to_bottom_whatever_order_the_file_has() -> None:
    words = (Word("below", 20, 200, 60, 210), Word("above", 20, 100, 60, 110))

    lines = _page(*words).lines

    assert [line.text for line in lines] == ["above", "below"]


def test_a_small_raised_sign_stays_on_its_line() -> None:
    words = (Word("10", 20, 100, 30, 112), Word("00", 31, 99, 37, 106))

    lines = _page(*words).lines

    assert [line.text for line in lines] == ["10 00"]


def test_a_wide_gap_parts_two_cells_and_a_word_space_does_not() -> None:
    layout = page("Invoice no.   4711 A")

    assert [cell.text for cell in layout.lines[0].cells] == ["Invoice no.", "4711 A"]


def test_a_box_covers_the_words_that_a_span_touches() -> None:
    line = Line(1, (Word("Total", 20, 100, 45, 110), Word("12.00", 50, 101, 75, 111)))

    box = line.box(line.text.index("12"), len(line.text))

    assert box == Box(x0=50, y0=101, x1=75, y1=111)


def test_the_box_of_a_whole_line_covers_every_word() -> None:
    line = Line(1, (Word("Total", 20, 100, 45, 110), Word("12.00", 50, 101, 75, 111)))

    assert line.box() == Box(x0=20, y0=100, x1=75, y1=111)


def test_lines_under_each_other_with_one_left_edge_make_a_block() -> None:
    layout = page(
        """
        Acme Ltd            Bill to
        1 High Street       Jane Roe
        London              2 Low Road
        """
    )

    blocks = [block.text.splitlines() for block in layout.blocks]

    assert blocks == [
        ["Acme Ltd", "1 High Street", "London"],
        ["Bill to", "Jane Roe", "2 Low Road"],
    ]


def test_an_empty_line_ends_a_block() -> None:
    layout = page("Acme Ltd\n\n\nInvoice")

    assert [block.text for block in layout.blocks] == ["Acme Ltd", "Invoice"]


def test_a_page_without_words_has_no_lines_and_no_blocks() -> None:
    empty = _page()

    assert empty.lines == ()
    assert empty.blocks == ()


_WORDS = st.builds(
    lambda text, x, y, height: Word(text, x, y, x + 5.0 * len(text), y + height),
    st.text(alphabet="abc019.,€", min_size=1, max_size=8),
    st.floats(0, 500),
    st.floats(0, 800),
    st.floats(4, 30),
)


@settings(max_examples=60)
@given(st.lists(_WORDS, max_size=40))
def test_every_word_is_in_exactly_one_line_one_cell_and_one_block(words: list[Word]) -> None:
    layout = _page(*words)

    in_lines = [word for line in layout.lines for word in line.words]
    in_cells = [word for line in layout.lines for cell in line.cells for word in cell.words]
    in_blocks = [word for block in layout.blocks for cell in block.cells for word in cell.words]

    assert sorted(map(id, in_lines)) == sorted(map(id, words))
    assert sorted(map(id, in_cells)) == sorted(map(id, words))
    assert sorted(map(id, in_blocks)) == sorted(map(id, words))


@settings(max_examples=60)
@given(st.lists(_WORDS, min_size=1, max_size=12))
def test_offsets_find_each_word_again_in_the_text_of_its_line(words: list[Word]) -> None:
    line = Line(1, tuple(words))

    found = [line.covering(at, at + 1)[0] for at in line.offsets]

    assert found == list(line.words)


def test_what_a_rule_makes_of_a_page_is_worked_out_once() -> None:
    asked = []
    page = _page(Word("Total", 20, 100, 45, 110))

    def rule(of: PageWords) -> int:
        asked.append(of)
        return len(of.words)

    assert [page.once(rule), page.once(rule)] == [1, 1]
    assert asked == [page]


def test_the_edges_of_a_part_are_those_of_its_box() -> None:
    line = Line(1, (Word("Total", 20.006, 100, 45, 110), Word("12.00", 50, 101, 75.123, 111)))

    for start, end in ((0, 5), (6, 11), (0, 11), (4, 7)):
        box = line.box(start, end)

        assert line.edges(start, end) == (box.x0, box.x1)


def test_runs_of_the_same_words_are_equal_and_a_cell_is_no_line() -> None:
    words = (Word("Total", 20, 100, 45, 110), Word("12.00", 50, 101, 75, 111))

    line = Line(1, words)

    assert line == Line(1, words)
    assert hash(line) == hash(Line(1, words))
    assert line != Line(2, words)
    assert line != Cell(1, words)


def test_the_usual_height_is_the_middle_one() -> None:
    page = _page(
        Word("big", 20, 100, 60, 140), Word("a", 20, 200, 60, 210), Word("b", 70, 200, 90, 210)
    )

    assert (page.heights, page.usual_height) == ([10, 10, 40], 10)
    assert _page().usual_height == 1.0


def test_what_is_found_in_the_folded_page_is_given_by_cell() -> None:
    page = _page(
        Word("Montant", 20, 100, 60, 110), Word("Échéance", 200, 100, 250, 110),
        Word("12", 20, 130, 60, 140), Word("échéance", 62, 130, 99, 140),
    )  # fmt: skip

    found = list(page.by_cell(Phrases(due="echeance").find(page.folded)))

    assert found == [(1, Match("due", 0, 8)), (2, Match("due", 3, 11))]
    assert page.printed == "Montant Échéance\n12 échéance"


def test_a_page_with_other_words_works_out_its_own() -> None:
    page = _page(Word("Total", 20, 100, 45, 110))
    counted = page.once(_count)

    other = replace(page, words=())

    assert (counted, other.once(_count)) == (1, 0)


def _count(page: PageWords) -> int:
    return len(page.words)
