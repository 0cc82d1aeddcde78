"""Known phrases in a text, whatever its accents, capitals and punctuation.

Phrases are written folded: small letters, no accents, no dots; see `fold`. A longer phrase wins
over a shorter one inside it, so `total ht` is a net amount although `total` is a gross one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

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
    return text.lower() if text.isascii() else text.translate(_FOLD)


class Match(NamedTuple):
    """A phrase found in a text: its field and where it stands."""

    field: str
    start: int
    end: int


# What may stand between two words of a phrase: "Rechnungs-Nr.", "Total (incl. VAT)", "Order No".
_BETWEEN = re.compile(r"[ .\-/():']{0,6}")
_TOKEN = re.compile(r"[a-z]+|#")
_Token = tuple[str, int, int]  # the word, where it starts and ends
_WORD_GOES_ON = frozenset("_@")
_CURRENCIES = ("eur", "usd", "gbp", "chf", "pln", "zl", "cad", "aud")
_CURRENCY = re.compile(rf"[€$£]|(?<![a-z])(?:{'|'.join(_CURRENCIES)})(?![a-z])")


class Folded:
    """A folded text cut into words: cut once, and then searched for every kind of phrase."""

    __slots__ = ("text", "tokens", "words")

    def __init__(self, text: str, tokens: list[_Token] | None = None) -> None:
        if tokens is None:
            tokens = [(match[0], *match.span()) for match in _TOKEN.finditer(text)]
            tokens.append(("", len(text), len(text)))  # so that every word has a next one
        self.text = text
        self.tokens = tokens
        self.words = frozenset([word for word, _, _ in tokens])

    def without_currency(self) -> Folded:
        """`total eur incl vat` with blanks for the currency that stands inside many labels."""
        others = [token for token in self.tokens if token[0] not in _CURRENCIES]
        return Folded(_CURRENCY.sub(_blank, self.text), others)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


class Phrases:
    """Fields and the phrases that name them, found longest first and never overlapping.

    Each argument is one field: its phrases, separated by bars or line ends. A phrase given to
    two fields belongs to the first. Spaces, dots and hyphens between or inside the words do not
    matter: `no` is also found as `N°` and `n.º`, `rechnungs nr` as `Rechnungsnr.`.
    """

    def __init__(self, **fields: str) -> None:
        self._fields = fields

    def find(self, searched: str | Folded) -> list[Match]:
        """Every phrase of a folded text, left to right."""
        folded = Folded(searched) if isinstance(searched, str) else searched
        beginnings, phrases = self._beginnings, self._field_of
        if beginnings.isdisjoint(folded.words):  # as most texts are
            return []
        found: list[Match] = []
        free = 0  # the first token no phrase has taken
        for index, ((word, start, _), (following, _, _)) in enumerate(pairwise(folded.tokens)):
            if word not in beginnings or index < free:
                continue
            if word not in phrases and word + following not in beginnings:
                continue
            last, field = self._longest(folded, index)
            if field is not None:
                found.append(Match(field, start, folded.tokens[last][2]))
                free = last + 1
        return found

    def _longest(self, folded: Folded, first: int) -> tuple[int, str | None]:
        """The longest phrase that begins with a token: its last token and its field."""
        text, tokens = folded.text, folded.tokens
        if text[max(tokens[first][1] - 1, 0)].isdigit():
            return first, None
        key, last, field, before = "", first, None, 0
        for index in range(first, len(tokens) - 1):
            word, start, end = tokens[index]
            key += word
            if key not in self._beginnings:
                break
            if index > first and not _BETWEEN.fullmatch(text, before, start):
                break
            before = end
            if key in self._field_of and (end == len(text) or text[end] not in _WORD_GOES_ON):
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
