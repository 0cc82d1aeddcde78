"""A statement table from first vote to last tally."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from lifeos.senses.csv.chain import Chain, Hypothesis
from lifeos.senses.csv.checks import Checks, unknown_status, unknown_units
from lifeos.senses.csv.columns import Columns
from lifeos.senses.csv.decide import (
    GUESSED,
    PROVEN,
    READ,
    Decision,
    first_plan,
    with_signs,
)
from lifeos.senses.csv.evidence import Places
from lifeos.senses.csv.facts import FactMaker
from lifeos.senses.csv.figures import Figures
from lifeos.senses.csv.money import StatedCurrency, account_of, currency_of
from lifeos.senses.csv.record import Record
from lifeos.senses.csv.rows import ZERO, Item, Note, Row, RowReader, Unread
from lifeos.senses.csv.survey import Survey
from lifeos.senses.csv.table import Table
from lifeos.senses.models import Doubt, FactDraft, Reading, Source, Tally
from lifeos.senses.statements.transactions import Ordinals

ACCOUNTS_LIMIT = 100


@dataclass(slots=True)
class _Seen:
    """What the last pass saw, for the tally."""

    rows: int = 0
    physical: int = 0
    sums: dict[str, Decimal] = field(default_factory=lambda: defaultdict(lambda: ZERO))
    with_balance: list[Row] = field(default_factory=list)  # the first and the last
    earliest: Row | None = None
    latest: Row | None = None

    def take(self, row: Row, currency: str | None) -> None:
        """Count one row, fact or not."""
        self.rows += 1
        if self.earliest is None or row.booked < self.earliest.booked:
            self.earliest = row
        if self.latest is None or row.booked > self.latest.booked:
            self.latest = row
        if row.status == "booked":
            self.sums[currency or ""] += row.amount
        if row.balance is not None:
            self.with_balance[1:] = [row]


@dataclass(frozen=True, slots=True)
class _Proof:
    """The best reading of the running balance, and whether another is as good."""

    best: Hypothesis | None
    rivalled: bool
    every_row: bool  # each booked row has its balance, and all follow


@dataclass(frozen=True, slots=True)
class _Known:
    """What the first two passes found out."""

    decision: Decision
    figures: Figures
    proof: Hypothesis | None
    money: StatedCurrency
    account: tuple[str | None, Record | None]
    day_by_day: bool  # all rows of a day stand together


class Ledger:
    """Reads one statement; use once."""

    def __init__(self, table: Table, source: Source, reader: str) -> None:
        self._table, self._source, self._reader = table, source, reader
        self._columns = table.layout.columns
        self._accounts: set[str] = set()

    def read(self) -> Iterator[Reading]:
        """Yield a fact for every booked or pending row, stated balances, then the tally."""
        known = self._learn()
        facts, seen, checks = self._facts(known), _Seen(), Checks()
        for item, physical in self._items(known.decision):
            if isinstance(item, Note):
                continue
            seen.physical += max(1, physical)
            if isinstance(item, Unread):
                checks.unread(item)
                continue
            seen.take(item, facts.currency_of(item))
            checks.row(item, physical)
            if item.status != "never":
                yield facts.transaction(item)
        yield from _balances(facts, known, seen=seen)
        doubts = [*known.decision.doubts, *checks.all(known.proof, known.figures)]
        yield self._tally(known, seen, doubts=doubts)

    def _learn(self) -> _Known:
        """Votes first, then the running balance under what they decided."""
        width = self._table.layout.width
        survey = self._survey()
        hint = self._figures(first_plan(survey, width=width, currency=None))
        account = account_of(hint, self._source.name)
        money = currency_of(survey, hint, account=account[0], accounts=frozenset(self._accounts))
        decision = first_plan(survey, width=width, currency=money.code)
        figures = self._figures(decision)
        proof = self._prove(decision, figures, survey=survey)
        decision = with_signs(decision, survey, proof=proof.best, rivalled=proof.rivalled)
        if money.doubt is not None and self._columns.currency is None:
            decision.doubts.append(money.doubt)
        units = unknown_units(survey)
        if units is not None:
            decision.doubts.append(units)
        status = unknown_status(survey)
        if status is not None and not proof.every_row:
            decision.doubts.append(status)
        if proof.best is not None and proof.best.closes and proof.best.direction != "unordered":
            decision.doubts.extend(survey.stray_days(decision.plan.order))
        day_by_day = survey.sorted_days(decision.plan.order)
        return _Known(decision, figures, proof.best, money, account, day_by_day)

    def _survey(self) -> Survey:
        survey = Survey(self._columns)
        place = self._columns.account
        for record, _ in self._table.body():
            survey.add(record)
            known = place is not None and place < len(record.cells)
            if known and place is not None and len(self._accounts) < ACCOUNTS_LIMIT:
                self._accounts.add(record.cells[place].strip())
        return survey

    def _figures(self, decision: Decision) -> Figures:
        plan = decision.plan
        notation = next(iter(plan.notation.values()), plan.other_notation)
        figures = Figures(plan.order, notation)
        figures.take(self._table.layout.preamble)
        return figures

    def _prove(self, decision: Decision, figures: Figures, *, survey: Survey) -> _Proof:
        """Follow the running balance, and read the notes between and after the rows."""
        flips = (False, True) if decision.sign_open else (False,)
        charged = self._columns.fee is not None and self._columns.gross is None
        fees = (False, True) if charged else (False,)
        likelier = survey.direction(decision.plan.order)
        chain = Chain(flips=flips, fees=fees, likelier=likelier)
        for item, _ in self._items(decision):
            if isinstance(item, Note):
                figures.take([item.record], money=self._columns.money)
            elif isinstance(item, Row) and item.status == "booked":
                chain.add(item)
        figures.settle()
        best = chain.best
        if chain.may_be_unordered:
            loose = Chain(flips=flips, fees=fees, directions=("unordered",))
            for item, _ in self._items(decision):
                if isinstance(item, Row) and item.status == "booked":
                    loose.add(item)
            best = loose.best if loose.best is not None and loose.best.closes else best
        return _Proof(
            best,
            rivalled=best is not None and chain.rivalled(best),
            every_row=best is not None and best.closes and chain.with_balance == chain.rows,
        )

    def _items(self, decision: Decision) -> Iterator[tuple[Item, int]]:
        """Every record of the table as the plan reads it, with its full physical lines."""
        reader = RowReader(decision.plan)
        for number, (record, physical) in enumerate(self._table.body(), 1):
            yield reader.read(record, number), physical

    def _facts(self, known: _Known) -> FactMaker:
        proof = known.proof
        proven = proof is not None and proof.closes and proof.checked >= 2
        plan, money = known.decision.plan, known.money
        places = Places(self._source, self._reader, plan, currency_beside=money.beside)
        heading = None if self._columns.currency is not None else self._table.layout.heading
        places.shared = (
            *places.around("account", known.account[1], known.account[0]),
            *places.around("currency", money.record or heading, money.code),
        )
        return FactMaker(
            places=places,
            plan=plan,
            account=known.account[0],
            currency=money.code,
            confidence=GUESSED if known.decision.doubts else PROVEN if proven else READ,
            ordinals=Ordinals(day_by_day=known.day_by_day),
        )

    def _tally(self, known: _Known, seen: _Seen, *, doubts: list[Doubt]) -> Tally:
        one_currency = len(seen.sums) <= 1
        count = known.figures.count
        return Tally(
            document_kind=_document_kind(self._columns),
            title=self._source.name[:300] or "Statement",
            dated_on=seen.latest.booked if seen.latest else None,
            found_count=seen.rows,
            declared_count=count[0] if count else seen.physical,
            found_sum=next(iter(seen.sums.values()), ZERO) if one_currency else None,
            declared_sum=_declared(known.figures, known.proof) if one_currency else None,
            doubts=doubts,
        )


def _document_kind(columns: Columns) -> str:
    """Card statements name cards and merchants and run no balance."""
    return "card_statement" if columns.card and columns.balance is None else "bank_statement"


def _balances(facts: FactMaker, known: _Known, *, seen: _Seen) -> Iterator[FactDraft]:
    """Balances that stand around the rows, and the newest one that stands beside a row."""
    figures, proof = known.figures, known.proof
    ends = proof.ends if proof is not None and proof.closes else None
    closed = figures.balance("closing") is not None
    for stated in figures.balances:
        leads_to = ends is not None and not closed and stated.amount == ends[1]
        kind = "closing" if stated.kind == "other" and leads_to else stated.kind
        closed = closed or kind == "closing"
        dated = seen.earliest if kind == "opening" else seen.latest
        if dated is not None or stated.day is not None:
            yield facts.balance(stated, kind=kind, dated=dated)
    if proof is None or not proof.closes or len(proof.runs) != 1 or closed:
        return
    if seen.with_balance and proof.direction != "unordered":
        yield facts.closing(seen.with_balance[0 if proof.direction == "newest-first" else -1])


def _declared(figures: Figures, proof: Hypothesis | None) -> Decimal | None:
    """Closing minus opening, as stated around the rows or by the running balance."""
    opening, closing = figures.balance("opening"), figures.balance("closing")
    if opening is not None and closing is not None:
        return closing.amount - opening.amount
    ends = proof.ends if proof is not None and proof.closes else None
    return ends[1] - ends[0] if ends else None
