"""Words that were typed, and words that are said."""

from __future__ import annotations

import os
import re

PROGRAM = "./lifeos"  # how advice names the command line


def printable(typed: str) -> str:
    """What was typed, or a name, as valid Unicode; bytes that are no UTF-8 become U+FFFD.

    In a locale without UTF-8 Python hands over its bytes as surrogates. Source: PEP 383.
    """
    return os.fsencode(typed).decode("utf-8", "replace") if _has_surrogates(typed) else typed


def counted(number: int, noun: str) -> str:
    """A count with its noun: `1 fact`, `2 facts`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _has_surrogates(typed: str) -> bool:
    return re.search("[\ud800-\udfff]", typed) is not None
