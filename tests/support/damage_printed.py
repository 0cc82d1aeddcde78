"""Damages of one printed statement, done to the words of its pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from lifeos.contracts.facts import BalanceData, TransactionData
from lifeos.senses.models import FactDraft, Reading
from lifeos.senses.pdf.layout import PageWords
from lifeos.senses.pdf.papers import Paper, read_paper
from lifeos.senses.pdf.text import pages as pages_of

from tests.support.damage_trials import (
    STATED,
    UNSEEN,
    Trial,
    amount_of,
    between,
    follows,
    outside_ends,
    reads_done,
    source_of,
    step_of,
)
from tests.support.damaged_statements import (
    Kind,
    PrintedRow,
    other_digit,
    with_word,
    without_row,
    words_in,
)

# What is printed for each row anew; a day or an account may stand above several rows.
_OF_A_ROW = ("amount", "description", "counterparty", "type", "reference")


def printed_trials(path: Path) -> Iterator[Trial]:
    """Damages of the pages of a printed statement."""
    pages = list(pages_of(path))
    readings = _of_pages(path, pages)
    drafts = [reading for reading in readings if isinstance(reading, FactDraft)]
    rows = [draft for draft in drafts if isinstance(draft.data, TransactionData)]
    steps = [step_of(draft) for draft in rows]
    ends = outside_ends(readings, set())
    if not rows or not reads_done(readings) or not follows(between(ends, steps)):
        return
    for at, place in enumerate(_printed_rows(rows)):
        left = between(ends, steps[:at] + steps[at + 1 :])
        yield _of_words(path, without_row(pages, place), "row dropped", at, shows=not follows(left))
    for at, draft in enumerate(rows):
        other = steps[at].amount + UNSEEN
        left = between(ends, [*steps[:at], replace(steps[at], amount=other), *steps[at + 1 :]])
        for changed in _changed_words(pages, draft, "amount"):
            yield _of_words(path, changed, "digit of an amount", at, shows=not follows(left))
    for at, draft in enumerate(drafts):
        field = "amount" if isinstance(draft.data, BalanceData) else "balance"
        for changed in _changed_words(pages, draft, field):
            yield _of_words(path, changed, STATED, at, shows=True)


def _changed_words(
    pages: Sequence[PageWords], draft: FactDraft, field: str
) -> Iterator[list[PageWords]]:
    """The pages with each digit of one printed figure changed in turn."""
    boxes = [(place.page, place.box) for place in draft.evidence if place.field == field]
    for number, box in boxes:
        page = next((page for page in pages if page.number == number), None)
        for word in words_in(page, box) if page and box else ():
            for at, digit in enumerate(word.text):
                if digit.isdecimal():
                    text = word.text[:at] + other_digit(digit) + word.text[at + 1 :]
                    yield with_word(pages, page.number if page else 0, word, text)


def _printed_rows(rows: Sequence[FactDraft]) -> Iterator[PrintedRow]:
    """The height of each row: from its first words to the next row's on its page."""
    tops = [(amount_of(row).page or 0, min(_tops(row), default=0.0)) for row in rows]
    for number, group in groupby(tops, key=lambda top: top[0]):
        heights = [height for _, height in group]
        bottoms = [*heights[1:], heights[-1] + 14]
        for top, bottom in zip(heights, bottoms, strict=True):
            yield PrintedRow(number, top, bottom)


def _tops(row: FactDraft) -> list[float]:
    page = amount_of(row).page
    return [p.box.y0 for p in row.evidence if p.box and p.page == page and p.field in _OF_A_ROW]


def _of_words(path: Path, pages: Sequence[PageWords], kind: Kind, at: int, *, shows: bool) -> Trial:
    def is_done() -> bool:
        return reads_done(_of_pages(path, pages))

    return Trial(kind, f"row {at + 1}", shows, is_done)


def _of_pages(path: Path, pages: Sequence[PageWords]) -> list[Reading]:
    source = source_of(path)
    paper = Paper(source, "pdf/1", pages=list(pages), page_count=len(pages), has_text=True)
    return list(read_paper(paper))
