"""The sample inbox: which files there are, in one list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from samples import calendars, letters, notes, trouble, truth
from samples.bill import Bill
from samples.layouts import catalogue
from samples.life import NOT_YET_PAID, Life
from samples.statements import camt, mt940, ofx, printed, tables

_JANUARY: Final = (date(2026, 1, 1), date(2026, 1, 31))
_FEBRUARY: Final = (date(2026, 2, 1), date(2026, 2, 28))
_MARCH: Final = (date(2026, 3, 1), date(2026, 3, 31))
_MAY: Final = (date(2026, 5, 1), date(2026, 5, 31))
_JUNE: Final = (date(2026, 6, 1), date(2026, 6, 30))
# The third export starts in February again; April is missing on purpose.
_EXPORTS: Final = (_JANUARY, _FEBRUARY, (date(2026, 2, 16), _MARCH[1]), _MAY, _JUNE)
MAILED: Final = NOT_YET_PAID  # the bill that comes attached to a mail


def files(life: Life) -> list[truth.Filed]:
    """Every file with its truth, ordered by path."""
    bills = [_paper(bill) for bill in life.bills if bill.thing != MAILED]
    made = [
        *bills,
        *_statements(life),
        *letters.all_letters(),
        *calendars.calendars(),
        *notes.all_notes(_paper(life.bill(MAILED))),
        *trouble.all_trouble(bills),
    ]
    return sorted(made, key=lambda filed: filed.file)


def _paper(bill: Bill) -> truth.Filed:
    return truth.Filed(
        file=bill.file,
        content=catalogue.draw(bill),
        format="pdf",
        document_kind=bill.kind,
        facts=(truth.bill_fact(bill),),
    )


def _statements(life: Life) -> Iterator[truth.Filed]:
    for days in _EXPORTS:
        yield tables.bank_csv(life.bank.between(*days))
    yield tables.card_csv(life.card.between(_JANUARY[0], _JUNE[1]))
    yield printed.statement(life.bank.between(*_FEBRUARY))
    yield ofx.statement(life.bank.between(*_MARCH))
    yield camt.statement(life.bank.between(*_MARCH))
    yield mt940.statement(life.bank.between(*_MAY))
