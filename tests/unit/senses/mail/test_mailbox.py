"""Several mails in one file: none is lost, none becomes the words of another."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.senses.mail import mailbox
from lifeos.senses.mail.parts import MAX_ATTACHMENTS
from lifeos.senses.mail.sense import EmlSense
from lifeos.senses.models import Attachment
from lifeos.senses.registry import pick

from tests.support.readings import head_of, read_all, source_of

_START = "From jane@example.org Sat Jan  3 01:05:34 2026\n"


def _mail(subject: str, words: str = "Hello.") -> str:
    return (
        f"From: Jane Roe <jane@example.org>\nDate: Sat, 3 Jan 2026 01:05:34 +0000\n"
        f"Subject: {subject}\nMessage-ID: <{len(words)}@example.org>\n\n{words}\n"
    )


def _attachments(folder: Path, content: str) -> list[Attachment]:
    return read_all(EmlSense(), source_of(folder, content.encode(), "mails.mbox")).attachments


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_further_mails_are_files_of_their_own(tmp_path: Path, newline: str) -> None:
    written = "\n".join(_START + _mail(subject) for subject in ("One", "Two", "Three"))
    content = written.replace("\n", newline)

    found = read_all(EmlSense(), source_of(tmp_path, content.encode(), "mails.mbox"))
    further = _attachments(tmp_path, content)

    assert found.tally.title == "One"
    assert found.tally.found_count == 2
    assert "Two" not in "".join(page.text for page in found.pages)
    assert [file.name for file in further] == ["mail-2.eml", "mail-3.eml"]
    assert [file.media_type for file in further] == ["message/rfc822"] * 2
    assert isinstance(pick(head_of(further[0].content)), EmlSense)
    second = source_of(tmp_path, further[0].content, "mail-2.eml")
    assert read_all(EmlSense(), second).tally.title == "Two"


@pytest.mark.parametrize(
    "words",
    [
        "Hello.\n\nFrom now on we meet on Mondays.",
        "Hello.\n\nFrom Monday Jan 3 the shop is closed.",
        "Hello.\n\n>From jane@example.org Sat Jan  3 01:05:34 2026\nquoted",
        "Hello.\n\nFrom jane@example.org Sat Jan  3 01:05:34 2026\nand no header below",
        "Hello.\nFrom jane@example.org Sat Jan  3 01:05:34 2026\nno blank line before",
    ],
)
def test_a_sentence_begins_no_mail(tmp_path: Path, words: str) -> None:
    assert _attachments(tmp_path, _START + _mail("One", words)) == []


def test_a_mail_that_is_no_mailbox_is_not_cut(tmp_path: Path) -> None:
    """A mail about mailboxes shows one in its words."""
    assert _attachments(tmp_path, _mail("One", f"Look:\n\n{_START}{_mail('Two')}")) == []


def test_mails_over_the_limit_are_doubted(tmp_path: Path) -> None:
    content = "\n".join(_START + _mail(str(number)) for number in range(MAX_ATTACHMENTS + 2))

    found = read_all(EmlSense(), source_of(tmp_path, content.encode(), "mails.mbox"))

    assert found.tally.found_count == MAX_ATTACHMENTS
    assert [doubt.code for doubt in found.tally.doubts] == ["attachments-cut"]


@settings(max_examples=100, deadline=None)
@given(parts=st.lists(st.sampled_from([b"\n", b"\r\n", b"From ", _START.encode(), b"x"])))
def test_no_byte_is_lost(parts: list[bytes]) -> None:
    raw = b"".join(parts)

    assert b"".join(mailbox.mails_of(raw)) == raw


def test_the_first_mail_of_several_gives_the_bill_in_its_words(tmp_path: Path) -> None:
    bill = (
        "Invoice number: 557-1\nInvoice date: 3 January 2026\nVAT 20%  6.66 EUR\nTotal  39.95 EUR"
    )
    content = _START + _mail("Invoice 557-1", bill) + "\n" + _START + _mail("Two")

    found = read_all(EmlSense(), source_of(tmp_path, content.encode(), "mails.mbox"))

    assert [fact.kind for fact in found.facts] == ["document", "invoice"]
    assert found.facts[1].amount == Decimal("39.95")
    assert len(found.attachments) == 1
