"""What reaches the terminal: one JSON object a line, or text in which nothing can act.

Names, titles and snippets come from files strangers wrote. Control characters, terminal escapes,
direction overrides and line breaks are shown as escapes, never sent; markup is never read.
Source: Unicode Technical Report 36 (bidirectional text spoofing), ECMA-48 (control functions).
"""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from datetime import date, datetime
from typing import Any, Literal, TextIO

import typer
from pydantic import BaseModel
from rich.console import Console
from rich.table import Table
from rich.text import Text

# Zero-width joiners shape letters and emoji and move nothing: Persian and Hindi need them.
_HARMLESS = frozenset("\u200c\u200d")
_ACTING = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
WIDTH_WITHOUT_TERMINAL = 200
WIDE = 150

OUTCOME_STYLES = {
    "done": "green",
    "duplicate": "cyan",
    "needs_review": "yellow",
    "parked": "yellow",
    "rejected": "red",
    "failed": "bold red",
}


def shown(value: object) -> str:
    """Any value as one line of text that cannot act on a terminal; None is empty."""
    return "" if value is None else "".join(_visible(character) for character in str(value))


def _visible(character: str) -> str:
    if character in _HARMLESS or unicodedata.category(character) not in _ACTING:
        return character
    return character.encode("unicode_escape").decode("ascii")


def text(value: object, style: str = "") -> Text:
    """`shown` for rich, without reading markup in it."""
    return Text(shown(value), style=style)


def outcome_text(outcome: str | None, state: str | None = None) -> Text:
    """An outcome in its colour; before there is one, the state, or a dash."""
    return text(outcome or state or "-", OUTCOME_STYLES.get(outcome or "", "dim"))


def when(instant: datetime | date | None) -> str:
    """A day as it is; an instant to the second with its own offset."""
    if isinstance(instant, datetime):
        return instant.isoformat(sep=" ", timespec="seconds")
    return "" if instant is None else instant.isoformat()


def here(instant: datetime, *, precision: Literal["seconds", "milliseconds"] = "seconds") -> str:
    """An instant on this machine's clock."""
    local = instant.astimezone().replace(tzinfo=None)
    return local.isoformat(sep=" ", timespec=precision)


def is_narrow() -> bool:
    """Whether stdout is a terminal too narrow for a row with an id of its own column."""
    return console().width < WIDE


def console(stream: TextIO | None = None) -> Console:
    """A console on stdout (or `stream`) that neither reads markup nor guesses at colours."""
    file = stream or sys.stdout
    width = None if file.isatty() or "COLUMNS" in os.environ else WIDTH_WITHOUT_TERMINAL
    return Console(file=file, markup=False, highlight=False, emoji=False, width=width)


def table(*columns: str, right: tuple[str, ...] = (), wrap: tuple[str, ...] = ()) -> Table:
    """A plain table; columns in `wrap` give way when room is short, the others stay whole."""
    made = Table(box=None, pad_edge=False, header_style="bold")
    for name in columns:
        justify = "right" if name in right else "left"
        made.add_column(name, justify=justify, no_wrap=name not in wrap, overflow="fold")  # type: ignore[arg-type]
    return made


def json_line(value: dict[str, Any] | BaseModel) -> None:
    """One object on one line of stdout, in ASCII, so that no character in it can act."""
    content = value.model_dump(mode="json") if isinstance(value, BaseModel) else value
    typer.echo(json.dumps(content, ensure_ascii=True, separators=(", ", ": ")))


def message(sentence: str) -> None:
    """Something for the person, on stderr."""
    typer.echo(shown(sentence), err=True)
