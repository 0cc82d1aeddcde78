"""Amounts as people and programs write them, without guessing.

`1.234` is one and a bit to some and one thousand odd to others. So an amount is first read in
every way its digits allow; a file then votes which notation it uses, and what stays open is
reported as doubt, never decided by habit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

Notation = Literal["point", "comma"]  # the decimal mark
_MARKS: dict[Notation, tuple[str, str]] = {"point": (".", ","), "comma": (",", ".")}
_SPACES = r" \t\u00a0\u2007\u2009\u202f"
_MINUS = r"\-\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"

_NUMBER = re.compile(
    rf"(?P<open>\()?(?P<lead>[+{_MINUS}])?[{_SPACES}]*"
    rf"(?P<digits>\d(?:[\d.,'’`{_SPACES}]*\d)?|(?<![A-Za-z])[.,]\d+)"
    rf"(?:[.,][{_MINUS}]{{1,2}}(?=$|[{_SPACES}€]))?"
)
_TRAILING = re.compile(
    rf"(?:[{_SPACES}]*)(?P<minus>[{_MINUS}])?[{_SPACES}]*(?P<side>CR|DR|Cr|Dr|[SHDC])?\)?\s*$"
)

_UNSIGNED = re.compile(rf"\d(?:[\d.,'’`{_SPACES}]*\d)?")
_MINUS_BEFORE = re.compile(rf"[{_MINUS}][{_SPACES}]*[^\w{_SPACES}]*[A-Za-z]{{0,3}}[{_SPACES}]*$")
_CURRENCY = re.compile(r"[^\W\d_]{3}|[€$£¥]")
_GROUP_MARKS: dict[Notation, re.Pattern[str]] = {
    notation: re.compile(rf"[{re.escape(mark)}'’`{_SPACES}]")
    for notation, (_, mark) in _MARKS.items()
}


def readings(text: str) -> dict[Notation, Decimal]:
    """Every way the text can be read as one number, signs and brackets applied.

    Signs, currency signs and codes around the digits are ignored; `(12.00)`, `12.00-` and
    `12.00 DR` are negative. Empty if there is not exactly one number.
    """
    body, negative = _without_sign(text)
    if body is None:
        return {}
    found = {notation: value for notation in _MARKS if (value := _read(body, notation)) is not None}
    return {notation: -value if negative else value for notation, value in found.items()}


def read_amount(text: str, notation: Notation | None) -> Decimal | None:
    """The one value of the text, under a known notation or where all readings agree."""
    found = readings(text)
    if notation is not None:
        return found.get(notation)
    values = set(found.values())
    return values.pop() if len(values) == 1 else None


def vote(texts: Iterable[str]) -> Notation | None:
    """The notation under which every text is a number, or None if both or neither are.

    A text that only one notation can read decides; texts read alike by both say nothing.
    """
    possible: set[Notation] = {"point", "comma"}
    decided = False
    for text in texts:
        found = readings(text)
        if not found or (len(set(found.values())) == 1 and len(found) == 2):
            continue
        possible &= set(found)
        decided = decided or len(found) == 1
    return possible.pop() if decided and len(possible) == 1 else None


def _without_sign(text: str) -> tuple[str | None, bool]:
    if _UNSIGNED.fullmatch(text):
        return text, False
    numbers = [match for match in _NUMBER.finditer(text) if any(c.isdigit() for c in match[0])]
    if len(numbers) != 1:
        return None, False
    match = numbers[0]
    before, after = text[: match.start()], text[match.end() :]
    trailing = _TRAILING.match(after) or _TRAILING.match(_CURRENCY.sub("", after))
    minus_before = bool(_MINUS_BEFORE.search(before))
    side = trailing["side"] if trailing else None
    negative = (
        (match["lead"] or "+") != "+"
        or bool(match["open"])
        or minus_before
        or bool(trailing and trailing["minus"])
        or (side or "").upper() in {"DR", "S", "D"}
    )
    return match["digits"], negative


def _read(digits: str, notation: Notation) -> Decimal | None:
    decimal_mark, _ = _MARKS[notation]
    whole, mark, fraction = digits.rpartition(decimal_mark)
    if not mark:
        whole, fraction = digits, ""
    if decimal_mark in whole or not (fraction.isdigit() or fraction == ""):
        return None
    groups = [whole] if whole.isdigit() else _GROUP_MARKS[notation].split(whole)
    if not all([group.isdigit() for group in groups]) and whole:
        return None
    if len(groups) > 1 and not _grouped(groups):
        return None
    return Decimal("".join(groups) + ("." + fraction if fraction else "") or "0")


def _grouped(groups: list[str]) -> bool:
    """Thousands (1,234,567) or Indian groups (12,34,567)."""
    inner = groups[1:-1]
    return (
        1 <= len(groups[0]) <= 3
        and not groups[0].startswith("0")
        and len(groups[-1]) == 3
        and (all(len(group) == 3 for group in inner) or all(len(group) == 2 for group in inner))
    )
