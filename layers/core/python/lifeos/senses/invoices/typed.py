"""A running text set out like a printed page, so that one set of rules reads a bill in either.

Every word stands where a typewriter puts it: a letter is half as wide as it is high. What a page
says in points, the places say in lines of the file again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, NamedTuple

from lifeos.contracts.facts import Evidence
from lifeos.senses.pdf.layout import PageWords, Word

_SNIPPET_CHARS = 400  # as the contract has it
MOST_WORDS: Final = 5_000  # a longer text is a list or a book, and reading it closely takes seconds
_MOST_LETTERS = 40 * MOST_WORDS  # with all the blanks between columns
_LONGEST_WORD = 120  # letters; a longer one is a link
_LONGEST_ROW = 120  # words; a longer one is a paragraph, and reading it as a row takes seconds
_LETTER, _HEIGHT, _ROW = 5.0, 10.0, 12.0
_SHORTEST_PAGE = 40  # rows; of a note of five lines, all is the head
_GAP = 3  # letters between two cells of a row
_WORD = re.compile(r"\S+")
_MARKDOWN = str.maketrans("|", " ", "*`")


class Piece(NamedTuple):
    """A word, how many letters stand left of it, how many words before it, and its place."""

    text: str
    column: int
    number: int
    line: int | None = None
    path: str | None = None


Row = list[Piece]
_At = tuple[float, float]  # left and top of a word on the page


@dataclass(frozen=True)
class TypedPage:
    """A page made of rows, and the piece that stands at each place of it."""

    page: PageWords
    pieces: Mapping[_At, Piece]

    def located(self, found: Evidence) -> Evidence:
        """The same evidence with line and path of the file instead of a box on the page."""
        assert found.box is not None
        row = [
            piece
            for (left, top), piece in sorted(self.pieces.items())
            if top == found.box.y0 and found.box.x0 <= left < found.box.x1
        ]
        told = {"page": None, "box": None, "line": row[0].line, "path": row[0].path}
        together = [
            piece.text for at, piece in enumerate(row) if piece.number == row[0].number + at
        ]
        if len(together) < len(row):  # cells of several lines: the file has them one by one
            told["snippet"] = " ".join(together)[:_SNIPPET_CHARS]
        return found.model_copy(update=told)


def set_out(rows: Sequence[Row]) -> TypedPage | None:
    """The rows as a page; None if there is nothing or too much to read."""
    kept = [
        [piece for piece in row if len(piece.text) <= _LONGEST_WORD]
        if len(row) <= _LONGEST_ROW
        else []
        for row in rows
    ]
    pieces = {
        (piece.column * _LETTER, at * _ROW): piece for at, row in enumerate(kept) for piece in row
    }
    letters = sum(len(piece.text) for piece in pieces.values())
    if not 0 < len(pieces) <= MOST_WORDS or letters > _MOST_LETTERS:
        return None
    words = tuple(
        Word(piece.text, left, top, left + len(piece.text) * _LETTER, top + _HEIGHT)
        for (left, top), piece in pieces.items()
    )
    text = "\n".join(" ".join(piece.text for piece in row) for row in kept)
    width = max(word.x1 for word in words)
    height = max(len(rows), _SHORTEST_PAGE) * _ROW
    return TypedPage(PageWords(1, width, height, text, words), pieces)


def rows_of(lines: Sequence[str], paths: Sequence[str] = ()) -> list[Row]:
    """Lines of text as rows; tabs and the bars of Markdown part cells.

    A line has its number from 1 as its place, or its path where there are paths.
    """
    if sum(map(len, lines)) > _MOST_LETTERS:
        return []
    count, rows = 0, []
    for at, text in enumerate(_aligned(lines)):
        line, path = (None, paths[at]) if paths else (at + 1, None)
        words = list(_WORD.finditer(text))
        rows.append([Piece(w[0], w.start(), count + n, line, path) for n, w in enumerate(words)])
        count += len(words)
    return rows


def _aligned(lines: Sequence[str]) -> Iterator[str]:
    """Cells that tabs part, in columns with those of the lines around."""
    plain = [line.translate(_MARKDOWN).lstrip("#") for line in lines]
    for parted, group in groupby(plain, key=lambda line: "\t" in line.strip()):
        if not parted:
            yield from (line.expandtabs() for line in group)
            continue
        table = [[cell.strip() for cell in line.split("\t")] for line in group]
        most = max(map(len, table))
        widths = [max(len(row[at]) for row in table if at < len(row)) for at in range(most)]
        for row in table:
            yield "".join(
                cell.ljust(width + _GAP) for cell, width in zip(row, widths, strict=False)
            )


def side_by_side(boxes: Sequence[tuple[int, Sequence[Row]]], lefts: Sequence[int]) -> list[Row]:
    """Cells of a table's row, each a column number and rows, put beside each other."""
    height = max((len(rows) for _, rows in boxes), default=0)
    return [
        [
            piece._replace(column=piece.column + lefts[number])
            for number, rows in boxes
            if at < len(rows)
            for piece in rows[at]
        ]
        for at in range(height)
    ]


def width_of(rows: Sequence[Row]) -> int:
    """Letters up to the right edge of the longest row, with the gap behind a cell; or 0."""
    right = max((row[-1].column + len(row[-1].text) for row in rows if row), default=0)
    return right + _GAP if right else 0
