"""HTML pages: the words a reader sees, their title, and sender and date where they say so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from lifeos.contracts.facts import Evidence
from lifeos.senses.document_facts import (
    SNIPPET_CHARS,
    About,
    document_fact,
    first_words,
    title_of,
)
from lifeos.senses.html.layout import rows_of_html
from lifeos.senses.html.text import HtmlText, read_html
from lifeos.senses.invoices.typed_bills import typed_bill
from lifeos.senses.models import Head, Reading, Source, Tally
from lifeos.senses.texts import letter, text_encoding
from lifeos.senses.values import dates

LIMIT_BYTES = 10_000_000
_DOCTYPE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<(head|body|title|meta|div|p|table|span|a|br|ul|h[1-6])\b[^<>]{0,500}>", re.I)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.I)


class HtmlSense:
    """HTML of any quality as a document with text."""

    name = "html"
    version = 1
    media_types: tuple[str, ...] = ("text/html", "application/xhtml+xml")

    def score(self, head: Head) -> float:
        """Sure of a doctype or html element at the start; fairly sure of several kinds of tags."""
        if not text_encoding.is_text(head.first_bytes):
            return 0.0
        text = text_encoding.decode(text_encoding.trim(head.first_bytes)).lstrip("\ufeff")
        if _DOCTYPE.match(text):
            return 0.9
        kinds = {match[1].lower() for match in _TAG.finditer(text)}
        starts = bool(_TAG.match(text.lstrip()))
        return 0.5 if len(kinds) >= (2 if starts else 5) else 0.0

    def check(self, source: Source) -> None:
        """Raise RejectedError `empty-file` or `too-large`."""
        text_encoding.read_bytes(source, LIMIT_BYTES)

    def read(self, source: Source) -> Iterator[Reading]:
        """Yield pages of the visible text, a bill or a document fact, and the tally."""
        raw = text_encoding.read_bytes(source, LIMIT_BYTES)
        markup = text_encoding.decode(raw, declared_charset(raw))
        page = read_html(markup)
        page_count = 0
        for text_page in text_encoding.pages_of(page.text):
            page_count += 1
            yield text_page
        bill = typed_bill(rows_of_html(markup), source, reader=f"{self.name}/{self.version}")
        if bill is not None:
            yield from bill.readings()
            return
        about = letter.read_letter(text_encoding.lines_of(page.text))
        title = _title(page, about) or title_of(source.name)
        issuer = page.meta.get("author") or (about.issuer.value if about.issuer else None)
        dated_on = _dated(page, about)
        kind = "letter" if about.kind == "letter" else "web_page"
        stated = dated_on is not None and "date" in page.meta
        described = About(kind, title, issuer, dated_on, page_count, stated)
        evidence = self._evidence(source, markup, page=page, about=about)
        yield document_fact(source, described, evidence=evidence)
        yield Tally(
            document_kind=kind,
            title=title[:300],
            issuer=issuer,
            dated_on=dated_on,
            found_count=page_count,
            doubts=[] if dated_on else list(about.doubts),
        )

    def _evidence(
        self, source: Source, markup: str, *, page: HtmlText, about: letter.Letter
    ) -> list[Evidence]:
        """Lines are of the markup; a page's words stand there with tags between them."""
        lines = text_encoding.lines_of(page.text)
        said: dict[str, str | None] = {
            "title": page.title or page.heading,
            "issuer": page.meta.get("author") or (about.issuer.value if about.issuer else None),
            "dated_on": page.meta.get("date")
            or (lines[about.date_line - 1] if about.date_line else None),
        }
        found = [
            Evidence(
                field=name,
                sha256=source.sha256,
                line=place and place[0],
                snippet=place[1] if place else words[:SNIPPET_CHARS],
                reader=f"{self.name}/{self.version}",
            )
            for name, words in said.items()
            if words
            for place in [_place_of(markup, words)]
        ]
        reader = f"{self.name}/{self.version}"
        return found or [first_words(source, text_encoding.lines_of(markup), reader=reader)]


def declared_charset(raw: bytes) -> str | None:
    """The charset a meta element names in the first 4 kB, where browsers look for it."""
    match = _CHARSET.search(raw[:4096])
    return match[1].decode("ascii") if match else None


def _title(page: HtmlText, about: letter.Letter) -> str | None:
    return page.title or page.heading or (about.title.value if about.title else None)


def _dated(page: HtmlText, about: letter.Letter) -> date | None:
    stated = page.meta.get("date", "")
    found = dates.read_date(stated[:10], None) or dates.read_date(stated, None)
    return found or about.dated_on


def _place_of(markup: str, words: str) -> tuple[int, str] | None:
    """Line and markup where these words begin, or their first cell or word; None if encoded."""
    for wanted in (words, words.split("\t")[0], (words.split() or [""])[0]):
        place = markup.find(wanted) if wanted else -1
        if place >= 0:
            line = len(text_encoding.lines_of(markup[:place]))
            rest = text_encoding.lines_of(markup[place : place + SNIPPET_CHARS])[0]
            return line, rest
    return None
