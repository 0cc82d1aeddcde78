"""What a name and a sender claim, against what the content is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifeos.errors import RejectedError
from lifeos.senses import registry, sniff
from lifeos.senses.guards import claims
from lifeos.senses.models import Sense

NOTHING = "application/octet-stream"


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("bill.pdf", "pdf"),
        ("BILL.PDF", "pdf"),
        ("bill.pdf.exe", "exe"),
        ("bill.pdf  ", "pdf"),
        ("bill.pdf...", "pdf"),
        ("bill.p\u200bdf", "pdf"),
        ("bill", ""),
        ("", ""),
        (".", ""),
        ("a sentence. with no ending at all", ""),
    ],
)
def test_the_ending_is_the_one_a_system_goes_by(name: str, ending: str) -> None:
    assert claims.ending(name) == ending


def test_an_override_shows_another_ending_than_there_is() -> None:
    assert claims.shown_ending("note\u202efdp.txt") == "pdf"
    assert claims.ending("note\u202efdp.txt") == "txt"
    assert claims.shown_ending("note\u202efdp\u202c.txt") == "txt"


@pytest.mark.parametrize("sense", registry.all_senses(), ids=lambda sense: sense.name)
def test_each_sense_reads_what_its_own_types_declare(sense: Sense) -> None:
    for media_type in sense.media_types:
        claims.check(name="file", declared=media_type, found=sense.media_types[0])


@pytest.mark.parametrize("sense", registry.all_senses(), ids=lambda sense: sense.name)
def test_what_a_sense_finds_has_a_family(sense: Sense) -> None:
    assert claims.family(sense.media_types[0]) not in ("other", "program", "zip")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("a.txt", "application/x-mt940"),
        ("a.sta", "application/x-mt940"),
        ("a.xml", "application/x-camt+xml"),
        ("a.xml", "application/x-ofx"),
        ("a.xml", "application/x-einvoice+xml"),
        ("a.txt", "text/html"),
        ("a.xls", "text/html"),
        ("a.xls", "text/csv"),
        ("a.htm", "text/plain"),
        ("a.jpg", "image/png"),
        ("a.docx", sniff.OLE),
        ("a.unheard", "application/pdf"),
        ("a", "application/pdf"),
    ],
)
def test_what_banks_and_programs_really_do_is_let_through(name: str, found: str) -> None:
    claims.check(name=name, declared=NOTHING, found=found)


@pytest.mark.parametrize("ending", ["csv", "ofx", "qfx", "qif", "ics", "sta", "eml", "json"])
def test_a_page_that_a_browser_saved_is_no_data(ending: str) -> None:
    with pytest.raises(RejectedError, match="web page") as refused:
        claims.check(name=f"export.{ending}", declared=NOTHING, found="text/html")

    assert refused.value.reason == "wrong-type"


@pytest.mark.parametrize(
    ("declared", "found"),
    [
        ("application/pdf", "text/html"),
        ("application/pdf; version=1", "text/html"),
        ("image/png", "application/pdf"),
        ("text/csv", "application/pdf"),
        ("text/csv", "text/html"),
        ("application/zip", "text/plain"),
    ],
)
def test_what_the_sender_says_is_checked_too(declared: str, found: str) -> None:
    with pytest.raises(RejectedError, match="was sent as"):
        claims.check(name="file", declared=declared, found=found)


@given(name=st.text(max_size=60), found=st.sampled_from(["text/plain", "application/pdf", "x/y"]))
def test_no_name_breaks_the_check_and_no_sentence_carries_tricks(name: str, found: str) -> None:
    told = ""
    try:
        claims.check(name=name, declared=NOTHING, found=found)
    except RejectedError as refused:
        told = refused.detail

    assert told.isascii()
    assert told.isprintable()
