"""What a file is by its first bytes."""

from __future__ import annotations

import pytest
from lifeos.senses import sniff

from tests.support.readings import head_of


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"%PDF-1.4\n", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n" + bytes(32), "image/png"),
        (b"PK\x03\x04" + bytes(40), "application/zip"),
        (b"MZ\x90\x00", "application/x-executable"),
        (b"\x7fELF\x02", "application/x-executable"),
        (b"#!/bin/sh\n", "application/x-executable"),
        (b"  <!DOCTYPE HTML><html>", "text/html"),
        (b"date;amount\n2026-03-01;1,50\n", "text/plain"),
        ("Überweisung\n".encode(), "text/plain"),
        ("Überweisung\n".encode("latin-1"), "text/plain"),
        ("date\tamount\n".encode("utf-16"), "text/plain"),
        (b"text with a \x00 inside", "application/octet-stream"),
        (bytes(range(1, 32)), "application/octet-stream"),
        (b"", "application/octet-stream"),
    ],
)
def test_bytes_tell_the_type_whatever_the_name_says(content: bytes, media_type: str) -> None:
    assert sniff.media_type(head_of(content, name="holiday.jpg")) == media_type
