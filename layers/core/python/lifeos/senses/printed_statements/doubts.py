"""What of a printed statement is not proved or does not agree."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lifeos.senses.models import Doubt
from lifeos.senses.printed_statements.days import strays
from lifeos.senses.printed_statements.reading import (
    PrintedStatement,
    Sum,
    side_sums,
)

_SPOKEN = {"total_in": "money in", "total_out": "money out", "total": "all rows"}
_NAMED = 20  # doubts of one kind; a person reads the first few


def doubts_of(statement: PrintedStatement) -> Iterator[Doubt]:
    """Every doubt about the rows, with the page it is about."""
    if not statement.entries and not statement.proof.checked:
        yield Doubt(code="rows-not-found", detail="No row could be read from this statement.")
    yield from _breaks(statement)
    yield from _lost(statement)
    yield from _dates(statement)
    differing = list(_sums(statement))
    yield from differing
    agreed = {field for field, _ in _agreeing(statement)}
    if statement.proof.unproved and not ({"total_in", "total_out"} <= agreed and not differing):
        yield _unproved(statement)
    if statement.count is not None and statement.count != len(statement.entries):
        yield Doubt(
            code="count-differs",
            detail="The statement states another number of rows than it has.",
            readings=[str(statement.count), str(len(statement.entries))],
        )


def _breaks(statement: PrintedStatement) -> Iterator[Doubt]:
    for broken in statement.proof.breaks[:_NAMED]:
        yield Doubt(
            code="balance-differs",
            detail=f"A balance on page {broken.page} does not follow from the rows before it.",
            readings=[format(broken.computed, "f"), format(broken.stated, "f")],
        )


def _lost(statement: PrintedStatement) -> Iterator[Doubt]:
    for entry in statement.lost[:_NAMED]:
        yield Doubt(
            code="row-without-amount",
            detail=f"A line on page {entry.page} begins with a day and has no readable amount.",
        )
    unread = [e for e in statement.entries if statement.proof.amounts.get(id(e)) is None]
    for entry in unread[:_NAMED]:
        yield Doubt(
            code="row-unreadable",
            detail=f"The amount of a row on page {entry.page} can be read in more than one way.",
            readings=[figure.text for figure in entry.money.values()],
        )


def _dates(statement: PrintedStatement) -> Iterator[Doubt]:
    calendar = statement.paper.calendar
    for entry in statement.entries:
        if entry.day is not None and calendar.is_open_for(entry.day):
            yield Doubt(
                code="date-order-open",
                detail=f"The days on page {entry.page} can be read in two ways.",
                readings=[f"{day:02d}.{month:02d}." for _, month, day in entry.day.choices],
            )
            break
    days = [(entry, statement.day_of(entry)) for entry in statement.entries]
    outside = [entry for entry, day in days if day is not None and strays(calendar, day)]
    for entry in outside[:_NAMED]:
        yield Doubt(
            code="day-outside-period",
            detail=f"A row on page {entry.page} has a day far outside the statement's period.",
        )
    undated = [entry for entry in statement.entries if statement.day_of(entry) is None]
    if undated:
        has_day = undated[0].day is not None
        what = "a day without a year, and the paper names none" if has_day else "no day"
        yield Doubt(code="row-without-day", detail=f"A row on page {undated[0].page} has {what}.")


def _unproved(statement: PrintedStatement) -> Doubt:
    entry = statement.proof.unproved[0]
    count = len(statement.proof.unproved)
    return Doubt(
        code="rows-unproved",
        detail=f"No balance or sum proves {count} of the rows, the first on page {entry.page}.",
    )


def _sums(statement: PrintedStatement) -> Iterator[Doubt]:
    """Stated sums that no reading of the rows gives.

    A side may be stated in parts (cheques, fees, other): then each must be the sum of the rows
    above it, or the parts together the whole.
    """
    computed, parts = side_sums(statement), set(_parts(statement))
    for field in ("total_in", "total_out", "total"):
        stated = [value for _, value in _values(statement, field)]
        if parts.issuperset(map(abs, stated)):
            continue
        if field == "total" and any(
            _agrees(value, end) for value in stated for end in _end(statement)
        ):
            continue
        if not any(_agrees(value, computed[field]) for value in stated):
            if _agrees(sum(stated, Decimal(0)), computed[field]):
                continue
            yield Doubt(
                code="sum-differs",
                detail=f"The stated sum of {_SPOKEN[field]} is not what the rows add up to.",
                readings=[*(format(v, "f") for v in stated), format(computed[field], "f")],
            )


def _end(statement: PrintedStatement) -> Iterator[Decimal]:
    """What a table that begins with the old balance adds up to: the new one."""
    if statement.opening is not None and statement.closing is not None:
        value = statement.closing.figure.value(statement.paper.notation)
        if value is not None:
            yield value


def _parts(statement: PrintedStatement) -> Iterator[Decimal]:
    """Stated sums that are those of the rows right above them, without their sign."""
    amounts = statement.proof.amounts
    for field in _SPOKEN:
        for found, value in _values(statement, field):
            rows = [amounts.get(id(row)) for row in found.rows]
            if rows and _agrees(value, sum((row or Decimal(0) for row in rows), Decimal(0))):
                yield abs(value)


def _agreeing(statement: PrintedStatement) -> Iterator[tuple[str, Decimal]]:
    computed = side_sums(statement)
    for field in ("total_in", "total_out"):
        stated = [value for _, value in _values(statement, field)]
        for value in (*stated, sum(stated, Decimal(0))):
            if stated and _agrees(value, computed[field]):
                yield field, value


def _agrees(stated: Decimal, computed: Decimal) -> bool:
    return abs(stated) == abs(computed)


def _values(statement: PrintedStatement, field: str) -> Iterator[tuple[Sum, Decimal]]:
    for found in statement.sums:
        value = found.figure.value(statement.paper.notation)
        if found.field == field and value is not None:
            yield found, value
