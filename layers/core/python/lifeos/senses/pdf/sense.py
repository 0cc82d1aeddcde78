"""PDF: the text of every page, and what kind of paper it is.

A damaged file that can still be opened is read. Where that puts content at risk (no end mark, a
page that cannot be loaded) the tally carries a doubt, because pages may be missing unseen.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from lifeos.errors import RejectedError
from lifeos.senses.models import Doubt, Head, Page, Reading, Source
from lifeos.senses.pdf.document_kind import speaks_of_bills
from lifeos.senses.pdf.layout import PageWords
from lifeos.senses.pdf.papers import Paper, read_paper
from lifeos.senses.pdf.text import Pdf as OpenPdf
from lifeos.senses.pdf.text import has_end_mark, open_pdf, starts_like_pdf
from lifeos.senses.printed_statements.finding import STATEMENT_PAGES, may_be_statement

# Facts are read from the first and last pages: what a paper is and what it sums up to stands
# there, and memory stays bounded. Text is kept from every page.
FIRST_PAGES, LAST_PAGES = 20, 10
# Every paper is looked at closely on so many pages, and further only if it speaks of bills.
HEAD_PAGES = 2
# A page with more words is a list, and reading it closely would take seconds.
CLOSE_WORDS = 5_000
_LISTED_PAGES = 10


class Pdf:
    """The sense for PDF files with a text layer."""

    name = "pdf"
    version = 1
    media_types: tuple[str, ...] = ("application/pdf",)

    def score(self, head: Head) -> float:
        """Certain with the header in place, sure enough with something before it."""
        if head.first_bytes.startswith(b"%PDF-"):
            return 1.0
        return 0.9 if starts_like_pdf(head.first_bytes) else 0.0

    def check(self, source: Source) -> None:
        """Open the file, load the first page that can be, and close it again.

        Raises: RejectedError as `open_pdf`, and `damaged` if no page can be loaded.
        """
        with open_pdf(source.path) as pdf:
            tried = range(1, min(pdf.page_count, FIRST_PAGES) + 1)
            if not any(pdf.page(number, wants_words=_never) for number in tried):
                raise RejectedError("damaged", "No page of this PDF can be read.")

    def read(self, source: Source) -> Iterator[Reading]:
        """Yield every page's text, the facts of the paper, and the tally.

        Raises: RejectedError as `open_pdf`.
        """
        walk = _Walk()
        with open_pdf(source.path) as pdf:
            yield from walk.pages(pdf)
            paper = Paper(
                source=source,
                reader=f"{self.name}/{self.version}",
                pages=walk.kept,
                page_count=pdf.page_count,
                has_text=walk.has_text,
                stated_title=pdf.title,
                created_on=pdf.created_on,
                doubts=_damage(source, walk.unreadable),
                enclosed_xml=tuple(pdf.enclosed_xml()),
            )
        yield from read_paper(paper)


def _never(text: str) -> bool:
    return False


class _Walk:
    """One pass over the pages: what to keep of them, and what was seen on the way."""

    def __init__(self) -> None:
        self.kept: list[PageWords] = []
        self.unreadable: list[int] = []
        self.has_text = False
        self._of_bills = False
        self._is_statement: bool | None = None  # known from the first pages

    def pages(self, pdf: OpenPdf) -> Iterator[Page]:
        """Every page for search; the ones worth reading closely stay in `kept`."""
        for number in range(1, pdf.page_count + 1):
            in_reach = number <= FIRST_PAGES or number > pdf.page_count - LAST_PAGES
            page = pdf.page(
                number, wants_words=partial(self._wants_words, number=number, in_reach=in_reach)
            )
            if page is None:
                self.unreadable.append(number)
            elif 0 < len(page.words) <= CLOSE_WORDS:
                self.kept.append(page)
            yield Page(number=number, text=page.text if page else "")

    def _wants_words(self, text: str, *, number: int, in_reach: bool) -> bool:
        self.has_text = self.has_text or bool(text.strip())
        self._of_bills = self._of_bills or speaks_of_bills(text)
        if number <= HEAD_PAGES:
            return True
        if self._is_statement is None:
            self._is_statement = may_be_statement(self.kept)
        if self._is_statement:
            return number <= STATEMENT_PAGES
        return in_reach and self._of_bills


def _damage(source: Source, unreadable: list[int]) -> list[Doubt]:
    doubts = []
    if unreadable:
        places = ", ".join(map(str, unreadable[:_LISTED_PAGES]))
        more = " and more" if len(unreadable) > _LISTED_PAGES else ""
        doubts.append(
            Doubt(code="page-unreadable", detail=f"The file is damaged at page {places}{more}.")
        )
    if not has_end_mark(source.path):
        doubts.append(
            Doubt(code="end-missing", detail="The file lacks its end mark; pages may be missing.")
        )
    return doubts
