"""Word documents (.docx): the words by paragraph, with title, author and dates.

Source: ECMA-376 part 2, section 11 for the core properties; `docx_parts` opens the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from lifeos.contracts.facts import Evidence
from lifeos.errors import RejectedError
from lifeos.senses.document_facts import (
    SNIPPET_CHARS,
    About,
    document_fact,
    first_words,
    title_of,
)
from lifeos.senses.docx import parts as docx_parts
from lifeos.senses.invoices.typed import rows_of
from lifeos.senses.invoices.typed_bills import typed_bill
from lifeos.senses.models import Head, Reading, Source, Tally
from lifeos.senses.texts import letter, text_encoding

LIMIT_BYTES = 50_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(slots=True)
class _Word:
    """Lines with the path of the paragraph each came from, and the core properties."""

    lines: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)


class DocxSense:
    """Word documents since 2007; older .doc files are another format."""

    name = "docx"
    version = 1
    media_types: tuple[str, ...] = (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )

    def score(self, head: Head) -> float:
        """By the names of the zip's entries; an encrypted one is known by its OLE directory."""
        start = head.first_bytes
        if start.startswith(b"PK\x03\x04"):
            if b"word/" in start:
                return 0.95
            return 0.5 if head.name.lower().endswith((".docx", ".docm", ".dotx")) else 0.0
        named = head.name.lower().endswith((".docx", ".docm"))
        return 0.9 if start.startswith(_OLE) and named else 0.0

    def check(self, source: Source) -> None:
        """Raise RejectedError: `password-required`, `archive-bomb`, `damaged`, `not-a-document`."""
        if source.path.stat().st_size > LIMIT_BYTES:
            megabytes = LIMIT_BYTES // 1_000_000
            raise RejectedError("too-large", f"A Word file may have {megabytes} MB at most.")
        with source.path.open("rb") as file:
            if file.read(8) == _OLE:
                raise _ole_refusal(source)
            docx_parts.part_names(docx_parts.opened(file))

    def read(self, source: Source) -> Iterator[Reading]:
        """Yield pages, a bill or a document fact, and the tally."""
        word = _read(source)
        text = "\n".join(word.lines)
        about = letter.read_letter(word.lines)
        page_count = 0
        for page in text_encoding.pages_of(text):
            page_count += 1
            yield page
        rows = rows_of(word.lines, word.paths)
        bill = typed_bill(rows, source, reader=f"{self.name}/{self.version}")
        if bill is not None:
            yield from bill.readings()
            return
        title = _title(word, about) or title_of(source.name)
        issuer = about.issuer.value if about.issuer else word.properties.get("creator")
        dated_on = about.dated_on or _stamped(word)
        kind = "letter" if about.kind == "letter" else "word_document"
        stated = dated_on is not None and about.dated_on is None
        described = About(kind, title, issuer, dated_on, page_count, stated)
        yield document_fact(source, described, evidence=self._evidence(source, word, about))
        yield Tally(
            document_kind=kind,
            title=title[:300],
            issuer=issuer,
            dated_on=dated_on,
            found_count=page_count,
            doubts=list(about.doubts),
        )

    def _evidence(self, source: Source, word: _Word, about: letter.Letter) -> list[Evidence]:
        said: dict[str, tuple[str, str]] = {}
        for name, tag in (("title", "title"), ("issuer", "creator"), ("dated_on", "modified")):
            if tag in word.properties:
                said[name] = (f"docProps/core.xml/{tag}", word.properties[tag])
        lines = {
            "dated_on": about.date_line,
            "issuer": about.issuer and about.issuer.line,
            "title": about.title.line if about.title and "title" not in word.properties else None,
        }
        for name, line in lines.items():
            if line:
                said[name] = (word.paths[line - 1], word.lines[line - 1])
        found = [
            Evidence(
                field=name,
                sha256=source.sha256,
                path=path,
                snippet=snippet.strip()[:SNIPPET_CHARS],
                reader=f"{self.name}/{self.version}",
            )
            for name, (path, snippet) in said.items()
        ]
        if found:
            return found
        first = first_words(source, word.lines, reader=f"{self.name}/{self.version}")
        path = word.paths[first.line - 1] if first.line else "word/document.xml"
        return [first.model_copy(update={"line": None, "path": path})]


def _title(word: _Word, about: letter.Letter) -> str | None:
    """The property unless it is a template's leftover that the text never says; else the text."""
    stated = word.properties.get("title")
    if stated and any(stated.lower() in line.lower() for line in word.lines):
        return stated
    return about.title.value if about.title else stated


def _stamped(word: _Word) -> date | None:
    """The day of the last change, else of creation, as the program stored it."""
    for name in ("modified", "created"):
        try:
            return datetime.fromisoformat(word.properties.get(name, "")).date()
        except ValueError:
            continue
    return None


def _ole_refusal(source: Source) -> RejectedError:
    with source.path.open("rb") as file:
        encrypted = _ENCRYPTED in file.read(LIMIT_BYTES)
    if encrypted:
        return RejectedError("password-required", "The document is protected by a password.")
    return RejectedError("not-a-document", "This is a Word file of before 2007, or no Word file.")


def _read(source: Source) -> _Word:
    word = _Word()
    with source.path.open("rb") as file, docx_parts.opened(file) as archive:
        seen: set[str] = set()  # Word repeats one header for first, odd and even pages
        for name in docx_parts.part_names(archive):
            is_main = name.startswith("word/document")
            for path, text in docx_parts.paragraphs(archive, name):
                if is_main or (text.strip() and text not in seen):
                    seen.add(text if not is_main else "")
                    lines = text_encoding.lines_of(text)
                    word.lines += lines
                    word.paths += [path] * len(lines)
        word.properties = docx_parts.properties(archive)
    return word
