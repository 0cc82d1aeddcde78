"""A printed statement, put together: rows with days and signs, balances, and their proof."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from lifeos.senses.csv.headings import Role
from lifeos.senses.pdf.layout import Line, PageWords
from lifeos.senses.printed_statements.account import Account, accounts_named
from lifeos.senses.printed_statements.balances import Labelled, labelled_amounts
from lifeos.senses.printed_statements.days import Calendar, settle_calendar
from lifeos.senses.printed_statements.figures import Figure, figures_in, notation_by
from lifeos.senses.printed_statements.lines import Sheets, cut
from lifeos.senses.printed_statements.parts import Part, split
from lifeos.senses.printed_statements.proof import Anchor, Proof, Step, prove
from lifeos.senses.printed_statements.rows import Entry, Item, Stated, read_items
from lifeos.senses.printed_statements.vocabulary import is_card
from lifeos.senses.values.amounts import Notation
from lifeos.senses.values.date_order import settle
from lifeos.senses.values.places import language_of

_TOTALS = frozenset({"total", "total_in", "total_out"})


@dataclass(frozen=True)
class Sum:
    """A stated sum of the rows: all of them, those of one side, or `rows`, those right above."""

    field: str
    figure: Figure
    rows: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Paper:
    """What holds for all statements of one paper."""

    calendar: Calendar
    notation: Notation | None
    card: bool
    outside: Sequence[Line]  # around the rows: where a period is printed


@dataclass(frozen=True)
class PrintedStatement:
    """The statement of one account, before it becomes facts."""

    paper: Paper
    account: Account | None
    entries: list[Entry]
    lost: list[Entry]  # rows with a day and no amount
    proof: Proof
    opening: Labelled | None
    closing: Labelled | None
    sums: list[Sum]
    count: int | None

    def day_of(self, entry: Entry) -> date | None:
        """The row's booking day."""
        return _day_of(entry, self.paper.calendar)


def read_statements(pages: Sequence[PageWords]) -> list[PrintedStatement]:
    """The statements on these pages, one an account; none if they hold no table of one."""
    sheets = cut(pages)
    if not sheets.tables:
        return []
    card = is_card("\n".join(line.text for line in sheets.outside))
    items = list(read_items(sheets.inside, card=card))
    days = [
        day
        for item in items
        if isinstance(item, Entry) and item.moves
        for day in (item.day, item.value_day)
        if day is not None
    ]
    habit = settle(line.text for page in pages for line in page.lines)
    stated = [item.line for item in items if isinstance(item, Stated)]
    around = [line.text for line in (*sheets.outside, *stated)]
    calendar = settle_calendar(days, around, habit)
    paper = Paper(calendar, _notation(sheets, pages), card, sheets.outside)
    labelled = list(labelled_amounts(sheets.outside))
    return [
        _read(part, paper)
        for part in split(items, labelled, accounts_named(pages, sheets, card=card))
    ]


def _read(part: Part, paper: Paper) -> PrintedStatement:
    entries = [item for item in part.items if isinstance(item, Entry) and item.moves]
    opening, closing = _ends(part, entries, paper.calendar)
    orders = _orders(list(_steps(part.items)), entries, paper.calendar)
    proofs = [
        prove(
            [*_anchor(opening), *steps, *_anchor(closing)],
            notation=paper.notation,
            card=paper.card,
        )
        for steps in orders
    ]
    return PrintedStatement(
        paper=paper,
        account=part.account,
        entries=entries,
        lost=[e for e in part.items if isinstance(e, Entry) and not e.money and e.dated],
        proof=min(proofs, key=lambda proof: proof.rank),
        opening=opening,
        closing=closing,
        sums=[*_outside_sums(part.labelled), *_inside_sums(part.items)],
        count=_count(part.labelled),
    )


def _notation(sheets: Sheets, pages: Sequence[PageWords]) -> Notation | None:
    inside = [figure for line in sheets.inside for figure in line.money.values()]
    outside = [figure for line in sheets.outside for figure in figures_in(line)]
    found = notation_by(inside) or notation_by(outside)
    if found is not None:
        return found
    language = language_of("\n".join(page.text for page in pages))
    return None if language is None else "point" if language == "en" else "comma"


def _anchor(labelled: Labelled | None) -> Iterator[Anchor]:
    if labelled is not None:
        yield Anchor(labelled.figure.line.page, labelled.figure)


def _steps(items: Sequence[Item]) -> Iterator[Step]:
    """Rows, and the balances that stand between them."""
    for item in items:
        if isinstance(item, Entry):
            if item.moves:
                yield item
            elif item.money:
                yield Anchor(item.page, item.money["balance"])
        elif item.field in ("carried", "balance"):
            figure = balance_figure(item)
            if figure is not None:
                yield Anchor(item.page, figure)


def balance_figure(stated: Stated) -> Figure | None:
    """The balance of a line that states one; a column for one side says its sign."""
    found = stated.figures
    if "balance" in found:
        return found["balance"]
    if len(found) != 1:
        return None  # sums of both sides, carried over
    (role, figure), *_ = found.items()
    if figure.mark is None and role in ("debit", "credit"):
        return replace(figure, mark="out" if role == "debit" else "in")
    return figure


def _orders(
    steps: list[Step], entries: Sequence[Entry], calendar: Calendar
) -> list[Sequence[Step]]:
    """The steps in the order in which the money moved; in both where all rows are of one day."""
    days = {_day_of(entry, calendar) for entry in entries}
    if len(days) == 1 and len(entries) > 1:
        return [steps, steps[::-1]]
    return [steps[::-1] if _newest_first(entries, calendar) else steps]


def _newest_first(entries: Sequence[Entry], calendar: Calendar) -> bool:
    days = [day for day in (_day_of(entry, calendar) for entry in entries) if day is not None]
    down = sum(later < earlier for earlier, later in pairwise(days))
    up = sum(later > earlier for earlier, later in pairwise(days))
    return down > up


def _day_of(entry: Entry, calendar: Calendar) -> date | None:
    """The row's booking day."""
    return calendar.read(entry.day) if entry.day else None


def _ends(
    part: Part, entries: Sequence[Entry], calendar: Calendar
) -> tuple[Labelled | None, Labelled | None]:
    """Opening and closing balance, wherever a label names them."""
    newest_first = _newest_first(entries, calendar)
    every = [*part.labelled, *_inside_ends(part.items, newest_first=newest_first)]
    opening = next((found for found in every if found.field == "opening"), None)
    closing = next((found for found in every if found.field == "closing"), None)
    days = [day for entry in entries if (day := _day_of(entry, calendar))]
    for found in part.labelled if days else ():
        at = calendar.read(found.day) if found.field == "balance" and found.day else None
        if at is not None and at <= min(days):
            opening = opening or replace(found, field="opening")
        elif at is not None and at >= max(days):
            closing = closing or replace(found, field="closing")
    return opening, closing


def _inside_ends(items: Sequence[Item], *, newest_first: bool) -> Iterator[Labelled]:
    """Ends by their label, then a balance before the first row or behind the last, by place."""
    rows = [at for at, item in enumerate(items) if isinstance(item, Entry) and item.moves]
    first, last = (rows[0], rows[-1]) if rows else (1, 0)  # without rows the first balance opens
    placed = []
    for at, item in enumerate(items):
        if not isinstance(item, Stated) or (figure := balance_figure(item)) is None:
            continue
        if item.field in ("opening", "closing"):
            yield Labelled(item.field, figure, item.day)
        elif item.field in ("balance", "carried") and (at < first or at > last):
            is_opening = (at < first) != newest_first
            placed.append(Labelled("opening" if is_opening else "closing", figure, item.day))
    yield from placed


def _outside_sums(labelled: Sequence[Labelled]) -> Iterator[Sum]:
    for found in labelled:
        if found.field in ("total_in", "total_out"):
            yield Sum(found.field, found.figure)


def _inside_sums(items: Sequence[Item]) -> Iterator[Sum]:
    by_column: dict[Role, str] = {"debit": "total_out", "credit": "total_in", "amount": "total"}
    above: list[Entry] = []
    for item in items:
        if isinstance(item, Entry):
            above.append(item)
        elif item.field in _TOTALS:
            for role, figure in item.figures.items():
                field = item.field if role == "amount" else by_column.get(role)
                if field is not None:
                    yield Sum(field, figure, tuple(above))
            above = []


def _count(labelled: Sequence[Labelled]) -> int | None:
    for found in labelled:
        if found.field == "count" and found.figure.weak:
            value = found.figure.value(None)
            return int(value) if value is not None else None
    return None


def side_sums(statement: PrintedStatement) -> dict[str, Decimal]:
    """What the rows add up to: in, out (without sign) and altogether."""
    amounts = [a for a in statement.proof.amounts.values() if a is not None]
    return {
        "total_in": sum((a for a in amounts if a > 0), Decimal(0)),
        "total_out": -sum((a for a in amounts if a < 0), Decimal(0)),
        "total": sum(amounts, Decimal(0)),
    }
