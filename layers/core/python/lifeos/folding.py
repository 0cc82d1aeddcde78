"""Text as a search compares it: no case, no accents, no punctuation.

What is stored and what is asked pass through the same function, so that both always fold alike.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

MAX_SPOKEN_CHARACTERS = 20_000  # of one fact; a calendar entry may quote a whole mail

# Letters that Unicode does not take apart into a letter and a mark.
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ø": "o", "ł": "l", "đ": "d", "ð": "d",
     "ħ": "h", "ı": "i", "ŧ": "t"}
)  # fmt: skip
_ASCII = bytes(ord(chr(code).lower()) if chr(code).isalnum() else 32 for code in range(128))
_ASCII += bytes(128)  # a table of bytes has all 256
_GAPS = re.compile(r"[\W_]+")
# Days and decimals are searched as days and amounts, not as the words they are written with.
_NO_WORDS = re.compile(r"\d{4}-\d\d-\d\d.*|[+-]?\d+\.\d+")


def fold(text: str) -> str:
    """Lower-case words apart by spaces; `Bäcker-Straße 1` becomes `backer strasse 1`."""
    if text.isascii():
        return " ".join(text.encode().translate(_ASCII).decode().split())
    # Lower case before and after: letters of mathematics become plain capitals when taken apart.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return _GAPS.sub(" ", bare.translate(_LETTERS)).strip()


def spoken(content: dict[str, Any]) -> str:
    """The words in a fact's typed data, at any depth; days, decimals and its kind are none."""
    words: list[str] = []
    for key, told in content.items():
        if key != "kind":
            _gather(told, words)
    return " ".join(words)[:MAX_SPOKEN_CHARACTERS]


def _gather(told: Any, words: list[str]) -> None:
    """Every text in `told`, put behind `words`: a million rows pass here, so no generator."""
    if isinstance(told, str):
        if told[:1].isalpha() or not _NO_WORDS.fullmatch(told):
            words.append(told)
    elif isinstance(told, (dict, list)):
        for value in told.values() if isinstance(told, dict) else told:
            _gather(value, words)
