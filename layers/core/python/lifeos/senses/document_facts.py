"""The document fact of a running text: one shape for text, HTML, mail and Word files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from lifeos.contracts.facts import DocumentData, Evidence, Occurred
from lifeos.senses.models import FactDraft, Source

SNIPPET_CHARS = 400  # as the contract has it
_LONG_AGO = date(1970, 1, 1)  # for a file whose day of arrival nobody knows either
_CENTURY_DAYS = 36_525
STATED = Decimal("1")  # a header or property says so
INFERRED = Decimal("0.8")  # read from the conventions of letters


@dataclass(frozen=True, slots=True)
class About:
    """What a document says about itself."""

    document_kind: str
    title: str
    issuer: str | None
    dated: date | datetime | None
    pages: int | None = None
    stated: bool = False  # by headers or properties rather than by the text's layout


def document_fact(source: Source, about: About, *, evidence: list[Evidence]) -> FactDraft:
    """A `document` fact; its identity is the file's hash, as for every document."""
    day = about.dated.date() if isinstance(about.dated, datetime) else about.dated
    return FactDraft(
        domain="documents",
        occurred=Occurred(start=about.dated) if about.dated else undated_on(source),
        title=about.title[:300],
        data=DocumentData(
            document_kind=about.document_kind,
            issuer=about.issuer,
            dated_on=day,
            pages=about.pages,
        ),
        evidence=evidence,
        confidence=STATED if about.stated else INFERRED,
        confidence_reason=_reason(about),
        identity=("document", source.sha256, about.document_kind),
    )


def _reason(about: About) -> str:
    if about.dated is None:
        return "the file names no day of its own"
    return "stated by the file" if about.stated else "read from the text's layout"


def undated_on(source: Source) -> Occurred:
    """The day the hub received it, give or take a century: the file itself says nothing."""
    return Occurred(start=source.received_on or _LONG_AGO, uncertainty_days=_CENTURY_DAYS)


def first_words(source: Source, lines: Sequence[str], *, reader: str) -> Evidence:
    """The first line that has words: what a title that is nowhere stated can be held against."""
    number = next((n for n, line in enumerate(lines, 1) if line.strip()), None)
    return Evidence(
        field="title",
        sha256=source.sha256,
        line=number,
        snippet=lines[number - 1].strip()[:SNIPPET_CHARS] if number else "",
        reader=reader,
    )


def title_of(name: str) -> str:
    """A file's name as a title, for a file that has none itself."""
    return name.replace("\\", "/").rpartition("/")[2].strip()[:300] or "Untitled"
