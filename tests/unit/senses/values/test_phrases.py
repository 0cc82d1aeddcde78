from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.senses.values.phrases import Folded, Phrases, fold

_LABELS = Phrases(
    number="invoice no|rechnungs nr|facture no|no",
    net="total ht|netto",
    total="total|total incl vat",
)


def _found(text: str) -> list[tuple[str, str]]:
    return [(match.field, text[match.start : match.end]) for match in _LABELS.find(fold(text))]


@pytest.mark.parametrize(
    "text",
    ["Invoice No", "INVOICE NO.", "Invoice-No", "invoice  no", "Invoice N°", "Invoice n.º"],
)
def test_capitals_dots_and_degree_signs_do_not_matter(text: str) -> None:
    fields = [field for field, _ in _found(text)]

    assert fields == ["number"]


@pytest.mark.parametrize("text", ["Rechnungsnr. 5", "Rechnungs-Nr. 5", "Rechnungs Nr 5"])
def test_a_phrase_is_found_written_apart_joined_and_hyphenated(text: str) -> None:
    fields = [field for field, _ in _found(text)]

    assert fields == ["number"]


def test_a_longer_phrase_wins_over_a_shorter_one_inside_it() -> None:
    assert _found("Total HT 5,00 Total 6,00") == [("net", "Total HT"), ("total", "Total")]


def test_brackets_may_stand_inside_a_phrase() -> None:
    assert _found("Total (incl. VAT)") == [("total", "Total (incl. VAT")]


@pytest.mark.parametrize("text", ["Totally", "subtotal", "Nettogewicht", "no_reply", "no@x.com"])
def test_a_part_of_a_longer_word_is_no_phrase(text: str) -> None:
    assert _found(text) == []


def test_a_comma_or_a_number_parts_a_phrase() -> None:
    assert _found("total, ht") == [("total", "total")]
    assert _found("total 5 ht") == [("total", "total")]


def test_digits_may_follow_at_once() -> None:
    assert _found("Facture n°123") == [("number", "Facture n°")]


def test_a_phrase_of_two_fields_belongs_to_the_first() -> None:
    labels = Phrases(first="total", second="total|sum")

    fields = [match.field for match in labels.find("total sum")]

    assert fields == ["first", "second"]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Fällig", "fallig"),
        ("Échéance", "echeance"),
        ("Número", "numero"),
        ("Quantità", "quantita"),
        ("Emissão", "emissao"),
        ("Płatności", "platnosci"),
        ("Straße", "strase"),
        ("N° / n.º", "no / n.o"),
    ],
)
def test_accents_of_all_eight_languages_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@settings(max_examples=200)
@given(st.text(max_size=60))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@settings(max_examples=200)
@given(st.text(alphabet="totalhncinv .-5#_@", max_size=40))
def test_matches_never_overlap_and_lie_inside_the_text(text: str) -> None:
    matches = _LABELS.find(text)

    ends = [0, *[match.end for match in matches]]
    assert all(match.start >= end for match, end in zip(matches, ends, strict=False))
    assert ends[-1] <= len(text)


@settings(max_examples=200)
@given(text=st.text(alphabet="ab eurz€$£#.-", max_size=40))
def test_blanked_currencies_leave_the_words_of_the_blanked_text(text: str) -> None:
    blanked = Folded(text).without_currency()

    again = Folded(blanked.text)

    assert len(blanked.text) == len(text)
    assert (blanked.words, blanked.tokens) == (again.words, again.tokens)


def test_a_currency_inside_a_label_is_no_part_of_it() -> None:
    totals = Phrases(total="total incl vat")

    found = totals.find(Folded(fold("Total EUR incl. VAT")).without_currency())

    assert [(match.field, match.start, match.end) for match in found] == [("total", 0, 19)]
