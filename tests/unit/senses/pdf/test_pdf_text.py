from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from lifeos.errors import RejectedError
from lifeos.senses.pdf import text as pdf_text
from lifeos.senses.pdf.layout import PageWords
from lifeos.senses.pdf.text import has_end_mark, open_pdf, pages, starts_like_pdf
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

_WIDTH, _HEIGHT = A4


def _draw(path: Path, *placed: tuple[float, float, str], pages_of: int = 1) -> Path:
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for _ in range(pages_of):
        canvas.setFont("Helvetica", 10)
        for x, y, text in placed:
            canvas.drawString(x, _HEIGHT - y, text)
        canvas.showPage()
    canvas.save()
    return path


def _turned(path: Path, degrees: int) -> Path:
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.pages[0].rotate(degrees)
    turned = path.with_name(f"turned{degrees}.pdf")
    writer.write(turned)
    return turned


def _only_page(path: Path) -> PageWords:
    (page,) = pages(path)
    return page


def test_words_stand_where_they_were_drawn(tmp_path: Path) -> None:
    path = _draw(tmp_path / "a.pdf", (72, 100, "Hello"), (300, 100, "12.00"), (72, 700, "foot"))

    page = _only_page(path)

    places = {word.text: (round(word.x0), round(word.middle)) for word in page.words}
    assert places["Hello"][0] == 72
    assert places["12.00"][0] == 300
    assert abs(places["Hello"][1] - 97) <= 3
    assert abs(places["foot"][1] - 697) <= 3
    assert (round(page.width), round(page.height)) == (round(_WIDTH), round(_HEIGHT))


def test_the_text_of_a_page_is_kept_beside_its_words(tmp_path: Path) -> None:
    path = _draw(tmp_path / "a.pdf", (72, 100, "Hello world"))

    page = _only_page(path)

    assert page.text.split() == ["Hello", "world"]
    assert [word.text for word in page.words] == ["Hello", "world"]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_page_is_measured_as_it_is_shown(tmp_path: Path, degrees: int) -> None:
    path = _turned(_draw(tmp_path / "a.pdf", (72, 100, "Hello")), degrees)

    page = _only_page(path)
    word = page.words[0]

    shown = {90: (_HEIGHT - 100, 72), 180: (_WIDTH - 72, _HEIGHT - 100), 270: (100, _WIDTH - 72)}
    x, y = shown[degrees]
    assert word.x0 - 12 <= x <= word.x1 + 12
    assert word.y0 - 12 <= y <= word.y1 + 12
    assert 0 <= word.x0 < word.x1 <= page.width
    assert 0 <= word.y0 < word.y1 <= page.height


def test_a_cropped_page_is_measured_from_its_own_corner(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(_draw(tmp_path / "a.pdf", (172, 200, "Hello"))))
    writer.pages[0].cropbox.lower_left = (100, 0)
    writer.pages[0].cropbox.upper_right = (_WIDTH, _HEIGHT - 50)
    writer.write(tmp_path / "cropped.pdf")

    word = _only_page(tmp_path / "cropped.pdf").words[0]

    assert round(word.x0) == 72
    assert abs(word.middle - 147) <= 3


def test_pages_come_in_order(tmp_path: Path) -> None:
    path = _draw(tmp_path / "a.pdf", (72, 100, "same"), pages_of=3)

    assert [page.number for page in pages(path)] == [1, 2, 3]


def test_words_are_left_out_where_they_are_not_wanted(tmp_path: Path) -> None:
    path = _draw(tmp_path / "a.pdf", (72, 100, "Hello world"))

    with open_pdf(path) as pdf:
        page = pdf.page(1, wants_words=lambda text: "bill" in text)

    assert page is not None
    assert page.words == ()
    assert page.text.strip() == "Hello world"


def test_title_and_day_of_making_are_what_the_file_states(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(_draw(tmp_path / "a.pdf", (72, 100, "x"))))
    writer.add_metadata({"/Title": " A letter ", "/CreationDate": "D:20240325120000+01'00'"})
    writer.write(tmp_path / "b.pdf")

    with open_pdf(tmp_path / "b.pdf") as pdf:
        assert (pdf.title, str(pdf.created_on)) == ("A letter", "2024-03-25")


@pytest.mark.parametrize("stated", ["D:20249925", "yesterday", ""])
def test_a_day_of_making_that_is_none_is_not_given(tmp_path: Path, stated: str) -> None:
    writer = PdfWriter(clone_from=PdfReader(_draw(tmp_path / "a.pdf", (72, 100, "x"))))
    writer.add_metadata({"/CreationDate": stated})
    writer.write(tmp_path / "b.pdf")

    with open_pdf(tmp_path / "b.pdf") as pdf:
        assert pdf.created_on is None


def test_a_page_number_outside_the_file_is_no_page(tmp_path: Path) -> None:
    with open_pdf(_draw(tmp_path / "a.pdf", (72, 100, "x"))) as pdf:
        assert pdf.page(99) is None


def test_the_header_may_stand_a_little_later() -> None:
    assert starts_like_pdf(b"%PDF-1.7")
    assert starts_like_pdf(b"\x00" * 1000 + b"%PDF-1.4")
    assert not starts_like_pdf(b"\x00" * 2000 + b"%PDF-1.4")
    assert not starts_like_pdf(b"<html>")


def test_a_file_knows_its_end(tmp_path: Path) -> None:
    whole = _draw(tmp_path / "a.pdf", (72, 100, "x"))
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(whole.read_bytes()[:-10])

    assert has_end_mark(whole)
    assert not has_end_mark(cut)


def test_too_many_pages_are_refused_with_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_text, "PAGE_LIMIT", 2)
    path = _draw(tmp_path / "a.pdf", (72, 100, "x"), pages_of=3)

    with pytest.raises(RejectedError) as refused, open_pdf(path):
        pass

    assert refused.value.reason == "too-many-pages"
    assert refused.value.detail == "This PDF has 3 pages; at most 2 can be read."


def test_importing_the_sense_imports_no_parser() -> None:
    code = (
        "import sys, lifeos.senses.pdf.sense, lifeos.senses.pdf.text;"
        "print(sorted({'pypdfium2', 'pypdf'} & set(sys.modules)))"
    )

    shown = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(Path(pdf_text.__file__).parents[3])},
    )

    assert shown.stdout.strip() == "[]"
