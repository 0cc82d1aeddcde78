"""Dates as people and programs write them, without guessing.

`03/04/2025` is March or April. A date is read in every order its digits allow; a file votes for
one order, and what stays open is reported as doubt. Month names are known in English, German,
French, Dutch, Spanish, Italian, Portuguese and Polish.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

Order = Literal["dmy", "mdy", "ymd"]
ORDERS: tuple[Order, ...] = ("ymd", "dmy", "mdy")

_MONTHS = (
    "january jan januar jänner jaenner janvier janv januari enero ene gennaio gen janeiro "
    "styczeń stycznia sty styczen",
    "february feb februar februari février fevrier févr fevr fév febrero febbraio febbr "
    "fevereiro fev luty lutego lut",
    "march mar märz maerz mär mrz mars maart mrt marzo março marco marzec marca",
    "april apr avril avr abril abr aprile abri kwiecień kwietnia kwi kwiecien",
    "may mai mei mayo maggio mag maio maj maja",
    "june jun juni juin junio giugno giu junho czerwiec czerwca cze",
    "july jul juli juillet juil julio luglio lug julho lipiec lipca lip",
    "august aug août aout agosto ago augustus sierpień sierpnia sie sierpien",
    "september sept sep septembre septiembre settembre set setembro wrzesień września wrz "
    "wrzesien wrzesnia",
    "october oct oktober okt octobre octubre ottobre ott outubro out październik "
    "października paź pazdziernik pazdziernika paz",
    "november nov novembre noviembre novembro listopad listopada lis",
    "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro "
    "grudzień grudnia gru grudzien",
)
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}


def _any_name() -> str:
    """One name, the longest that fits; by first letters, which is ten times as fast to search."""
    by_letter: dict[str, list[str]] = {}
    for name in sorted(_MONTH_OF, key=len, reverse=True):
        by_letter.setdefault(name[0], []).append(name[1:])
    return "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())


_NAME = _any_name()

_NUMERIC = re.compile(
    r"(?<![\d.,/-])(\d{1,4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{1,4})(?![\d/-]|[.,]\d)"
)
_COMPACT = re.compile(r"(?<!\d)(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)")
_DAY_NAME = re.compile(
    rf"(?<!\w)(\d{{1,2}})(?:st|nd|rd|th|er|º|°)?\.?[\s\-/]*(?:de\s+|of\s+)?({_NAME})\.?,?[\s\-/]*(?:de\s+|del\s+)?(\d{{4}}|\d{{2}}(?!\d|:|\s?,\s?\d{{4}}))(?!\d)"
)
_MONTH_AFTER = re.compile(rf"(?:st|nd|rd|th|er|º|°)?\.?[\s\-/]*(?:de\s+|of\s+)?(?:{_NAME})(?!\w)")
_NAME_DAY = re.compile(
    rf"(?<!\w)({_NAME})\.?[\s\-]+(\d{{1,2}})(?:st|nd|rd|th)?\s?,?[\s\-]+(\d{{4}})(?!\d)"
)
_YEAR_NAME = re.compile(rf"(?<!\d)(\d{{4}})[\s\-]+({_NAME})\.?[\s\-]+(\d{{1,2}})(?!\d)")
_DIGIT = re.compile(r"\d")
_MONTH = re.compile(_NAME)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: where it stands and each order it can be read in."""

    start: int
    end: int
    text: str
    readings: dict[Order, date]

    @property
    def only(self) -> date | None:
        """The date if all readings agree."""
        values = set(self.readings.values())
        return values.pop() if len(values) == 1 else None


def find_dates(text: str) -> list[FoundDate]:
    """Every date in a text, in order, none overlapping another."""
    return list(_find(text))


@lru_cache(maxsize=2048)
def _find(text: str) -> tuple[FoundDate, ...]:
    if not _DIGIT.search(text):
        return ()
    found: list[FoundDate] = []
    for candidate in sorted(_candidates(text), key=lambda f: (f.start, -(f.end - f.start))):
        if candidate.readings and (not found or candidate.start >= found[-1].end):
            found.append(candidate)
    return tuple(found)


def read_date(text: str, order: Order | None) -> date | None:
    """The one date of a text, under a known order or where all readings agree."""
    found = find_dates(text)
    if len(found) != 1:
        return None
    only = found[0].only
    return only if only or order is None else found[0].readings.get(order)


def month_of(name: str) -> int | None:
    """The number of a month by its name or a usual abbreviation, None if it is none."""
    return _MONTH_OF.get(name.lower().rstrip("."))


def vote(texts: Iterable[str]) -> set[Order]:
    """The orders under which every dated text can be read; more than one: still open."""
    possible: set[Order] = set(ORDERS)
    for text in texts:
        for found in find_dates(text):
            if found.only is None or len(found.readings) < len(ORDERS):
                possible &= set(found.readings)
    return possible


def _candidates(text: str) -> Iterator[FoundDate]:
    for match in _NUMERIC.finditer(text):
        yield _found(text, match, _numeric(match[1], match[3], third=match[4]))
    for match in _COMPACT.finditer(text):
        yield _found(text, match, _numeric(match[0][:4], match[0][4:6], third=match[0][6:]))
    lowered = text.replace("İ", "i").lower()  # no other letter has a small one of two signs
    if not _MONTH.search(lowered):
        return
    for match in _day_names(lowered):
        yield _found(text, match, _named(match[3], match[2], day=match[1]))
    for match in _NAME_DAY.finditer(lowered):
        yield _found(text, match, _named(match[3], match[1], day=match[2]))
    for match in _YEAR_NAME.finditer(lowered):
        yield _found(text, match, _named(match[1], match[2], day=match[3]))


def _day_names(lowered: str) -> Iterator[re.Match[str]]:
    """Days with a month by name; `01 Jan - 31 Jan 2025` is no first of January of 2031."""
    at = 0
    while (match := _DAY_NAME.search(lowered, at)) is not None:
        if len(match[3]) == 2 and _MONTH_AFTER.match(lowered, match.end()):
            at = match.start(3)
            continue
        yield match
        at = match.end()


def _found(text: str, match: re.Match[str], readings: dict[Order, date]) -> FoundDate:
    start, end = match.span()
    return FoundDate(start, end, text[start:end], readings)


def _numeric(first: str, second: str, *, third: str) -> dict[Order, date]:
    readings: dict[Order, date] = {}
    if len(first) == 4:
        _put(readings, "ymd", year=first, month=second, day=third)
        return readings
    if len(third) in (2, 4):
        _put(readings, "dmy", year=third, month=second, day=first)
        _put(readings, "mdy", year=third, month=first, day=second)
    if len(first) == 2 and len(third) <= 2:
        _put(readings, "ymd", year=first, month=second, day=third)
    return readings


def _named(year: str, month: str, *, day: str) -> dict[Order, date]:
    readings: dict[Order, date] = {}
    number = str(_MONTH_OF[month])
    for order in ORDERS:  # a named month leaves no order open
        _put(readings, order, year=year, month=number, day=day)
    return readings


def _put(readings: dict[Order, date], order: Order, *, year: str, month: str, day: str) -> None:
    full_year = int(year) if len(year) == 4 else _century(int(year))
    try:
        readings[order] = date(full_year, int(month), int(day))
    except ValueError:
        return


def _century(two_digits: int) -> int:
    """POSIX strptime %y: 69 to 99 are 19xx, 00 to 68 are 20xx."""
    return (1900 if two_digits >= 69 else 2000) + two_digits
