"""What all statement senses share: account names, charsets, bounded doubts."""

from __future__ import annotations

from pathlib import Path

import pytest
from lifeos.errors import RejectedError
from lifeos.senses.models import Source
from lifeos.senses.statements.statement import MAX_DOUBTS, Ledger, account_name, clean
from lifeos.senses.statements.transactions import account_key
from lifeos.senses.texts.text_source import MAX_LINE_CHARS, chunks, encoding_of, numbered_lines


@pytest.mark.parametrize(
    ("text", "currency", "name"),
    [
        ("de89 3704 0044 0532 0130 00", None, "DE89370400440532013000"),
        ("NL91ABNA0417164300EUR", "EUR", "NL91ABNA0417164300"),
        ("NL91ABNA0417164300EUR", None, "NL91ABNA0417164300"),
        ("37040044/532013000", None, "532013000"),
        ("COBADEFFXXX/532013000", None, "532013000"),
        ("COBADEFF/DE89370400440532013000", None, "DE89370400440532013000"),
        ("COBADEFFXXX/DE89370400440532013000EUR", None, "DE89370400440532013000"),
        ("NDEADKKK/2191.0400.77", None, "2191.0400.77"),
        ("NORDEABANK/7719-204", None, "7719-204"),
        ("//AT20111/00482233110/EUR", "EUR", "00482233110"),
        ("SAVINGS/HOLIDAYS", None, "SAVINGS/HOLIDAYS"),
        ("2000145399/0800", None, "2000145399/0800"),
        ("ab12cd34ef56ab78cd90", None, "ab12cd34ef56ab78cd90"),
        ("1234.56.789EUR", "EUR", "1234.56.789"),
        ("12300 000012345678", None, "12300000012345678"),
        ("SAVINGSUSD", "EUR", "SAVINGSUSD"),
        ("Joint  Checking", None, "Joint Checking"),
        ("  ", None, None),
        (None, None, None),
    ],
)
def test_an_account_is_named_by_its_iban_or_its_own_number(
    text: str | None, currency: str | None, name: str | None
) -> None:
    assert account_name(text, currency) == name


def test_iban_and_bank_number_of_one_account_meet_in_its_key() -> None:
    names = [account_name("DE89370400440532013000"), account_name("37040044/0532013000")]

    assert len({account_key(name) for name in names}) == 1


def test_doubts_past_the_limit_are_counted_not_kept(tmp_path: Path) -> None:
    ledger = Ledger(Source(tmp_path, "a", "text/plain", "0" * 64, 1), "test/1")

    for number in range(MAX_DOUBTS + 5):
        ledger.doubt("row-unreadable", f"Row {number}.")

    doubts = ledger.tally(document_kind="bank_statement", title="t").doubts
    assert len(doubts) == MAX_DOUBTS + 1
    assert doubts[-1].detail == "5 more like these."


def test_control_characters_never_reach_a_fact() -> None:
    assert clean("a\x00b\x1f\u0085 c\n") == "a b c"


@pytest.mark.parametrize(
    ("content", "declared", "encoding"),
    [
        (b"plain", "1252", "utf-8"),
        ("né".encode(), "1252", "utf-8"),
        ("né".encode("cp1252"), None, "cp1252"),
        ("né".encode("cp1252"), "no-such-charset", "cp1252"),
        ("né".encode("cp1252"), "base64", "cp1252"),
        ("né".encode("cp1252"), "UTF-8", "cp1252"),
        ("né".encode("cp850"), "850", "cp850"),
        (b"\xef\xbb\xbfa", None, "utf-8-sig"),
        (b"\xff\xfea\x00", None, "utf-16"),
    ],
)
def test_bytes_decide_the_charset_before_the_header_does(
    tmp_path: Path, content: bytes, declared: str | None, encoding: str
) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)

    assert encoding_of(path, declared) == encoding


def test_an_accent_on_the_border_of_two_reads_is_still_utf8(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * (64 * 1024 - 1) + "é".encode())

    assert encoding_of(path) == "utf-8"
    assert "".join(chunks(path, "utf-8")).endswith("é")


def test_expected_failure_a_line_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"a\r\nb\rc\n" + b"x" * (MAX_LINE_CHARS + 1))
    lines = numbered_lines(path, "utf-8")

    assert [next(lines), next(lines), next(lines)] == [(1, "a"), (2, "b"), (3, "c")]
    with pytest.raises(RejectedError, match="Line 4 is longer"):
        next(lines)
