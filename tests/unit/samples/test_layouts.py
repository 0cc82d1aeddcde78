from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pypdfium2
import pytest

from samples import paper as drawing
from samples.paper import SANS, Column, Paper
from tests.unit.samples.conftest import Written
from tests.unit.samples.reading import opened, page_texts

Box = tuple[float, float, float, float]  # left, bottom, right, top in points
SLACK = 1.0  # points that glyphs may reach over their box


def text_boxes(page: pypdfium2.PdfPage) -> list[Box]:
    words = page.get_textpage()
    boxes = [words.get_rect(place) for place in range(words.count_rects())]
    words.close()
    return boxes


def overlap(one: Box, other: Box) -> bool:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide > SLACK and high > SLACK


def papers(inbox: Written) -> list[Path]:
    rows = [row for row in inbox.of_format("pdf") if row["outcome"] == "done"]
    return [inbox.path(row["file"]) for row in rows]


def test_no_text_runs_into_other_text(inbox: Written) -> None:
    for path in papers(inbox):
        with opened(path) as document:
            for page in document:
                boxes = text_boxes(page)
                page.close()
                clashes = [pair for pair in combinations(boxes, 2) if overlap(*pair)]
                assert clashes == [], path.name


def test_no_text_leaves_the_page(inbox: Written) -> None:
    for path in papers(inbox):
        with opened(path) as document:
            for page in document:
                width, height = page.get_size()
                boxes = text_boxes(page)
                page.close()
                assert boxes, path.name
                assert min(box[0] for box in boxes) > 5
                assert max(box[2] for box in boxes) < width - 5
                assert min(box[1] for box in boxes) > 5
                assert max(box[3] for box in boxes) < height


def test_pages_are_counted_as_the_truth_says(inbox: Written) -> None:
    counted = [row for row in inbox.of_format("pdf") if "pages" in row]

    pages = {row["file"]: len(page_texts(inbox.path(row["file"]))) for row in counted}

    assert pages == {row["file"]: row["pages"] for row in counted}
    assert sum(count > 1 for count in pages.values()) >= 2


def test_the_yearly_bill_explains_itself_on_a_second_page(inbox: Written) -> None:
    first, second = page_texts(inbox.path("Lichtkring/jaarafrekening 2025-2026.pdf"))

    assert "Nog te betalen" in first
    assert "Energiebelasting gas" in second
    assert "Energiebelasting gas" not in first
    assert "Pagina 2 van 2" in second


def test_the_hotel_writes_american_dates_and_dollars(inbox: Written) -> None:
    (text,) = page_texts(inbox.path("Trip Portland/folio-harborline.pdf"))

    assert "05/21/2026" in text
    assert "21/05/2026" not in text
    assert "Balance due $0.00" in text.replace("\r\n", " ")


def test_a_till_receipt_is_narrow_and_as_long_as_it_needs(inbox: Written) -> None:
    with opened(inbox.path("Bonnetjes/grutter 07-03-2026.pdf")) as document:
        width, height = document[0].get_size()

    assert width == pytest.approx(80 / 25.4 * 72, abs=0.5)
    assert 1.3 < height / width < 3


def test_a_table_cell_wraps_in_its_column() -> None:
    paper = Paper("wrap", author="test")
    columns = (Column(20, "Text", width=30), Column(190, "Amount", "right"))

    bottom = paper.table(40, columns, rows=[("one two three four five six seven", "1,00")])
    single = Paper("wrap", author="test").table(40, columns, rows=[("one", "1,00")])

    assert bottom - single == pytest.approx(SANS.step, abs=0.01)


def test_depth_is_what_a_paragraph_takes() -> None:
    paper = Paper("depth", author="test")
    words = "Een zin die over meer dan een regel loopt. " * 6

    bottom = paper.paragraph((20, 50), words, width=100)

    assert bottom - 50 == pytest.approx(drawing.depth(words, width=100, ink=SANS))


def test_empty_lines_and_pairs_take_no_room() -> None:
    paper = Paper("empty", author="test")

    after_block = paper.block((20, 50), ("", ""))
    after_pairs = paper.pairs((20, 50), [("Label", "")], gap=30)

    assert after_block == after_pairs == 50
