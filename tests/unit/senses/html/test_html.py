"""HTML: visible words, title and head; hostile markup in bounded time."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.errors import RejectedError
from lifeos.senses.html.sense import HtmlSense
from lifeos.senses.html.text import read_html, tokens
from lifeos.senses.models import Sense
from lifeos.senses.registry import pick

from tests.support.readings import Read, head_of, read_all, read_or_reason, source_of

SENSE: Sense = HtmlSense()
PAGE = """<!DOCTYPE html>
<html lang="de"><head>
<meta charset="utf-8"><meta name="author" content="Stadtbibliothek">
<title>Mahnung &amp; Hinweis</title>
<style>p { color: red }</style><script>var secret = "<p>no</p>";</script>
</head><body>
<!-- hidden --><h1>Ihre Leihfrist</h1>
<p>Stand: 4. Mai 2025</p>
<p>Bitte   geben<br>Sie <b>zur&uuml;ck</b>.</p>
<table><tr><td>Buch</td><td>3,50&nbsp;&euro;</td></tr><tr><td>CD</td><td>1 &euro;</td></tr></table>
<noscript>Enable scripts</noscript><svg><text>icon</text></svg>
</body></html>
"""


def _read(tmp_path: Path, content: bytes) -> Read:
    return read_all(SENSE, source_of(tmp_path, content, "page.html"))


def test_a_page_gives_its_words_and_nothing_else(tmp_path: Path) -> None:
    found = _read(tmp_path, PAGE.encode())

    assert found.text.splitlines() == [
        "Ihre Leihfrist", "", "Stand: 4. Mai 2025", "", "Bitte geben", "Sie zurück.", "",
        "Buch\t3,50 €", "", "CD\t1 €",
    ]  # fmt: skip
    assert found.tally.title == "Mahnung & Hinweis"
    assert found.tally.issuer == "Stadtbibliothek"
    assert found.tally.dated_on == date(2025, 5, 4)


def test_the_fact_points_at_lines_of_the_markup(tmp_path: Path) -> None:
    (fact,) = _read(tmp_path, PAGE.encode()).facts

    markup = PAGE.splitlines()
    for evidence in fact.evidence:
        assert evidence.line is not None
        assert evidence.snippet in markup[evidence.line - 1]
    found = {evidence.field: evidence.snippet for evidence in fact.evidence}
    assert found["dated_on"].startswith("Stand: 4. Mai 2025")
    assert found["issuer"].startswith("Stadtbibliothek")
    assert fact.identity[0] == "document"


def test_a_date_in_the_head_goes_before_dates_in_the_text(tmp_path: Path) -> None:
    meta = '<meta property="article:published_time" content="2024-02-03T10:00:00+01:00">'

    found = _read(tmp_path, PAGE.replace("<title>", meta + "<title>").encode())

    assert found.tally.dated_on == date(2024, 2, 3)


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p>a<p>b", "a\nb"),
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("a<br/>b<hr>c", "a\nb\nc"),
        ('<a title="x > y">link</a>', "link"),
        ("<a title='it\"s > y'>link</a>", "link"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("AT&amp;T &lt;tag&gt; &#8364; &bogus; &", "AT&T <tag> € &bogus; &"),
        ("<![CDATA[x]]>y<?php echo 1 ?>z", "yz"),
        ("<SCRIPT>a</SCRIPT >b<STYLE>c</style>d", "bd"),
        ("<script>never closed", ""),
        ("<p>cut <a href='x", "cut"),
        ("<noscript>a</noscript>b<svg/>c<svg><g></svg>d", "bcd"),
        ("<textarea>a <b> c</textarea>", "a <b> c"),
        ("", ""),
        ("<template>x</body>after", "after"),
    ],
)
def test_tags_are_told_from_text(markup: str, words: str) -> None:
    assert read_html(markup).text == words


def test_a_declared_charset_is_used_when_the_bytes_are_not_utf8(tmp_path: Path) -> None:
    page = '<html><meta charset="{}"><title>{}</title><p>x</html>'

    greek = _read(tmp_path, page.format("iso-8859-7", "Λογαριασμός").encode("iso-8859-7"))
    lying = _read(tmp_path, page.format("iso-8859-1", "Größe").encode("utf-8"))

    assert greek.tally.title == "Λογαριασμός"
    assert lying.tally.title == "Größe"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (PAGE.encode(), "html"),
        (b"\xef\xbb\xbf\n<!-- saved from url -->\n<HTML><body>x", "html"),
        (
            b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><p>x</p></html>',
            "html",
        ),
        (b"<div class=a><p>Hello</p></div>", "html"),
        (b"A note that mentions <b>bold</b> and <p> once", "plain_text"),
        (b"# Markdown\n\n- a\n- b <br>\n", "plain_text"),
    ],
)
def test_a_page_is_known_by_content(content: bytes, expected: str) -> None:
    picked = pick(head_of(content, "invoice.pdf"))

    assert picked is not None
    assert picked.name == expected


def test_other_xml_is_not_taken_for_a_page() -> None:
    for content in (b'<?xml version="1.0"?><Document><p>1</p></Document>', b"<rss><a>x</a></rss>"):
        assert SENSE.score(head_of(content)) == 0


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RejectedError) as refused:
        SENSE.check(source_of(tmp_path, b"\n"))

    assert refused.value.reason == "empty-file"


@pytest.mark.parametrize(
    "piece",
    ["<div>", "<a ", "<!--", "<!", "<p", '<a href="', "<a '>", '<a ">', "&", "<?", "</", "<svg>",
     "<title>", "<script>", "<![CDATA[", "<h1>", "\t<td>", "<template></x>"],
)  # fmt: skip
def test_hostile_markup_takes_time_in_proportion(piece: str) -> None:
    markup = piece * (1_000_000 // len(piece))
    started = time.process_time()

    read_html(markup)

    assert time.process_time() - started < 15  # quadratic readers need minutes to hours


@settings(max_examples=100)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<",
                ">",
                '"',
                "a",
                "&lt;",
                "<!--",
                "-->",
                "<svg>",
                "<script>",
                "</script>",
                "\n",
                "<td>",
                "é",
            ]
        ),
        max_size=40,
    )
)
def test_any_markup_gives_text_and_loses_no_word_outside_tags(pieces: list[str]) -> None:
    markup = "".join(pieces)

    found = list(tokens(markup))

    assert all(token.kind in {"start", "end", "text"} for token in found)
    assert sum(len(token.text) for token in found) <= len(markup)


@settings(max_examples=60)
@given(st.data())
def test_mutated_pages_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, drawn: st.DataObject
) -> None:
    content = bytearray(PAGE.encode())
    for _ in range(drawn.draw(st.integers(1, 5))):
        place = drawn.draw(st.integers(0, len(content) - 1))
        content[place : place + drawn.draw(st.integers(0, 9))] = drawn.draw(st.binary(max_size=4))

    outcome = read_or_reason(SENSE, source_of(tmp_path_factory.getbasetemp(), bytes(content)))

    assert isinstance(outcome, Read)
    assert outcome.tally.title


def test_a_bill_as_a_page_is_a_bill_with_its_lines(tmp_path: Path) -> None:
    page = (
        "<html><body><h1>Rechnung</h1>\n<p>Nordlicht Versand GmbH</p>\n"
        "<table>\n<tr><td>Rechnungsnummer</td><td>RE-7</td></tr>\n"
        "<tr><td>Rechnungsdatum</td><td>8. April 2025</td></tr>\n"
        "<tr><td>Gesamtbetrag</td><td><b>99,90</b>&nbsp;&euro;</td></tr></table></body></html>"
    )

    found = _read(tmp_path, page.encode())

    (fact,) = found.facts
    assert (fact.kind, fact.amount, fact.currency) == ("invoice", Decimal("99.90"), "EUR")
    assert {e.field: e.line for e in fact.evidence if e.field in ("number", "total")} == {
        "number": 4,
        "total": 6,
    }
    assert found.tally.document_kind == "invoice"
