"""What does not add up in a statement, each with its place: the reasons for `needs_review`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lifeos.senses.csv.cells import unit_unknown
from lifeos.senses.csv.chain import Hypothesis
from lifeos.senses.csv.figures import Figures, StatedTotal
from lifeos.senses.csv.rows import ZERO, Row, Unread
from lifeos.senses.csv.survey import Survey
from lifeos.senses.csv.words import BOOKED, NEVER_HAPPENED, PENDING
from lifeos.senses.models import Doubt

STATUSES = 6  # a column of more different words tells no status
NAMED = 20  # places named one by one; the rest is counted


class Checks:
    """Collects doubts of the last pass; bounded however bad the file is."""

    def __init__(self) -> None:
        self._doubts: list[Doubt] = []
        self._more = 0
        self.into, self.out = ZERO, ZERO  # money in and out of all booked rows

    def unread(self, row: Unread) -> None:
        """A row that should hold money and cannot be read."""
        self._add("row-unread", f"Row {row.number} on line {row.record.line} {row.why}.")

    def row(self, row: Row, physical: int) -> None:
        """A row that was read: does it contradict itself, has it swallowed others?"""
        if row.conflict:
            self._add("row-conflict", f"In row {row.number} {row.conflict}.")
        if physical > 1:
            self._add(
                "rows-swallowed",
                f"Row {row.number} runs over {physical} lines that could each be a row.",
            )
        if row.status == "booked":
            if row.amount > 0:
                self.into += row.amount
            else:
                self.out += row.amount

    def _add(self, code: str, detail: str) -> None:
        if len(self._doubts) < NAMED:
            self._doubts.append(Doubt(code=code, detail=detail))
        else:
            self._more += 1

    def all(self, proof: Hypothesis | None, figures: Figures) -> Iterator[Doubt]:
        """Every doubt: rows, running balance, stated sums."""
        yield from self._doubts
        if self._more:
            yield Doubt(code="rows-unread", detail=f"{self._more} more rows do not add up.")
        if proof is not None:
            yield from _balance_doubts(proof)
            yield from _end_doubts(proof, figures)
        yield from (doubt for total in figures.totals if (doubt := self._total(total)))

    def _total(self, total: StatedTotal) -> Doubt | None:
        """A stated sum against what was read; sums are stated with and without their sign."""
        sums = {"in": {self.into}, "out": {self.out}}.get(
            total.side or "", {self.into, self.out, self.into + self.out}
        )
        if abs(total.amount) in {abs(figure) for figure in sums}:
            return None
        return Doubt(
            code="sum-differs",
            detail=f"Line {total.record.line} states a sum that the rows do not have.",
            readings=[format(total.amount, "f"), *(format(s, "f") for s in sorted(sums))],
        )


def _balance_doubts(proof: Hypothesis) -> Iterator[Doubt]:
    if not proof.broken or proof.closes:
        return
    if proof.broken > max(2, 0.2 * proof.checked):
        yield Doubt(
            code="balance-unproven",
            detail=f"The running balance does not follow from the amounts in {proof.broken} of "
            f"{proof.checked} places, first at row {proof.breaks[0]}.",
        )
        return
    for number in proof.breaks:
        yield Doubt(
            code="balance-breaks",
            detail=f"At row {number} the running balance does not follow from the row before.",
        )


def _end_doubts(proof: Hypothesis, figures: Figures) -> Iterator[Doubt]:
    """Stated opening and closing against the ends of the running balance."""
    ends = proof.ends
    if ends is None:
        return
    stated_ends = (
        ("opening", figures.balance("opening"), ends[0]),
        ("closing", figures.balance("closing") or figures.balance("other"), ends[1]),
    )
    for kind, stated, end in stated_ends:
        if stated is not None and stated.amount != end:
            yield Doubt(
                code=f"{kind}-differs",
                detail=f"Line {stated.record.line} states a balance that the rows do not lead to.",
                readings=_plain(stated.amount, end),
            )


def unknown_status(survey: Survey) -> Doubt | None:
    """A doubt where rows differ by a status nobody here knows: some may not be booked yet."""
    several = 1 < len(survey.statuses - {""}) <= STATUSES
    known = PENDING | NEVER_HAPPENED | BOOKED | {""}
    unknown = sorted(survey.statuses - known) if several else []
    if not unknown:
        return None
    return Doubt(
        code="status-unknown",
        detail=f"Column {survey.columns.name(survey.columns.status)} has a status that does not "
        "say whether a row is booked.",
        readings=unknown,
    )


def unknown_units(survey: Survey) -> Doubt | None:
    """A doubt about rows in a unit that is no currency: coins, tokens, shares."""
    unknown = sorted(code for code in survey.codes if unit_unknown(code))
    if not unknown:
        return None
    return Doubt(
        code="currency-unknown",
        detail=f"Column {survey.columns.name(survey.columns.currency)} names units that are no "
        "currency; their rows are kept without one.",
        readings=unknown[:STATUSES],
    )


def _plain(*amounts: Decimal) -> list[str]:
    return [format(amount, "f") for amount in amounts]
