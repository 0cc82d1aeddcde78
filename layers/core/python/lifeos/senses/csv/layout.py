"""Where the table begins: lines before it, its heading row, its first row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lifeos.senses.csv.cells import is_amount, is_date
from lifeos.senses.csv.columns import Columns, assign
from lifeos.senses.csv.headings import Role, role_of
from lifeos.senses.csv.record import Record

# A heading row is looked for among the first rows; statements with more lines before their table
# than this were not seen.
SEARCHED_ROWS = 100
SAMPLE_ROWS = 500

_DATED: frozenset[Role] = frozenset({"booked", "date", "value", "time"})
_MONEY: frozenset[Role] = frozenset({"amount", "debit", "credit", "gross", "net", "original"})


@dataclass(frozen=True, slots=True)
class Layout:
    """A table inside a file: what is before it, its columns, the line its rows begin on."""

    columns: Columns
    preamble: tuple[Record, ...]
    first_line: int  # physical line of the first row, from 1
    width: int
    heading: Record | None
    headed: bool  # heading words known, so even an empty table is a statement


def layout_of(records: Sequence[Record], width: int) -> Layout:
    """The table in a sample of records that are usually `width` cells wide."""
    start = _heading(records, width)
    if start is not None:
        headings, body = records[start].cells, records[start + 1 :]
    else:
        start = _first_row(records, width) - 1
        unknown = start >= 0 and _may_head(records[start], width)
        headings, body = (records[start].cells if unknown else []), records[start + 1 :]
    rows = [r.cells for r in body if not r.blank and _fits(len(r.cells), len(headings) or width)]
    dated = [cells for cells in rows if any(map(is_date, cells))]
    first = body[0].line if body else (records[-1].line + 1 if records else 1)
    return Layout(
        columns=assign(headings, (dated or rows)[:SAMPLE_ROWS]),
        preamble=tuple(records[: max(0, start + 1 if not headings else start)]),
        first_line=first,
        width=max(len(headings), width),
        heading=records[start] if headings else None,
        headed=bool(headings) and known_headings(headings) >= 2,
    )


def known_headings(cells: Sequence[str]) -> int:
    """How many different parts of a statement a row's cells name; 0 unless days and money do."""
    roles = {role for cell in cells if (role := role_of(cell)) is not None}
    return len(roles) if roles & _DATED and roles & _MONEY else 0


def _heading(records: Sequence[Record], width: int) -> int | None:
    best, place = 0, None
    for index, record in enumerate(records[:SEARCHED_ROWS]):
        known = 0 if _has_values(record) else known_headings(record.cells)
        if known > best and len(record.cells) >= min(width, 2):
            best, place = known, index
    return place


def _first_row(records: Sequence[Record], width: int) -> int:
    """Index of the first record of the table when no heading is known."""
    for index, record in enumerate(records[:SEARCHED_ROWS]):
        fits = len(record.cells) <= width and _fits(len(record.cells), width)
        if fits and _has_values(record):
            return index
    return next((i for i, r in enumerate(records) if len(r.cells) == width), 0) + 1


def _may_head(record: Record, width: int) -> bool:
    filled = [cell for cell in record.cells if cell.strip()]
    return (
        _fits(len(record.cells), width)
        and len(filled) >= max(2, 0.6 * len(record.cells))
        and not _has_values(record)
    )


def _has_values(record: Record) -> bool:
    return any(is_date(cell) or (is_amount(cell) and any(c.isdigit() for c in cell))
               for cell in record.cells)  # fmt: skip


def _fits(cells: int, width: int) -> bool:
    return abs(cells - width) <= 1 or (cells > width - 3 and width >= 8)
