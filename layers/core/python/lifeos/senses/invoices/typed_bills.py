"""The bill a running text is, if it is one: the printed bill's rules, and a stricter end.

Paper that names itself an invoice and a total nearly always is one. Text is more easily written:
offers, refunds, failed payments and talk of bills use the same words. So a text must call itself
a bill, and say how much in a place of its own, and how it is asked for or was paid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lifeos.senses.document_facts import undated_on
from lifeos.senses.invoices.facts import bill_fact, bill_tally, find_bill, occurred_on
from lifeos.senses.invoices.reading import Bill
from lifeos.senses.invoices.typed import Row, set_out
from lifeos.senses.invoices.vocabulary_typed import NO_BILL, PAID_BY
from lifeos.senses.models import Doubt, FactDraft, Reading, Source
from lifeos.senses.pdf.document_kind import BILL_KINDS, BillKind, kind_scores
from lifeos.senses.pdf.layout import Cell, PageWords
from lifeos.senses.values.phrases import Phrases, fold

_SAID_AT_LEAST = 2
_SENTENCE_WORDS = 9  # a cell with so many is a sentence: what it names is told, not billed
_HEADING_WORDS = 9
# Amounts that do not go together: without a number they are prices rather than a bill.
_UNEVEN = frozenset(("items-differ", "sum-differs", "total-unclear"))
_NUMBER_SPEAKS, _CALLED = 2.0, 1.0
_UNBILLED = Phrases(no_bill=NO_BILL)
_PAID_BY = re.compile(PAID_BY)


@dataclass(frozen=True)
class TypedBill:
    """The fact of a bill and what is doubtful about it."""

    fact: FactDraft
    doubts: list[Doubt]

    def readings(self) -> Iterator[Reading]:
        """The fact and the tally of a file that is this bill and nothing else."""
        yield self.fact
        yield bill_tally(self.fact, self.doubts)


def typed_bill(rows: Sequence[Row], source: Source, *, reader: str) -> TypedBill | None:
    """The bill these rows are, or None."""
    typed = set_out(rows)
    found = find_bill([typed.page], source.habits) if typed else None
    if typed is None or found is None:
        return None
    bill, kind = found
    if not _says_enough(bill, kind, typed.page):
        return None
    if kind != "credit_note" and _is_unbilled(typed.page):
        return None
    places = [typed.located(each) for each in bill.evidence(source.sha256, reader)]
    occurred = occurred_on(bill.dates, undated_on(source))
    fact = bill_fact(bill, kind, source=source, occurred=occurred, evidence=places)
    return TypedBill(fact, bill.doubts)


def _says_enough(bill: Bill, kind: BillKind, page: PageWords) -> bool:
    """Whether it calls itself a bill and says whose, when and how it is or was to be paid.

    Ways to pay are named in many an offer; only a receipt says with them that it was paid.
    """
    total, number, tax = bill.totals.total, bill.identifiers.number, bill.totals.tax
    if total is None or len(total.run.words) >= _SENTENCE_WORDS:
        return False
    if number is None and any(doubt.code in _UNEVEN for doubt in bill.doubts):
        return False
    scores = kind_scores([page])
    called = max(scores[kind] for kind in BILL_KINDS) >= _CALLED
    called = called or (number is not None and number.score >= _NUMBER_SPEAKS)
    said = (bill.issuer, number, bill.dates.issued, bill.totals.proved or None)
    paid = kind == "receipt" and _PAID_BY.search(fold(page.text))
    asked = number or bill.dates.due or (tax and tax.value) or paid
    return called and bool(asked) and sum(each is not None for each in said) >= _SAID_AT_LEAST


def _is_unbilled(page: PageWords) -> bool:
    """Whether a heading says that nothing is asked for, or that money comes back."""
    headings = "\n".join(cell.text for _, _, cell in page.cells if _may_head(cell))
    return bool(_UNBILLED.find(fold(headings)))


def _may_head(cell: Cell) -> bool:
    return len(cell.words) < _HEADING_WORDS
