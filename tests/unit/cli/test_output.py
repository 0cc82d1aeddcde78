from __future__ import annotations

import contextlib
import io
import json
import unicodedata
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clients.cli.output import json_line, outcome_text, shown, text, when

HOSTILE = "a\x1b[2J\r\nb\u202egpj.exe\x07[bold]x[/bold]\x9b31m\u2066\ufeff"
OVERRIDES = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


@given(st.text())
def test_nothing_shown_can_act_on_a_terminal(value: str) -> None:
    plain = shown(value)

    assert "\n" not in plain
    assert not [c for c in plain if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}]
    assert not set(plain) & set(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"
    )


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Zs", "M"])))
def test_ordinary_writing_is_shown_as_it_is(value: str) -> None:
    assert shown(value) == value


def test_a_hostile_name_is_shown_as_escapes() -> None:
    plain = shown(HOSTILE)

    assert plain.startswith("a\\x1b[2J\\r\\nb\\u202egpj.exe\\x07[bold]")
    assert "\x1b" not in plain


def test_joined_emoji_and_persian_names_stay_whole() -> None:
    assert shown("👩‍👧 می‌روم") == "👩‍👧 می‌روم"


def test_markup_is_text() -> None:
    assert text("[red]x[/red]").plain == "[red]x[/red]"


@given(st.dictionaries(st.text(), st.text()))
def test_a_json_line_is_one_line_of_ascii_and_the_same_object(value: dict[str, str]) -> None:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        json_line(value)

    line = out.getvalue()
    assert line.isascii()
    assert line.count("\n") == 1
    assert all(c >= " " for c in line[:-1])
    assert json.loads(line) == value


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        (None, ""),
        (date(2026, 3, 2), "2026-03-02"),
        (datetime(2026, 3, 2, 9, 0, 1, tzinfo=UTC), "2026-03-02 09:00:01+00:00"),
    ],
)
def test_days_and_instants_are_said_as_they_are(
    instant: date | datetime | None, words: str
) -> None:
    assert when(instant) == words


def test_an_outcome_nobody_knows_yet_is_still_shown() -> None:
    assert outcome_text("invented\n").plain == "invented\\n"
    assert outcome_text(None, "PICK").plain == "PICK"
    assert outcome_text(None).plain == "-"
