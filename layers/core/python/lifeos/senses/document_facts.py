"""The document fact of a running text: one shape for text, HTML, mail and Word files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from lifeos.contracts.facts import DocumentData, Evidence, Occurred
from lifeos.senses.models import FactDraft, Source

SNIPPET_CHARS = 400  # as the contract has it
STATED = Decimal("1")  # a header or property says so
INFERRED = Decimal("0.8")  # read from the conventions of letters


@dataclass(frozen=True, slots=True)
class About:
    """What a document says about itself."""

    document_kind: str
    title: str
    issuer: str | None
    dated: date | datetime
    pages: int | None = None
    stated: bool = False  # by headers or properties rather than by the text's layout


def document_fact(source: Source, about: About, *, evidence: list[Evidence]) -> FactDraft:
    """A `document` fact; its identity is the file's hash, as for every document."""
    day = about.dated.date() if isinstance(about.dated, datetime) else about.dated
    return FactDraft(
        domain="documents",
        occurred=Occurred(start=about.dated),
        title=about.title[:300],
        data=DocumentData(
            document_kind=about.document_kind,
            issuer=about.issuer,
            dated_on=day,
            pages=about.pages,
        ),
        evidence=evidence,
        confidence=STATED if about.stated else INFERRED,
        confidence_reason="stated by the file" if about.stated else "read from the text's layout",
        identity=("document", source.sha256, about.document_kind),
    )


def title_of(name: str) -> str:
    """A file's name as a title, for a file that has none itself."""
    return name.replace("\\", "/").rpartition("/")[2].strip()[:300] or "Untitled"
