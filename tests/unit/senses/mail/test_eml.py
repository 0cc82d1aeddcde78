"""Mail: headers, words, attachments; damage and hostile headers in bounded time."""

from __future__ import annotations

import time
from datetime import date, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.contracts.facts import DocumentData
from lifeos.errors import RejectedError
from lifeos.senses.mail import parts as mail_parts
from lifeos.senses.mail.sense import EmlSense
from lifeos.senses.models import Sense
from lifeos.senses.registry import pick

from tests.support.readings import Read, head_of, is_undated, read_all, read_or_reason, source_of

SENSE: Sense = EmlSense()


def _mail(**headers: str) -> EmailMessage:
    message = EmailMessage()
    written = {
        "From": "Zoë Müller <zoe@example.org>",
        "To": "sam@example.org",
        "Subject": "Rechnung für März",
        "Date": "Mon, 03 Mar 2025 23:30:00 -0500",
    }
    for name, value in (written | headers).items():
        message[name] = value
    message.set_content("Hello Sam,\nsee the file.\n")
    return message


def _read(tmp_path: Path, content: bytes) -> Read:
    return read_all(SENSE, source_of(tmp_path, content, "mail.eml"))


def test_a_mail_says_who_when_and_about_what(tmp_path: Path) -> None:
    found = _read(tmp_path, _mail().as_bytes())

    (fact,) = found.facts
    assert (found.tally.title, found.tally.issuer) == ("Rechnung für März", "Zoë Müller")
    assert fact.occurred.start == datetime.fromisoformat("2025-03-03T23:30:00-05:00")
    assert isinstance(fact.data, DocumentData)
    assert (fact.data.document_kind, fact.data.dated_on) == ("email", date(2025, 3, 3))
    assert "Hello Sam,\nsee the file." in found.text
    assert "Subject: Rechnung für März" in found.text


def test_the_fact_points_at_the_header_lines(tmp_path: Path) -> None:
    content = b"\r\n" + _mail(Subject="long " * 40).as_bytes()

    (fact,) = _read(tmp_path, content).facts

    lines = content.decode().replace("\r", "").split("\n")
    assert {evidence.field for evidence in fact.evidence} == {"dated_on", "issuer", "title"}
    for evidence in fact.evidence:
        assert evidence.line is not None
        assert lines[evidence.line - 1] == evidence.snippet.split("\n")[0]
        assert evidence.path is not None
        assert evidence.snippet.startswith(evidence.path.removeprefix("header:"))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Sat, 22 Nov 2008 15:04:59 +1100", "2008-11-22T15:04:59+11:00"),
        ("22 Nov 2008 15:04 GMT", "2008-11-22T15:04:00+00:00"),
        ("Sat, 22 Nov 2008 15:04:59 -0000", "2008-11-22T15:04:59+00:00"),
        ("Sat, 22 Nov 2008 15:04:59 +0200 (CEST)", "2008-11-22T15:04:59+02:00"),
    ],
)
def test_the_date_is_an_instant_with_an_offset(tmp_path: Path, written: str, expected: str) -> None:
    content = f"From: a@b.c\nTo: d@e.f\nDate: {written}\nSubject: x\n\nbody\n"

    (fact,) = _read(tmp_path, content.encode()).facts

    assert isinstance(fact.occurred.start, datetime)
    assert fact.occurred.start.isoformat() == expected


@pytest.mark.parametrize("written", ["", "Date: yesterday\n", "Date: Sat, 99 Foo 2008\n"])
def test_a_mail_without_a_date_is_dated_by_the_last_server(tmp_path: Path, written: str) -> None:
    received = "Received: from x by y; Tue, 04 Mar 2025 10:00:00 +0100\n"
    content = f"From: a@b.c\nSubject: x\n{written}"

    dated = _read(tmp_path, (received + content + "\nbody").encode())
    undated = _read(tmp_path, (content + "\nbody").encode())

    assert dated.tally.dated_on == date(2025, 3, 4)
    assert undated.tally.dated_on is None
    assert is_undated(undated)
    assert "body" in undated.text


def test_attachments_are_handed_back_byte_for_byte(tmp_path: Path) -> None:
    message = _mail()
    message.add_attachment(b"%PDF-1.4\x00\xff", maintype="application", subtype="pdf",
                           filename="../..\\Rechnung März.pdf")  # fmt: skip
    message.add_attachment(b"a;b\r\n", maintype="text", subtype="csv", filename="umsatz.csv")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", disposition="inline")

    found = _read(tmp_path, message.as_bytes())

    assert [(a.name, a.media_type, a.content) for a in found.attachments] == [
        ("Rechnung März.pdf", "application/pdf", b"%PDF-1.4\x00\xff"),
        ("umsatz.csv", "text/csv", b"a;b\r\n"),
        ("attachment-3", "image/png", b"\x89PNG"),
    ]
    assert found.tally.found_count == 3
    assert found.tally.doubts == []


def test_a_forwarded_mail_is_one_attachment_that_reads_as_a_mail(tmp_path: Path) -> None:
    inner = _mail(Subject="Inner " * 30)
    inner.add_attachment(b"x", maintype="application", subtype="pdf", filename="a.pdf")
    outer = _mail(Subject="Fwd")
    outer.add_attachment(inner)

    (forwarded,) = _read(tmp_path, outer.as_bytes()).attachments

    again = _read(tmp_path, forwarded.content)
    assert forwarded.media_type == "message/rfc822"
    assert forwarded.name.endswith(".eml")
    assert again.tally.title == ("Inner " * 30).strip()
    assert [attachment.name for attachment in again.attachments] == ["a.pdf"]


def test_plain_words_go_before_html_and_html_alone_is_stripped(tmp_path: Path) -> None:
    both = _mail()
    both.add_alternative("<p>Hello <b>HTML</b></p>", subtype="html")
    alone = _mail()
    alone.set_content("<style>x</style><p>Only&nbsp;HTML</p>", subtype="html")

    texts = [_read(tmp_path, message.as_bytes()).text for message in (both, alone)]

    assert "HTML" not in texts[0]
    assert texts[1].endswith("Only HTML")


def test_text_between_attachments_is_kept(tmp_path: Path) -> None:
    message = _mail()
    message.add_attachment(b"x", maintype="application", subtype="pdf", filename="a.pdf")
    message.add_attachment("The footer of the list.", disposition="inline")

    found = _read(tmp_path, message.as_bytes())

    assert "The footer of the list." in found.text
    assert [attachment.name for attachment in found.attachments] == ["a.pdf"]


@pytest.mark.parametrize(
    ("header", "subject"),
    [
        ("=?utf-8?Q?Gr=C3=BC=C3=9Fe?= =?utf-8?B?IGF1cyBLw7Zsbg==?=", "Grüße aus Köln"),
        ("=?ISO-2022-JP?B?GyRCJF4kXyRgJGEkYhsoQg==?=", "まみむめも"),
        ("=?utf-8?B?broken", "=?utf-8?B?broken"),
        ("=?unknown-set?Q?abc?=", "abc"),
        ("raw ü in the header", "raw ü in the header"),
    ],
)
def test_subjects_are_decoded_whatever_they_hold(tmp_path: Path, header: str, subject: str) -> None:
    for encoding in ("utf-8", "latin-1"):
        content = f"From: a@b.c\nTo: x@y.z\nSubject: {header}\n\nbody\n".encode(encoding)
        assert _read(tmp_path, content).tally.title == subject


def test_a_wrong_charset_does_not_lose_the_words(tmp_path: Path) -> None:
    head = "From: a@b.c\nTo: x@y.z\nSubject: s\nContent-Type: text/plain; charset={}\n\n"

    for charset, encoding in (("us-ascii", "utf-8"), ("bogus", "cp1252"), ("utf-8", "latin-1")):
        content = head.format(charset).encode() + "Größe für dich".encode(encoding)
        assert "Größe für dich" in _read(tmp_path, content).text


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (_mail().as_bytes(), "eml"),
        (b"From alice Mon Mar  3 10:00:00 2025\n" + _mail().as_bytes(), "eml"),
        (b"Return-Path: <a@b>\r\nReceived: x\r\nFrom: a@b\r\n\r\n<html><body><p>x", "eml"),
        (b"From: Acme Ltd\n\n3 March 2025\n\nDear Sam,\n", "plain_text"),
        (b"Subject: a note to myself\nDate: today\n\nmilk", "plain_text"),
        (b"Key: value\nOther: value\nThird: value\n\n", "plain_text"),
    ],
)
def test_a_mail_is_known_by_its_headers(content: bytes, expected: str) -> None:
    picked = pick(head_of(content, "any.bin"))

    assert picked is not None
    assert picked.name == expected


def test_what_is_no_mail_is_refused_with_a_reason(tmp_path: Path) -> None:
    head = b"From: a@b.c\nTo: x@y.z\n"
    parts = b'Content-Type: multipart/mixed; boundary="x"\n\n' + b"--x\nX: boundary=1\n\n" * 1001
    cases = {
        b"\n\n": "empty-file",
        b"hello\nworld": "not-a-mail",
        head + b'Content-Type: text/plain; a="' + b'"' * 3000 + b"\n\nx": "header-too-long",
        head + parts: "too-many-parts",
    }

    for content, reason in cases.items():
        with pytest.raises(RejectedError) as refused:
            SENSE.check(source_of(tmp_path, content))
        assert refused.value.reason == reason


def test_too_many_and_too_large_attachments_are_left_out_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_parts, "MAX_ATTACHMENTS", 2)
    monkeypatch.setattr(mail_parts, "MAX_ATTACHMENT_BYTES", 100)
    message = _mail()
    for content in (b"a" * 101, b"b", b"c", b"d", b"e"):
        message.add_attachment(content, maintype="application", subtype="pdf", filename="x.pdf")

    found = _read(tmp_path, message.as_bytes())

    assert [attachment.content for attachment in found.attachments] == [b"b", b"c"]
    assert [d.code for d in found.tally.doubts] == ["attachment-too-large", "attachments-cut"]


@pytest.mark.parametrize("piece", ['"', "(", "<", "a@b,", "a:", "=?utf-8?q?a?= ", ";"])
@pytest.mark.parametrize("header", ["To", "From", "Subject", "Date", "Cc"])
def test_hostile_headers_take_no_time(tmp_path: Path, header: str, piece: str) -> None:
    content = f"{header}: {piece * 50_000}\nMessage-ID: <a@b>\nFrom: a@b.c\n\nbody\n"
    started = time.process_time()

    _read(tmp_path, content.encode())

    assert time.process_time() - started < 5


def test_parts_nested_without_end_are_refused_or_read(tmp_path: Path) -> None:
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(900)
    )
    source = source_of(tmp_path, b"From: a@b.c\nTo: x@y.z\n" + nested)

    outcome = read_or_reason(SENSE, source)

    assert outcome == "broken-mail" if isinstance(outcome, str) else outcome.tally.title


@settings(max_examples=120)
@given(st.data())
def test_mutated_mails_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, drawn: st.DataObject
) -> None:
    message = _mail()
    message.add_alternative("<p>x</p>", subtype="html")
    message.add_attachment(b"x" * 50, maintype="application", subtype="pdf", filename="ä.pdf")
    content = bytearray(message.as_bytes())
    for _ in range(drawn.draw(st.integers(1, 6))):
        place = drawn.draw(st.integers(0, len(content) - 1))
        length = drawn.draw(st.sampled_from([0, 1, 1, 8, 80]))
        content[place : place + length] = drawn.draw(st.binary(max_size=4))

    outcome = read_or_reason(SENSE, source_of(tmp_path_factory.getbasetemp(), bytes(content)))

    assert isinstance(outcome, Read) or outcome in {"not-a-mail", "broken-mail"}
