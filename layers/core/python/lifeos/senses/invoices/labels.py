"""Labels on pages, and the places where their values may stand.

A value stands behind its label in the same cell (`Invoice no. 123`), in the cell to the right
(`Invoice no. | 123`), or in the cell below (a header row over a row of values).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Generic, Literal, NamedTuple, TypeVar

from lifeos.contracts.facts import Evidence
from lifeos.senses.pdf.layout import Cell, Line, PageWords, Run, Word
from lifeos.senses.values.phrases import Match, Phrases

T_co = TypeVar("T_co", covariant=True)
How = Literal["behind", "right", "below"]
# A value below stands within this many letter heights of its label.
_REACH_BELOW = 3.0
_SNIPPET_LIMIT = 400
_AT_ONCE = 2  # signs between the parts of one label
_LONGEST_LABEL = 30
_FILLING = " :.#=-–—\t"


class Place(NamedTuple):
    """A part of a cell where a value may stand, and how it lies to its label."""

    run: Run
    start: int
    end: int
    how: How

    @property
    def text(self) -> str:
        """What stands there."""
        return self.run.text[self.start : self.end]


class Read(NamedTuple, Generic[T_co]):
    """A value, where it was read, and how sure its place makes it (about 0 to 3).

    A sum that is printed nowhere as a whole has the reads it is the sum of as `parts`.
    """

    value: T_co
    run: Run
    start: int
    end: int
    score: float = 1.0
    parts: tuple[Read[T_co], ...] = ()

    @property
    def text(self) -> str:
        """The value as it stands there."""
        return self.run.text[self.start : self.end]

    def evidences(self, field: str, sha256: str, *, reader: str) -> list[Evidence]:
        """The same as published models: one, or one for each part."""
        return [part.evidence(field, sha256, reader=reader) for part in self.parts or (self,)]

    def evidence(self, field: str, sha256: str, *, reader: str) -> Evidence:
        """Where it stands, as a published model."""
        return Evidence(
            field=field,
            sha256=sha256,
            page=self.run.page,
            box=self.run.box(self.start, self.end),
            snippet=self.text[:_SNIPPET_LIMIT],
            reader=reader,
        )


class Label(NamedTuple):
    """A known phrase in a cell."""

    field: str
    sheet: Sheet
    row: int  # index of the line on the sheet
    column: int  # index of the cell in the line
    start: int
    end: int

    @property
    def cell(self) -> Cell:
        """The cell it stands in."""
        return self.sheet.page.lines[self.row].cells[self.column]

    @property
    def leads(self) -> bool:
        """Whether the cell begins with it, which a label does and a mention need not."""
        text = self.cell.text
        for match in self.sheet.matches[self.row, self.column]:  # "Facture / Factuur 4711"
            if match.end <= self.start and match.field == self.field:
                text = text[: match.start] + " " * (match.end - match.start) + text[match.end :]
        return not text[: self.start].strip(_FILLING + "*•◦/")

    @property
    def alone(self) -> bool:
        """Whether its cell holds nothing else."""
        return self.leads and not self.cell.text[self.end :].strip(_FILLING)


class Sheet:
    """A page with the labels found on it."""

    def __init__(self, page: PageWords, phrases: Phrases) -> None:
        self.page = page
        self._phrases = phrases

    @cached_property
    def matches(self) -> dict[tuple[int, int], list[Match]]:
        """Labels by (line index, cell index)."""
        cells = self.page.cells
        found: dict[tuple[int, int], list[Match]] = {(row, column): [] for row, column, _ in cells}
        for index, match in self.page.by_cell(self._phrases.find(self.page.unpriced)):
            row, column, _ = cells[index]
            found[row, column].append(match)
        return found

    def labels(self, *fields: str) -> Iterator[Label]:
        """Labels of these fields, in reading order."""
        for label in self._labels:
            if label.field in fields:
                yield label

    @cached_property
    def _labels(self) -> list[Label]:
        return [
            Label(match.field, self, row, column, match.start, match.end)
            for (row, column), matches in self.matches.items()
            for match in matches
        ]

    def places(self, label: Label) -> Iterator[Place]:
        """Where the label's value may stand, the likeliest first."""
        behind = self._behind(label)
        if behind is not None:
            yield behind
        yield from self._right(label)
        yield from self._below(label)

    def _behind(self, label: Label) -> Place | None:
        text = label.cell.text
        start = label.end
        later = []
        for match in self.matches[label.row, label.column]:
            between = text[start : match.start]
            if match.start < start:
                continue
            if len(between) <= _AT_ONCE or not between.strip(_FILLING + "/"):
                start = match.end  # "Fecha emisión | factura", "Date / Datum": one label, not two
            else:
                later.append(match.start)
        end = min(later, default=len(text))
        while start < end and text[start] in _FILLING:
            start += 1
        return Place(label.cell, start, end, "behind") if start < end else None

    def _right(self, label: Label) -> Iterator[Place]:
        cells = self.page.lines[label.row].cells
        for column in range(label.column + 1, min(label.column + 3, len(cells))):
            if self._is_label(label.row, column):
                return
            yield Place(cells[column], 0, len(cells[column].text), "right")

    def _below(self, label: Label) -> Iterator[Place]:
        words = label.cell.covering(label.start, label.end)
        left, right = words[0].x0, words[-1].x1
        bottom, height = label.cell.y1, label.cell.height
        for row in range(label.row + 1, min(label.row + 5, len(self.page.lines))):
            line = self.page.lines[row]
            if line.y0 > bottom + _REACH_BELOW * height:
                return
            found = [c for c in self._under(line, left, right=right) if not self._is_label(row, c)]
            for column in found:
                yield self._part_under(line.cells[column], left, right=right)
            if found:
                return

    def _under(self, line: Line, left: float, *, right: float) -> list[int]:
        return [
            column
            for column, cell in enumerate(line.cells)
            if min(cell.x1, right) - max(cell.x0, left) > 0
        ]

    def _part_under(self, cell: Cell, left: float, *, right: float) -> Place:
        """Of a cell that several columns share, the words under the label."""
        under = [i for i, word in enumerate(cell.words) if _overlap(word, left, right=right)]
        if not under or cell.x0 >= left - 3 * cell.height:
            return Place(cell, 0, len(cell.text), "below")
        last = cell.words[under[-1]]
        start = cell.offsets[under[0]]
        return Place(cell, start, cell.offsets[under[-1]] + len(last.text), "below")

    def _is_label(self, row: int, column: int) -> bool:
        text = self.page.lines[row].cells[column].text
        colon = text.find(":")
        return any(
            match.start <= 1
            and (match.end >= len(text.rstrip(_FILLING)) or match.end <= colon <= _LONGEST_LABEL)
            for match in self.matches[row, column]
        )


def sheets(pages: Sequence[PageWords], phrases: Phrases) -> list[Sheet]:
    """One sheet a page."""
    return [Sheet(page, phrases) for page in pages]


def _overlap(word: Word, left: float, *, right: float) -> bool:
    return min(word.x1, right) - max(word.x0, left) > 0
