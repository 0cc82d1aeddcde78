"""A sheet of paper to draw on: millimetres from the top left, standard fonts, no clock.

Everything a layout needs and nothing of any one layout. Page streams stay uncompressed: the
bytes then depend on this code alone and not on which zlib a machine has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Final, Literal

from reportlab.lib.colors import HexColor
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

A4: Final = (210.0, 297.0)
LETTER: Final = (215.9, 279.4)
Align = Literal["left", "right", "center"]
Point = tuple[float, float]  # millimetres from the left and from the top
_POINTS: Final[float] = mm  # points in a millimetre
LEADING: Final = 1.32  # line height over font size


@dataclass(frozen=True, slots=True)
class Ink:
    """How text looks: font, size in points, colour, side that x names."""

    font: str = "Helvetica"
    size: float = 9.5
    colour: str = "#1d1d1f"
    align: Align = "left"

    @property
    def bold(self) -> Ink:
        """The same in bold."""
        return replace(self, font=_BOLD[self.font])

    @property
    def right(self) -> Ink:
        """The same, ending at x."""
        return replace(self, align="right")

    @property
    def centred(self) -> Ink:
        """The same, centred on x."""
        return replace(self, align="center")

    @property
    def step(self) -> float:
        """Height of one line in millimetres."""
        return self.size * LEADING / _POINTS

    def sized(self, size: float) -> Ink:
        """The same in another size."""
        return replace(self, size=size)

    def tinted(self, colour: str) -> Ink:
        """The same in another colour."""
        return replace(self, colour=colour)


_BOLD = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold", "Courier": "Courier-Bold"}
SANS: Final = Ink()
SERIF: Final = Ink("Times-Roman", 11)
TYPED: Final = Ink("Courier", 9.5)


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: where its text stands, its heading, its side, its width if it wraps."""

    x: float
    heading: str
    align: Align = "left"
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class TableLook:
    """How a table is ruled and inked."""

    ink: Ink = SANS
    head: Ink = SANS.bold
    band: str = ""  # colour behind the headings
    rules: str = "#c9c9ce"  # colour of the lines between rows; empty for none
    left: float = 20.0
    right: float = 190.0
    padding: float = 1.6


class Paper:
    """One PDF in the making; `sheet` is the page size in millimetres."""

    def __init__(
        self,
        title: str,
        *,
        author: str,
        sheet: tuple[float, float] = A4,
        password: str = "",
    ) -> None:
        self.width, self.height = sheet
        self._file = BytesIO()
        lock = StandardEncryption(password, f"{password}/owner", strength=128) if password else None
        size = (self.width * _POINTS, self.height * _POINTS)
        self._canvas = Canvas(self._file, size, pageCompression=0, invariant=1, encrypt=lock)
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self.pages = 1

    def text(self, at: Point, words: str, *, ink: Ink = SANS) -> float:
        """One line of text with its baseline at y; answers the y of the next line."""
        self._canvas.setFont(ink.font, ink.size)
        self._canvas.setFillColor(HexColor(ink.colour))
        x, y = at
        place = (x * _POINTS, (self.height - y) * _POINTS, words)
        if ink.align == "right":
            self._canvas.drawRightString(*place)
        elif ink.align == "center":
            self._canvas.drawCentredString(*place)
        else:
            self._canvas.drawString(*place)
        return y + ink.step

    def block(self, at: Point, lines: Sequence[str], *, ink: Ink = SANS) -> float:
        """Lines below each other, empty ones left out; answers the y below them."""
        x, y = at
        for words in filter(None, lines):
            y = self.text((x, y), words, ink=ink)
        return y

    def paragraph(self, at: Point, words: str, *, width: float, ink: Ink = SANS) -> float:
        """Running text, wrapped; answers the y below it."""
        x, y = at
        for line in simpleSplit(words, ink.font, ink.size, width * _POINTS):
            y = self.text((x, y), line, ink=ink)
        return y

    def pairs(
        self, at: Point, rows: Sequence[tuple[str, str]], *, gap: float, ink: Ink = SANS
    ) -> float:
        """Labels at x with their values `gap` further right; pairs without a value are left out."""
        x, y = at
        for label, value in rows:
            if value:
                self.text((x, y), label, ink=ink.tinted("#55565c"))
                y = self.text((x + gap, y), value, ink=ink)
        return y

    def rule(self, y: float, *, left: float, right: float, colour: str = "#1d1d1f") -> None:
        """A thin line across."""
        self._canvas.setStrokeColor(HexColor(colour))
        self._canvas.setLineWidth(0.5)
        at = (self.height - y) * _POINTS
        self._canvas.line(left * _POINTS, at, right * _POINTS, at)

    def box(self, at: Point, *, size: tuple[float, float], fill: str = "", edge: str = "") -> None:
        """A rectangle from its top left corner; filled, edged or both."""
        (x, y), (width, height) = at, size
        if fill:
            self._canvas.setFillColor(HexColor(fill))
        if edge:
            self._canvas.setStrokeColor(HexColor(edge))
        corner = (x * _POINTS, (self.height - y - height) * _POINTS)
        self._canvas.rect(
            *corner, width * _POINTS, height * _POINTS, stroke=bool(edge), fill=bool(fill)
        )

    def disc(self, at: Point, radius: float, *, fill: str) -> None:
        """A filled circle, for marks and logos."""
        self._canvas.setFillColor(HexColor(fill))
        x, y = at
        place = (x * _POINTS, (self.height - y) * _POINTS, radius * _POINTS)
        self._canvas.circle(*place, stroke=0, fill=1)

    def table(
        self,
        y: float,
        columns: Sequence[Column],
        *,
        rows: Sequence[Sequence[str]],
        look: TableLook | None = None,
    ) -> float:
        """A table whose cells wrap in columns that have a width; answers the y below it."""
        look = look or TableLook()
        y = self._headings(y, columns, look=look)
        for row in rows:
            y = self._row(y, columns, row=row, look=look)
        return y

    def _headings(self, y: float, columns: Sequence[Column], *, look: TableLook) -> float:
        if look.band:
            size = (look.right - look.left, look.head.step + 2)
            self.box((look.left, y - look.head.step), size=size, fill=look.band)
        for column in columns:
            self.text((column.x, y), column.heading, ink=replace(look.head, align=column.align))
        if not look.band:
            self.rule(y + 1.6, left=look.left, right=look.right)
        return y + look.head.step + look.padding + 1.2

    def _row(
        self, y: float, columns: Sequence[Column], *, row: Sequence[str], look: TableLook
    ) -> float:
        lowest = y
        for column, cell in zip(columns, row, strict=True):
            ink = replace(look.ink, align=column.align)
            wrapped = simpleSplit(cell, ink.font, ink.size, (column.width or 500) * _POINTS) or [""]
            lowest = max(lowest, self.block((column.x, y), wrapped, ink=ink))
        lowest = max(lowest, y + look.ink.step)
        if look.rules:
            at = lowest - look.ink.step + 1.4
            self.rule(at, left=look.left, right=look.right, colour=look.rules)
        return lowest + look.padding

    def turn(self) -> None:
        """Go on to a new page."""
        self._canvas.showPage()
        self.pages += 1

    def finish(self) -> bytes:
        """The file; the paper cannot be written on afterwards."""
        self._canvas.showPage()
        self._canvas.save()
        return self._file.getvalue()


def depth(words: str, *, width: float, ink: Ink) -> float:
    """Height in millimetres that running text will take."""
    return len(simpleSplit(words, ink.font, ink.size, width * _POINTS)) * ink.step
