"""Names and types on the way out, hostile ones included."""

from __future__ import annotations

import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.adapters.attachment import (
    FALLBACK_NAME,
    MAX_NAME_BYTES,
    content_disposition,
    safe_name,
    served_type,
)

ANY_TEXT = st.text(st.characters(), max_size=300)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("bill.pdf", "bill.pdf"),
        ("Rechnung März 2026.pdf", "Rechnung März 2026.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\temp\\a.pdf", "C__temp_a.pdf"),
        ('a"b;c%22.pdf', "a_b_c_22.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("zero\u200bwidth.pdf", "zerowidth.pdf"),
        ("line\r\nbreak\t.pdf", "line break .pdf"),
        ("bell\x07\x1b[31m.pdf", "bell[31m.pdf"),
        (".hidden.", "hidden"),
        ("lone\ud800surrogate", "lonesurrogate"),
        ("e\u0301t\u00e9.pdf", "\u00e9t\u00e9.pdf"),
        ("", FALLBACK_NAME),
        ("..", FALLBACK_NAME),
        ("\u202e\u200b", FALLBACK_NAME),
    ],
)
def test_a_name_loses_only_what_tricks(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_long_name_keeps_its_ending() -> None:
    name = safe_name("請" * 300 + ".pdf")

    assert len(name.encode()) <= MAX_NAME_BYTES
    assert name.startswith("請請")
    assert name.endswith("請.pdf")


def test_a_long_name_without_a_real_ending_is_cut() -> None:
    assert safe_name("a." + "b" * 300) == "a." + "b" * (MAX_NAME_BYTES - 2)


def test_both_forms_of_the_name_are_sent() -> None:
    assert content_disposition("Müller €.pdf") == (
        "attachment; filename=\"Muller .pdf\"; filename*=UTF-8''M%C3%BCller%20%E2%82%AC.pdf"
    )


def test_a_name_without_any_ascii_falls_back_in_the_old_form() -> None:
    assert content_disposition("請求書") == (
        f"attachment; filename=\"{FALLBACK_NAME}\"; filename*=UTF-8''%E8%AB%8B%E6%B1%82%E6%9B%B8"
    )


def test_no_form_variable_of_s3_survives_in_the_plain_name() -> None:
    assert "${" not in content_disposition("${filename}.pdf")


@settings(max_examples=300)
@given(ANY_TEXT)
def test_any_name_gives_one_printable_ascii_header(name: str) -> None:
    header = content_disposition(name)

    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2
    assert "\\" not in header
    assert unquote(header.rpartition("''")[2]) == safe_name(name)


@settings(max_examples=300)
@given(ANY_TEXT)
def test_any_name_becomes_a_plain_file_name_for_good(name: str) -> None:
    safe = safe_name(name)

    assert safe
    assert len(safe.encode()) <= MAX_NAME_BYTES
    assert not set(safe) & set('/\\:*?"<>|')
    assert not any(unicodedata.category(character)[0] == "C" for character in safe)
    assert not safe.startswith(".")
    assert safe_name(safe) == safe


@pytest.mark.parametrize(
    "media_type",
    [
        "text/html",
        "TEXT/HTML; charset=utf-8",
        "text/html;x",
        "image/svg+xml",
        "application/xhtml+xml",
        "application/xml",
        "text/xml",
        "text/javascript",
        "application/x-javascript",
        "multipart/x-mixed-replace",
        "message/rfc822",
        "not a type",
        "text/html\r\nX: y",
        "",
    ],
)
def test_what_a_browser_might_run_is_served_as_bytes(media_type: str) -> None:
    assert served_type(media_type) == "application/octet-stream"


@pytest.mark.parametrize(
    "media_type", ["application/pdf", "text/csv", "text/plain", "image/png", "text/calendar"]
)
def test_an_inert_type_is_served_as_it_is(media_type: str) -> None:
    assert served_type(media_type) == media_type
