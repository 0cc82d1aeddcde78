"""Tables written down the page: a line a cell, its label before a colon, a block a row.

    Date: 30/01/2025
    Description: CARD PAYMENT
    Amount: -7.50

Some banks offer such a text beside their CSV. The labels are the headings; lines before the first
block are the preamble; a line without a label goes on with the cell above it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lifeos.senses.csv.cells import is_amount, is_date
from lifeos.senses.csv.headings import role_of
from lifeos.senses.csv.record import Record

_LABELLED = re.compile(r"\s*([^\W\d_][^:\n]{0,39}?)\s*:\s+(.*)", re.DOTALL)
_MOSTLY = 0.8  # share of lines with a label; prose and mail have fewer
_DAYS = frozenset({"booked", "date", "value"})
_MONEY = frozenset({"amount", "debit", "credit"})


def labels_of(text: str) -> tuple[tuple[str, ...], float]:
    """The labels that come again in a text, and the share of its lines that have one.

    No labels where the text is no such table: two blocks at least, that name days and money.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    parts = [part for line in lines if (part := _split(line)) is not None]
    if not parts or len(parts) < _MOSTLY * len(lines):
        return (), 0.0
    counted = Counter(label for label, _ in parts)
    labels = tuple(label for label, times in counted.items() if times > 1)
    roles = {role_of(label) for label in labels}
    valued = any(is_date(cell) for _, cell in parts) and any(is_amount(cell) for _, cell in parts)
    able = valued and bool(roles & _DAYS) and bool(roles & _MONEY)
    return (labels if able else ()), len(parts) / len(lines)


def block_records(lines: Iterable[str], labels: tuple[str, ...]) -> Iterator[Record]:
    """The preamble line by line, the labels as a heading, then a record a block, streamed."""
    block: _Block | None = None
    for number, line in enumerate(lines, 1):
        part = _split(line)
        if block is None and (part is None or part[0] not in labels):
            yield Record(number, list(part) if part else [line.strip()])
        elif part is None:
            if block is not None:
                block.go_on(line)
        else:
            if block is None:
                yield Record(number - 1, list(labels), at=(1,) * len(labels))
            elif part[0] in block.cells or part[0] == labels[0]:
                yield block.record(labels)
                block = None
            block = block or _Block(number)
            block.take(*part, line=number)
    if block is not None:
        yield block.record(labels)


@dataclass(slots=True)
class _Block:
    """One row as its lines come."""

    first: int
    cells: dict[str, str] = field(default_factory=dict)
    line_of: dict[str, int] = field(default_factory=dict)
    last: str = ""

    def take(self, label: str, cell: str, *, line: int) -> None:
        self.cells[label], self.line_of[label], self.last = cell, line, label

    def go_on(self, line: str) -> None:
        text = line.strip()
        if text and self.last:
            self.cells[self.last] = f"{self.cells[self.last]} {text}".strip()

    def record(self, labels: tuple[str, ...]) -> Record:
        """Its cells under the labels; a label that no other block has is one cell too many."""
        named = [*labels, *(label for label in self.cells if label not in labels)]
        return Record(
            self.first,
            [self.cells.get(label, "") for label in named],
            at=tuple(self.line_of.get(label, self.first) - self.first for label in named),
        )


def _split(line: str) -> tuple[str, str] | None:
    """Label and cell; a web address or a time of day is no label."""
    match = _LABELLED.fullmatch(f"{line.rstrip()} ")
    return (match[1].strip(), match[2].strip()) if match is not None else None
