"""A delimited file opened once: encoding, delimiter, layout, and its records as a stream."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lifeos.errors import RejectedError
from lifeos.senses.csv.dialect import Shape, file_lines, rows_of, shape_of
from lifeos.senses.csv.encoding import encoding_of_file
from lifeos.senses.csv.layout import Layout, layout_of
from lifeos.senses.csv.record import Record
from lifeos.senses.models import HEAD_BYTES

SAMPLE_CHARACTERS = HEAD_BYTES
MOST_COLUMNS = 500  # no export has a fifth of it; one line of numbers is no table


@dataclass(frozen=True, slots=True)
class Table:
    """How to read one file, and where its table is."""

    path: Path
    encoding: str
    shape: Shape
    layout: Layout

    def body(self) -> Iterator[tuple[Record, int]]:
        """Records of the table that are not blank, each with its count of full physical lines.

        A line is full if it alone has delimiters enough for a whole row, counted without the csv
        parser: more than one in a record means that a stray quote has swallowed rows.

        Raises: RejectedError `csv-broken` where a cell does not end.
        """
        counted = _CountedLines(self)
        before = 0
        try:
            for record in rows_of(counted, self.shape):
                full, before = counted.full - before, counted.full
                if record.line >= self.layout.first_line and not record.blank:
                    yield record, full
        except csv.Error as error:
            raise RejectedError(
                "csv-broken", "A cell of this table is opened with a quote and never ends."
            ) from error


class _CountedLines:
    """Physical lines of a file, counting those that could be a row of their own."""

    def __init__(self, table: Table) -> None:
        self._lines = file_lines(table.path, table.encoding)
        self._delimiter = table.shape.delimiter
        self._enough = table.layout.width - 1
        self._first = table.shape.labels[:1]
        self.full = 0

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            if self._first:
                self.full += line.lstrip().startswith(self._first)
            else:
                self.full += line.count(self._delimiter) >= self._enough
            yield line


def open_table(path: Path) -> Table | None:
    """The table in a file, None if its text does not split into one."""
    encoding = encoding_of_file(path)
    with path.open("r", encoding=encoding, errors="replace", newline="") as file:
        text = file.read(SAMPLE_CHARACTERS)
        complete = not file.read(1)
    return table_in(text if complete else whole_lines(text), path=path, encoding=encoding)


def table_in(text: str, *, path: Path, encoding: str) -> Table | None:
    """The table that a sample of whole lines shows."""
    shape = shape_of(text)
    if shape is None or shape.width > MOST_COLUMNS:
        return None
    sample = list(rows_of(io.StringIO(text, newline=""), shape))
    return Table(path, encoding, shape, layout_of(sample, shape.width))


def whole_lines(text: str) -> str:
    """A text without the line it was cut in."""
    cut = max(text.rfind("\n"), text.rfind("\r"))
    return text[: cut + 1] if cut > 0 else text
