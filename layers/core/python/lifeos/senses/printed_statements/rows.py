"""Lines of tables as rows, stated balances and stated sums."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Literal

from lifeos.senses.csv.headings import Role
from lifeos.senses.csv.words import side_of
from lifeos.senses.pdf.layout import Line
from lifeos.senses.printed_statements.days import Day, days_in
from lifeos.senses.printed_statements.figures import Figure, Mark
from lifeos.senses.printed_statements.lines import TableLine
from lifeos.senses.printed_statements.texts import Piece
from lifeos.senses.printed_statements.vocabulary import LABELS, section_side
from lifeos.senses.values.phrases import fold

Side = Literal["in", "out"]

_GOES_ON = 1.9  # lines of one row stand closer than this many letter heights
_LABELLED = 0.5  # share of a line's letters that a label must make up to name the line
_SECTION_WORDS = 8
_ANYWHERE = 10_000.0
_LETTERS = re.compile(r"[^\W\d_]")
_ENDS = frozenset({"closing", "carried"})
_BALANCES = frozenset({"opening", "closing", "carried", "balance"})


@dataclass
class Entry:
    """One row of the table as it is printed."""

    page: int
    line: Line  # the first of its lines
    day: Day | None
    dated: bool = False  # by a day of its own, not that of the row above
    value_day: Day | None = None
    money: dict[Role, Figure] = field(default_factory=dict)
    marker: Mark | None = None  # from a column of its own
    section: Side | None = None
    parts: list[tuple[Role, Piece]] = field(default_factory=list)

    @property
    def moves(self) -> bool:
        """Whether it has an amount besides a balance."""
        return any(role != "balance" for role in self.money)

    def pieces(self, *roles: Role) -> list[Piece]:
        """What stands in these columns."""
        return [piece for role, piece in self.parts if role in roles]


@dataclass(frozen=True, slots=True)
class Stated:
    """A balance, sum or count that a line states instead of a row."""

    page: int
    field: str  # as in LABELS
    figures: dict[Role, Figure]
    line: Line
    day: Day | None = None


Item = Entry | Stated


def read_items(lines: Sequence[TableLine], *, card: bool) -> Iterator[Item]:
    """Rows and statements of a whole paper in reading order."""
    reader = _Reader(lines, card=card)
    for line in lines:
        yield from reader.take(line)
    yield from reader.finish()


class _Reader:
    """Gathers the lines of each row.

    Most papers print a row's amount beside its day, and lines below only go on with the text.
    Some print it beside the last line; there a line of text begins the next row.
    """

    def __init__(self, lines: Sequence[TableLine], *, card: bool) -> None:
        self._card = card
        dated = [line for line in lines if line.days and len(line.texts) > 0]
        self._amount_last = sum(not _moves(line) for line in dated) * 2 > len(dated)
        starts = [line.texts[0][1].words[0].x0 for line in dated]
        self._text_x0 = median(starts) if starts else 0.0
        self._open: Entry | None = None
        self._last: TableLine | None = None
        self._day: Day | None = None
        self._section: Side | None = None
        self._whole = all(figure.weak for line in lines for figure in line.figures)
        self._rows = False  # or a balance, since the last heading row
        self._over = False

    def take(self, line: TableLine) -> Iterator[Item]:
        """What this line completes."""
        if line.fresh:
            yield from self._close()
            self._section = section_side(line.table.section, card=self._card) or self._section
        if line.headed:
            self._rows = self._over = False
        stated = _stated(line)
        if stated is not None:
            yield from self._close()
            self._over = self._rows and stated.field in _ENDS
            self._rows = True
            yield stated
        elif self._is_behind(line):
            return
        elif _is_row(line):
            yield from self._row(line)
        elif self._continues(line):
            yield from self._more(line)
        else:
            yield from self._close()
            self._between(line)
        self._last = line

    def _is_behind(self, line: TableLine) -> bool:
        """Whether a line stands behind the last balance of a table: conditions, addresses.

        A day that begins a line, with an amount or alone, shows that the table goes on.
        """
        if _begins(line) and (_moves(line, weak=self._whole) or not line.texts):
            self._over = False
        self._rows = self._rows or _moves(line)
        return self._over

    def finish(self) -> Iterator[Item]:
        """The last row."""
        yield from self._close()

    def _row(self, line: TableLine) -> Iterator[Item]:
        """A line with a day or an amount begins a row or brings the amount to one that waits."""
        waiting = self._open is not None and not self._open.moves
        if not line.days and waiting and self._open is not None:
            self._add(self._open, line)
            return
        yield from self._close()
        if line.days:
            self._day = line.days[0]
        if line.days and not line.money and not line.texts:
            return  # a day above its rows
        self._open = Entry(line.page, line.line, self._day, dated=bool(line.days))
        self._open.section = self._section
        if len(line.days) > 1:
            self._place_days(self._open, line)
        self._add(self._open, line)

    def _place_days(self, entry: Entry, line: TableLine) -> None:
        """Which of two days is the booking day: by their headings, else the first."""
        value = line.table.headings.of("value")
        nearest = min(line.days, key=lambda d: abs(d.x0 - value[0].x0)) if value else line.days[1]
        entry.value_day = nearest
        booked = line.table.headings.of("booked")
        others = [day for day in line.days if day is not nearest]
        near = booked[0].x0 if booked else others[0].x0
        entry.day = self._day = min(others, key=lambda d: abs(d.x0 - near))

    def _more(self, line: TableLine) -> Iterator[Item]:
        """A line of text alone: more of the open row, or the beginning of the next."""
        if self._amount_last and self._open is not None and self._open.moves:
            yield from self._close()
            self._open = Entry(line.page, line.line, self._day, section=self._section)
        if self._open is not None:
            self._add(self._open, line)

    def _add(self, entry: Entry, line: TableLine) -> None:
        for column, figure in line.money.items():
            entry.money.setdefault(column.role, figure)
        for role, piece in line.texts:
            if role == "marker":
                side = side_of(piece.text)
                entry.marker = entry.marker or side
            else:
                entry.parts.append((role, piece))

    def _continues(self, line: TableLine) -> bool:
        """Whether a line of text goes on with the row above it, by its place."""
        if self._last is None or line.fresh or line.money or not line.texts:
            return False
        above = self._last.line
        near = line.line.y0 - above.y0 < _GOES_ON * max(above.height, line.line.height)
        left = line.texts[0][1].words[0].x0
        inside = left > self._text_x0 - 2 * line.line.height
        return near and inside and self._open is not None

    def _between(self, line: TableLine) -> None:
        """A heading between rows may say which way their money goes."""
        words = line.line.words
        if len(words) <= _SECTION_WORDS and line.line.x0 < self._text_x0:
            side = section_side(line.line.text, card=self._card)
            self._section = side or self._section

    def _close(self) -> Iterator[Item]:
        entry, self._open = self._open, None
        if entry is not None:
            yield entry


def _is_row(line: TableLine) -> bool:
    """Whether a line has a day or an amount; `Statement date 12 May  Sheet 3` has neither."""
    if _moves(line, weak=False) or not line.days:
        return _moves(line)
    return _begins(line)


def _begins(line: TableLine) -> bool:
    return bool(line.days) and line.table.may_begin(line.days[0])


def _moves(line: TableLine, *, weak: bool = True) -> bool:
    return any(
        column.role != "balance" and (weak or not figure.weak)
        for column, figure in line.money.items()
    )


def _stated(line: TableLine) -> Stated | None:
    """A line that states a balance or a sum rather than being a row."""
    rest = " ".join(piece.text for _, piece in line.texts)
    matches = LABELS.find(fold(rest))
    if not matches:
        return None
    label = matches[0]
    letters = len(_LETTERS.findall(rest))
    named = sum(len(_LETTERS.findall(rest[m.start : m.end])) for m in matches)
    if label.start > 2 or named < _LABELLED * letters:
        return None
    if line.days and _moves(line) and label.field not in _BALANCES:
        return None  # a day and an amount: a purchase at `Total`
    figures: dict[Role, Figure] = {c.role: figure for c, figure in line.money.items()}
    if len(figures) == 1 and label.field in _BALANCES and "balance" in line.table.headings.roles:
        figures = dict.fromkeys(("balance",), next(iter(figures.values())))  # wherever it stands
    strong = [figure for figure in line.figures if not figure.weak]
    if not figures and strong:  # a block of its own below the table, not in its columns
        figures["balance"] = strong[-1]
    day = line.days[0] if line.days else next(days_in(line.line, until=_ANYWHERE), None)
    return Stated(line.page, label.field, figures, line.line, day) if figures else None
