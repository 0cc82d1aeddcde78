"""Signatures: what first bytes prove, and what they do not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.senses import registry, sniff
from lifeos.senses.models import HEAD_BYTES, Head

from tests.support import archive_bytes, hostile, pdf_bytes
from tests.support.readings import head_of


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (pdf_bytes.one_page(), "application/pdf"),
        (archive_bytes.archive({"a.txt": b"a"}), "application/zip"),
        (archive_bytes.archive({}), "application/zip"),
        (archive_bytes.word_file(), sniff.WORD),
        (archive_bytes.archive({"xl/workbook.xml": b"<a/>"}), sniff.SHEET),
        (archive_bytes.archive({"ppt/slides.xml": b"<a/>"}), sniff.SLIDES),
        (hostile.png(3, 3), "image/png"),
        (hostile.jpeg(3, 3), "image/jpeg"),
        (hostile.gif(3, 3), "image/gif"),
        (hostile.bmp(3, 3), "image/bmp"),
        (hostile.webp(3, 3), "image/webp"),
        (b"\x00\x00\x00\x18ftypheic", "image/heic"),
        (b"\x1f\x8b\x08\x00", "application/gzip"),
        (hostile.EXE, sniff.PROGRAM),
        (hostile.ELF, sniff.PROGRAM),
        (b"#!/usr/bin/env python", sniff.PROGRAM),
        (hostile.HTML, "text/html"),
        (hostile.HTML.decode().encode("utf-16"), "text/html"),
        (b"\xef\xbb\xbf <!-- saved --> <HTML>", "text/html"),
        (hostile.NOTE, "text/plain"),
        (b"MZ is how this note begins", "text/plain"),
        (b"BM Munich", "text/plain"),
        (bytes(range(256)), "application/octet-stream"),
        (b"", "application/octet-stream"),
    ],
)
def test_content_is_known_by_its_first_bytes(content: bytes, media_type: str) -> None:
    assert sniff.media_type(head_of(content)) == media_type


def test_a_file_with_a_signature_is_offered_only_to_readers_of_it() -> None:
    assert sniff.may_be(b"%PDF-1.7", ("application/pdf",))
    assert not sniff.may_be(b"%PDF-1.7", ("text/plain",))
    assert sniff.may_be(archive_bytes.word_file(), (sniff.WORD,))
    assert not sniff.may_be(archive_bytes.word_file(), ("application/pdf",))
    assert not sniff.may_be(hostile.gif(1, 1), ("text/plain", "application/pdf"))


def test_text_that_speaks_of_pdf_is_text() -> None:
    picked = registry.pick(head_of(b"%PDF- is what I was told.\n" * 3, "note.txt"))
    spoken = registry.pick(head_of(hostile.NOTE + b"A PDF begins with %PDF-1.4.\n", "note.txt"))

    assert picked is not None
    assert picked.name == "pdf"  # a signature at the very start is believed
    assert spoken is not None
    assert spoken.name == "plain_text"


def test_a_zip_that_stores_a_pdf_is_no_pdf() -> None:
    stored = archive_bytes.archive({"a.pdf": pdf_bytes.one_page()}, method=0)

    assert registry.pick(head_of(stored, "a.zip")) is None


STARTS = [b"", *(mark for mark, _ in sniff._SIGNATURES), b"BM", b"MZ", b"<html>", b"%PDF", b"Date;"]


@settings(max_examples=150, deadline=2000)
@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=300), repeat=st.integers(1, 200))
def test_any_bytes_get_a_type_and_a_pick_in_time(start: bytes, rest: bytes, repeat: int) -> None:
    content = (start + rest * repeat)[:HEAD_BYTES]
    head = Head(content, "file", "application/octet-stream", len(content))

    found = sniff.media_type(head)
    picked = registry.pick(head)

    assert "/" in found
    assert picked is None or 0 < picked.score(head) <= 1
