"""Delimiter and records of delimited text.

A delimiter is right when the lines split by it agree in width and the cells make sense: dates,
amounts, known headings. Counting characters alone takes `1.500,00;EUR` for two columns at a comma.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lifeos.errors import RejectedError
from lifeos.senses.csv.blocks import block_records, labels_of
from lifeos.senses.csv.cells import is_amount, is_date
from lifeos.senses.csv.headings import role_of
from lifeos.senses.csv.record import Record

DELIMITERS = (";", ",", "\t", "|")
LABEL_END = ":"
# Longest cell taken, in characters: a stray quote must not swallow a gigabyte.
CELL_LIMIT = 1024 * 1024
LINE_LIMIT = 1024 * 1024  # characters
_SEPARATOR_LINE = re.compile(r'^"?sep=(.)"?\s*$', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shape:
    """How a text splits: the delimiter, the usual width, and the share of lines that have it."""

    delimiter: str
    width: int
    share: float
    score: float
    labels: tuple[str, ...] = ()  # of a table written down the page, see `blocks`


def shape_of(text: str) -> Shape | None:
    """The best split of a sample of whole lines; None where no delimiter makes a table."""
    labels, share = labels_of(text)
    if labels:
        return Shape(LABEL_END, len(labels), share, share, labels)
    stated = _SEPARATOR_LINE.match(text.split("\n", 1)[0].strip())
    delimiters = (stated[1],) if stated else DELIMITERS
    shapes = [shape for d in delimiters if (shape := _shape(text, d)) is not None]
    return max(shapes, key=lambda shape: shape.score, default=None)


def rows_of(lines: Iterable[str], shape: Shape) -> Iterator[Record]:
    """The rows of a text as its shape says, streamed."""
    return block_records(lines, shape.labels) if shape.labels else records(lines, shape.delimiter)


def records(lines: Iterable[str], delimiter: str) -> Iterator[Record]:
    """The rows of delimited text, streamed. Quotes are double quotes, doubled inside.

    Raises: nothing for odd text; a NUL inside a line is read as any other character.
    """
    csv.field_size_limit(CELL_LIMIT)
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=False)
    before = 0
    for cells in reader:
        yield Record(before + 1, cells, reader.line_num - before)
        before = reader.line_num


def file_lines(path: Path, encoding: str) -> Iterator[str]:
    """Physical lines with their ends, as the csv module wants them; undecodable bytes marked.

    Raises: RejectedError `line-too-long`: such a file is no table, and would fill the memory.
    """
    with path.open("r", encoding=encoding, errors="replace", newline="") as file:
        while line := file.readline(LINE_LIMIT):
            if len(line) == LINE_LIMIT:
                raise RejectedError("line-too-long", "A line of this file is too long for a table.")
            yield line


def _shape(text: str, delimiter: str) -> Shape | None:
    try:
        rows = [r for r in records(io.StringIO(text, newline=""), delimiter) if not r.blank]
    except csv.Error:
        return None
    widths = Counter(len(row.cells) for row in rows if len(row.cells) > 1)
    if not widths:
        return None
    return max(
        (_at_width(rows, delimiter, width=width) for width in widths), key=lambda shape: shape.score
    )


def _at_width(rows: list[Record], delimiter: str, *, width: int) -> Shape:
    """How well the rows of one width make a table; wider wins where all else is equal."""
    fitting = [row.cells for row in rows if len(row.cells) == width]
    share = len(fitting) / len(rows)
    sense = sum(_makes_sense(cells) for cells in fitting[:200]) / len(fitting[:200])
    return Shape(delimiter, width, share, share * (0.1 + sense) * (1 + min(width, 20) / 20))


def _makes_sense(cells: list[str]) -> float:
    """1 for a row with a date and an amount, or a heading row; less for less."""
    dated = any(is_date(cell) for cell in cells)
    money = any(is_amount(cell) and not is_date(cell) for cell in cells)
    if dated or money:
        return 0.6 * dated + 0.4 * money
    return min(1.0, sum(role_of(cell) is not None for cell in cells) / 3)
