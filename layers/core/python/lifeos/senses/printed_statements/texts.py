"""The words of a table's line beside its days and amounts, by the column they stand in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lifeos.contracts.facts import Box
from lifeos.senses.csv.headings import Role
from lifeos.senses.pdf.layout import Line, Run, Word
from lifeos.senses.printed_statements.days import Day
from lifeos.senses.printed_statements.figures import Figure
from lifeos.senses.printed_statements.headings import DAYS, MONEY, Column, Headings

PARTIES: Final[tuple[Role, ...]] = ("counterparty", "payee", "payer", "merchant")
_KEPT: Final = frozenset((*PARTIES, "reference", "type", "marker"))
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a line that belong together."""

    line: Line
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words as they stand there."""
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        """The rectangle around the words."""
        return Run(self.line.page, self.words).box()


def texts_of(
    line: Line, headings: Headings, *, days: Sequence[Day], money: Mapping[Column, Figure]
) -> list[tuple[Role, Piece]]:
    """The other words of a line by the column they stand in, neighbours together."""
    taken = [(day.start, day.end) for day in days]
    taken += [(figure.start, figure.end) for figure in money.values()]
    edge = days[0].x0 if days else 0.0
    found: list[tuple[Role, list[Word]]] = []
    for word, start in zip(line.words, line.offsets, strict=True):
        inside = any(start < stop and start + len(word.text) > begin for begin, stop in taken)
        if inside or _is_aside(word, headings, edge):
            continue
        role = _role_at(word, headings)
        if found and found[-1][0] == role:
            found[-1][1].append(word)
        else:
            found.append((role, [word]))
    return [(role, Piece(line, tuple(words))) for role, words in found]


def _is_aside(word: Word, headings: Headings, edge: float) -> bool:
    """A running number in front of the day, or the year of the day in the line above."""
    in_front = word.x0 < edge and headings.columns[0].role in DAYS
    return in_front or (
        bool(_YEAR.fullmatch(word.text)) and any(_under(word, c) for c in headings.of(*DAYS))
    )


def _under(word: Word, column: Column) -> bool:
    return word.x0 < column.x1 + word.height and word.x1 > column.x0 - word.height


def _role_at(word: Word, headings: Headings) -> Role:
    """The part of the text column a word stands in: the last one that begins left of it."""
    reach = word.x0 + word.height / 2
    left = [c for c in headings.columns if c.role not in MONEY and c.x0 <= reach]
    role: Role = left[-1].role if left else "description"
    return role if role in _KEPT else "description"
