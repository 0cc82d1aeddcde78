"""Known phrases in a text, whatever its accents, capitals and punctuation.

Phrases are written folded: small letters, no accents, no dots; see `fold`. A longer phrase wins
over a shorter one inside it, so `total ht` is a net amount although `total` is a gross one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

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
_BETWEEN = r"[ .\-/():']{0,6}"
_SEPARATORS = re.compile(r"[ .\-/():']+")


class Phrases:
    """Fields and the phrases that name them, found longest first and never overlapping.

    Each argument is one field: its phrases, separated by bars or line ends. A phrase given to
    two fields belongs to the first. The pattern is built on first use, not at import.
    """

    def __init__(self, **fields: str) -> None:
        self._fields = fields
        self._field_of: dict[str, str] = {}

    def find(self, folded: str) -> list[Match]:
        """Every phrase of a folded text, left to right."""
        return [
            Match(self._field_of[_key(match[0])], match.start(), match.end())
            for match in self._pattern.finditer(folded)
        ]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        spelled: dict[str, str] = {}
        for field, text in self._fields.items():
            for phrase in _listed(text):
                key = _key(phrase)
                owner = self._field_of.setdefault(key, field)
                if owner == field and phrase.count(" ") >= spelled.get(key, "").count(" "):
                    spelled[key] = phrase  # "rechnungs nr" also finds "Rechnungsnr"
        expressions = {
            key: _BETWEEN.join(map(_word, phrase.split())) for key, phrase in spelled.items()
        }
        ordered = [expressions[key] for key in sorted(expressions, key=len, reverse=True)]
        return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(ordered)})(?![a-z_@])")


def _listed(text: str) -> list[str]:
    listed = [phrase.strip() for line in text.splitlines() for phrase in line.split("|")]
    return [phrase for phrase in listed if phrase]


def _word(word: str) -> str:
    """`no` is written `No`, `N°`, `n.º` and `N.o` alike."""
    return r"n[. ]?o" if word == "no" else re.escape(word)


def _key(phrase: str) -> str:
    return _SEPARATORS.sub("", phrase)
