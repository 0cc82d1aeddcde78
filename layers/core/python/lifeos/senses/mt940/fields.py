"""Fields of SWIFT MT940 and MT942 messages, with or without their envelope.

A field begins with `:tag:` at the start of a line and runs to the next one. Around messages there
may be blocks in braces, a line with the bank's name, `-` or `-}` as end, or nothing at all.

Source: SWIFT Standards MT category 9, MT940 and MT942; DFÜ agreement annex 3 (Germany).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from lifeos.errors import RejectedError
from lifeos.senses.statements.statement import Spot
from lifeos.senses.values.amounts import read_amount

MAX_FIELD_LINES = 200  # field 86 has 6 in the standard; some banks write 30
_START = re.compile(r"[\x00-\x08\x0b-\x1f\ufeff]*(?:\{[^{}]*\})*(?:\{4:)?(?=:\w{2,3}:)")
_TAG = re.compile(r":(\d{2}[A-Z]?|NS|94[02]):")
_END = re.compile(r"-\s*(?:\}.*)?$|\{[1-5]:")
_JUNK = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff]")
_PLAIN_AMOUNT = re.compile(r"(\d{1,20})(?:,(\d{0,10}))?")


@dataclass(slots=True)
class Field:
    """A tag with its lines; `line` is the number of the first."""

    tag: str
    line: int
    lines: list[str] = field(default_factory=list)

    @property
    def spot(self) -> Spot:
        """The field as it stands in the file."""
        return Spot("\n".join([f":{self.tag}:{self.lines[0]}", *self.lines[1:]]), self.line)


def fields(lines: Iterable[tuple[int, str]]) -> Iterator[Field]:
    """Every field in order; what stands outside messages is skipped.

    Raises: RejectedError `damaged` if a field never ends.
    """
    current: Field | None = None
    for number, raw in lines:
        start = _START.match(raw)
        line = _JUNK.sub("", raw[start.end() :] if start else raw)
        tag = _TAG.match(line)
        if tag or _END.match(line):
            if current is not None:
                yield current
            current = Field(tag[1], number, [line[tag.end() :]]) if tag else None
        elif current is not None:
            if len(current.lines) >= MAX_FIELD_LINES:
                raise RejectedError("damaged", f"The field at line {current.line} has no end.")
            current.lines.append(line)
    if current is not None:
        yield current


def read_swift_amount(text: str) -> Decimal | None:
    """`1234,5` and `12,` as SWIFT writes them, and sloppier spellings with one reading only."""
    match = _PLAIN_AMOUNT.fullmatch(text)
    if match:
        return Decimal(f"{match[1]}.{match[2] or '0'}" if match[2] else match[1])
    return read_amount(text, None) if len(text) <= 27 else None


def read_swift_date(text: str) -> date | None:
    """YYMMDD; 69 to 99 are 19xx, as in POSIX strptime."""
    if len(text) != 6 or not text.isdigit():
        return None
    year = int(text[:2])
    return _day(year + (1900 if year >= 69 else 2000), text[2:])


def last_of_february(text: str) -> date | None:
    """The day before March of a date that calls itself the 29th or 30th of February."""
    if not re.fullmatch(r"\d\d02(?:29|30)", text):
        return None
    march = read_swift_date(f"{text[:2]}0301")
    return march - timedelta(days=1) if march else None


def read_entry_date(text: str, value_on: date) -> date | None:
    """MMDD in the year that brings it nearest to the value date: they differ at year's end."""
    days = (_day(value_on.year + n, text) for n in (-1, 0, 1))
    return min(
        (day for day in days if day is not None),
        key=lambda day: abs((day - value_on).days),
        default=None,
    )


def _day(year: int, month_day: str) -> date | None:
    try:
        return date(year, int(month_day[:2]), int(month_day[2:]))
    except ValueError:
        return None
