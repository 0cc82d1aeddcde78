"""Statements of `printed` on paper, with reportlab."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.support.printed import Booking, Change, Column, Layout, Ledger

_HEIGHT = A4[1]
_TOP, _BOTTOM, _STEP = 60.0, 90.0, 12.0


@dataclass
class _Paper:
    layout: Layout
    canvas: Canvas
    y: float = 0.0
    page: int = 1
    on_turn: Callable[[], None] = field(default=lambda: None)

    def text(self, x: float, words: str, *, right: bool = False, size: float = 8.5) -> None:
        self.canvas.setFont(self.layout.font, size)
        (self.canvas.drawRightString if right else self.canvas.drawString)(
            x, _HEIGHT - self.y, words
        )

    def line(self, x: float, words: str, *, size: float = 8.5, step: float = _STEP) -> None:
        self.text(x, words, size=size)
        self.y += step

    def foot(self) -> None:
        kept, self.y = self.y, _HEIGHT - 40
        self.text(40, self.layout.footer.format(page=self.page), size=7)
        self.y = kept

    def turn(self) -> None:
        self.foot()
        self.canvas.showPage()
        self.page += 1
        self.y = _TOP


def draw(layout: Layout, ledger: Ledger, change: Change | None = None) -> bytes:
    """The statement as PDF."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    paper = _Paper(layout, canvas)
    _front(paper, ledger)
    _Table(paper, ledger, change).draw()
    paper.foot()
    canvas.save()
    return buffer.getvalue()


def _front(paper: _Paper, ledger: Ledger) -> None:
    layout, paper.y = paper.layout, 50.0
    paper.line(40, layout.bank, size=16, step=22)
    for words in ("Ms Jane Roe", "1 High Street", "Anytown"):
        paper.line(40, words, size=9)
    paper.y += 20
    paper.line(40, layout.title, size=13, step=18)
    for words in layout.account_lines:
        paper.line(40, words, size=9)
    first, last = layout.full_day(ledger.first), layout.full_day(ledger.last)
    if layout.period:
        paper.line(40, layout.period.format(first=first, last=last), size=9, step=20)
    for words in _around(layout, ledger):
        label, _, amount = words.partition("|")
        paper.text(40, label)
        paper.text(300, amount, right=True)
        paper.y += _STEP
    paper.y += 16


def _around(layout: Layout, ledger: Ledger) -> Iterator[str]:
    balance = layout.held or (lambda value, number: number(value))
    ends = [(layout.opening, ledger.opening, ledger.first)]
    ends += [(layout.closing, ledger.closing, ledger.last)]
    for words, amount, day in ends:
        if words:
            yield words.format(amount=balance(amount, layout.number), day=layout.full_day(day))
    for words in layout.sums:
        yield words.format(
            into=layout.number(ledger.money_in),
            out=layout.number(ledger.money_out),
            count=len(ledger.rows),
        )


class _Table:
    """The rows of a ledger on as many pages as they need."""

    def __init__(self, paper: _Paper, ledger: Ledger, change: Change | None) -> None:
        self.paper, self.layout, self.ledger = paper, paper.layout, ledger
        self.printed = list(
            zip(range(len(ledger.rows)), ledger.rows, ledger.balances(), strict=True)
        )
        if change is not None:
            self.printed = list(_changed(self.printed, change))
        self._last_day: date | None = None

    def draw(self) -> None:
        if any(self.layout.sections):
            parts = [
                [p for p in self.printed if (p[1].amount > 0) == into] for into in (True, False)
            ]
            for heading, rows in zip(self.layout.sections, parts, strict=True):
                self.paper.y += 8
                self.paper.line(40, heading, size=11, step=16)
                self._heading()
                self._rows(rows)
            return
        self._heading()
        if self.layout.inside:
            self._balance(self.layout.opening_words, self.ledger.opening, self.ledger.first)
        self._rows(self.printed)
        if self.layout.inside:
            self._balance(self.layout.closing_words, self.ledger.closing, self.ledger.last)

    def _rows(self, rows: list[tuple[int, Booking, Decimal]]) -> None:
        rows = list(reversed(rows)) if self.layout.newest_first else rows
        for at, (_, row, balance) in enumerate(rows):
            lines = max(2, len(row.words))
            if self.paper.y + lines * _STEP > _HEIGHT - _BOTTOM:
                self._turn(rows[at - 1][2] if at else self.ledger.opening)
            after = rows[at + 1][1].booked if at + 1 < len(rows) else None
            shown = self.layout.running == "each" or (
                self.layout.running == "day" and after != row.booked
            )
            self._row(row, balance if shown else None)

    def _turn(self, balance: Decimal) -> None:
        if self.layout.carried[0]:
            self._balance(self.layout.carried[0], balance, None)
        self.paper.turn()
        self._last_day = None
        if self.layout.repeats_heading:
            self._heading()
        if self.layout.carried[1]:
            self._balance(self.layout.carried[1], balance, None)

    def _heading(self) -> None:
        stacked = any("/" in column.heading for column in self.layout.columns)
        for column in self.layout.columns:
            x = column.x if column.heading_x is None else column.heading_x
            right = column.right and column.heading_x is None
            for part, words in enumerate(column.heading.split("/")):
                self.paper.y += part * 9
                self.paper.text(x, words, right=right)
                self.paper.y -= part * 9
        self.paper.y += _STEP + 4 + (9 if stacked else 0)

    def _balance(self, words: str, amount: Decimal, day: date | None) -> None:
        held = self.layout.held or (lambda value, number: number(value))
        shown = self.layout.full_day(day) if day else ""
        text = next(c for c in self.layout.columns if c.kind == "text")
        column = next((c for c in self.layout.columns if c.kind == "balance"), None)
        if column is None:
            wanted = {"credit" if amount >= 0 else "debit", "amount"}
            column = next(c for c in self.layout.columns if c.kind in wanted)
        self.paper.text(text.x, words.format(day=shown))
        self.paper.text(column.x, held(amount, self.layout.number), right=True)
        self.paper.y += _STEP + 2

    def _row(self, row: Booking, balance: Decimal | None) -> None:
        top, last = self.paper.y, (len(row.words) - 1) * _STEP
        for column in self.layout.columns:
            money = column.kind in ("debit", "credit", "amount", "balance", "marker")
            self.paper.y = top + (last if money and self.layout.amount_last else 0)
            for words in self._cell(column, row, balance):
                self.paper.text(column.x, words, right=column.right)
                self.paper.y += _STEP if not self.layout.year_below else 9
        self.paper.y = top + max(len(row.words), 2 if self.layout.year_below else 1) * _STEP + 3
        self._last_day = row.booked

    def _cell(self, column: Column, row: Booking, balance: Decimal | None) -> Iterator[str]:
        layout = self.layout
        if column.kind == "text":
            yield from row.words
        elif column.kind in ("day", "value"):
            yield from self._day(row, column.kind)
        elif column.kind == "balance":
            held = layout.held or (lambda value, number: number(value))
            yield held(balance, layout.number) if balance is not None else ""
        elif column.kind == "amount":
            yield (layout.signs or _minus)(row.amount, layout.number)
        elif column.kind == "marker":
            yield "Af" if row.amount < 0 else "Bij"
        elif (column.kind == "debit") == (row.amount < 0):
            yield layout.number(abs(row.amount))

    def _day(self, row: Booking, kind: str) -> Iterator[str]:
        day = row.booked if kind == "day" else row.value
        if self.layout.day_once and kind == "day" and day == self._last_day:
            return
        yield self.layout.day(day)
        if self.layout.year_below:
            yield str(day.year)


def _changed(
    rows: list[tuple[int, Booking, Decimal]], change: Change
) -> Iterator[tuple[int, Booking, Decimal]]:
    for number, row, balance in rows:
        if number != change.row:
            yield number, row, balance
        elif change.how == "digit":
            yield number, replace(row, amount=turned(row.amount)), balance
        elif change.how == "swap":
            yield number, replace(row, amount=-row.amount), balance


def turned(amount: Decimal) -> Decimal:
    """The amount with its last digit changed."""
    cent = Decimal("0.01")
    return (
        amount + cent if int(abs(amount) * 100) % 10 in range(9) and amount > 0 else amount - cent
    )


def _minus(amount: Decimal, number: Callable[[Decimal], str]) -> str:
    return ("-" if amount < 0 else "") + number(abs(amount))
