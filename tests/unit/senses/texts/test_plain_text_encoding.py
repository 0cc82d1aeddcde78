"""Which characters the bytes mean, and where lines and pages end."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.errors import RejectedError
from lifeos.senses.texts import text_encoding

from tests.support.readings import source_of

SENTENCES = {
    "de": "Die Überweisung für Größe und Übermaß wird zurückgebucht, schöne Grüße",
    "fr": "Votre règlement a été reçu à temps, l'été dernier où vous étiez là",
    "es": "El año pasado la señora pidió más información según el baño",
    "pt": "A informação não foi enviada até amanhã, João e Conceição",
    "it": "Perché la città è così, più o meno, e non può essere già lunedì",
    "nl": "De coördinatie van het reünie-comité is geïnformeerd",
    "sv": "Räkningen för värme på Storgatan är förfallen, hälsningar från oss",
    "pl": "Zażółć gęślą jaźń, opłata za żółty samochód była wyższa niż średnia",
    "cs": "Příliš žluťoučký kůň úpěl ďábelské ódy, účet za září a říjen",
}
WESTERN = [(language, encoding) for language in ("de", "fr", "es", "pt", "it", "nl", "sv")
           for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1")]  # fmt: skip
CENTRAL = [(language, encoding) for language in ("pl", "cs")
           for encoding in ("utf-8", "utf-16", "cp1250", "iso-8859-2")]  # fmt: skip


@pytest.mark.parametrize(("language", "encoding"), WESTERN + CENTRAL)
def test_a_sentence_comes_back_from_the_encodings_of_its_language(
    language: str, encoding: str
) -> None:
    sentence = SENTENCES[language]

    assert text_encoding.decode(sentence.encode(encoding)) == sentence


@pytest.mark.parametrize("sign", ["€ 12,50", "£9.99", "“quoted”", "it’s", "5 – 7", "… and so on"])
def test_signs_of_windows_are_not_taken_for_control_characters(sign: str) -> None:
    raw = f"The price of it: {sign} for now".encode("cp1252")

    assert sign in text_encoding.decode(raw)
    assert text_encoding.is_text(raw)


@pytest.mark.parametrize(
    ("declared", "encoding", "text"),
    [
        ("iso-8859-7", "iso-8859-7", "Λογαριασμός"),
        ("koi8-r", "koi8-r", "Привет, мир"),
        ("shift_jis", "shift_jis", "請求書"),
        ("iso-2022-jp", "iso-2022-jp", "請求書"),
        ("us-ascii", "utf-8", "Größe"),
        ("iso-8859-1", "utf-8", "Größe"),
        ("no-such-set", "cp1252", "Größe"),
        ("utf-8", "cp1252", "Größe"),
        ("bad\x00name", "utf-8", "Größe"),
        (None, "utf-8", "Größe"),
    ],
)
def test_a_declared_charset_is_believed_only_where_the_bytes_allow_it(
    declared: str | None, encoding: str, text: str
) -> None:
    assert text_encoding.decode(text.encode(encoding), declared) == text


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"plain", True),
        (b"\x00\x00\x00\x00", False),
        (b"", False),
        (b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff" * 9, False),
        (b"form feed\x0cand escape\x1b[0m are text", True),
        ("ü".encode() * 10, True),
        (b"h\x00i\x00 \x00y\x00o\x00", True),
    ],
)
def test_binary_is_told_from_text(raw: bytes, expected: bool) -> None:
    assert text_encoding.is_text(raw) is expected


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\r\nb\nc\rd", ["a", "b", "c", "d"]),
        ("a\x0bb\x0cc\u2028d\x85e", ["a\x0bb\x0cc\u2028d\x85e"]),
        ("a\n\r\nb", ["a", "", "b"]),
        ("", [""]),
        ("end\n", ["end", ""]),
    ],
)
def test_lines_are_counted_as_an_editor_counts_them(text: str, lines: list[str]) -> None:
    assert text_encoding.lines_of(text) == lines


def test_a_line_is_found_on_the_page_it_starts_on() -> None:
    lines = [f"line {number} " + "x" * 90 for number in range(1, 201)]
    text = "\n".join(lines)

    pages = list(text_encoding.pages_of(text))

    assert len(pages) > 3
    for number in (1, 2, 30, 31, 100, 199, 200):
        page = text_encoding.page_of_line(text, number)
        assert f"line {number} " in pages[page - 1].text


@settings(max_examples=80)
@given(st.lists(st.text("ab \t\x0c", max_size=4000), max_size=6))
def test_pages_hold_every_character_once(lines: list[str]) -> None:
    text = "\n".join(lines)

    pages = list(text_encoding.pages_of(text))

    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    assert all(len(page.text) <= text_encoding.PAGE_CHARS + 1 for page in pages)
    assert "".join(page.text for page in pages).replace("\n", "") == text.replace("\n", "")


@settings(max_examples=100)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), st.integers(1, 3))
def test_trimming_cuts_only_a_broken_character(text: str, cut: int) -> None:
    raw = ("start " + text + "€").encode()[:-cut]

    assert text_encoding.trim(raw).decode() in ("start " + text, "start " + text + "€"[: 3 - cut])


def test_reading_is_held_to_a_limit(tmp_path: Path) -> None:
    source = source_of(tmp_path, b"12345")

    assert text_encoding.read_bytes(source, 5) == b"12345"
    with pytest.raises(RejectedError) as refused:
        text_encoding.read_bytes(source, 4)
    assert refused.value.reason == "too-large"


@pytest.mark.parametrize(
    ("declared", "written", "words"),
    [
        ("gb2312", "gbk", "發票已寄出，請查收 — 謝謝"),
        ("shift_jis", "cp932", "①請求書の件、㈱見本"),
        ("ks_c_5601-1987", "cp949", "뷁 샾 청구서"),
        ("big5", "cp950", "您的帳單已到期，請繳費€"),
        ("iso-8859-1", "cp1252", "Price: 5 € – “net”"),
        ("iso-8859-9", "cp1254", "Ödeme – 5 € İş"),
    ],
)
def test_a_charset_is_read_as_programs_mean_it(declared: str, written: str, words: str) -> None:
    assert text_encoding.decode(words.encode(written), declared) == words


@pytest.mark.parametrize("declared", ["gb2312", "shift_jis", "euc-kr"])
def test_one_broken_sign_does_not_cost_the_words(declared: str) -> None:
    words = {"gb2312": "发票" * 30, "shift_jis": "請求書" * 30, "euc-kr": "청구서" * 30}[declared]

    text = text_encoding.decode(words.encode(declared) + b"\xff", declared)

    assert text.startswith(words)
    assert len(text) <= len(words) + 1


@pytest.mark.parametrize("declared", ["gb2312", "no-such-charset", "bad\x00name"])
def test_a_declared_charset_that_does_not_fit_is_not_believed(declared: str) -> None:
    assert text_encoding.decode("Grüße".encode("cp1252"), declared) == "Grüße"
