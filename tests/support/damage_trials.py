"""Damages of one statement, each ready to be read, and whether the figures left give it away."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from lifeos.contracts.facts import BalanceData, Evidence, TransactionData
from lifeos.errors import RejectedError
from lifeos.facts.service import doubts_of
from lifeos.senses.csv.record import Record
from lifeos.senses.csv.table import Table, open_table
from lifeos.senses.models import FactDraft, Reading, Source, Tally
from lifeos.senses.registry import named
from lifeos.senses.statements.statement import BalanceKind

from tests.support.damaged_statements import (
    Damage,
    Kind,
    cell_spans,
    damages,
    digits_between,
)

STATED: Kind = "digit of a balance, sum or count"
_NOTHING = Decimal(0)
UNSEEN = Decimal("0.001")  # any change will do where only is asked whether balances follow


@dataclass(frozen=True)
class Trial:
    """One damage: what it is, where, and the reading of what it leaves."""

    kind: Kind
    where: str
    shows: bool  # a stated figure contradicts it
    is_done: Callable[[], bool]


@dataclass(frozen=True)
class Step:
    """One row of an account, or a stated end: what moved, and the balance after it if stated."""

    key: tuple[str | None, str | None]
    amount: Decimal
    balance: Decimal | None


Ends = Mapping[BalanceKind, Step]


def follows(steps: Sequence[Step]) -> bool:
    """Whether every stated balance follows from the one before, in this order or the other."""
    return _follows(steps) or _follows(list(reversed(steps)))


def _follows(steps: Sequence[Step]) -> bool:
    running: dict[object, Decimal | None] = {}
    for step in steps:
        before = running.get(step.key)
        after = None if before is None else before + step.amount
        if step.balance is not None and after not in (None, step.balance):
            return False
        running[step.key] = step.balance if step.balance is not None else after
    return True


def text_trials(path: Path, format_: str) -> Iterator[Trial]:
    """Damages of a CAMT or MT940 file in which every statement has both balances."""
    text = path.read_bytes().decode("latin-1")
    if not _reads_as_done(path, format_) or not _is_balanced(text, format_):
        return
    for damage in damages(text, format_):
        left = damage.done_to(text).encode("latin-1")
        amounts = re.findall(r"^:61:.{6,12}?[CD]([\d,]+)|Amt[^>]*>([\d.]+)", text[damage.start :])
        moved = any(c in "123456789" for c in "".join(amounts[0])) if amounts else True
        shows = damage.kind != "row dropped" or moved
        yield _of_bytes(path, format_, left, damage=damage, shows=shows)


def _is_balanced(text: str, format_: str) -> bool:
    if format_ == "mt940":
        return len(re.findall(r"^:60[FM]:", text, re.M)) == len(
            re.findall(r"^:62[FM]:", text, re.M)
        )
    ends = [len(re.findall(rf"Cd>{code}<", text)) for code in ("OPBD", "CLBD")]
    return ends[0] == ends[1] == len(re.findall(r"<(?:\w+:)?Stmt>", text)) > 0


def table_trials(path: Path) -> Iterator[Trial]:
    """Damages of a table with a running balance."""
    table = open_table(path)
    readings = readings_of(path, "csv")
    if table is None or table.layout.columns.balance is None or not reads_done(readings):
        return
    text = path.read_bytes().decode(table.encoding)
    steps = {line: step for step, line in _table_steps(readings)}
    ends = outside_ends(readings, set(steps))
    ordered = [steps[line] for line in sorted(steps)]
    if not steps or not follows(between(ends, ordered)):
        return
    for line, damage, left in _table_damages(table, text, steps):
        shows = not follows(between(ends, left))
        content = damage.done_to(text).encode(table.encoding)
        trial = _of_bytes(path, "csv", content, damage=damage, shows=shows)
        yield replace(trial, where=f"line {line}")
    for damage in _outside_damages(readings, text, set(steps)):
        content = damage.done_to(text).encode(table.encoding)
        yield _of_bytes(path, "csv", content, damage=damage, shows=True)


def _outside_damages(
    readings: Sequence[Reading], text: str, row_lines: set[int]
) -> Iterator[Damage]:
    """Each digit of the balances stated outside the rows."""
    starts = [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", text))]
    for draft in readings:
        if isinstance(draft, FactDraft) and isinstance(draft.data, BalanceData):
            place = amount_of(draft)
            if place.line and place.line not in row_lines:
                start = text.index(place.snippet, starts[place.line - 1])
                yield from digits_between(text, (start, start + len(place.snippet)), STATED)


def _table_damages(
    table: Table, text: str, steps: dict[int, Step]
) -> Iterator[tuple[int, Damage, list[Step]]]:
    """Line, damage, and the steps it leaves."""
    starts = [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", text))]
    records = [record for record, _ in table.body()]
    ends = [*(starts[r.line - 1] for r in records[1:]), len(text)]
    ordered = sorted(steps)
    for record, end in zip(records, ends, strict=True):
        if record.line not in steps:
            continue
        start, at = starts[record.line - 1], ordered.index(record.line)
        rows = [steps[line] for line in ordered]
        yield record.line, Damage("row dropped", start, end), rows[:at] + rows[at + 1 :]
        for damage, step in _cell_damages(table, text[start:end], record, row=rows[at]):
            moved = replace(damage, start=start + damage.start, end=start + damage.end)
            yield record.line, moved, [*rows[:at], step, *rows[at + 1 :]]


def _cell_damages(
    table: Table, line: str, record: Record, *, row: Step
) -> Iterator[tuple[Damage, Step]]:
    spans, columns = cell_spans(line, table.shape.delimiter), table.layout.columns
    if len(spans) != len(record.cells):
        return
    for place in (columns.amount, columns.debit, columns.credit):
        if place is not None and place < len(spans) and record.cells[place].strip("0., -"):
            for damage in digits_between(line, spans[place], "digit of an amount"):
                yield damage, replace(row, amount=row.amount + UNSEEN)
    if row.balance is not None and columns.balance is not None:
        for damage in digits_between(line, spans[columns.balance], STATED):
            yield damage, replace(row, balance=row.balance + UNSEEN)


def amount_of(draft: FactDraft) -> Evidence:
    """Where a fact's amount was read."""
    return next(place for place in draft.evidence if place.field == "amount")


def _table_steps(readings: Sequence[Reading]) -> Iterator[tuple[Step, int]]:
    for draft in readings:
        row = draft.data if isinstance(draft, FactDraft) else None
        if isinstance(draft, FactDraft) and isinstance(row, TransactionData):
            if row.status == "pending":
                continue
            yield step_of(draft), amount_of(draft).line or 0


def step_of(draft: FactDraft) -> Step:
    """A row as the check of balances takes it."""
    assert isinstance(draft.data, TransactionData)
    key = (draft.data.account, draft.currency)
    return Step(key, draft.amount or Decimal(0), draft.data.balance)


def outside_ends(readings: Sequence[Reading], row_lines: set[int]) -> Ends:
    """Balances stated outside the rows, by kind."""
    return {
        draft.data.balance_kind: Step((draft.data.account, draft.currency), _NOTHING, draft.amount)
        for draft in readings
        if isinstance(draft, FactDraft)
        and isinstance(draft.data, BalanceData)
        and amount_of(draft).line not in row_lines
    }


def between(ends: Ends, steps: Sequence[Step]) -> list[Step]:
    """The rows between the ends that are stated."""
    return [
        *([ends["opening"]] if "opening" in ends else []),
        *steps,
        *([ends["closing"]] if "closing" in ends else []),
    ]


def _of_bytes(path: Path, format_: str, content: bytes, *, damage: Damage, shows: bool) -> Trial:
    def is_done() -> bool:
        path.write_bytes(content)
        return _reads_as_done(path, format_)

    return Trial(damage.kind, f"character {damage.start}", shows, is_done)


def _reads_as_done(path: Path, format_: str) -> bool:
    try:
        return reads_done(readings_of(path, format_))
    except RejectedError:
        return False


def readings_of(path: Path, format_: str) -> list[Reading]:
    """All that the sense of a format yields."""
    sense = named(format_)
    sense.check(source_of(path))
    return list(sense.read(source_of(path)))


def reads_done(readings: Sequence[Reading]) -> bool:
    """Whether the hub would call this reading done."""
    tally = readings[-1]
    return isinstance(tally, Tally) and not doubts_of(tally)


def source_of(path: Path) -> Source:
    """The file as a sense is given it."""
    content = path.read_bytes()
    return Source(
        path,
        path.name,
        "application/octet-stream",
        hashlib.sha256(content).hexdigest(),
        len(content),
    )
