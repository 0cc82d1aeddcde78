"""Mails as odd programs write them: read, or doubted, and nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from lifeos.senses.mail.sense import EmlSense

from tests.support.readings import Read, read_all, source_of

HEAD = (
    "From: Jane <j@example.org>\nTo: a@example.com\nSubject: Odd\n"
    "Date: Fri, 3 Jan 2025 10:00:00 +0100\nMIME-Version: 1.0\n"
)
MIXED = HEAD + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nhi\n"
PDF = "Content-Transfer-Encoding: base64\n\nJVBERi0x\n"


def _read(folder: Path, text: str, encoding: str = "utf-8") -> Read:
    content = text.replace("\n", "\r\n").encode(encoding)
    return read_all(EmlSense(), source_of(folder, content, "mail.eml"))


def test_an_invitation_without_a_name_becomes_a_calendar_of_its_own(tmp_path: Path) -> None:
    text = (
        HEAD + "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n"
        "\nPlease come\n--b\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\n"
        "END:VCALENDAR\n--b--\n"
    )

    found = _read(tmp_path, text)

    (invitation,) = found.attachments
    assert invitation.name.endswith(".ics")
    assert invitation.content.startswith(b"BEGIN:VCALENDAR")
    assert "Please come" in found.text


def test_a_multipart_without_its_boundary_is_one_text(tmp_path: Path) -> None:
    found = _read(tmp_path, HEAD + "Content-Type: multipart/mixed\n\nhello there\n")

    assert "hello there" in found.text
    assert found.attachments == []


def test_a_mail_that_ends_in_its_last_part_is_doubted(tmp_path: Path) -> None:
    found = _read(tmp_path, MIXED + "--b\nContent-Type: application/pdf; name=x.pdf\n" + PDF)

    assert [doubt.code for doubt in found.tally.doubts] == ["mail-cut"]


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("filename*0*=utf-8''Rech%C3%BC; filename*1*=nung.pdf", "Rechünung.pdf"),
        ('filename="=?utf-8?B?UmVjaG7DvG5nLnBkZg==?="', "Rechnüng.pdf"),
        ('filename="../../etc/passwd"', "passwd"),
    ],
)
def test_names_of_files_in_every_spelling(header: str, name: str, tmp_path: Path) -> None:
    part = f"--b\nContent-Type: application/pdf\nContent-Disposition: attachment; {header}\n{PDF}"

    found = _read(tmp_path, MIXED + part + "--b--\n")

    assert [attached.name for attached in found.attachments] == [name]
    assert found.tally.doubts == []


def test_a_package_of_outlook_and_a_forwarded_mail_are_kept(tmp_path: Path) -> None:
    package = "--b\nContent-Type: application/ms-tnef; name=winmail.dat\n" + PDF
    forwarded = f"--b\nContent-Type: message/rfc822\n\n{HEAD}\ninner\n"

    found = _read(tmp_path, MIXED + package + forwarded + "--b--\n")

    assert [attached.media_type for attached in found.attachments] == [
        "application/ms-tnef", "message/rfc822",
    ]  # fmt: skip
    assert b"inner" in found.attachments[1].content


def test_a_body_that_names_no_charset_is_still_read(tmp_path: Path) -> None:
    text = HEAD + "Content-Type: text/plain\nContent-Transfer-Encoding: 8bit\n\nGröße für 5 €\n"

    found = _read(tmp_path, text, "cp1252")

    assert "Größe für 5 €" in found.text
