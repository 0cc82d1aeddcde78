"""The lines of a statement, cut into what stands around its tables and what stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from lifeos.senses.csv.headings import Role
from lifeos.senses.pdf.layout import Line, PageWords
from lifeos.senses.printed_statements.columns import MoneyColumns
from lifeos.senses.printed_statements.days import Day, days_in
from lifeos.senses.printed_statements.figures import Figure, figures_in
from lifeos.senses.printed_statements.headings import DAYS, MONEY, Column, Headings, headings_on
from lifeos.senses.printed_statements.texts import Piece, texts_of

_UNDER_HEADING = 12.0  # points a day may stand beside the heading of its column
_BEFORE_DAYS = 3  # letters of a mark or a number that a row may have in front of its day
_ROWS_BELOW = 25  # lines under a heading row of which one must be a row


@dataclass(frozen=True)
class TableLine:
    """A line in a table, with its table's columns.

    `fresh` where a page or table begins, `headed` where it stands right below a heading row.
    """

    page: int
    line: Line
    table: Table
    fresh: bool
    headed: bool

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Every amount of the line, wherever it stands; `03.01` under a day's heading is none."""
        found = tuple(figures_in(self.line))
        under = self.table.headings.of(*DAYS)
        shown = {
            day.start for day in self.days for c in under if day.x0 <= c.x1 and day.x1 >= c.x0
        }  # fmt: skip
        money = tuple(figure for figure in found if figure.start not in shown)
        return money or found

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """The days in the line's day columns."""
        return tuple(self.table.days_of(self.line))

    @cached_property
    def money(self) -> dict[Column, Figure]:
        """The amounts in the line's money columns; a bare whole number counts in a row alone."""
        found: dict[Column, Figure] = {}
        columns = [(figure, self.table.columns.of(figure)) for figure in self.figures]
        is_row = bool(self.days) or any(c and not figure.weak for figure, c in columns)
        for figure, column in columns:
            if column is not None and (is_row or not figure.weak):
                found[column] = figure
        return found

    @cached_property
    def texts(self) -> list[tuple[Role, Piece]]:
        """The line's other words by column."""
        return texts_of(self.line, self.table.headings, days=self.days, money=self.money)


class Table:
    """One layout of columns, on however many pages it is printed."""

    def __init__(self, headings: Headings, section: str) -> None:
        self.headings = headings
        self.section = section  # the text right above it
        self.lines: list[TableLine] = []

    @cached_property
    def columns(self) -> MoneyColumns:
        """The money columns, learned from the rows: lines that begin with a day."""
        dated = [figure for line in self.lines if line.days for figure in line.figures]
        every = [figure for line in self.lines for figure in line.figures]
        return MoneyColumns(self.headings, dated or every)

    def days_of(self, line: Line) -> Iterator[Day]:
        """The days of a line that stand under a heading for days, or begin the line."""
        under = self.headings.of(*DAYS)
        first_money = min(c.x0 for c in self.headings.of(*MONEY))
        until = max([first_money, *(column.x1 for column in under)])
        for day in days_in(line, until=until):
            beside = [
                c for c in under
                if day.x0 < c.x1 + _UNDER_HEADING and day.x1 > c.x0 - _UNDER_HEADING
            ]  # fmt: skip
            if beside or (not under and not line.text[: day.start].strip()):
                yield day

    def may_begin(self, day: Day) -> bool:
        """Whether a row may begin with this day: at its left, where days are the first column."""
        before = sum(map(str.isalnum, day.line.text[: day.start]))
        return before <= _BEFORE_DAYS or self.headings.columns[0].role not in DAYS


@dataclass(frozen=True)
class Sheets:
    """A statement's lines: `outside` all tables with their page, and `inside` in reading order."""

    outside: tuple[Line, ...]
    inside: tuple[TableLine, ...]
    tables: tuple[Table, ...]


def cut(pages: Sequence[PageWords]) -> Sheets:
    """Tables begin at their headings and go on to the next ones, over pages without any."""
    cutter = _Cutter()
    for page in pages:
        cutter.page(page)
    return Sheets(tuple(cutter.outside), tuple(cutter.inside), tuple(cutter.tables.values()))


def has_table(page: PageWords) -> bool:
    """Whether a page has the heading row of a statement's table with a row below it."""
    for at, headings in enumerate(page.once(headings_on)):
        if headings is None:
            continue
        table = Table(headings, "")
        rows = page.lines[at + headings.lines : at + headings.lines + _ROWS_BELOW]
        if any(any(table.days_of(line)) and any(figures_in(line)) for line in rows):
            return True
    return False


def _goes_on(table: Table, page: PageWords) -> bool:
    """Whether a page without headings has a line that begins as a row of the table does."""
    whole = not any(not figure.weak for line in table.lines for figure in line.figures)
    for line in page.lines:
        day = next(table.days_of(line), None)
        if day is None or not table.may_begin(day) or not _in_column(day, table):
            continue
        if (
            any(whole or not figure.weak for figure in figures_in(line))
            or not line.text[day.end :].strip()
        ):
            return True
    return False


def _in_column(day: Day, table: Table) -> bool:
    """Whether a day stands at the edge of a column of days, where there is one."""
    under = table.headings.of(*DAYS)
    edges = [abs(edge) for c in under for edge in (day.x0 - c.x0, day.x1 - c.x1)]
    return not under or min(edges) < _UNDER_HEADING


class _Cutter:
    """Walks the pages once."""

    def __init__(self) -> None:
        self.outside: list[Line] = []
        self.inside: list[TableLine] = []
        self.tables: dict[tuple[object, ...], Table] = {}
        self._table: Table | None = None

    def page(self, page: PageWords) -> None:
        at, fresh, headed = 0, True, False
        begins = page.once(headings_on)
        before = next((at for at, headings in enumerate(begins) if headings is not None), None)
        if before is None and self._table is not None and not _goes_on(self._table, page):
            before = len(page.lines)
        while at < len(page.lines):
            headings = begins[at]
            if headings is not None:
                self._table = self._known(headings, self._above(page.lines, at))
                at, fresh, headed = at + headings.lines, True, True
                continue
            line = page.lines[at]
            if self._table is None or at < (before or 0):
                self.outside.append(line)
            else:
                self._table.lines.append(TableLine(page.number, line, self._table, fresh, headed))
                self.inside.append(self._table.lines[-1])
                fresh = headed = False
            at += 1

    def _above(self, lines: Sequence[Line], at: int) -> str:
        """The line above a heading row, if it can be the heading of a section."""
        above = lines[at - 1] if at else None
        return "" if above is None or any(figures_in(above)) else above.text

    def _known(self, headings: Headings, section: str) -> Table:
        places = tuple((c.role, round(c.x0 / 5)) for c in headings.columns)
        key = (*places, section)
        if key not in self.tables:
            self.tables[key] = Table(headings, section)
        return self.tables[key]
