"""Amounts in a line of a statement, with every mark that can make them negative.

Statements mark money out in many ways: a minus before or behind, brackets, `S`, `DR`, `D` or `Af`
behind or in the next cell; and money in by `+`, `H`, `CR`, `C`, `Bij`. The mark is kept as it is;
what an unmarked amount means is for the whole statement to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from lifeos.senses.csv.words import side_of
from lifeos.senses.pdf.layout import Line
from lifeos.senses.values.amounts import Notation, readings

Mark = Literal["-", "+", "out", "in"]

_MINUS = r"[\-\u2010-\u2015\u2212]"
_CURRENCY = (
    r"(?:[A-Z]{1,3}\$|[€£$¥₹₽₺₴₩₪฿₫]"
    r"|(?<![A-Za-z])(?:EUR|USD|GBP|CHF|PLN|CAD|AUD|NZD|SEK|NOK|DKK|CZK|HUF|JPY|INR|zł|Kč|kr|Fr)"
    r"\.?(?![A-Za-z]))"
)
_FIGURE = re.compile(
    rf"""(?<![\w.,/:'’])(?P<open>\()?(?P<lead>[+]|{_MINUS})?\ ?(?:{_CURRENCY}\ ?)?
    (?P<lead2>[+]|{_MINUS})?\ ?(?P<number>
        \d{{1,3}}(?:[.,'’]?\d{{3}})*\ [.,]\d{{2}}(?!\d)
        | \d{{1,3}}(?:[\ .,'’]\d{{3}})+(?:[.,]\d{{2}})?(?!\d)
        | \d{{1,3}}(?:,\d{{2}})+,\d{{3}}(?:\.\d{{2}})?(?!\d)
        | \d+[.,]\d{{1,3}}(?!\d) | \d+(?!\d) | [.,]\d{{2}}(?!\d)
    )(?P<dash>[.,]{_MINUS}{{1,2}})?
    (?:\ ?{_CURRENCY})?(?:\ ?(?P<trail>[+]|{_MINUS})(?!\w))?
    (?:\ ?(?P<side>CR|DR|Cr|Dr|OD|[SHDC])(?![\w]))?(?P<close>\ ?\))?(?![\w%/]|[.,:]\d)""",
    re.VERBOSE,
)
_SIDES: dict[str, Mark] = {
    "CR": "in", "C": "in", "H": "in", "DR": "out", "D": "out", "S": "out", "OD": "out",
}  # fmt: skip
_NEAR = 3.0  # a mark in a cell of its own stands within this many letter heights


@dataclass(frozen=True)
class Figure:
    """An amount in a line, without its sign, in every way its digits allow."""

    line: Line
    start: int
    end: int
    x0: float  # edges of the digits
    x1: float
    outer: float  # right edge with the mark
    readings: dict[Notation, Decimal]
    mark: Mark | None
    weak: bool  # a bare whole number

    @property
    def text(self) -> str:
        """As it stands there."""
        return self.line.text[self.start : self.end]

    def value(self, notation: Notation | None) -> Decimal | None:
        """Its size, or None if the notation does not settle it."""
        values = set(self.readings.values())
        if len(values) == 1:
            return values.pop()
        return self.readings.get(notation) if notation else None


def figures_in(line: Line) -> Iterator[Figure]:
    """Every amount of a line, left to right."""
    if not any(sign.isdigit() for sign in line.text):
        return
    at = 0
    for cell in line.cells:
        for match in _FIGURE.finditer(cell.text):
            figure = _figure(line, match, at)
            if figure is not None:
                yield figure
        at += len(cell.text) + 1


def notation_by(figures: Iterable[Figure]) -> Notation | None:
    """The decimal mark that all decided amounts use, or most by far."""
    counts: dict[Notation, int] = {"point": 0, "comma": 0}
    for figure in figures:
        if len(figure.readings) == 1:
            counts[next(iter(figure.readings))] += 1
    best: Notation = "point" if counts["point"] >= counts["comma"] else "comma"
    other: Notation = "comma" if best == "point" else "point"
    return best if counts[best] > 2 * counts[other] else None


def _figure(line: Line, match: re.Match[str], at: int) -> Figure | None:
    found = readings(match["number"])
    if not found or bool(match["open"]) != bool(match["close"]):
        return None
    start, end = match.span()
    number = line.covering(at + match.start("number"), at + match.end("number"))
    mark, end = _mark(line, match, at)
    return Figure(
        line=line,
        start=at + start,
        end=end,
        x0=number[0].x0,
        x1=_digits_end(line, at + match.end("number")),
        outer=line.covering(at + start, end)[-1].x1,
        readings=found,
        mark=mark,
        weak=match["number"].isdigit() and not match["dash"],
    )


def _digits_end(line: Line, end: int) -> float:
    """Where the digits of `1.60CR` end: each sign of a word is taken to be equally wide."""
    for word, at in zip(line.words, line.offsets, strict=True):
        if at < end <= at + len(word.text):
            return word.x0 + (word.x1 - word.x0) * (end - at) / len(word.text)
    return line.x1


def _mark(line: Line, match: re.Match[str], at: int) -> tuple[Mark | None, int]:
    """The sign of an amount and where the amount with it ends."""
    end = at + match.end()
    if match["open"]:
        return "-", end
    for sign in (match["lead"], match["lead2"], match["trail"]):
        if sign:
            return ("+" if sign == "+" else "-"), end
    if match["side"]:
        return _SIDES[match["side"].upper()], end
    return _mark_beside(line, at + match.start(), end)


def _mark_beside(line: Line, start: int, end: int) -> tuple[Mark | None, int]:
    """A mark that ends the amount's cell or is a cell of its own: `12,50 Af`, `12,50 | S`."""
    own, at = line.covering(start, end), 0
    reach = _NEAR * line.height
    for cell in line.cells:
        stop = at + len(cell.text)
        rest = line.text[max(at, end) : stop].strip()
        if (at >= start and cell.x0 - own[-1].x1 < reach) or at <= start < stop:
            side = side_of(rest) if rest else None
            if side is not None and stop > end:
                return side, stop
        sign = cell.text if stop < start and own[0].x0 - cell.x1 < reach else ""
        if re.fullmatch(rf"[+]|{_MINUS}", sign):
            return ("+" if sign == "+" else "-"), end
        at = stop + 1
    return None, end
