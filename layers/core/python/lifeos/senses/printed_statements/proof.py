"""The stated balances as proof of the rows between them.

From one stated balance to the next, the rows must add up to the difference. Where they do not, a
row is missing, was read wrong, or the paper itself is wrong: the page is named and the reading
goes on from the stated balance. Rows before the first or behind the last stated balance are
proved by nothing, unless the stated sums of both sides agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from lifeos.senses.printed_statements.figures import Figure
from lifeos.senses.printed_statements.rows import Entry
from lifeos.senses.printed_statements.signs import Way, balance_of, held, signed, ways
from lifeos.senses.values.amounts import Notation


@dataclass(frozen=True, slots=True)
class Anchor:
    """A balance that is stated between rows."""

    page: int
    figure: Figure


Step = Entry | Anchor


@dataclass(frozen=True, slots=True)
class Break:
    """A balance that does not follow from the rows before it."""

    page: int
    computed: Decimal
    stated: Decimal


@dataclass
class Proof:
    """One way of reading, and how the balances bear it out."""

    way: Way
    amounts: dict[int, Decimal | None] = field(default_factory=dict)  # by id of the row
    breaks: list[Break] = field(default_factory=list)
    checked: int = 0
    unproved: list[Entry] = field(default_factory=list)

    @property
    def rank(self) -> tuple[int, int]:
        """Breaks first, then how many balances were checked at all."""
        return len(self.breaks), -self.checked


def prove(steps: Sequence[Step], *, notation: Notation | None, card: bool) -> Proof:
    """The best way of reading; of equal ones the likeliest."""
    entries = [step for step in steps if isinstance(step, Entry)]
    balances = [step.figure for step in steps if isinstance(step, Anchor)]
    balances += [entry.money["balance"] for entry in entries if "balance" in entry.money]
    choices = ways(entries, balances, card=card)
    proofs = (_run(steps, way, notation=notation) for way in choices)
    return min(proofs, key=lambda proof: proof.rank)


def _run(steps: Sequence[Step], way: Way, *, notation: Notation | None) -> Proof:
    proof = Proof(way)
    running: Decimal | None = None
    since: list[Entry] = []
    for step in steps:
        if isinstance(step, Entry):
            amount = signed(step, way, notation=notation, before=running)
            proof.amounts[id(step)] = amount
            since.append(step)
            running = None if running is None or amount is None else running + amount
            stated = balance_of(step, way, notation=notation)
        else:
            stated = held(step.figure, way, notation=notation)
        if stated is None:
            continue
        if running is None:
            proof.unproved += since
        else:
            proof.checked += 1
            if running != stated:
                proof.breaks.append(Break(step.page, running, stated))
        since, running = [], stated
    proof.unproved += since
    return proof
