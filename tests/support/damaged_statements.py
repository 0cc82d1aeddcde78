"""Sound statements with one row left out or one digit changed, as bytes or as pages of words.

A statement in text is damaged in its bytes; a printed one in the words of its pages, which is
what a reader of PDFs is given. What is damaged is found by the format's own marks or by the
evidence of the sound reading, so that a damaged place is one that holds money.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from lifeos.contracts.facts import Box
from lifeos.senses.pdf.layout import PageWords, Word

Kind = Literal["row dropped", "digit of an amount", "digit of a balance, sum or count"]
_TAG = r"<(?:\w+:)?"
# Per format: what one row is, and the places of money and counts by kind, group 1 each.
_ROWS = {
    "mt940": r"^:61:.*?(?=^:6[12]|^-\}?\r?$)",
    "camt": rf"{_TAG}Ntry>.*?</(?:\w+:)?Ntry>",
}
_AMOUNTS = {
    "mt940": r"^:61:\d{6}(?:\d{4})?\s*R?[CD][A-Z]?([\d,]+)",
    "camt": rf"{_TAG}Ntry>(?:(?!{_TAG}Amt).)*?{_TAG}Amt[^>]*>([\d.]+)",
}
_STATED = {
    "mt940": r"^:(?:6[02][FM]:[CD]\d{6}|90[CD]:\d+)[A-Z]{3}([\d,]+)",
    "camt": rf"(?:{_TAG}Cd>(?:OPBD|CLBD|PRCD)<.*?{_TAG}Amt[^>]*|{_TAG}Sum|NbOfNtries)>([\d.]+)",
}


@dataclass(frozen=True)
class Damage:
    """One change of a text: where, what it was, what stands there instead."""

    kind: Kind
    start: int
    end: int
    instead: str = ""

    def done_to(self, text: str) -> str:
        """The text with the change made."""
        return text[: self.start] + self.instead + text[self.end :]


def other_digit(digit: str) -> str:
    """A digit that is not this one, nor a zero for a one."""
    return str((int(digit) + 4) % 10)


def damages(text: str, format_: str) -> Iterator[Damage]:
    """Every single damage to a statement in a format whose marks tell rows from balances."""
    for row in re.finditer(_ROWS[format_], text, re.MULTILINE | re.DOTALL):
        yield Damage("row dropped", row.start(), row.end())
    yield from digits(text, _AMOUNTS[format_], "digit of an amount")
    yield from digits(text, _STATED[format_], "digit of a balance, sum or count")


def digits(text: str, pattern: str, kind: Kind) -> Iterator[Damage]:
    """One damage for each digit in group 1 of each match."""
    for match in re.finditer(pattern, text, re.MULTILINE | re.DOTALL):
        yield from digits_between(text, match.span(1), kind)


def digits_between(text: str, span: tuple[int, int], kind: Kind) -> Iterator[Damage]:
    """One damage for each digit of a part of a text."""
    for place in range(*span):
        if text[place].isdecimal():
            yield Damage(kind, place, place + 1, other_digit(text[place]))


def cell_spans(record: str, delimiter: str) -> list[tuple[int, int]]:
    """Where each cell of one delimited record stands in it. Source: RFC 4180 for the quotes."""
    spans, start, quoted = [], 0, False
    for place, character in enumerate(record):
        if character == '"':
            quoted = not quoted
        elif character == delimiter and not quoted:
            spans.append((start, place))
            start = place + 1
    return [*spans, (start, len(record))]


@dataclass(frozen=True)
class PrintedRow:
    """A row on a page: from its own height down to the next row's."""

    page: int
    top: float
    bottom: float


def without_row(pages: Sequence[PageWords], row: PrintedRow) -> list[PageWords]:
    """The pages without the words of one row."""
    return [
        replace(page, words=tuple(w for w in page.words if not row.top <= w.middle < row.bottom))
        if page.number == row.page
        else page
        for page in pages
    ]


def with_word(pages: Sequence[PageWords], number: int, old: Word, new: str) -> list[PageWords]:
    """The pages with another text in the place of one word."""
    return [
        replace(page, words=tuple(w._replace(text=new) if w is old else w for w in page.words))
        if page.number == number
        else page
        for page in pages
    ]


def words_in(page: PageWords, box: Box) -> Iterator[Word]:
    """The words of a page that stand inside a box."""
    for word in page.words:
        if box.y0 - 1 <= word.middle <= box.y1 + 1 and word.x1 > box.x0 and word.x0 < box.x1:
            yield word
