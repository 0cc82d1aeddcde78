"""Words on a page and the lines, cells and blocks they form.

Units are PDF points (1/72 inch), origin at the page's top left, y downwards. Nothing here knows
PDF: whatever can say where a word stands (a text layer, an OCR engine) can build these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from statistics import median

from lifeos.contracts.facts import Box

# A gap wider than this share of the letter height ends a cell; a word space is about a quarter.
_CELL_GAP = 0.9
# Two words share a line if their middles are closer than this share of the lower one's height.
_SAME_LINE = 0.5
# Lines further apart than this share of the letter height belong to different blocks.
_BLOCK_GAP = 1.0
# Blocks a cell is tried against, the latest first; a page has a few columns side by side.
_COLUMNS_TRIED = 60


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters without a space, and its box."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def height(self) -> float:
        """Height of the letters' line, ascent to descent; about the font size."""
        return self.y1 - self.y0

    @property
    def middle(self) -> float:
        """Height of the middle of the word on the page."""
        return (self.y0 + self.y1) / 2


@dataclass(frozen=True)
class Run:
    """Words side by side, left to right, and the text they make, one space between two words."""

    page: int
    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        """The words joined by single spaces; offsets into it work with `box`."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        """Where each word starts in `text`."""
        starts, at = [], 0
        for word in self.words:
            starts.append(at)
            at += len(word.text) + 1
        return tuple(starts)

    def covering(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that `text[start:end]` touches."""
        return tuple(
            word
            for word, at in zip(self.words, self.offsets, strict=True)
            if at < end and at + len(word.text) > start
        )

    def box(self, start: int = 0, end: int | None = None) -> Box:
        """The rectangle around the words that `text[start:end]` touches."""
        words = self.covering(start, len(self.text) if end is None else end) or self.words
        return Box(
            x0=round(min(word.x0 for word in words), 2),
            y0=round(min(word.y0 for word in words), 2),
            x1=round(max(word.x1 for word in words), 2),
            y1=round(max(word.y1 for word in words), 2),
        )

    @cached_property
    def x0(self) -> float:
        """Left edge."""
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        """Right edge."""
        return max(word.x1 for word in self.words)

    @cached_property
    def y0(self) -> float:
        """Upper edge."""
        return min(word.y0 for word in self.words)

    @cached_property
    def y1(self) -> float:
        """Lower edge."""
        return max(word.y1 for word in self.words)

    @cached_property
    def height(self) -> float:
        """Middle height of the words, which a stray large sign does not change."""
        return median(word.height for word in self.words)


class Cell(Run):
    """Part of a line that a wide gap separates from its neighbours, as in a table."""


@dataclass(frozen=True)
class Line(Run):
    """Everything that stands at one height of a page, left to right."""

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The line cut at its wide gaps."""
        cuts: list[list[Word]] = [[self.words[0]]]
        for before, word in zip(self.words, self.words[1:], strict=False):
            wide = word.x0 - before.x1 > _CELL_GAP * min(before.height, word.height)
            if wide:
                cuts.append([])
            cuts[-1].append(word)
        return tuple(Cell(self.page, tuple(words)) for words in cuts)


@dataclass(frozen=True)
class Block:
    """Cells under each other with one left edge: an address, a paragraph, a column."""

    cells: tuple[Cell, ...]

    @property
    def text(self) -> str:
        """Its lines."""
        return "\n".join(cell.text for cell in self.cells)


@dataclass(frozen=True)
class PageWords:
    """One page: its number from 1, its size in points, its text in file order, its words."""

    number: int
    width: float
    height: float
    text: str
    words: tuple[Word, ...]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The words as lines, top to bottom."""
        return tuple(_lines(self.number, self.words))

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The cells as blocks, in the order their first lines stand on the page."""
        return tuple(_blocks([cell for line in self.lines for cell in line.cells]))


def _lines(page: int, words: Sequence[Word]) -> Iterator[Line]:
    row: list[Word] = []
    for word in sorted(words, key=lambda word: (word.middle, word.x0)):
        if row and not _level(row, word):
            yield _line(page, row)
            row = []
        row.append(word)
    if row:
        yield _line(page, row)


def _line(page: int, row: list[Word]) -> Line:
    return Line(page, tuple(sorted(row, key=lambda word: (word.x0, word.x1))))


def _level(row: list[Word], word: Word) -> bool:
    reference = row[0]
    limit = _SAME_LINE * min(reference.height, word.height)
    return abs(word.middle - reference.middle) <= max(limit, 1.0)


def _blocks(cells: list[Cell]) -> Iterator[Block]:
    columns: list[list[Cell]] = []
    for cell in cells:
        near = islice(reversed(columns), _COLUMNS_TRIED)
        home = next((column for column in near if _continues(column[-1], cell)), None)
        if home is None:
            columns.append([cell])
        else:
            home.append(cell)
    yield from (Block(tuple(column)) for column in columns)


def _continues(above: Cell, cell: Cell) -> bool:
    gap = cell.y0 - above.y1
    near = -0.5 * cell.height <= gap <= _BLOCK_GAP * cell.height and cell.y0 > above.y0
    aligned = abs(cell.x0 - above.x0) <= 3 or abs(cell.x1 - above.x1) <= 1.5
    centred = abs((cell.x0 + cell.x1) - (above.x0 + above.x1)) <= 4
    return near and (aligned or centred)
