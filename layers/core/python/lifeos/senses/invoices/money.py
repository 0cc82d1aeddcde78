"""Money on a page: every amount with the place it stands in, in one notation and currency.

A number is money where it has the decimals of a currency, or a currency beside it. Bare whole
numbers (`Total 500`) are kept apart as weak: they count only right beside a label.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from lifeos.senses.pdf.layout import Cell, Line, PageWords
from lifeos.senses.values.amounts import Notation, readings
from lifeos.senses.values.currencies import ambiguous_sign, currencies_in
from lifeos.senses.values.places import language_of

_SIGN = (
    r"(?:[A-Z]{1,3}\$|[€£$¥₹₽₺₴₩₪฿₫]"
    r"|(?<![A-Za-z])(?:[A-Z]{3}|zł|Kč|kr|Ft|lei|лв|S?Fr)\.?(?![A-Za-z]))"
)
_MINUS = r"[-\u2010-\u2015\u2212]"
_MONEY = re.compile(
    rf"""(?P<open>\()?(?P<minus>{_MINUS}\ ?)?(?:(?P<before>{_SIGN})\ ?)?(?P<minus2>{_MINUS}\ ?)?
    (?<![\w.,/'’])(?P<number>
        \d{{1,3}}(?:[\ .,'’]\d{{3}})+(?:[.,]\d{{1,4}})?(?!\d)
        | \d{{1,3}}(?:,\d{{2}})+,\d{{3}}(?:\.\d{{1,2}})?(?!\d)
        | \d+(?:[.,]\d{{1,6}})?(?!\d)
    )(?P<dash>[.,]{_MINUS}{{1,2}})?
    (?:\ ?(?P<after>{_SIGN}))?(?P<trail>{_MINUS}(?![\w]))?(?P<close>\ ?\))?
    (?P<side>\ (?:CR|DR)\b)?""",
    re.VERBOSE,
)
_DIGIT = re.compile(r"\d")
_DECIMALS = re.compile(r"[.,](\d+)$")
_NOT_MONEY_AFTER = re.compile(r"\s?%|[\w/]|[.,:]\d|[-–]\d|\s?(?:x|h|kg|km|kWh|pcs|Stk|Std)\b")
_NOT_MONEY_BEFORE = re.compile(r"[\w/:#]$|\d[.,-]$|[-–]$")
_LOOKED_BACK = 2  # signs that decide it

_MOST_DECIMALS = 3  # of a bare number; a unit price may have more beside its currency


@dataclass
class Money:
    """An amount on a page, still in every way its digits allow; nothing changes it."""

    page: int
    row: int
    cell: Cell
    start: int
    end: int
    readings: dict[Notation, Decimal]
    negative: bool
    currency: str | None
    weak: bool  # a bare whole number
    notation: Notation | None = None  # that of the paper, once it is known

    def written_with(self, notation: Notation | None) -> Money:
        """The same amount in a paper of this notation."""
        return Money(
            self.page, self.row, self.cell, self.start, self.end, self.readings, self.negative,
            self.currency, self.weak, notation,
        )  # fmt: skip

    @property
    def text(self) -> str:
        """The amount as it stands there."""
        return self.cell.text[self.start : self.end]

    @cached_property
    def _edges(self) -> tuple[float, float]:
        return self.cell.edges(self.start, self.end)

    @property
    def x0(self) -> float:
        """Left edge on the page."""
        return self._edges[0]

    @property
    def x1(self) -> float:
        """Right edge on the page."""
        return self._edges[1]

    @property
    def y0(self) -> float:
        """Upper edge on the page."""
        return self.cell.y0

    @cached_property
    def value(self) -> Decimal | None:
        """The amount with its sign, or None if the notation must be known first."""
        values = set(self.readings.values())
        if len(values) == 1:
            number = values.pop()
        elif self.notation is not None and self.notation in self.readings:
            number = self.readings[self.notation]
        else:
            return None
        return -number if self.negative else number


def money_on(pages: Sequence[PageWords]) -> list[Money]:
    """Every amount of the pages, in reading order."""
    return [money for page in pages for money in page.once(_on_page)]


def _on_page(page: PageWords) -> list[Money]:
    return [money for row, line in enumerate(page.lines) for money in _in_line(line, row)]


def in_notation(amounts: Sequence[Money], notation: Notation | None) -> list[Money]:
    """The same amounts with the notation that settles what `1.234` is."""
    return [money.written_with(notation) for money in amounts]


def _in_line(line: Line, row: int) -> Iterator[Money]:
    for column, cell in enumerate(line.cells):
        if not _DIGIT.search(cell.text):
            continue
        for match in _MONEY.finditer(cell.text):
            money = _money(cell, match, row=row)
            if money is None:
                continue
            sign = None if money.currency else _neighbour_sign(line.cells, match, column=column)
            yield money if sign is None else replace(money, currency=sign, weak=False)


def _money(cell: Cell, match: re.Match[str], *, row: int) -> Money | None:
    signs = [sign for sign in (match["before"], match["after"]) if sign]
    currency = next((code for sign in signs for code in currencies_in(sign)), None)
    signed = currency is not None or any(ambiguous_sign(sign) for sign in signs)
    # "NET 12.50": three capitals that are no currency do not belong to the amount
    start, end = match.span() if signed or not signs else match.span("number")
    if not _stands_free(cell.text, start, end=end):
        return None
    decimals = _DECIMALS.search(match["number"])
    if decimals and len(decimals[1]) > _MOST_DECIMALS and not signed:
        return None
    found = readings(match["number"])
    if not found:
        return None
    exact = bool(match["dash"]) or (decimals is not None and len(decimals[1]) == 2)
    weak = not (exact or signed)
    return Money(cell.page, row, cell, start, end, found, _is_negative(match), currency, weak)


def _stands_free(text: str, start: int, *, end: int) -> bool:
    """Whether a number is not part of a date, a rate, a time or a longer number."""
    before = text[max(start - _LOOKED_BACK, 0) : start]
    return not (_NOT_MONEY_BEFORE.search(before) or _NOT_MONEY_AFTER.match(text, end))


def _is_negative(match: re.Match[str]) -> bool:
    bracketed = match["open"] and match["close"]
    return bool(match["minus"] or match["minus2"] or match["trail"] or bracketed)


def _neighbour_sign(cells: Sequence[Cell], match: re.Match[str], *, column: int) -> str | None:
    """A currency that ends the words in front of the number, or begins those behind it."""
    text = cells[column].text
    ahead = text[: match.start()] or (cells[column - 1].text if column else "")
    behind = text[match.end() :] or (cells[column + 1].text if column + 1 < len(cells) else "")
    for word in (ahead.split()[-1:], behind.split()[:1]):
        codes = currencies_in(word[0]) if word and len(word[0]) <= 4 else []
        if codes:
            return codes[0]
    return None


def notation_of(amounts: Sequence[Money], text: str) -> Notation | None:
    """The decimal mark of a file: what most decided amounts use, else its language's habit.

    `1.234` decides nothing and `12,50` decides for the comma. The language counts only where no
    amount decides, and English, which uses the point everywhere, is the only one for the point.
    """
    votes: Counter[Notation] = Counter()
    for money in amounts:
        if len(money.readings) == 1:
            votes.update(money.readings.keys())  # each amount once, whatever it is worth
    if votes:
        (best, count), *rest = votes.most_common()
        if not rest or count > 2 * rest[0][1]:
            return best
    language = language_of(text)
    if language is None:
        return None
    habit: Notation = "point" if language == "en" else "comma"
    return None if any(_has_three_decimals(money, habit) for money in amounts) else habit


def _has_three_decimals(money: Money, notation: Notation) -> bool:
    """`EUR 1.234` in an English paper: its habit would give an amount nobody can pay."""
    value = money.readings.get(notation)
    exponent = value.as_tuple().exponent if value is not None else 0
    return len(money.readings) > 1 and exponent == -3 and not money.weak
