"""Plain text and Markdown: encodings, pages, letters and notes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.contracts.facts import DocumentData
from lifeos.errors import RejectedError
from lifeos.senses.models import Sense
from lifeos.senses.registry import CERTAIN_ENOUGH
from lifeos.senses.texts import text_encoding
from lifeos.senses.texts.sense import LIMIT_BYTES, PlainTextSense

from tests.support.readings import Read, head_of, is_undated, read_all, read_or_reason, source_of

SENSE: Sense = PlainTextSense()
LETTERS = {
    "de": (
        "Stadtwerke Beispielstadt AG\nAm Markt 1\n\nFrau\nErika Muster\n\n12. März 2025\n\n"
        "Ihre Abschlagszahlung\n\nSehr geehrte Frau Muster,\n\nwir passen an.\n\n"
        "Mit freundlichen Grüßen\n\nK. Strom\n",
        "Stadtwerke Beispielstadt AG", date(2025, 3, 12), "Ihre Abschlagszahlung",
    ),
    "en": (
        "3 June 2024\n\nDear Ms Smith,\n\nRe: Your boiler service\n\nWe come on 7 July 2024.\n\n"
        "Yours sincerely,\n\nHarold Fletcher\n",
        "Harold Fletcher", date(2024, 6, 3), "Your boiler service",
    ),
    "fr": (
        "Cabinet Dentaire Lumière\n12 rue des Lilas\n\nLe 7 août 2023\n\nObjet : Rappel annuel\n\n"
        "Madame, Monsieur,\n\nNous vous attendons.\n\nCordialement,\nDr Lumière\n",
        "Cabinet Dentaire Lumière", date(2023, 8, 7), "Rappel annuel",
    ),
    "pl": (
        "Spółdzielnia Mieszkaniowa Zorza\n\n3 października 2024\n\nDotyczy: czynsz\n\n"
        "Szanowni Państwo,\n\nuprzejmie informujemy.\n\nZ poważaniem\nJan Nowak\n",
        "Spółdzielnia Mieszkaniowa Zorza", date(2024, 10, 3), "czynsz",
    ),
    "es": (
        "De: Ayuntamiento de Villanueva\nFecha: 5 de mayo de 2022\nAsunto: Padrón\n\n"
        "Estimada señora:\n\nLe informamos.\n\nAtentamente\n",
        "Ayuntamiento de Villanueva", date(2022, 5, 5), "Padrón",
    ),
}  # fmt: skip


def _read(tmp_path: Path, content: bytes, name: str = "letter.txt") -> Read:
    return read_all(SENSE, source_of(tmp_path, content, name))


@pytest.mark.parametrize("language", LETTERS)
def test_a_letter_gives_sender_date_and_subject(tmp_path: Path, language: str) -> None:
    text, issuer, dated_on, title = LETTERS[language]

    read = _read(tmp_path, text.encode())

    assert read.tally.document_kind == "letter"
    assert (read.tally.issuer, read.tally.dated_on, read.tally.title) == (issuer, dated_on, title)
    assert read.tally.doubts == []


def test_the_fact_points_at_the_lines_that_say_so(tmp_path: Path) -> None:
    text = LETTERS["fr"][0]

    (fact,) = _read(tmp_path, text.replace("\n", "\r\n").encode("cp1252")).facts

    by_field = {evidence.field: evidence for evidence in fact.evidence}
    assert isinstance(fact.data, DocumentData)
    assert fact.occurred.start == date(2023, 8, 7)
    assert (by_field["dated_on"].line, by_field["dated_on"].snippet) == (4, "Le 7 août 2023")
    assert by_field["issuer"].line == 1
    assert by_field["title"].snippet == "Objet : Rappel annuel"


def test_an_ambiguous_date_in_a_letter_is_reported_with_both_readings(tmp_path: Path) -> None:
    text = "Acme Ltd\n\n03/04/2025\n\nDear Sam,\n\nHello.\n\nKind regards\nJo\n"

    read = _read(tmp_path, text.encode())

    assert read.tally.dated_on is None
    assert [doubt.code for doubt in read.tally.doubts] == ["date-ambiguous"]
    assert read.tally.doubts[0].readings == ["2025-03-04", "2025-04-03"]
    assert is_undated(read)


def test_another_date_of_the_letter_decides_the_order(tmp_path: Path) -> None:
    text = "Acme Ltd\n\n03/04/2025\n\nDear Sam,\n\nUntil 25/04/2025.\n\nKind regards\nJo\n"

    read = _read(tmp_path, text.encode())

    assert read.tally.dated_on == date(2025, 4, 3)
    assert read.tally.doubts == []


def test_a_date_that_a_letter_only_talks_about_is_not_its_own(tmp_path: Path) -> None:
    text = "Dear Sam,\n\nWe met on 3 June 2024.\n\nKind regards\nJo\n"

    read = _read(tmp_path, text.encode())

    assert read.tally.document_kind == "letter"
    assert read.tally.dated_on is None
    assert is_undated(read)


@pytest.mark.parametrize(("blank_lines", "dated"), [(1, True), (30, False)])
def test_a_note_is_dated_by_its_first_lines_only(
    tmp_path: Path, blank_lines: int, dated: bool
) -> None:
    text = "Ideas" + "\n" * blank_lines + "3 June 2024\n"

    read = _read(tmp_path, text.encode())

    assert (read.tally.dated_on == date(2024, 6, 3)) is dated
    assert is_undated(read) is not dated


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Trip to *Rome*\n\n- pack\n- fly\n", "Trip to Rome"),
        ("Shopping\n========\n\n- milk\n- eggs\n", "Shopping"),
        ("\n\n---\nJust a thought, 2024-05-06\n", "Just a thought, 2024-05-06"),
        ("***\n", "letter.txt"),
    ],
)
def test_a_note_is_named_by_its_heading_or_first_words(
    tmp_path: Path, text: str, title: str
) -> None:
    read = _read(tmp_path, text.encode())

    assert read.tally.title == title
    assert read.tally.document_kind in {"note", "markdown"}


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1",
     "mac_roman", "cp850"],
)  # fmt: skip
def test_german_text_is_read_in_every_encoding_people_use(tmp_path: Path, encoding: str) -> None:
    text = "Größere Überweisung für Müller\nzurück erhalten, schöne Grüße\n"

    read = _read(tmp_path, text.encode(encoding))

    assert read.text == text


@pytest.mark.parametrize("encoding", ["cp1250", "iso-8859-2", "utf-8"])
def test_polish_text_is_not_taken_for_western(tmp_path: Path, encoding: str) -> None:
    text = "Zażółć gęślą jaźń, dziękuję ślicznie za wszystko"

    assert _read(tmp_path, text.encode(encoding)).text == text


def test_pages_break_at_lines_and_lose_nothing(tmp_path: Path) -> None:
    text = "\n".join(f"line {number} of a long note" for number in range(1000)) + "\n" + "x" * 9000

    pages = _read(tmp_path, text.encode()).pages

    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    assert all(len(page.text) <= text_encoding.PAGE_CHARS for page in pages)
    assert "".join(page.text for page in pages).replace("\n", "") == text.replace("\n", "")


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "empty-file"), (b" \r\n\t", "empty-file"), (bytes(range(256)) * 20, "not-text")],
)
def test_what_is_no_text_is_refused_with_a_reason(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    with pytest.raises(RejectedError) as refused:
        SENSE.check(source_of(tmp_path, content))

    assert refused.value.reason == reason
    assert refused.value.detail.endswith(".")


def test_an_endless_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    source = source_of(tmp_path, b"")
    with source.path.open("wb") as file:
        file.truncate(LIMIT_BYTES + 1)

    with pytest.raises(RejectedError) as refused:
        SENSE.check(source)

    assert refused.value.reason == "too-large"


def test_text_is_the_last_resort_and_binary_is_never_picked() -> None:
    assert CERTAIN_ENOUGH <= SENSE.score(head_of("für dich".encode())) < 0.35
    assert SENSE.score(head_of(b"PK\x03\x04" + bytes(range(256)))) == 0
    assert SENSE.score(head_of(b"")) == 0


def test_a_head_that_ends_inside_a_character_is_still_text() -> None:
    content = ("a" + "é€😀" * 30_000).encode()

    for cut in range(60_000, 60_010):
        assert SENSE.score(head_of(content[:cut])) >= CERTAIN_ENOUGH


@settings(max_examples=60)
@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes
) -> None:
    source = source_of(tmp_path_factory.getbasetemp(), raw)

    outcome = read_or_reason(SENSE, source)

    assert (
        outcome in {"empty-file", "not-text"} if isinstance(outcome, str) else outcome.tally.title
    )


@settings(max_examples=60)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    raw = text.encode()

    assert text_encoding.encoding_of(raw) in {"utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"}
    if text_encoding.encoding_of(raw) == "utf-8":
        assert text_encoding.decode(raw) == text
