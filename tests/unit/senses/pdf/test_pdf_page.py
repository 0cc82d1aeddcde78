"""A page of a PDF as a picture: decoded here by a reader of PNG that is not ours to write."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from lifeos.contracts.facts import Box
from lifeos.documents import pictures
from lifeos.errors import RejectedError
from lifeos.senses import registry
from lifeos.senses.models import Attachment, Drawing, Source
from lifeos.senses.pdf.page import LONGEST_SIDE, NAME, PdfPageSense, Pixels
from reportlab.pdfgen.canvas import Canvas

from tests.support.readings import head_of, source_of

RED, WHITE = (200, 30, 30), (255, 255, 255)


def pdf(tmp_path: Path, *, width: float = 300, height: float = 200, pages: int = 1) -> Source:
    """Pages with a black square of 40 points, 100 from the left and 50 from the top."""
    path = tmp_path / "made.pdf"
    canvas = Canvas(str(path), pagesize=(width, height))
    for _ in range(pages):
        canvas.rect(100, height - 50 - 40, 40, 40, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return source_of(tmp_path, path.read_bytes(), "made.pdf")


def drawn(source: Source, drawing: Drawing) -> bytes:
    asked = replace(source, drawing=drawing.model_dump_json())
    (picture,) = [r for r in PdfPageSense().read(asked) if isinstance(r, Attachment)]
    assert picture.media_type == "image/png"
    return picture.content


def decoded(png: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height and RGB rows; every checksum on the way is held."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    place, packed, width, height = 8, b"", 0, 0
    while place < len(png):
        size, kind = struct.unpack_from(">I4s", png, place)
        body = png[place + 8 : place + 8 + size]
        assert struct.unpack_from(">I", png, place + 8 + size)[0] == zlib.crc32(kind + body)
        if kind == b"IHDR":
            width, height = struct.unpack_from(">II", body)
        packed += body if kind == b"IDAT" else b""
        place += 12 + size
    rows = zlib.decompress(packed)
    step = 1 + width * 3
    return width, height, [rows[y * step + 1 : (y + 1) * step] for y in range(height)]


def colour(rows: list[bytes], x: int, y: int) -> tuple[int, ...]:
    return tuple(rows[y][x * 3 : x * 3 + 3])


def test_the_page_is_drawn_as_it_looks(tmp_path: Path) -> None:
    width, height, rows = decoded(drawn(pdf(tmp_path), Drawing(page=1)))

    assert (width, height) == (600, 400)
    assert colour(rows, 240, 140) == (0, 0, 0)
    assert colour(rows, 20, 20) == WHITE


def test_a_place_is_yellow_inside_a_red_frame(tmp_path: Path) -> None:
    box = Box(x0=100, y0=50, x1=140, y1=90)

    _, _, rows = decoded(drawn(pdf(tmp_path), Drawing(page=1, boxes=[box])))

    assert colour(rows, 196, 96) == RED
    assert colour(rows, 240, 140) == (0, 0, 0)  # what stands there can still be read
    assert colour(rows, 20, 20) == WHITE
    assert colour(rows, 240, 183) == RED
    assert colour(rows, 199, 130) == (255, 255, 153)


def test_places_beyond_the_page_are_cut_off(tmp_path: Path) -> None:
    boxes = [
        Box(x0=-1e6, y0=-1e6, x1=10, y1=10),
        Box(x0=290, y0=190, x1=1e6, y1=1e6),
        Box(x0=50, y0=50, x1=40, y1=40),
        Box(x0=1e6, y0=1e6, x1=2e6, y1=2e6),
    ]

    width, height, rows = decoded(drawn(pdf(tmp_path), Drawing(page=1, boxes=boxes)))

    assert (width, height) == (600, 400)
    assert colour(rows, 0, 0) == colour(rows, 599, 399) == RED


def test_a_page_of_a_kilometre_is_drawn_small(tmp_path: Path) -> None:
    width, height, _ = decoded(drawn(pdf(tmp_path, width=14_000, height=7_000), Drawing(page=1)))

    assert (width, height) == (LONGEST_SIDE, LONGEST_SIDE // 2)


def test_a_page_there_is_not_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RejectedError) as refused:
        drawn(pdf(tmp_path, pages=2), Drawing(page=3))

    assert refused.value.reason == "no-such-page"
    assert drawn(pdf(tmp_path, pages=2), Drawing(page=2))


def test_no_file_goes_to_it_by_itself_but_it_is_there_by_name() -> None:
    head = head_of(b"%PDF-1.7\n")

    picked = registry.pick(head)

    assert PdfPageSense().score(head) == 0
    assert picked is not None
    assert picked.name == "pdf"
    assert registry.named(pictures.SENSE).name == NAME


def test_rows_longer_than_the_picture_are_cut() -> None:
    padded = bytearray(b"\x01\x02\x03" * 2 + b"\xff\xff" + b"\x04\x05\x06" * 2 + b"\xff\xff")

    width, height, rows = decoded(Pixels(padded, size=(2, 2), stride=8).png())

    assert (width, height) == (2, 2)
    assert rows == [b"\x01\x02\x03" * 2, b"\x04\x05\x06" * 2]
