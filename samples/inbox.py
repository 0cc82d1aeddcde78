"""The sample inbox: which files there are, in one list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from samples import truth
from samples.bill import Bill
from samples.layouts import catalogue
from samples.life import Life, live
from samples.statements import tables

# The bank's exports: the third starts in February again, April is missing on purpose.
BANK_EXPORTS = (
    (date(2026, 1, 1), date(2026, 1, 31)),
    (date(2026, 2, 1), date(2026, 2, 28)),
    (date(2026, 2, 16), date(2026, 3, 31)),
    (date(2026, 5, 1), date(2026, 5, 31)),
    (date(2026, 6, 1), date(2026, 6, 30)),
)
HALF_YEAR = (date(2026, 1, 1), date(2026, 6, 30))


def files(seed: int) -> list[truth.Filed]:
    """Every file with its truth, ordered by path."""
    life = live(seed)
    made = [*_bills(life), *_statements(life)]
    return sorted(made, key=lambda filed: filed.file)


def _bills(life: Life) -> Iterator[truth.Filed]:
    for bill in life.bills:
        yield paper(bill)


def paper(bill: Bill) -> truth.Filed:
    """A bill as a PDF file."""
    return truth.Filed(
        file=bill.file,
        content=catalogue.draw(bill),
        format="pdf",
        document_kind=bill.kind,
        facts=(truth.bill_fact(bill),),
    )


def _statements(life: Life) -> Iterator[truth.Filed]:
    for first, last in BANK_EXPORTS:
        yield tables.bank_csv(life.bank, first, last)
    yield tables.card_csv(life.card, *HALF_YEAR)
