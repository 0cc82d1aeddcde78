"""A printed statement as facts and tally."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain

from lifeos.senses.invoices.currency import currency_of
from lifeos.senses.invoices.money import money_on
from lifeos.senses.invoices.parties import read_issuer
from lifeos.senses.models import Doubt, Reading, Source
from lifeos.senses.pdf.layout import PageWords
from lifeos.senses.printed_statements.account import spot_of
from lifeos.senses.printed_statements.balances import Labelled
from lifeos.senses.printed_statements.days import Day, days_in
from lifeos.senses.printed_statements.doubts import doubts_of
from lifeos.senses.printed_statements.figures import Figure
from lifeos.senses.printed_statements.reading import PrintedStatement
from lifeos.senses.printed_statements.rows import Entry
from lifeos.senses.printed_statements.signs import balance_of, held
from lifeos.senses.printed_statements.texts import PARTIES, Piece
from lifeos.senses.statements.statement import Balance, BalanceKind, Ledger, Row, Spot

_ENDS: tuple[BalanceKind, ...] = ("opening", "closing")


class Facts:
    """The statements of one paper on their way to facts."""

    def __init__(self, statements: Sequence[PrintedStatement], pages: Sequence[PageWords]) -> None:
        self._pages = pages
        self._currency, self._currencies = currency_of(money_on(pages[:2]), pages[:2])
        self._parts = [_OneAccount(statement, self._currency) for statement in statements]
        self._paper = statements[0].paper

    def readings(self, source: Source, reader: str, doubts: Sequence[Doubt]) -> Iterator[Reading]:
        """Balances and rows, then the tally; `doubts` are those about the file."""
        ledger = Ledger(source, reader)
        for part in self._parts:
            yield from (ledger.balance(balance) for balance in part.balances())
            yield from (ledger.transaction(row) for row in part.rows())
        issuer = read_issuer(self._pages[:2])
        days = [day for part in self._parts for day in part.days()]
        name = "Card statement" if self._paper.card else "Bank statement"
        accounts = ", ".join(part.account_name or "account not named" for part in self._parts)
        tally = ledger.tally(
            document_kind="bank_statement",
            title=f"{issuer.value if issuer else name}: {accounts}",
            issuer=issuer.value if issuer else None,
            dated_on=self._paper.calendar.last or max(days, default=None),
        )
        changes = [part.change() for part in self._parts]
        known = [change for change in changes if change is not None]
        yield tally.model_copy(
            update={
                "declared_count": sum(part.row_count for part in self._parts),
                "declared_sum": sum(known, Decimal(0)) if len(known) == len(changes) else None,
                "doubts": [*doubts, *self._doubts(), *tally.doubts],
            }
        )

    def _doubts(self) -> Iterator[Doubt]:
        if any(part.account_name is None for part in self._parts):
            yield Doubt(code="account-unknown", detail="The statement names no account.")
        if self._currency is None:
            yield Doubt(
                code="currency-unclear",
                detail="The currency of the amounts is not certain.",
                readings=list(self._currencies),
            )
        for part in self._parts:
            yield from part.doubts()


class _OneAccount:
    """The rows and balances of one account."""

    def __init__(self, statement: PrintedStatement, currency: str | None) -> None:
        self._statement = statement
        self._calendar = statement.paper.calendar
        self._account = statement.account
        self._currency = currency

    @property
    def account_name(self) -> str | None:
        """As every row names it."""
        return self._account.name if self._account else None

    @property
    def row_count(self) -> int:
        """How many rows the paper has; each should have become a fact."""
        return len(self._statement.entries)

    def days(self) -> list[date]:
        """The booking days that can be read."""
        days = (self._statement.day_of(entry) for entry in self._statement.entries)
        return [day for day in days if day is not None]

    def balances(self) -> Iterator[Balance]:
        """Opening and closing balance, where stated."""
        for kind, labelled in zip(_ENDS, self._ends, strict=True):
            balance = self._balance(kind, labelled)
            if balance is not None:
                yield balance

    def rows(self) -> Iterator[Row]:
        """Every row that can be read."""
        rows = map(self._row, self._statement.entries)
        yield from (row for row in rows if row is not None)

    def doubts(self) -> Iterator[Doubt]:
        """What does not agree."""
        yield from doubts_of(self._statement)

    def change(self) -> Decimal | None:
        """Closing less opening balance, if both are stated."""
        opening, closing = (self._held(labelled) for labelled in self._ends)
        return closing - opening if opening is not None and closing is not None else None

    @property
    def _ends(self) -> tuple[Labelled | None, Labelled | None]:
        return self._statement.opening, self._statement.closing

    def _held(self, labelled: Labelled | None) -> Decimal | None:
        if labelled is None:
            return None
        way = self._statement.proof.way
        return held(labelled.figure, way, notation=self._statement.paper.notation)

    def _balance(self, kind: BalanceKind, labelled: Labelled | None) -> Balance | None:
        amount = self._held(labelled)
        stated_on = self._stated_on(kind, labelled)
        if labelled is None or amount is None or stated_on is None:
            return None
        spots = [("amount", _figure_spot(labelled.figure)), *self._account_spots()]
        day = labelled.day or self._printed_day(stated_on)
        if day is not None:
            spots.append(("stated_on", _day_spot(day)))
        return Balance(
            stated_on=stated_on,
            amount=amount,
            currency=self._currency,
            account=self.account_name,
            kind=kind,
            spots=spots,
        )

    def _printed_day(self, wanted: date) -> Day | None:
        """Where the paper prints a day that is not beside its balance: in its period or a row."""
        around = (day for line in self._statement.paper.outside for day in days_in(line))
        rows = (entry.day for entry in self._statement.entries if entry.day is not None)
        days = chain(around, rows)
        return next((day for day in days if self._calendar.read(day) == wanted), None)

    def _stated_on(self, kind: BalanceKind, labelled: Labelled | None) -> date | None:
        """The day beside the balance, else the end of the period, else that of the rows."""
        calendar, days = self._calendar, self.days()
        beside = calendar.read(labelled.day) if labelled and labelled.day else None
        if kind == "opening":
            return beside or calendar.first or min(days, default=calendar.last)
        return beside or calendar.last or max(days, default=None)

    def _row(self, entry: Entry) -> Row | None:
        statement = self._statement
        amount = statement.proof.amounts.get(id(entry))
        booked_on = statement.day_of(entry)
        if amount is None or booked_on is None:
            return None
        party = _joined(entry.pieces(*PARTIES))
        words = _joined(entry.pieces("description"))
        return Row(
            booked_on=booked_on,
            amount=amount,
            currency=self._currency,
            account=self.account_name,
            description=words or (_joined(entry.pieces("type")) if not party else ""),
            counterparty=party or None,
            reference=_joined(entry.pieces("reference")) or None,
            value_on=self._calendar.read(entry.value_day) if entry.value_day else None,
            balance=balance_of(entry, statement.proof.way, notation=statement.paper.notation),
            spots=[*_entry_spots(entry), *self._account_spots()],
            open_question=self._open_question(entry),
        )

    def _open_question(self, entry: Entry) -> str | None:
        if entry.day is not None and self._calendar.is_open_for(entry.day):
            return "Which number of its day is the month stays open."
        return None

    def _account_spots(self) -> list[tuple[str, Spot | None]]:
        return [("account", self._account.spot)] if self._account else []


def _joined(pieces: Sequence[Piece]) -> str:
    return " ".join(piece.text for piece in pieces)


def _entry_spots(entry: Entry) -> Iterator[tuple[str, Spot | None]]:
    for role, figure in entry.money.items():
        yield ("balance" if role == "balance" else "amount"), _figure_spot(figure)
    for name, day in (("booked_on", entry.day), ("value_on", entry.value_day)):
        if day is not None:
            yield name, _day_spot(day)
    for role, piece in entry.parts:
        name = "counterparty" if role in PARTIES else role
        yield name, Spot(piece.text, page=piece.line.page, box=piece.box)


def _figure_spot(figure: Figure) -> Spot:
    return spot_of(figure.line, figure.start, figure.end)


def _day_spot(day: Day) -> Spot:
    return spot_of(day.line, day.start, day.end)
