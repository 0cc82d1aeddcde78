"""One page of a PDF as a picture, with places marked on it.

Not picked for any file: it is asked for by name, and reads in the same cage as every sense, because
drawing a stranger's page runs the same native code as reading it.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from lifeos.contracts.facts import Box
from lifeos.errors import RejectedError
from lifeos.senses.models import Attachment, Drawing, Head, Reading, Source, Tally
from lifeos.senses.pdf.text import open_pdf

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

NAME: Final = "pdf_page"
SCALE: Final = 2.0  # 144 dpi: small print is readable, an A4 page has 2 megapixels
LONGEST_SIDE: Final = 2_400  # pixels; a page may claim to be a kilometre wide
MARGIN_PT: Final = 2.0
_FRAME = bytes((200, 30, 30))
_FRAME_PX = 3
_YELLOWED = bytes(value * 3 // 5 for value in range(256))  # of the blue in a marked place


class PdfPageSense:
    """Draws the page that the source asks for."""

    name = NAME
    version = 1
    media_types: tuple[str, ...] = ("application/pdf",)

    def score(self, head: Head) -> float:
        """Never: no file is read this way by itself."""
        return 0.0

    def check(self, source: Source) -> None:
        """Raise RejectedError if it cannot be opened."""
        with open_pdf(source.path):
            pass

    def read(self, source: Source) -> Iterator[Reading]:
        """Yield the picture as a PNG. Raises: RejectedError `no-such-page`, or as `open_pdf`."""
        drawing = Drawing.model_validate_json(source.drawing or "{}")
        with open_pdf(source.path) as pdf:
            if drawing.page > pdf.page_count:
                raise RejectedError("no-such-page", f"The document has {pdf.page_count} pages.")
            page = pdf.loaded(drawing.page)
            try:
                content = _picture(page, drawing.boxes)
            finally:
                page.close()
        name = f"page-{drawing.page}.png"
        yield Attachment(name=name, media_type="image/png", content=content)
        yield Tally(document_kind="picture", title=name, found_count=1)


def _picture(page: PdfPage, boxes: list[Box]) -> bytes:
    width, height = page.get_size()
    scale = min(SCALE, LONGEST_SIDE / max(width, height, 1.0))
    bitmap = page.render(scale=scale, rev_byteorder=True)
    try:
        pixels = Pixels(
            bytearray(bitmap.buffer), size=(bitmap.width, bitmap.height), stride=bitmap.stride
        )
        for box in boxes:
            pixels.mark(box, scale)
        return pixels.png()
    finally:
        bitmap.close()


class Pixels:
    """An RGB picture in memory, one byte a colour; rows may be longer than they are wide."""

    def __init__(self, buffer: bytearray, *, size: tuple[int, int], stride: int) -> None:
        self._buffer = buffer
        self._size = size
        self._stride = stride

    def mark(self, box: Box, scale: float) -> None:
        """Yellow over the place, and a red frame around it, as far as they are on the page."""
        width, height = self._size
        x0 = min(max(int((box.x0 - MARGIN_PT) * scale), 0), width)
        x1 = min(max(int((box.x1 + MARGIN_PT) * scale), x0), width)
        y0 = min(max(int((box.y0 - MARGIN_PT) * scale), 0), height)
        y1 = min(max(int((box.y1 + MARGIN_PT) * scale), y0), height)
        for y in range(y0, y1):
            start, end = y * self._stride + x0 * 3, y * self._stride + x1 * 3
            blue = slice(start + 2, end, 3)
            self._buffer[blue] = self._buffer[blue].translate(_YELLOWED)
            is_edge = y - y0 < _FRAME_PX or y1 - y <= _FRAME_PX
            side = (x1 - x0) if is_edge else min(_FRAME_PX, x1 - x0)
            self._buffer[start : start + side * 3] = _FRAME * side
            self._buffer[end - side * 3 : end] = _FRAME * side

    def png(self) -> bytes:
        """The picture as a file. Source: PNG specification, third edition, 5 and 11."""
        width, height = self._size
        rows = b"".join(
            b"\0" + self._buffer[y * self._stride : y * self._stride + width * 3]
            for y in range(height)
        )
        head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
        parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)
