"""Whose account a statement is of, and in which currency."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lifeos.senses.checksums import find_ibans
from lifeos.senses.dates import find_dates
from lifeos.senses.invoices.labels import Place, Sheet
from lifeos.senses.page_layout import Line, PageWords
from lifeos.senses.printed_statements.vocabulary import ACCOUNTS
from lifeos.senses.statement import Spot, account_name

_NUMBER = re.compile(r"\d[\d \-./]{2,30}\d")
_MASKED = re.compile(r"(?:[\dXx*•#.·]{2,8}[ -]?){1,5}\d{3,4}(?!\d)")
_MASK = re.compile(r"(?i)x{2}|[*•#·]{2}|\.{3}")
_FEWEST_DIGITS, _FEWEST_UNMASKED = 3, 5
_SORT_CODE = re.compile(r"\d\d-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Account:
    """An account's name by the rule of all statements, and where it stands."""

    name: str
    spot: Spot


def read_account(pages: Sequence[PageWords], outside: Sequence[Line]) -> Account | None:
    """The account: an IBAN outside the rows, else a number beside its label.

    IBANs in rows are those of other people.
    """
    for line in outside:
        for found in find_ibans(line.text):
            text = line.text[found.start : found.end]
            return Account(found.value, spot_of(line, found.start, found.end, text))
    for field in ("account", "card"):
        for account in _labelled(pages, outside, field):
            return account
    return None


def spot_of(line: Line, start: int, end: int, text: str) -> Spot:
    """A part of a line as evidence."""
    return Spot(text, page=line.page, box=line.box(start, end))


def _labelled(pages: Sequence[PageWords], outside: Sequence[Line], field: str) -> Iterator[Account]:
    around = {id(line) for line in outside}
    for page in pages:
        sheet = Sheet(page, ACCOUNTS)
        for label in sheet.labels(field):
            if id(page.lines[label.row]) not in around or not label.leads:
                continue
            for place in sheet.places(label):
                account = _number_at(place)
                if account is not None:
                    yield account


def _number_at(place: Place) -> Account | None:
    text = place.text
    for pattern in (_MASKED, _NUMBER):
        for match in pattern.finditer(text):
            digits = sum(sign.isdigit() for sign in match[0])
            fewest = _FEWEST_DIGITS if _MASK.search(match[0]) else _FEWEST_UNMASKED
            if digits < fewest or _SORT_CODE.fullmatch(match[0]) or find_dates(match[0]):
                continue
            name = account_name(match[0])
            if name:
                box = place.run.box(place.start + match.start(), place.start + match.end())
                return Account(name, Spot(match[0], page=place.run.page, box=box))
    return None
