"""Where the values of a table stand: line, row and column of the cell that says each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lifeos.contracts.facts import Evidence
from lifeos.senses.csv.cells import stated_currency
from lifeos.senses.csv.models import built
from lifeos.senses.csv.record import Record
from lifeos.senses.csv.rows import Plan, Row
from lifeos.senses.models import Source

SNIPPET_LENGTH = 400
_LINE_END = re.compile(r"\r\n|\n|\r")
_SEPARATORS = re.compile(r"[\s./-]")


@dataclass(slots=True)
class Places:
    """Makes the evidence of one file; what holds for all its rows is set once."""

    source: Source
    reader: str
    plan: Plan
    shared: tuple[Evidence, ...] = ()  # account and currency where the file states them once
    currency_beside: bool = False  # the currency stands beside the figures
    _own: tuple[tuple[str, int], ...] = field(init=False)

    def __post_init__(self) -> None:
        c = self.plan.columns
        own = (
            ("value_on", c.value),
            ("balance", c.balance),
            ("reference", c.reference),
            ("currency", c.currency),
            ("account", c.account),
        )
        self._own = tuple((name, place) for name, place in own if place is not None)

    def of(self, row: Row) -> list[Evidence]:
        """Every place that a value of the row is read from."""
        c, cells = self.plan.columns, row.record.cells
        found = list(self._days(row))
        amount = amount_place(self.plan, cells)
        found.append(self.cell(row, "amount", amount))
        if self.plan.fee_counts and row.fee:
            found.append(self.cell(row, "amount", c.fee))
        if self.currency_beside and stated_currency(cell_at(cells, amount)):
            found.append(self.cell(row, "currency", amount))
        found.extend(self.cell(row, "description", place) for place in text_places(self.plan, row))
        party = party_place(self.plan, row)
        if party is not None:
            found.append(self.cell(row, "counterparty", party))
        found.extend(self.cell(row, name, at) for name, at in self._own if cells[at].strip())
        found.extend(self.shared)
        return found

    def _days(self, row: Row) -> Iterator[Evidence]:
        c, cells = self.plan.columns, row.record.cells
        bought = row.bought is not None and bool(cell_at(cells, c.bought))
        if bought:
            yield self.cell(row, "occurred", c.bought)
        if cells[c.booked or 0].strip():
            yield self.cell(row, "booked_on", c.booked)
        else:  # it waits to be booked, and is dated by another day
            yield self.cell(row, "booked_on", c.bought if bought else c.value)

    def cell(self, row: Row, name: str, place: int | None) -> Evidence:
        """The cell of a row, as it stands."""
        column = self.plan.columns.name(place)
        return self.at(name, row.record, place=place, row=row.number, column=column)

    def at(
        self,
        name: str,
        record: Record,
        *,
        place: int | None,
        row: int | None = None,
        column: str | None = None,
    ) -> Evidence:
        """One cell of a record, on the physical line it begins on."""
        before = record.cells[: place or 0] if record.lines > 1 else ()
        below = record.at[place] if record.at is not None and place is not None else 0
        return built(
            Evidence,
            field=name,
            sha256=self.source.sha256,
            page=None,
            box=None,
            line=record.line + below + sum(len(_LINE_END.findall(cell)) for cell in before),
            row=row,
            column=column,
            path=None,
            snippet=cell_at(record.cells, place)[:SNIPPET_LENGTH],
            reader=self.reader,
        )

    def around(self, name: str, record: Record | None, value: str | None) -> Iterator[Evidence]:
        """The cell outside the rows that says a value of all of them; none if no cell does."""
        for place, cell in enumerate(record.cells if record is not None and value else ()):
            named = stated_currency(cell) == (value,) or _plain(value or "") in _plain(cell)
            if record is not None and cell.strip() and named:
                yield self.at(name, record, place=place)
                return


def _plain(text: str) -> str:
    return _SEPARATORS.sub("", text)


def amount_place(plan: Plan, cells: Sequence[str]) -> int | None:
    """The column a row's amount is read from: its own, or that of the side that is filled."""
    c = plan.columns
    if c.amount is not None:
        return c.amount
    return c.debit if cell_at(cells, c.debit).strip("+-0.,") else c.credit


def party_place(plan: Plan, row: Row) -> int | None:
    """The column that names the other side: payee or payer by the direction of money."""
    c, cells = plan.columns, row.record.cells
    sides = (c.payee, c.payer) if row.amount < 0 else (c.payer, c.payee)
    return next((place for place in (c.counterparty, *sides) if cell_at(cells, place)), None)


def text_places(plan: Plan, row: Row) -> list[int]:
    """The columns whose words describe the row, each text once; else who it is, else its type."""
    c, cells = plan.columns, row.record.cells
    texts = {spaced(cells[place]): place for place in reversed(c.descriptions)}
    texts.pop("", None)
    if texts:
        return sorted(texts.values())
    party = party_place(plan, row)
    instead = party if party is not None else c.type
    return [instead] if instead is not None and cell_at(cells, instead) else []


def spaced(text: str) -> str:
    """A text with single blanks."""
    return " ".join(text.split()) if text else text


def cell_at(cells: Sequence[str], place: int | None) -> str:
    """A cell without the blanks around it; empty for a column the table lacks."""
    return cells[place].strip() if place is not None else ""
