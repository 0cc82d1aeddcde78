"""Mail saved without its outer headers, versions of one body, and senders of every spelling."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.senses.mail.sense import EmlSense
from lifeos.senses.registry import pick

from tests.support.readings import Read, head_of, read_all, source_of


def _read(folder: Path, content: str) -> Read:
    return read_all(EmlSense(), source_of(folder, content.encode(), "mail.eml"))


def _part(kind: str, words: str) -> str:
    return f"Content-Type: {kind}\n\n{words}\n"


def _multipart(kind: str, boundary: str, *parts: str) -> str:
    inside = "".join(f"--{boundary}\n{part}" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n{inside}--{boundary}--\n'


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("=?iso-8859-1?Q?M=FCller=2C_Jo?= <jo@example.org>", "Müller, Jo"),
        ('"Roe, Jane" <jane@example.org>', "Roe, Jane"),
        ("Roe, Jane <jane@example.org>", "Roe, Jane"),
        ("=?utf-8?b?w4Rtcm8=?= =?utf-8?q?_Roe?= <a@example.org>", "Ämro Roe"),
        ("bank@example.com <thief@example.org>", "thief@example.org"),
        ("=?utf-8?q?bank=40example=2Ecom?= <bank@example.com>", "bank@example.com"),
        ("jane@example.org (Jane Roe)", "Jane Roe"),
        ("Mail Robot <>", "Mail Robot"),
        ("<>", "<>"),
        ("Jane Roe", "Jane Roe"),
    ],
)
def test_the_sender_is_who_the_header_names(tmp_path: Path, written: str, expected: str) -> None:
    found = _read(tmp_path, f"From: {written}\nSubject: x\n\nbody\n")

    assert found.tally.issuer == expected


@settings(max_examples=60, deadline=None)
@given(name=st.text("abcÄß ,.;'-", min_size=1, max_size=20).filter(lambda n: n.strip(" ")))
def test_an_encoded_name_comes_back_whole(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    written = "".join(f"={byte:02X}" for byte in name.encode())

    found = _read(
        tmp_path_factory.mktemp("mail"), f"From: =?utf-8?q?{written}?= <a@b.example>\n\nbody\n"
    )

    assert found.tally.issuer == " ".join(name.split())


@pytest.mark.parametrize("before", ["", "MIME-Version: 1.0\n", "\r\n"])
def test_parts_without_any_header_of_a_mail_are_a_mail(tmp_path: Path, before: str) -> None:
    named = 'text/csv; name="list.csv"'
    content = before + _multipart("mixed", "b1", _part("text/plain", "hello"), _part(named, "a;b"))

    sense, found = pick(head_of(content.encode(), "a.eml")), _read(tmp_path, content)

    assert sense is not None
    assert sense.name == "eml"
    assert "hello" in found.text
    assert [each.name for each in found.attachments] == ["list.csv"]


@pytest.mark.parametrize(
    "content",
    [
        "Content-Type: text/plain\n\nmultipart/mixed; boundary=x\n",
        "Content-Type: multipart/mixed\n\nno boundary=x\n",
        "About Content-Type: multipart/mixed; boundary=x\n",
        "MIME-Version: 1.0\nis the version of MIME\n",
    ],
)
def test_words_about_parts_are_no_mail(content: str) -> None:
    sense = pick(head_of(content.encode(), "a.txt"))

    assert sense is not None
    assert sense.name == "plain_text"


def test_words_beside_the_body_are_kept_and_its_other_version_is_not(tmp_path: Path) -> None:
    versions = _multipart(
        "alternative", "in", _part("text/plain", "body"), _part("text/html", "<p>body twice</p>")
    )
    beside = _multipart("mixed", "mid", _part("text/html", "<p>Foreword</p>"), versions)

    found = _read(tmp_path, "From: a@b.example\n" + _multipart("alternative", "out", beside))

    assert "body" in found.text
    assert "Foreword" in found.text
    assert "twice" not in found.text


def test_the_rich_version_of_a_plain_body_is_not_read_twice(tmp_path: Path) -> None:
    rich = _multipart(
        "mixed", "in", _part("text/html", "<p>again</p>"), _part("image/png", "pixels")
    )
    both = _multipart("alternative", "out", _part("text/plain", "once"), rich)

    found = _read(tmp_path, f"From: a@b.example\n{both}")

    assert "once" in found.text
    assert "again" not in found.text
    assert len(found.attachments) == 1


@pytest.mark.parametrize("blank", ["", " \n\t\n", "\r\n"])
def test_a_blank_plain_version_says_nothing(tmp_path: Path, blank: str) -> None:
    rich = _part("text/html", "<p>Your order is on its way</p>")
    both = _multipart("alternative", "b1", _part("text/plain", blank), rich)

    found = _read(tmp_path, f"From: a@b.example\n{both}")

    assert "Your order is on its way" in found.text
    assert found.attachments == []


def test_a_mail_of_blank_versions_has_no_words(tmp_path: Path) -> None:
    both = _multipart("alternative", "b1", _part("text/plain", " "), _part("text/html", " "))

    found = _read(tmp_path, f"From: a@b.example\nSubject: x\n{both}")

    assert found.text.strip().endswith("Subject: x")
    assert found.tally.doubts == []
