"""The conventions of letters: who writes, when and about what, in eight languages."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.senses.texts.letter import HEAD_LINES, NAME_CHARS, Letter, read_letter

DUTCH = """Gemeente Voorbeeld
Postbus 1

Datum: 14 februari 2025
Betreft: Uw aanslag

Geachte mevrouw De Vries,

Hierbij ontvangt u uw aanslag.

Met vriendelijke groet,
P. Jansen
"""
ITALIAN = """Condominio Via Roma 5

Torino, 9 settembre 2024

Oggetto: Convocazione assemblea

Gentile condòmino,

la invitiamo.

Cordiali saluti
L'amministratore
"""
PORTUGUESE = """Clínica Boa Vista

Lisboa, 1 de dezembro de 2023

Assunto: Marcação de consulta

Prezada Senhora,

confirmamos a consulta.

Com os melhores cumprimentos,
Dra. Sousa
"""
GERMAN_PRIVATE = """Lieber Jonas,

danke für den schönen Abend am 3. Mai 2025.

Liebe Grüße
Oma Gerda
"""
ENGLISH_LABELLED = """From: Harbour Insurance plc
Date: 2 January 2025
Subject: Renewal of your policy

To whom it may concern,

Please note.

Yours faithfully,
"""
FRENCH_NO_HEAD = """Madame,

Le loyer est payé.

Veuillez agréer mes salutations distinguées.

Claire Fontaine
"""


def _letter(text: str) -> Letter:
    return read_letter(text.split("\n"))


@pytest.mark.parametrize(
    ("text", "issuer", "title", "dated_on"),
    [
        (DUTCH, "Gemeente Voorbeeld", "Uw aanslag", date(2025, 2, 14)),
        (ITALIAN, "Condominio Via Roma 5", "Convocazione assemblea", date(2024, 9, 9)),
        (PORTUGUESE, "Clínica Boa Vista", "Marcação de consulta", date(2023, 12, 1)),
        (GERMAN_PRIVATE, "Oma Gerda", "Lieber Jonas,", None),
        (ENGLISH_LABELLED, "Harbour Insurance plc", "Renewal of your policy", date(2025, 1, 2)),
        (FRENCH_NO_HEAD, "Claire Fontaine", "Madame,", None),
    ],
)
def test_a_letter_is_read_by_its_conventions(
    text: str, issuer: str, title: str, dated_on: date | None
) -> None:
    found = _letter(text)

    assert found.kind == "letter"
    assert found.issuer is not None
    assert found.title is not None
    assert (found.issuer.value, found.title.value, found.dated_on) == (issuer, title, dated_on)


@pytest.mark.parametrize("text", [DUTCH, ITALIAN, PORTUGUESE, ENGLISH_LABELLED, FRENCH_NO_HEAD])
def test_each_value_stands_on_the_line_it_names(text: str) -> None:
    found, lines = _letter(text), text.split("\n")

    for value in (found.title, found.issuer):
        assert value is not None
        assert value.value in lines[value.line - 1]
    if found.date_line:
        assert found.dated_on is not None
        assert str(found.dated_on.year) in lines[found.date_line - 1]


@pytest.mark.parametrize(
    "text",
    [
        "Dear diary\n\nnothing happened\n",  # a salutation alone
        "shopping\n\nbest wishes\n",  # a closing alone
        "Kind regards\nJo\n\nDear Sam,\n",  # the wrong way round
        "",
        "\n\n\n",
    ],
)
def test_what_lacks_a_convention_is_a_note(text: str) -> None:
    assert _letter(text).kind == "note"


@pytest.mark.parametrize(
    "line",
    ["12 rue des Lilas 75001", "x" * (NAME_CHARS + 1), "Please read this!", "3 June 2024",
     "+49 30 123456", "*** *** ***", "Re: your call"],
)  # fmt: skip
def test_a_first_line_that_is_no_name_is_no_sender(line: str) -> None:
    text = f"{line}\n\nDear Sam,\n\nHello.\n\nKind regards\n\nJo Field\n"

    found = _letter(text)

    assert found.issuer is not None
    assert found.issuer.value == "Jo Field"


def test_a_letter_without_letterhead_or_signature_has_no_sender() -> None:
    assert _letter("Dear Sam,\n\nHello.\n\nKind regards\n").issuer is None
    assert _letter("Dear Sam,\n\nHello.\n\nKind regards\n\n+49 30 1234567\n").issuer is None


def test_the_line_above_the_salutation_is_the_subject_if_it_stands_alone() -> None:
    alone = _letter("Acme Ltd\n\nYour parcel\n\nDear Sam,\n\nHi.\n\nKind regards\nJo\n")
    address = _letter("Acme Ltd\nLong Lane 5\nDear Sam,\n\nHi.\n\nKind regards\nJo\n")

    assert alone.title is not None
    assert alone.title.value == "Your parcel"
    assert address.title is not None
    assert address.title.value == "Acme Ltd"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("## Plan ##\ntext", "Plan"),
        ("intro\n\n# Real heading\n", "Real heading"),
        ("Title\n-----\n", "Title"),
        ("----\nno heading\n", "no heading"),
        ("Subject: call the bank\nsoon", "call the bank"),
        ("**Bold start** of a note", "Bold start of a note"),
        ("`code`", "code"),
    ],
)
def test_a_note_is_named_by_heading_subject_or_first_words(text: str, title: str) -> None:
    found = _letter(text).title

    assert found is not None
    assert found.value == title


def test_an_ambiguous_date_in_a_note_is_left_out_without_a_doubt() -> None:
    found = _letter("Garden\n03/04/2025 watered\n")

    assert (found.dated_on, found.doubts) == (None, ())


def test_a_conventional_word_far_down_makes_no_letter() -> None:
    text = "report\n" * HEAD_LINES + "Dear Sam,\n\nKind regards\n"

    assert _letter(text).kind == "note"


def test_an_endless_line_is_read_in_no_time() -> None:
    found = _letter("a" * 1_000_000 + "\n" + "1/2/3 " * 200_000)

    assert found.title is not None
    assert len(found.title.value) <= 300


@settings(max_examples=100)
@given(
    st.lists(
        st.sampled_from(["Dear Sam,", "Kind regards", "", "3 May 2024", "# T", "===", "Re: x",
                         "From: Y", "03/04/2025", "words here", "Acme Ltd"]),
        max_size=25,
    )
)  # fmt: skip
def test_any_lines_give_values_that_stand_in_them(lines: list[str]) -> None:
    found = read_letter(lines)

    for value in (found.title, found.issuer):
        if value is not None:
            assert 1 <= value.line <= len(lines)
            assert value.value in lines[value.line - 1]
    assert (found.dated_on is None) == (found.date_line is None)
