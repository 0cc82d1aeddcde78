"""Plain text and Markdown: the last resort for anything that can be read as text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lifeos.contracts.facts import Evidence
from lifeos.errors import RejectedError
from lifeos.senses.document_facts import (
    SNIPPET_CHARS,
    About,
    document_fact,
    first_words,
    title_of,
)
from lifeos.senses.invoices.typed import rows_of
from lifeos.senses.invoices.typed_bills import typed_bill
from lifeos.senses.models import Head, Reading, Source, Tally
from lifeos.senses.texts import letter, text_encoding

LIMIT_BYTES = 20_000_000
LAST_RESORT = 0.3  # enough to be picked when nothing else wants the file
_MARKDOWN = re.compile(r"^(?:#{1,6} \S|[-*] \S|\d+\. \S|```|> \S|\[.+\]\(.+\))", re.MULTILINE)


class PlainTextSense:
    """Text of any encoding: pages, and a title, sender and date where it looks like a letter."""

    name = "plain_text"
    version = 1
    media_types: tuple[str, ...] = ("text/plain", "text/markdown")

    def score(self, head: Head) -> float:
        """Say LAST_RESORT for whatever is text, so that every other format goes first."""
        if not head.first_bytes.strip() or not text_encoding.is_text(head.first_bytes):
            return 0.0
        return LAST_RESORT + (0.01 if head.name.lower().endswith((".txt", ".md", ".text")) else 0)

    def check(self, source: Source) -> None:
        """Raise RejectedError `empty-file`, `too-large` or `not-text`."""
        raw = text_encoding.read_bytes(source, LIMIT_BYTES)
        if not text_encoding.is_text(raw[:1_000_000]):
            raise RejectedError("not-text", "The file holds no readable text.")

    def read(self, source: Source) -> Iterator[Reading]:
        """Yield pages, a bill or a document fact, and the tally."""
        text = text_encoding.decode(text_encoding.read_bytes(source, LIMIT_BYTES))
        lines = text_encoding.lines_of(text)
        about = letter.read_letter(lines)
        page_count = 0
        for page in text_encoding.pages_of(text):
            page_count += 1
            yield page
        bill = typed_bill(rows_of(lines), source, reader=f"{self.name}/{self.version}")
        if bill is not None:
            yield from bill.readings()
            return
        kind = _kind(about.kind, text)
        title = about.title.value if about.title else title_of(source.name)
        issuer = about.issuer.value if about.issuer else None
        described = About(kind, title, issuer, about.dated_on, page_count)
        yield document_fact(source, described, evidence=self._evidence(source, text, about))
        yield Tally(
            document_kind=kind,
            title=title,
            issuer=issuer,
            dated_on=about.dated_on,
            found_count=page_count,
            doubts=list(about.doubts),
        )

    def _evidence(self, source: Source, text: str, about: letter.Letter) -> list[Evidence]:
        lines = text_encoding.lines_of(text)
        said = {
            "dated_on": about.date_line,
            "title": about.title and about.title.line,
            "issuer": about.issuer and about.issuer.line,
        }
        found = [
            Evidence(
                field=field,
                sha256=source.sha256,
                page=text_encoding.page_of_line(text, line),
                line=line,
                snippet=lines[line - 1].strip()[:SNIPPET_CHARS],
                reader=f"{self.name}/{self.version}",
            )
            for field, line in said.items()
            if line
        ]
        return found or [first_words(source, lines, reader=f"{self.name}/{self.version}")]


def _kind(kind: str, text: str) -> str:
    if kind == "letter":
        return kind
    return "markdown" if len(_MARKDOWN.findall(text[:20_000])) >= 2 else "note"
