"""Words on a page and the lines, cells and blocks they form.

Units are PDF points (1/72 inch), origin at the page's top left, y downwards. Nothing here knows
PDF: whatever can say where a word stands (a text layer, an OCR engine) can build these.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, islice, pairwise
from operator import attrgetter
from statistics import median
from typing import Any, NamedTuple, TypeVar

from lifeos.contracts.facts import Box
from lifeos.senses.values.phrases import Folded, Match, fold

T = TypeVar("T")
# A gap wider than this share of the letter height ends a cell; a word space is about a quarter.
_CELL_GAP = 0.9
# Two words share a line if their middles are closer than this share of the lower one's height.
_SAME_LINE = 0.5
# Lines further apart than this share of the letter height belong to different blocks.
_BLOCK_GAP = 1.0
# Blocks a cell is tried against, the latest first; a page has a few columns side by side.
_COLUMNS_TRIED = 60


class Word(NamedTuple):
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


class Run:
    """Words side by side, left to right, and the text they make, one space between two words.

    Its text and edges are worked out at once, since every rule about a page asks for them.
    """

    def __init__(self, page: int, words: tuple[Word, ...]) -> None:
        text, x0, y0, x1, y1 = words[0]
        for word, _, top, right, bottom in words[1:]:  # a loop is quicker than three of min and max
            text += " " + word
            y0 = top if top < y0 else y0
            x1 = right if right > x1 else x1
            y1 = bottom if bottom > y1 else y1
        self.page = page
        self.words = words
        self.text = text  # offsets into it work with `box`
        self.x0, self.y0, self.x1, self.y1 = x0, y0, x1, y1

    def __eq__(self, other: object) -> bool:
        """Whether it is a run of the same kind, of the same words."""
        if not isinstance(other, Run) or type(self) is not type(other):
            return False
        return (self.page, self.words) == (other.page, other.words)

    def __hash__(self) -> int:
        return hash((self.page, self.words))

    @cached_property
    def height(self) -> float:
        """Middle height of the words, which a stray large sign does not change."""
        if len(self.words) == 1:
            return self.y1 - self.y0
        return median([y1 - y0 for _, _, y0, _, y1 in self.words])

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
        if start <= 0 and end >= len(self.text):
            return self.words
        return tuple(
            word
            for word, at in zip(self.words, self.offsets, strict=True)
            if at < end and at + len(word.text) > start
        )

    def edges(self, start: int, end: int) -> tuple[float, float]:
        """Left and right of the words that `text[start:end]` touches, as `box` has them."""
        words = self.covering(start, end) or self.words
        return round(min([word.x0 for word in words]), 2), round(max([w.x1 for w in words]), 2)

    def box(self, start: int = 0, end: int | None = None) -> Box:
        """The rectangle around the words that `text[start:end]` touches."""
        words = self.covering(start, len(self.text) if end is None else end) or self.words
        _, lefts, tops, rights, bottoms = zip(*words, strict=True)
        return Box(
            x0=round(min(lefts), 2),
            y0=round(min(tops), 2),
            x1=round(max(rights), 2),
            y1=round(max(bottoms), 2),
        )


class Cell(Run):
    """Part of a line that a wide gap separates from its neighbours, as in a table."""


class Line(Run):
    """Everything that stands at one height of a page, left to right."""

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The line cut at its wide gaps."""
        words, cuts = self.words, [0]
        for index, ((_, _, top, right, bottom), word) in enumerate(pairwise(words), 1):
            lower = min(bottom - top, word.y1 - word.y0)
            if word.x0 - right > _CELL_GAP * lower:
                cuts.append(index)
        cuts.append(len(words))
        return tuple([Cell(self.page, words[start:end]) for start, end in pairwise(cuts)])


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
    _known: dict[object, Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )  # not init: a changed copy knows nothing yet

    def once(self, rule: Callable[[PageWords], T]) -> T:
        """What a rule makes of this page, worked out when it is first asked for."""
        if rule not in self._known:
            self._known[rule] = rule(self)
        known: T = self._known[rule]
        return known

    @cached_property
    def heights(self) -> list[float]:
        """The heights of the words, the smallest first."""
        return sorted([y1 - y0 for _, _, y0, _, y1 in self.words])

    @cached_property
    def usual_height(self) -> float:
        """The middle one; 1 on a page without words."""
        return median(self.heights) if self.heights else 1.0

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The words as lines, top to bottom."""
        return tuple(_lines(self.number, self.words))

    @cached_property
    def printed(self) -> str:
        """Its lines as text, as they stand on the page."""
        return "\n".join([line.text for line in self.lines])

    @cached_property
    def cells(self) -> tuple[tuple[int, int, Cell], ...]:
        """Every cell behind the numbers of its line and its column, in reading order."""
        return tuple(
            (row, column, cell)
            for row, line in enumerate(self.lines)
            for column, cell in enumerate(line.cells)
        )

    @cached_property
    def folded(self) -> Folded:
        """The text of its cells as phrases are looked for in it, each cell a line."""
        return Folded(fold("\n".join([cell.text for _, _, cell in self.cells])))

    @cached_property
    def unpriced(self) -> Folded:
        """The same without currencies, as labels are looked for in it."""
        return self.folded.without_currency()

    def by_cell(self, matches: Iterable[Match]) -> Iterator[tuple[int, Match]]:
        """What was found in the folded text: the cell's index, and where it stands in the cell."""
        for match in matches:
            index = bisect_right(self._starts, match.start) - 1
            at = self._starts[index]
            yield index, Match(match.field, match.start - at, match.end - at)

    @cached_property
    def _starts(self) -> list[int]:
        lengths = [len(cell.text) + 1 for _, _, cell in self.cells]
        return list(accumulate(lengths, initial=0))

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The cells as blocks, in the order their first lines stand on the page."""
        return tuple(_blocks([cell for _, _, cell in self.cells]))


def _lines(page: int, words: Sequence[Word]) -> Iterator[Line]:
    row: list[Word] = []
    middle = height = 0.0  # of the row's highest word
    for word in sorted(words, key=_by_height):
        own_middle, own_height = (word.y0 + word.y1) / 2, word.y1 - word.y0
        limit = max(_SAME_LINE * min(height, own_height), 1.0)
        if row and abs(own_middle - middle) > limit:
            yield _line(page, row)
            row = []
        if not row:
            middle, height = own_middle, own_height
        row.append(word)
    if row:
        yield _line(page, row)


def _by_height(word: Word) -> tuple[float, float]:
    return (word.y0 + word.y1) / 2, word.x0


def _line(page: int, row: list[Word]) -> Line:
    return Line(page, tuple(sorted(row, key=_from_left)))


_from_left = attrgetter("x0", "x1")


def _blocks(cells: list[Cell]) -> Iterator[Block]:
    columns: list[list[Cell]] = []
    for cell in cells:
        top, reach, overlap = cell.y0, _BLOCK_GAP * cell.height, -0.5 * cell.height
        for column in islice(reversed(columns), _COLUMNS_TRIED):
            if overlap <= top - column[-1].y1 <= reach and _continues(column[-1], cell):
                column.append(cell)
                break
        else:
            columns.append([cell])
    yield from (Block(tuple(column)) for column in columns)


def _continues(above: Cell, cell: Cell) -> bool:
    """Whether a cell right under another lines up with it."""
    aligned = abs(cell.x0 - above.x0) <= 3 or abs(cell.x1 - above.x1) <= 1.5
    centred = abs((cell.x0 + cell.x1) - (above.x0 + above.x1)) <= 4
    return cell.y0 > above.y0 and (aligned or centred)
