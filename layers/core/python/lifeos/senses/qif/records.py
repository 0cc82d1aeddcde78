"""Records of a QIF file, and what all of them together say about its notation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lifeos.errors import RejectedError
from lifeos.senses.statements.statement import Spot
from lifeos.senses.values import amounts, dates

MAX_RECORD_LINES = 5000  # a row with splits has some dozens
MAX_FIGURE_CHARS = 30  # longer texts are no amount or date, and costly to search for one
TRANSACTION_LISTS = {"bank", "ccard", "cash", "oth a", "oth l", "invst", "port"}
_PASSED_OVER = {
    "cat", "class", "memorized", "security", "prices", "budget", "invitem", "template", "tag",
    "payee", "price", "bus",
}  # fmt: skip
# 1/ 2'04, 12/31/99, 31.12.2020, 2020-12-31, 2/14'2020; an apostrophe means this century.
_DATE = re.compile(r"(\d{1,4})\s*([/.\-'])\s*(\d{1,2})\s*([/.\-']|\s)\s*(\d{1,4})")
_YEAR_LAST = re.compile(r"(?:0\d|[12]\d|3[01])(?:0\d|[12]\d|3[01])(?:19|20)\d\d")  # 02272025
_SPLIT_CODES = "SE$%"

Lines = Callable[[], Iterator[tuple[int, str]]]


@dataclass(slots=True)
class Record:
    """One record: its list, first line and lines by code, splits apart."""

    block: str  # lower case, e.g. `bank`, or `account`
    line: int
    section: int  # counts headers, so that two lists of the same kind stay apart
    first: dict[str, Spot] = field(default_factory=dict)
    splits: list[dict[str, Spot]] = field(default_factory=list)
    closed: bool = False
    length: int = 0

    def text(self, codes: str) -> str:
        """Text of the first of these codes that the record has."""
        return next((self.first[code].text[1:].strip() for code in codes if code in self.first), "")

    def spot(self, codes: str) -> Spot | None:
        """Place of the first of these codes that the record has."""
        return next((self.first[code] for code in codes if code in self.first), None)

    def figure(self, codes: str) -> str:
        """Text of an amount or a date; empty if it is too long to be one."""
        return figure(self.text(codes))


@dataclass(frozen=True, slots=True)
class Survey:
    """What a first pass over the whole file found."""

    rows: int
    order: set[dates.Order]  # the orders under which every date can be read
    notation: amounts.Notation | None
    unknown_lists: Counter[str]


def records(lines: Iterator[tuple[int, str]]) -> Iterator[Record]:
    """Every record of every list, in order.

    Raises: RejectedError `damaged` for a record that never ends.
    """
    block, section = "", 0
    current: Record | None = None
    for number, raw in lines:
        line = raw.lstrip("\ufeff").rstrip()
        if line.startswith("!"):
            if current is not None:
                yield current
            block, section, current = _block(line, block), section + 1, None
        elif line.startswith("^"):
            if current is not None:
                current.closed = True
                yield current
            current = None
        elif line:
            current = current or Record(block, number, section)
            _add(current, line, number=number)
    if current is not None:
        yield current


def survey(lines: Lines) -> Survey:
    """Count the rows and let them vote on date order and decimal mark."""
    unknown: Counter[str] = Counter()
    rows = 0
    for record in records(lines()):
        found = is_row(record)
        rows += found
        if not found and record.block not in TRANSACTION_LISTS | _PASSED_OVER | {"account", ""}:
            unknown[record.block] += 1
    order = dates.vote(dated(record.figure("D")) for record in records(lines()) if is_row(record))
    order &= _stated_order(lines()) or order
    notation = amounts.vote(text for record in records(lines()) for text in _figures(record))
    return Survey(rows, order - {"ymd"} or order, notation, unknown)


def figure(text: str) -> str:
    """The text if it can be an amount or a date by its length."""
    return text if len(text) <= MAX_FIGURE_CHARS else ""


def is_row(record: Record) -> bool:
    """Whether a record is a row of an account, complete or not.

    In a list of an unknown name (`!Type:Banque`), behind an account without any, or where nothing
    is named at all, it is one by its date and amount; `is_listed` tells the two apart.
    """
    if is_listed(record):
        return bool(record.first.keys() & {"D", "T", "U"})
    if record.block in _PASSED_OVER:
        return False
    day, amount = dates.find_dates(dated(record.figure("D"))), amounts.readings(record.figure("TU"))
    return bool(day and amount)


def is_listed(record: Record) -> bool:
    """Whether the record stands in a list of rows by the format's own names."""
    return record.block in TRANSACTION_LISTS


def dated(text: str) -> str:
    """A QIF date as other programs write it: a year of four digits behind two slashes.

    Two digits behind an apostrophe are 20xx (Quicken writes 1/ 2'04 since the year 2000).
    """
    text = text.strip()
    if _YEAR_LAST.fullmatch(text):
        return f"{text[:2]}/{text[2:4]}/{text[4:]}"
    match = _DATE.fullmatch(text)
    if match is None:
        return text
    first, second, third = match[1], match[3], match[5]
    if len(first) == 4:
        return f"{first}-{second}-{third}"
    if match[4] == "'" and len(third) <= 2:
        third = f"20{third:0>2}"
    elif len(third) <= 2:
        third = f"{19 if int(third) >= 69 else 20}{third:0>2}"  # POSIX strptime %y
    return f"{first}/{second}/{third}"


def _stated_order(lines: Iterator[tuple[int, str]]) -> set[dates.Order]:
    """The order that `!Option:MDY` or its like names, if there is one."""
    options = {line.strip().lower() for _, line in lines if line.startswith("!")}
    return {order for order in dates.ORDERS if f"!option:{order}" in options}


def _block(line: str, before: str) -> str:
    name = " ".join(line[1:].lower().split())
    if name.startswith(("type:", "type!")):
        return name[5:].strip()
    if name.startswith("account"):
        return "account"
    return "" if name.startswith(("option", "clear")) else before


def _add(record: Record, line: str, *, number: int) -> None:
    record.length += 1
    if record.length > MAX_RECORD_LINES:
        raise RejectedError("damaged", f"The record at line {record.line} has no end.")
    code, spot = line[0].upper(), Spot(line, number)
    if code == "S":
        record.splits.append({})
    if code in _SPLIT_CODES and record.splits and record.block != "account":
        record.splits[-1].setdefault(code, spot)
    else:
        record.first.setdefault(code, spot)


def _figures(record: Record) -> Iterator[str]:
    if is_row(record):
        for code in "TU":
            if code in record.first:
                yield record.figure(code)
        for split in record.splits:
            if "$" in split:
                yield figure(split["$"].text[1:])
