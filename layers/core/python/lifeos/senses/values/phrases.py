"""Known phrases in a text, whatever its accents, capitals and punctuation.

Phrases are written folded: small letters, no accents, no dots; see `fold`. A longer phrase wins
over a shorter one inside it, so `total ht` is a net amount although `total` is a gross one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

_EXTRA = {"ß": "s", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "æ": "a", "°": "o", "º": "o", "’": "'"}


def _folding() -> dict[int, str]:
    table = {}
    for code in range(0x250):
        base = unicodedata.normalize("NFKD", chr(code))[:1].lower()
        if len(base) == 1:
            table[code] = base
    table.update({ord(sign): plain for sign, plain in _EXTRA.items()})
    return table


_FOLD = _folding()


def fold(text: str) -> str:
    """Small letters without accents, as long as the text itself so that offsets stay true."""
    return text.translate(_FOLD)


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found in a text: its field and where it stands."""

    field: str
    start: int
    end: int


# What may stand between two words of a phrase: "Rechnungs-Nr.", "Total (incl. VAT)", "Order No".
_BETWEEN = re.compile(r"[ .\-/():']{0,6}")
_TOKEN = re.compile(r"[a-z]+|#")
_WORD_GOES_ON = frozenset("_@")
_REMEMBERED = 4096  # texts; a page has about a hundred cells and each is asked for several fields


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int
    joins: bool  # whether it may continue the phrase of the token before it


@lru_cache(maxsize=_REMEMBERED)
def _tokens(folded: str) -> tuple[_Token, ...]:
    tokens: list[_Token] = []
    end = -1
    for match in _TOKEN.finditer(folded):
        start = match.start()
        joins = end >= 0 and bool(_BETWEEN.fullmatch(folded, end, start))
        tokens.append(_Token(match[0], start, match.end(), joins))
        end = match.end()
    return tuple(tokens)


class Phrases:
    """Fields and the phrases that name them, found longest first and never overlapping.

    Each argument is one field: its phrases, separated by bars or line ends. A phrase given to
    two fields belongs to the first. Spaces, dots and hyphens between or inside the words do not
    matter: `no` is also found as `N°` and `n.º`, `rechnungs nr` as `Rechnungsnr.`.
    """

    def __init__(self, **fields: str) -> None:
        self._fields = fields

    def find(self, folded: str) -> list[Match]:
        """Every phrase of a folded text, left to right."""
        tokens = _tokens(folded)
        found: list[Match] = []
        index = 0
        beginnings = self._beginnings
        while index < len(tokens):
            if tokens[index].text not in beginnings:  # most words begin nothing: stay in the loop
                index += 1
                continue
            last, field = self._longest(folded, tokens, first=index)
            if field is None:
                index += 1
            else:
                found.append(Match(field, tokens[index].start, tokens[last].end))
                index = last + 1
        return found

    def _longest(
        self, folded: str, tokens: tuple[_Token, ...], *, first: int
    ) -> tuple[int, str | None]:
        """The longest phrase that begins with a token: its last token and its field."""
        if folded[max(tokens[first].start - 1, 0)].isdigit():
            return first, None
        key, last, field = "", first, None
        for index in range(first, len(tokens)):
            token = tokens[index]
            key += token.text
            if (index > first and not token.joins) or key not in self._beginnings:
                break
            ends = token.end == len(folded) or folded[token.end] not in _WORD_GOES_ON
            if key in self._field_of and ends:
                last, field = index, self._field_of[key]
        return last, field

    @cached_property
    def _field_of(self) -> dict[str, str]:
        owners: dict[str, str] = {}
        for field, text in self._fields.items():
            for phrase in re.split(r"[|\n]", text):
                key = "".join(_TOKEN.findall(phrase))
                if key:
                    owners.setdefault(key, field)
        return owners

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(key[:end] for key in self._field_of for end in range(1, len(key) + 1))
