"""Field 86 of MT940 in its three notations, and what separates them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.senses.mt940.text import Narrative, joined, read_narrative


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("166?00X?20SVWZ+a?21b", "a b"),
        ("166?00X?20SVWZ+" + "a" * 22 + "?21b", "a" * 22 + "b"),
        ("166?00X?20EREF+1?21SVWZ+hello", "hello"),
        ("166?00X?20SVWZ+hello?21ABWA+Someone Else", "hello"),
        ("166?00X?20plain words?21and more", "plain words and more"),
        ("166?00X?20words first EREF+9", "words first"),
        ("166?00BOOKING TEXT", "BOOKING TEXT"),
        ("166?00BOOKING?20EREF+NOTPROVIDED", "BOOKING"),
        ("166?00BOOKING?20-", "BOOKING"),
        ("166?00BOOKING?20.?21EREF+1?22SVWZ+.", "BOOKING"),
        ("166?00X?20SVWZ+why? because", "why? because"),
        ("166?00X?60SVWZ+sixty", "sixty"),
        ("105@00X@20SVWZ+at signs", "at signs"),
        ("020>00X>20SVWZ+greater", "greater"),
        ("~00VE02~20tilde and~21no code before", "tilde and no code before"),
        ("?20only a purpose", "only a purpose"),
        (">20greater without a code>32ADA", "greater without a code"),
    ],
)
def test_the_purpose_of_a_german_row(text: str, words: str) -> None:
    assert read_narrative([text]).words == words


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("166?00X?20EREF+E-1?21SVWZ+a", "E-1"),
        ("166?00X?20KREF+K-1?21SVWZ+a", "K-1"),
        ("166?00X?20EREF+NOTPROVIDED?21KREF+K-1", "K-1"),
        ("166?00X?20EREF+NOTPROVIDED", ""),
        ("/EREF/E-2/REMI/a", "E-2"),
        ("/EREF/NOTPROVIDED/PREF/P-2/REMI/a", "P-2"),
        ("166?00X?20EREF+.?21KREF+K-1", "K-1"),
        ("/REMI/a", ""),
        ("plain", ""),
    ],
)
def test_the_reference_of_a_row(text: str, reference: str) -> None:
    assert read_narrative([text]).reference == reference


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("166?00X?20a?32Ada?33Lovelace", "Ada Lovelace"),
        ("166?00X?20a?32" + "A" * 27 + "?33B", "A" * 27 + "B"),
        ("/BENM//NAME/ADA/REMI/a", "ADA"),
        ("/ORDP//NAME/ADA LOVELACE/ADDR/LONDON/REMI/a", "ADA LOVELACE"),
        ("/CNTP/NL91ABNA0417164300/ABNANL2A/ADA///REMI/USTD//a/", "ADA"),
        ("/CNTP/NL91ABNA0417164300/ABNANL2A//", ""),
        ("/CNTP/", ""),
        ("~00VE02~20a~32ADA~33LOVELACE~38PL0", "ADA LOVELACE"),
        ("plain", ""),
    ],
)
def test_the_counterparty_of_a_row(text: str, name: str) -> None:
    assert read_narrative([text]).counterparty == name


@pytest.mark.parametrize(
    "text",
    [
        "166 without a separator",
        "0111111111 GPSEOUL SPOEDBETALING",
        "911 TRANSAKCJA COLLECT; TYT.: PRZELEW",
        "CARD 166?00",
        "a / b / c",
        "/UNKNOWN/code",
        "",
    ],
)
def test_what_is_in_no_notation_is_plain_words(text: str) -> None:
    assert read_narrative([text]) == Narrative(words=text)


@pytest.mark.parametrize(
    ("text", "words"), [("999KARTE Shop", "KARTE Shop"), ("9991234 Shop", "9991234 Shop")]
)
def test_the_code_for_free_text_is_not_part_of_it(text: str, words: str) -> None:
    assert read_narrative([text]) == Narrative(words=words)


def test_slash_codes_without_a_purpose_keep_their_text() -> None:
    assert read_narrative(["/TRCD/00100/"]).words == "00100"
    assert read_narrative(["/IBAN/NL91ABNA0417164300/"]).words == "/IBAN/NL91ABNA0417164300/"


def test_codes_cut_by_the_line_end_are_put_together() -> None:
    cut = ["/EREF/E-1/BE", "NM//NA", "ME/ADA/RE", "MI/Rolls"]

    assert read_narrative(cut) == Narrative(words="Rolls", counterparty="ADA", reference="E-1")


def test_german_codes_cut_by_the_line_end_are_put_together() -> None:
    cut = ["166?00X?2", "0SVWZ+Rolls?", "32Ada"]

    assert read_narrative(cut) == Narrative(words="Rolls", counterparty="Ada")


@settings(max_examples=60)
@given(st.lists(st.text("ab 1?/+", max_size=70), max_size=6))
def test_no_letter_of_plain_words_is_lost_in_joining(lines: list[str]) -> None:
    assert joined(lines).replace(" ", "") == "".join(lines).replace(" ", "")


@settings(max_examples=100)
@given(st.lists(st.text("ESVWZ+REF?/0123 NAMEI", max_size=70), max_size=6))
def test_any_lines_give_a_narrative(lines: list[str]) -> None:
    assert isinstance(read_narrative(lines), Narrative)
