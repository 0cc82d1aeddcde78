"""The bill a running text is, if it is one: the printed bill's rules, and a stricter end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lifeos.senses.document_facts import undated_on
from lifeos.senses.invoices.facts import bill_fact, bill_tally, find_bill, occurred_on
from lifeos.senses.invoices.reading import Bill
from lifeos.senses.invoices.typed import Row, set_out
from lifeos.senses.models import Doubt, FactDraft, Reading, Source

_SAID_AT_LEAST = 2


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
    """The bill these rows are, or None.

    Text is easily written, so it must say more than paper does: how much, and of sender, number,
    day and a sum that proves the total two at least.
    """
    typed = set_out(rows)
    found = find_bill([typed.page], source.habits) if typed else None
    if typed is None or found is None or not _says_enough(found[0]):
        return None
    bill, kind = found
    places = [typed.located(each) for each in bill.evidence(source.sha256, reader)]
    occurred = occurred_on(bill.dates, undated_on(source))
    fact = bill_fact(bill, kind, source=source, occurred=occurred, evidence=places)
    return TypedBill(fact, bill.doubts)


def _says_enough(bill: Bill) -> bool:
    told = (bill.issuer, bill.identifiers.number, bill.dates.issued, bill.totals.proved or None)
    said = [each for each in told if each is not None]
    return bill.totals.total is not None and len(said) >= _SAID_AT_LEAST
