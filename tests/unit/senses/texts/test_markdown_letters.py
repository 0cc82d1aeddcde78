"""Letters written in Markdown: quoted letterheads, bold labels, headings."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from lifeos.senses.texts.letter import read_letter
from lifeos.senses.texts.sense import PlainTextSense

from tests.support.readings import read_all, source_of

_QUOTED = """> # Gartenverein Rosenhof
> Postfach 12, 99999 Beispielstadt

> Beispielstadt, 5. März 2026

### Pacht für Ihre Parzelle

Sehr geehrte Frau Muster,

die Pacht vom 1. Januar 2020 gilt weiter.

> Mit freundlichen Grüßen
> Ida Beispiel
"""
_LABELLED = """# Harbour Rowing Club

**From:** The treasurer
**Date:** 7 May 2026
**Subject:** Your membership

Dear Sam,

your fee is due on 1 June 2026.

*Kind regards*
Jo
"""


def test_a_letterhead_in_quotes_is_the_sender() -> None:
    letter = read_letter(_QUOTED.splitlines())

    assert letter.kind == "letter"
    assert letter.issuer is not None
    assert (letter.issuer.value, letter.issuer.line) == ("Gartenverein Rosenhof", 1)
    assert (letter.dated_on, letter.date_line) == (date(2026, 3, 5), 4)
    assert letter.title is not None
    assert (letter.title.value, letter.title.line) == ("Pacht für Ihre Parzelle", 6)


def test_labels_in_bold_are_labels() -> None:
    letter = read_letter(_LABELLED.splitlines())

    assert letter.kind == "letter"
    assert letter.issuer is not None
    assert letter.issuer.value == "The treasurer"
    assert letter.dated_on == date(2026, 5, 7)
    assert letter.title is not None
    assert letter.title.value == "Your membership"


@pytest.mark.parametrize("quote", ["> ", ">", ">> "])
def test_a_letter_quoted_in_an_answer_is_not_the_answer(quote: str) -> None:
    quoted = [quote + line for line in ("Dear Sam,", "thanks.", "Kind regards", "Jo")]

    letter = read_letter([*quoted, "", "No, thank you."])

    assert letter.kind == "note"
    assert letter.issuer is None


def test_the_evidence_shows_the_line_as_it_stands(tmp_path: Path) -> None:
    found = read_all(PlainTextSense(), source_of(tmp_path, _QUOTED.encode(), "letter.md"))

    assert found.tally.document_kind == "letter"
    (fact,) = found.facts
    shown = {each.field: each.snippet for each in fact.evidence}
    assert shown["issuer"] == "> # Gartenverein Rosenhof"
    assert shown["dated_on"] == "> Beispielstadt, 5. März 2026"


def test_a_heading_alone_makes_no_letter() -> None:
    letter = read_letter(["# Shopping", "", "- milk", "- 2 March 2026"])

    assert letter.kind == "note"
    assert letter.title is not None
    assert letter.title.value == "Shopping"
