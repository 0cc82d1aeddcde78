"""Printed statements given as text, read without a PDF."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from lifeos.contracts.facts import BalanceData, TransactionData
from lifeos.senses.models import FactDraft, Source, Tally
from lifeos.senses.printed_statements.finding import find_statement

from tests.support.pages import pages

SOURCE = Source(Path("statement.pdf"), "statement.pdf", "application/pdf", "0" * 64, 1)


@dataclass(frozen=True)
class ReadStatement:
    """What became of the pages."""

    facts: list[FactDraft]
    tally: Tally

    @property
    def rows(self) -> list[tuple[str, str, Decimal | None]]:
        """Day, words and amount of every row."""
        return [
            (fact.data.booked_on.isoformat(), fact.data.description, fact.amount)
            for fact in self.facts
            if isinstance(fact.data, TransactionData)
        ]

    @property
    def amounts(self) -> list[str]:
        """Amounts of the rows as text."""
        return [str(amount) for _, _, amount in self.rows]

    @property
    def accounts(self) -> list[str | None]:
        """The account of every row."""
        return [f.data.account for f in self.facts if isinstance(f.data, TransactionData)]

    @property
    def balances(self) -> list[tuple[str, str, Decimal | None]]:
        """Kind, day and amount of every stated balance."""
        return [
            (fact.data.balance_kind, fact.data.stated_on.isoformat(), fact.amount)
            for fact in self.facts
            if isinstance(fact.data, BalanceData)
        ]

    @property
    def doubts(self) -> list[str]:
        """Codes of the doubts."""
        return [doubt.code for doubt in self.tally.doubts]


def read_text(*texts: str) -> ReadStatement | None:
    """One page a text; None where the pages are no statement."""
    found = find_statement(pages(*texts))
    if found is None:
        return None
    readings = list(found.readings(SOURCE, "pdf/1", []))
    tally = readings.pop()
    assert isinstance(tally, Tally)
    return ReadStatement([r for r in readings if isinstance(r, FactDraft)], tally)


def statement(*texts: str) -> ReadStatement:
    """As `read_text`, where the pages must be a statement."""
    found = read_text(*texts)
    assert found is not None
    return found
