"""The bill a running text is, if it is one: the printed bill's rules, and a stricter end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lifeos.contracts.facts import Occurred
from lifeos.senses.invoices.facts import bill_fact, bill_tally, find_bill
from lifeos.senses.invoices.reading import Bill
from lifeos.senses.invoices.typed import Row, set_out
from lifeos.senses.models import Doubt, FactDraft, Reading, Source


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

    Text is easily written, so it must say more than paper: from whom or under which number, on
    which day, and how much in which currency.
    """
    typed = set_out(rows)
    found = find_bill([typed.page], source.habits) if typed else None
    if typed is None or found is None or not _says_enough(found[0]):
        return None
    bill, kind = found
    assert bill.dates.issued is not None
    places = [typed.located(each) for each in bill.evidence(source.sha256, reader)]
    occurred = Occurred(start=bill.dates.issued.value)
    fact = bill_fact(bill, kind, source=source, occurred=occurred, evidence=places)
    return TypedBill(fact, bill.doubts)


def _says_enough(bill: Bill) -> bool:
    named = bill.issuer is not None or bill.identifiers.number is not None
    return named and bill.dates.issued is not None and bill.totals.total is not None
