"""The running balance as proof: each balance must follow from the one before and the amount.

A chain that closes proves at once the amounts, their signs, the decimal mark and that no row is
missing. Which way the rows run, whether money out is positive and whether fees are taken beside
the amount is not known before, so every combination is tried and the one that closes is right.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from lifeos.senses.csv.rows import ZERO, Row

Direction = Literal["oldest-first", "newest-first", "unordered"]

BREAKS_NAMED = 20
KEYS_LIMIT = 200  # accounts and currencies in one file; more is not one person's statement
PRUNED_AT = 200  # by then a wrong way of reading is known by its breaks
UNMATCHED_LIMIT = 10_000


@dataclass(slots=True)
class _Run:
    """One account and currency under one way of reading."""

    first: Decimal | None = None  # balance before the first row read
    anchor: Decimal | None = None
    since: Decimal = ZERO
    unmatched: dict[Decimal, int] = field(default_factory=dict)


@dataclass(slots=True)
class Hypothesis:
    """One way of reading, and how it fared."""

    direction: Direction
    flip: bool
    with_fee: bool
    checked: int = 0
    broken: int = 0
    breaks: list[int] = field(default_factory=list)
    runs: dict[tuple[str, str], _Run] = field(default_factory=dict)

    def add(self, row: Row) -> None:
        """Check one booked row."""
        key = (row.account, row.currency)
        run = self.runs.get(key)
        if run is None:
            run = self.runs[key] = _Run()
        amount = -row.amount if self.flip else row.amount
        if self.with_fee and row.fee:
            amount -= abs(row.fee)
        if self.direction == "unordered":
            self._match(run, row.balance, amount=amount)
        elif self.direction == "oldest-first":
            self._forward(run, row, amount=amount)
        else:
            self._backward(run, row, amount=amount)

    def _forward(self, run: _Run, row: Row, *, amount: Decimal) -> None:
        run.since += amount
        if row.balance is None:
            return
        if run.anchor is None:
            run.first = row.balance - run.since
        else:
            self._check(run.anchor + run.since == row.balance, row.number)
        run.anchor, run.since = row.balance, ZERO

    def _backward(self, run: _Run, row: Row, *, amount: Decimal) -> None:
        if row.balance is None:
            run.since += amount
            return
        if run.anchor is None:
            run.first = row.balance + run.since
        else:
            self._check(run.anchor - run.since == row.balance, row.number)
        run.anchor, run.since = row.balance, amount

    def _match(self, run: _Run, balance: Decimal | None, *, amount: Decimal) -> None:
        if balance is None or len(run.unmatched) > UNMATCHED_LIMIT:
            self.broken += 1
            return
        self.checked += 1
        for figure, step in ((balance, 1), (balance - amount, -1)):
            count = run.unmatched.get(figure, 0) + step
            if count:
                run.unmatched[figure] = count
            else:
                run.unmatched.pop(figure, None)

    def _check(self, closes: bool, number: int) -> None:
        self.checked += 1
        if not closes:
            self.broken += 1
            if len(self.breaks) < BREAKS_NAMED:
                self.breaks.append(number)

    @property
    def closes(self) -> bool:
        """Whether every balance follows."""
        if self.direction != "unordered":
            return self.checked > 0 and not self.broken
        return (
            self.checked > 2
            and not self.broken
            and all(sorted(run.unmatched.values()) in ([], [-1, 1]) for run in self.runs.values())
        )

    @property
    def ends(self) -> tuple[Decimal, Decimal] | None:
        """Opening and closing balance, where the file is one account in one currency."""
        if len(self.runs) != 1:
            return None
        run = next(iter(self.runs.values()))
        if self.direction == "unordered":
            ends = {count: figure for figure, count in run.unmatched.items()}
            return (ends[-1], ends[1]) if len(ends) == 2 else None
        if run.first is None or run.anchor is None:
            return None
        if self.direction == "oldest-first":
            return run.first, run.anchor + run.since
        return run.anchor - run.since, run.first


class Chain:
    """Tries every way of reading a running balance, row by row."""

    def __init__(
        self,
        *,
        flips: tuple[bool, ...],
        fees: tuple[bool, ...],
        directions: tuple[Direction, ...] = ("oldest-first", "newest-first"),
        likelier: Direction | None = None,
    ) -> None:
        self._likelier = likelier  # as the days say
        self._ways = [Hypothesis(d, f, w) for d in directions for f in flips for w in fees]
        self.rows = 0
        self.with_balance = 0
        self._keys: set[tuple[str, str]] = set()
        self._figures: set[Decimal] = set()  # the first few different balances

    def add(self, row: Row) -> None:
        """Show one booked row to every hypothesis."""
        self.rows += 1
        self.with_balance += row.balance is not None
        if row.balance is not None and len(self._figures) < 2:
            self._figures.add(row.balance)
        self._keys.add((row.account, row.currency))
        if len(self._keys) <= KEYS_LIMIT:
            for way in self._ways:
                way.add(row)
            if self.rows == PRUNED_AT and any(way.closes for way in self._ways):
                self._ways = [way for way in self._ways if way.broken < 0.5 * PRUNED_AT]

    @property
    def running(self) -> bool:
        """Whether the balances run: one figure on every row is the account's balance of today."""
        return self.with_balance < 3 or len(self._figures) > 1

    @property
    def best(self) -> Hypothesis | None:
        """The way of reading with the fewest breaks; None where no balance can be checked."""
        if not self.running or not self.with_balance:
            return None
        # One row alone checks nothing, but its balance still is an end to compare with.
        able = [way for way in self._ways if way.checked or self.rows == 1]
        return min(able, key=self._rank, default=None)

    def rivalled(self, best: Hypothesis) -> bool:
        """Whether the balances nearly as well say that money runs the other way.

        That takes rows of one same amount; where the days give the order, there is no rival.
        """
        return any(
            way.flip != best.flip
            and 2 * way.broken <= way.checked
            and (self._likelier is None or way.direction == self._likelier)
            for way in self._ways
        )

    def _rank(self, way: Hypothesis) -> tuple[int, bool, bool, bool]:
        """Breaks first. Rows of one same amount close in two ways: there the days decide."""
        against_days = self._likelier is not None and way.direction != self._likelier
        return way.broken, against_days, way.flip, way.with_fee

    @property
    def may_be_unordered(self) -> bool:
        """Whether the rows may stand in another order than the balances ran.

        A statement in order that lacks one row, or has one figure changed, breaks in one or two
        places; only one that breaks more often is worth another look.
        """
        best = self.best
        return best is not None and best.broken > 2 and self.with_balance == self.rows
