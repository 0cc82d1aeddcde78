"""PDF: the text of every page, and what kind of paper it is.

A damaged file that can still be opened is read. Where that puts content at risk (no end mark, a
page that cannot be loaded) the tally carries a doubt, because pages may be missing unseen.
"""

from __future__ import annotations

from collections.abc import Iterator

from lifeos.senses.models import Doubt, Head, Page, Reading, Source
from lifeos.senses.page_layout import PageWords
from lifeos.senses.papers import Paper, read_paper
from lifeos.senses.pdf_text import Pdf as OpenPdf
from lifeos.senses.pdf_text import has_end_mark, open_pdf, starts_like_pdf

# Facts are read from the first and last pages: what a paper is and what it sums up to stands
# there, and memory stays bounded. Text is kept from every page.
FIRST_PAGES, LAST_PAGES = 20, 10
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
        """Open the file and close it again.

        Raises: RejectedError as `open_pdf`.
        """
        with open_pdf(source.path):
            pass

    def read(self, source: Source) -> Iterator[Reading]:
        """Yield every page's text, the facts of the paper, and the tally.

        Raises: RejectedError as `open_pdf`.
        """
        kept: list[PageWords] = []
        unreadable: list[int] = []
        with open_pdf(source.path) as pdf:
            page_count = pdf.page_count
            yield from _each_page(pdf, kept, unreadable)
            title = pdf.title
            created_on = pdf.created_on
        paper = Paper(
            source=source,
            reader=f"{self.name}/{self.version}",
            pages=kept,
            page_count=page_count,
            stated_title=title,
            created_on=created_on,
            doubts=_damage(source, unreadable),
        )
        yield from read_paper(paper)


def _each_page(pdf: OpenPdf, kept: list[PageWords], unreadable: list[int]) -> Iterator[Page]:
    for number in range(1, pdf.page_count + 1):
        read_closely = number <= FIRST_PAGES or number > pdf.page_count - LAST_PAGES
        page = pdf.page(number, geometry=read_closely)
        if page is None:
            unreadable.append(number)
        elif read_closely:
            kept.append(page)
        yield Page(number=number, text=page.text if page else "")


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
