"""From the pages of a paper to its facts: a bill where it is one, else a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from lifeos.contracts.facts import Box, DocumentData, Evidence, Occurred
from lifeos.senses.document_facts import undated_on
from lifeos.senses.einvoices.enclosed import attachments_of, find_enclosed
from lifeos.senses.einvoices.facts import Origin, contents_of, doubts_of, fact_of
from lifeos.senses.einvoices.model import EInvoice
from lifeos.senses.einvoices.printed import compare
from lifeos.senses.invoices.dating import Dates, read_dates
from lifeos.senses.invoices.facts import bill_fact, bill_tally, find_bill, occurred_on
from lifeos.senses.invoices.labels import Read
from lifeos.senses.invoices.parties import read_issuer
from lifeos.senses.invoices.reading import Bill
from lifeos.senses.models import Doubt, FactDraft, Reading, Source, Tally
from lifeos.senses.pdf.document_kind import BILL_KINDS, BillKind, kind_of
from lifeos.senses.pdf.layout import PageWords
from lifeos.senses.printed_statements.finding import STATEMENT_PAGES, find_statement

_TITLE_LIMIT = 300
_HEAD_PAGES = 2  # what a document is and who sent it stands on its first pages
_CREATED_DAYS = 31  # a file is usually made within a month of the day its paper names


@dataclass(frozen=True)
class Paper:
    """A file's pages with what the file says about itself."""

    source: Source
    reader: str
    pages: list[PageWords]
    page_count: int
    has_text: bool
    stated_title: str = ""
    created_on: date | None = None
    doubts: list[Doubt] = field(default_factory=list)
    enclosed_xml: tuple[tuple[str, bytes], ...] = ()  # name and content


def read_paper(paper: Paper) -> Iterator[Reading]:
    """Yield one fact and the tally."""
    enclosed, unreadable = find_enclosed(paper.enclosed_xml)
    if enclosed is not None:
        yield from _enclosed_invoice(paper, *enclosed)
        return
    paper.doubts.extend(unreadable)
    if not paper.has_text:
        yield from _document(paper, "document", doubts=[_no_text_layer(paper)])
        return
    statement = find_statement(paper.pages)
    if statement is not None:
        doubts = [*paper.doubts, *_too_long(paper)]
        yield from statement.readings(paper.source, paper.reader, doubts)
        return
    found = find_bill(paper.pages, paper.source.habits)
    if found is not None:
        yield from _bill(paper, *found)
    else:
        other = _other_kind(paper.pages)
        doubts = [_NO_ROWS] if other == "bank_statement" else []
        yield from _document(paper, other, doubts=doubts)


_NO_ROWS = Doubt(
    code="rows-not-found",
    detail="This calls itself a statement, but no table of rows could be read from it.",
)


def _too_long(paper: Paper) -> Iterator[Doubt]:
    if paper.page_count > STATEMENT_PAGES:
        detail = f"Only the first {STATEMENT_PAGES} of {paper.page_count} pages were read for rows."
        yield Doubt(code="too-many-pages", detail=detail)


def _enclosed_invoice(paper: Paper, name: str, invoice: EInvoice) -> Iterator[Reading]:
    """An invoice whose XML the PDF carries: one fact, held against what the pages print."""
    printed = compare(invoice, paper.pages, sha256=paper.source.sha256, reader=paper.reader)
    fact = fact_of(invoice, Origin(paper.source, paper.reader, name), printed)
    attachments, lost = attachments_of(invoice)
    yield fact
    yield from attachments
    contents = contents_of(invoice)
    yield Tally(
        document_kind=contents.kind,
        title=fact.title,
        issuer=contents.issuer,
        dated_on=contents.issued_on,
        found_count=1,
        doubts=[*paper.doubts, *doubts_of(invoice), *printed.doubts, *lost],
    )


def _other_kind(pages: Sequence[PageWords]) -> str:
    kind = kind_of(pages)
    return "document" if kind in BILL_KINDS else kind


def _no_text_layer(paper: Paper) -> Doubt:
    return Doubt(
        code="no-text-layer",
        detail=f"None of the {paper.page_count} pages has text; they may be scans.",
    )


def _bill(paper: Paper, bill: Bill, kind: BillKind) -> Iterator[Reading]:
    places = bill.evidence(paper.source.sha256, paper.reader) or [_first_words(paper)]
    occurred = _occurred(paper, bill.dates)
    fact = bill_fact(bill, kind, source=paper.source, occurred=occurred, evidence=places)
    yield fact
    yield bill_tally(fact, [*paper.doubts, *bill.doubts])


def _occurred(paper: Paper, dates: Dates) -> Occurred:
    """The day the paper names; else the day the file was made."""
    if paper.created_on is not None:
        return occurred_on(dates, Occurred(start=paper.created_on, uncertainty_days=_CREATED_DAYS))
    return occurred_on(dates, undated_on(paper.source))


def _document(paper: Paper, kind: str, *, doubts: list[Doubt]) -> Iterator[Reading]:
    head = paper.pages[:_HEAD_PAGES]
    dates, issuer = read_dates(head), read_issuer(head)
    contents = DocumentData(
        document_kind=kind,
        issuer=issuer.value if issuer else None,
        dated_on=dates.issued.value if dates.issued else None,
        pages=paper.page_count,
    )
    title = _document_title(paper, kind)
    yield FactDraft(
        domain="documents",
        occurred=_occurred(paper, dates),
        title=title,
        data=contents,
        evidence=_document_evidence(paper, issuer=issuer, dated=dates.issued),
        confidence=Decimal("0.7") if paper.has_text else Decimal("0.3"),
        confidence_reason=_HEADED if paper.has_text else "The pages have no text to read.",
        identity=("document", paper.source.sha256),
    )
    yield Tally(
        document_kind=kind,
        title=title,
        issuer=contents.issuer,
        dated_on=contents.dated_on,
        found_count=paper.page_count,
        declared_count=paper.page_count,
        doubts=[*paper.doubts, *doubts],
    )


_HEADED = "Kind, sender and date are read from the words that head the paper."


def _document_evidence(
    paper: Paper, *, issuer: Read[str] | None, dated: Read[date] | None
) -> list[Evidence]:
    evidence = [_first_words(paper)]
    sha256, reader = paper.source.sha256, paper.reader
    if issuer is not None:
        evidence.append(issuer.evidence("issuer", sha256, reader=reader))
    if dated is not None:
        evidence.append(dated.evidence("dated_on", sha256, reader=reader))
    return evidence


def _document_title(paper: Paper, kind: str) -> str:
    """The largest line at the top of the first page, else what file or person call it."""
    first = paper.pages[0] if paper.pages else None
    lines = [line for line in first.lines if line.y0 < first.height / 2] if first else []
    if lines:
        largest = max(lines, key=lambda line: (round(line.height), -line.y0))
        if any(sign.isalpha() for sign in largest.text):
            return largest.text[:_TITLE_LIMIT]
    return (paper.stated_title or paper.source.name or kind)[:_TITLE_LIMIT]


def _first_words(paper: Paper) -> Evidence:
    """What the title and kind were read from: the first line, or the empty first page."""
    for page in paper.pages:
        if page.lines:
            line = page.lines[0]
            read = Read(line.text, line, 0, len(line.text))
            return read.evidence("title", paper.source.sha256, reader=paper.reader)
    page_box = Box(x0=0, y0=0, x1=0, y1=0)
    if paper.pages:
        page_box = Box(x0=0, y0=0, x1=paper.pages[0].width, y1=paper.pages[0].height)
    return Evidence(
        field="title", sha256=paper.source.sha256, page=1, box=page_box, snippet="",
        reader=paper.reader,
    )  # fmt: skip
