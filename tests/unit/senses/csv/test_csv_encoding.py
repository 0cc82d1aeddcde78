"""The encoding of a file is decided by its bytes, and rightly for every bank language."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.senses.csv.encoding import (
    CHUNK_BYTES,
    by_bom,
    encoding_of_file,
    encoding_of_head,
    is_binary,
)

GERMAN = "Währung;Empfänger;Überweisung;Straße;Gebühr;Köln"
FRENCH = "Libellé;Débit;Crédit;Opération;Garçon;Noël;à la carte"
SPANISH = "Descripción;Año;Señora;Débito;Operación"
PORTUGUESE = "Descrição;Crédito;Débito;Informação;Mãe"
POLISH = "Kwota operacji;Tytuł;Wpływy;Obciążenia;Żabka;Łódź;Świętokrzyska;źródło"
CZECH = "Částka;Zůstatek;Měna;Příjmy;Účet;Žižkov;Čeněk"
HUNGARIAN = "Összeg;Könyvelés;Értéknap;Győr;Tűzoltó"
CZECH_HEADING = "Datum zaúčtování;Název;Měna;Zpráva"
RUSSIAN = "Дата операции;Описание;Сумма;Остаток;Зарплата за май"
RUSSIAN_CAPITALS = "ДАТА;СУММА;ОПИСАНИЕ;ПЕРЕВОД НА КАРТУ"
UKRAINIAN = "Дата;Опис операції;Сума;Щомісячна комісія за обслуговування"
GREEK = "Ημερομηνία;Αιτιολογία;Ποσό;Υπόλοιπο"
HEBREW = "תאריך;תיאור;חובה;זכות;יתרה"
TURKISH = "Tarih;Açıklama;İşlem Tutarı;Bakiye;Kadıköy şubesi"
ICELANDIC = "Dagsetning;Upphæð;Staða;Færsla;Greiðsla þín"


@pytest.mark.parametrize("text", [GERMAN, FRENCH, SPANISH, PORTUGUESE])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "iso8859-15", "latin-1", "cp850"])
def test_western_text_reads_the_same_from_every_encoding(text: str, encoding: str) -> None:
    raw = text.encode(encoding)

    assert raw.decode(encoding_of_head(raw)) == text


@pytest.mark.parametrize("text", [POLISH, CZECH, HUNGARIAN])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1250", "iso8859-2"])
def test_central_european_text_reads_the_same_from_every_encoding(text: str, encoding: str) -> None:
    raw = text.encode(encoding)

    assert raw.decode(encoding_of_head(raw)) == text


@pytest.mark.parametrize(
    ("text", "encodings"),
    [
        (RUSSIAN, "cp1251 koi8-r cp866 iso8859-5"),
        (RUSSIAN_CAPITALS, "cp1251 koi8-r cp866 iso8859-5"),
        (UKRAINIAN, "cp1251 iso8859-5"),
        (GREEK, "cp1253 iso8859-7"),
        (HEBREW, "cp1255 iso8859-8"),
        (TURKISH, "cp1254"),
        (ICELANDIC, "cp1252"),
        (CZECH_HEADING, "cp1250 iso8859-2"),
    ],
)
def test_text_of_other_scripts_reads_the_same_from_every_encoding(
    text: str, encodings: str
) -> None:
    raws = [text.encode(encoding) for encoding in encodings.split()]

    read = {raw.decode(encoding_of_head(raw)) for raw in raws}

    assert read == {text}


@settings(max_examples=200, deadline=None)
@given(
    words=st.lists(st.sampled_from(FRENCH.split(";") + SPANISH.split(";")), min_size=1, max_size=8)
)
def test_accents_inside_latin_words_are_never_taken_for_another_script(words: list[str]) -> None:
    text = ";".join(words) + "\n"

    raw = text.encode("cp1252")

    assert raw.decode(encoding_of_head(raw)) == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Summe;12,00 €;Größe"),
        ("iso8859-15", "Summe;12,00 €;Größe"),
        ("cp1252", '"£20.00","paid"'),
        ("cp1252", "“Coffee” – l’été"),
    ],
)
def test_signs_tell_encodings_apart_where_letters_do_not(encoding: str, text: str) -> None:
    raw = text.encode(encoding)

    assert raw.decode(encoding_of_head(raw)) == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_marks_and_zero_bytes_give_wide_encodings_away(encoding: str) -> None:
    raw = f"Datum;Betrag\n{GERMAN}\n".encode(encoding)

    found = by_bom(raw)

    assert found is not None
    assert raw.decode(found).startswith("Datum")
    assert not is_binary(raw)


def test_plain_ascii_is_utf8() -> None:
    assert encoding_of_head(b"Date,Amount\n") == "utf-8"
    assert by_bom(b"Date,Amount\n") is None


def test_a_head_cut_inside_a_character_is_still_utf8() -> None:
    assert encoding_of_head("Größe".encode()[:3]) == "utf-8"


def test_a_character_far_inside_a_long_file_counts(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_bytes(b"Date;Text\n" * (CHUNK_BYTES // 8) + "Überweisung\n".encode("cp1252"))

    assert encoding_of_file(path) == "cp1252"


def test_a_character_on_the_edge_of_two_chunks_is_one(tmp_path: Path) -> None:
    path = tmp_path / "edge.csv"
    path.write_bytes(b"x" * (CHUNK_BYTES - 1) + "üü".encode())

    assert encoding_of_file(path) == "utf-8"


@pytest.mark.parametrize("raw", [b"\x00\x01\x02", b"%PDF-1.7\n\x07", b"PK\x03\x04"])
def test_control_codes_are_no_text(raw: bytes) -> None:
    assert is_binary(raw)


@settings(max_examples=60)
@given(text=st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x2FFF), max_size=60))
def test_whatever_is_valid_utf8_is_read_as_it_is(text: str) -> None:
    raw = f"Text;{text}\n".encode()

    assert raw.decode(encoding_of_head(raw)).lstrip("\ufeff") == f"Text;{text}\n".lstrip("\ufeff")
