"""Mails with damaged parts: each costs itself, and is named."""

from __future__ import annotations

from datetime import date
from email import message
from pathlib import Path

import pytest
from lifeos.errors import RejectedError
from lifeos.senses.mail import parts as mail_parts
from lifeos.senses.mail.sense import EmlSense

from tests.support.readings import Read, read_all, source_of

HEAD = b"From: a@b.c\nTo: x@y.z\nSubject: s\nDate: Tue, 04 Mar 2025 10:00:00 +0100\n"
MIXED = HEAD + b'Content-Type: multipart/mixed; boundary="B"\n\n'


def _read(tmp_path: Path, content: bytes) -> Read:
    return read_all(EmlSense(), source_of(tmp_path, content, "mail.eml"))


def _part(headers: bytes, body: bytes) -> bytes:
    return b"--B\n" + headers + b"\n\n" + body + b"\n"


PDF = _part(b'Content-Type: application/pdf; name="a.pdf"\nContent-Transfer-Encoding: base64',
            b"JVBERg==")  # fmt: skip
TEXT = _part(b"Content-Type: text/plain", b"Hello")


def test_a_mail_whose_end_is_missing_keeps_what_is_there(tmp_path: Path) -> None:
    found = _read(tmp_path, MIXED + TEXT + PDF)

    assert found.text.endswith("Hello")
    assert [(a.name, a.content) for a in found.attachments] == [("a.pdf", b"%PDF")]


@pytest.mark.parametrize(
    ("encoding", "body", "content"),
    [
        (b"base64", b"JVBERg", b"%PDF"),
        (b"base64", b"JV\nBE  Rg==\n", b"%PDF"),
        (b"BASE64", b"JVBERg==", b"%PDF"),
        (b"quoted-printable", b"=25PDF", b"%PDF"),
        (b"x-unknown", b"%PDF", b"%PDF"),
        (b"7bit", b"%PDF", b"%PDF"),
    ],
)
def test_transfer_encodings_are_undone_even_if_sloppy(
    tmp_path: Path, encoding: bytes, body: bytes, content: bytes
) -> None:
    headers = b"Content-Type: application/pdf\nContent-Transfer-Encoding: " + encoding

    (attachment,) = _read(tmp_path, MIXED + TEXT + _part(headers, body) + b"--B--\n").attachments

    assert attachment.content.strip() == content


@pytest.mark.parametrize(
    "content_type",
    [b"multipart/mixed", b"nonsense", b"text/plain; charset", b'text/plain; charset="x', b"/", b""],
)
def test_a_content_type_that_makes_no_sense_does_not_lose_the_mail(
    tmp_path: Path, content_type: bytes
) -> None:
    found = _read(tmp_path, HEAD + b"Content-Type: " + content_type + b"\n\nHello there\n")

    assert found.tally.dated_on == date(2025, 3, 4)
    assert "Subject: s" in found.text


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        (b"attachment; filename*=utf-8''Gr%C3%BC%C3%9Fe.pdf", "Grüße.pdf"),
        (b'attachment; filename="=?utf-8?B?R3LDvMOfZS5wZGY=?="', "Grüße.pdf"),
        (b'attachment; filename="C:\\\\Users\\\\x\\\\a.pdf"', "a.pdf"),
        (b'attachment; filename="/etc/passwd"', "passwd"),
        (b'attachment; filename=".."', "attachment-1"),
        (b'attachment; filename="a\x01b.pdf"', "ab.pdf"),
        (b"attachment", "attachment-1"),
        (b"attachment; filename*0=long; filename*1=er.pdf", "longer.pdf"),
    ],
)
def test_names_of_attachments_are_decoded_and_safe(
    tmp_path: Path, disposition: bytes, name: str
) -> None:
    headers = b"Content-Type: application/pdf\nContent-Disposition: " + disposition

    (attachment,) = _read(tmp_path, MIXED + TEXT + _part(headers, b"x") + b"--B--\n").attachments

    assert attachment.name == name


def test_an_empty_attachment_is_left_out(tmp_path: Path) -> None:
    empty = _part(b"Content-Type: application/pdf", b"")

    assert _read(tmp_path, MIXED + TEXT + empty + b"--B--\n").attachments == []


def test_a_forward_that_holds_no_mail_is_left_out(tmp_path: Path) -> None:
    found = _read(tmp_path, HEAD + b"Content-Type: multipart/mixed; boundary=B\n\n" + TEXT
                  + _part(b"Content-Type: message/rfc822", b"") + b"--B--\n")  # fmt: skip

    assert all(attachment.content for attachment in found.attachments)
    assert "Hello" in found.text


def test_an_attachment_the_email_package_fails_on_is_doubted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bytes:
        raise LookupError

    monkeypatch.setattr(mail_parts, "_content", fail)

    found = _read(tmp_path, MIXED + TEXT + PDF + b"--B--\n")

    assert found.attachments == []
    assert [doubt.code for doubt in found.tally.doubts] == ["attachment-unreadable"]
    assert "Hello" in found.text


def test_parts_the_email_package_fails_on_are_doubted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> str:
        raise AttributeError

    monkeypatch.setattr(message.EmailMessage, "iter_parts", fail)
    monkeypatch.setattr(message.EmailMessage, "get_body", fail)

    found = _read(tmp_path, MIXED + TEXT + PDF + b"--B--\n")

    assert [doubt.code for doubt in found.tally.doubts] == ["part-unreadable"]
    assert found.tally.title == "s"


def test_a_mail_the_email_package_cannot_split_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr("email.message_from_bytes", fail)

    with pytest.raises(RejectedError) as refused:
        _read(tmp_path, MIXED + TEXT)

    assert refused.value.reason == "broken-mail"


def test_attachments_together_are_held_to_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_parts, "LIMIT_BYTES", 6)

    found = _read(tmp_path, MIXED + TEXT + PDF + PDF + PDF + b"--B--\n")

    assert len(found.attachments) == 1
    assert [doubt.code for doubt in found.tally.doubts] == ["attachments-cut"]


def test_a_sender_stands_in_for_a_missing_author(tmp_path: Path) -> None:
    content = HEAD.replace(b"From: a@b.c", b"Sender: Robot <robot@b.c>") + b"\nHi\n"

    found = _read(tmp_path, content)

    assert found.tally.issuer == "Robot"
    assert {evidence.path for evidence in found.facts[0].evidence} >= {"header:Sender"}


def test_a_mail_without_author_or_subject_is_named_by_its_file(tmp_path: Path) -> None:
    found = _read(tmp_path, b"Received: x\nTo: a@b.c\nFrom:\nSubject:\n\nHi\n")

    assert (found.tally.title, found.tally.issuer) == ("mail.eml", None)


def test_html_without_end_is_cut_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_parts, "MAX_HTML_CHARS", 20)

    found = _read(tmp_path, HEAD + b"Content-Type: text/html\n\n<p>begin" + b" more" * 20)

    assert [doubt.code for doubt in found.tally.doubts] == ["text-cut"]
    assert "begin more" in found.text


def test_text_is_read_whole_however_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_parts, "MAX_HTML_CHARS", 20)

    found = _read(tmp_path, HEAD + b"\nbegin" + b" more" * 2000 + b" end\n")

    assert found.tally.doubts == []
    assert found.text.rstrip().endswith("end")
