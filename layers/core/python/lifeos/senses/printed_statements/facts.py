"""A printed statement as facts and tally."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from lifeos.senses.invoices.currency import currency_of
from lifeos.senses.invoices.money import money_on
from lifeos.senses.invoices.parties import read_issuer
from lifeos.senses.models import Doubt, Reading, Source
from lifeos.senses.page_layout import PageWords
from lifeos.senses.printed_statements.account import Account, read_account, spot_of
from lifeos.senses.printed_statements.balances import Labelled
from lifeos.senses.printed_statements.days import Day
from lifeos.senses.printed_statements.doubts import doubts_of
from lifeos.senses.printed_statements.figures import Figure
from lifeos.senses.printed_statements.reading import PrintedStatement, day_of
from lifeos.senses.printed_statements.rows import PARTIES, Entry, Piece
from lifeos.senses.printed_statements.signs import balance_of, held
from lifeos.senses.statement import Balance, BalanceKind, Ledger, Row, Spot

_ENDS: tuple[BalanceKind, ...] = ("opening", "closing")


class Facts:
    """One statement of one account on its way to facts."""

    def __init__(
        self, statement: PrintedStatement, pages: Sequence[PageWords], *, account: Account | None
    ) -> None:
        self._statement = statement
        self._pages = pages
        self._account = account
        self._currency, self._currencies = currency_of(money_on(pages[:2]), pages[:2])

    def readings(self, source: Source, reader: str, doubts: Sequence[Doubt]) -> Iterator[Reading]:
        """Balances and rows, then the tally; `doubts` are those about the file."""
        ledger = Ledger(source, reader)
        for kind, labelled in zip(_ENDS, self._ends, strict=True):
            balance = self._balance(kind, labelled)
            if balance is not None:
                yield ledger.balance(balance)
        for entry in self._statement.entries:
            row = self._row(entry)
            if row is not None:
                yield ledger.transaction(row)
        issuer = read_issuer(self._pages[:2])
        days = [d for e in self._statement.entries if (d := day_of(e, self._statement.calendar))]
        name = "Card statement" if self._statement.card else "Bank statement"
        account = self._account.name if self._account else "account not named"
        tally = ledger.tally(
            document_kind="bank_statement",
            title=f"{issuer.value if issuer else name}: {account}",
            issuer=issuer.value if issuer else None,
            dated_on=self._statement.calendar.last or max(days, default=None),
        )
        yield tally.model_copy(
            update={
                "declared_count": len(self._statement.entries),
                "declared_sum": self._change(),
                "doubts": [*doubts, *self._doubts(), *tally.doubts],
            }
        )

    @property
    def _ends(self) -> tuple[Labelled | None, Labelled | None]:
        return self._statement.opening, self._statement.closing

    def _doubts(self) -> Iterator[Doubt]:
        if self._account is None:
            yield Doubt(code="account-unknown", detail="The statement names no account.")
        if self._currency is None:
            yield Doubt(
                code="currency-unclear",
                detail="The currency of the amounts is not certain.",
                readings=list(self._currencies),
            )
        yield from doubts_of(self._statement)

    def _change(self) -> Decimal | None:
        opening, closing = self._held(self._statement.opening), self._held(self._statement.closing)
        return closing - opening if opening is not None and closing is not None else None

    def _held(self, labelled: Labelled | None) -> Decimal | None:
        if labelled is None:
            return None
        way = self._statement.proof.way
        return held(labelled.figure, way, notation=self._statement.notation)

    def _balance(self, kind: BalanceKind, labelled: Labelled | None) -> Balance | None:
        amount = self._held(labelled)
        stated_on = self._stated_on(kind, labelled)
        if labelled is None or amount is None or stated_on is None:
            return None
        spots = [("amount", _figure_spot(labelled.figure)), *self._account_spots()]
        if labelled.day is not None:
            spots.append(("stated_on", _day_spot(labelled.day)))
        return Balance(
            stated_on=stated_on,
            amount=amount,
            currency=self._currency,
            account=self._account.name if self._account else None,
            kind=kind,
            spots=spots,
        )

    def _stated_on(self, kind: BalanceKind, labelled: Labelled | None) -> date | None:
        """The day beside the balance, else the end of the period, else that of the rows."""
        calendar = self._statement.calendar
        beside = calendar.read(labelled.day) if labelled and labelled.day else None
        days = [d for e in self._statement.entries if (d := day_of(e, calendar))]
        if kind == "opening":
            return beside or calendar.first or min(days, default=calendar.last)
        return beside or calendar.last or max(days, default=None)

    def _row(self, entry: Entry) -> Row | None:
        statement = self._statement
        amount = statement.proof.amounts.get(id(entry))
        booked_on = day_of(entry, statement.calendar)
        if amount is None or booked_on is None:
            return None
        party = _joined(entry.pieces(*PARTIES))
        words = _joined(entry.pieces("description"))
        return Row(
            booked_on=booked_on,
            amount=amount,
            currency=self._currency,
            account=self._account.name if self._account else None,
            description=words or (_joined(entry.pieces("type")) if not party else ""),
            counterparty=party or None,
            reference=_joined(entry.pieces("reference")) or None,
            value_on=statement.calendar.read(entry.value_day) if entry.value_day else None,
            balance=balance_of(entry, statement.proof.way, notation=statement.notation),
            spots=[*_entry_spots(entry), *self._account_spots()],
        )

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
    return spot_of(figure.line, figure.start, figure.end, figure.text)


def _day_spot(day: Day) -> Spot:
    return spot_of(day.line, day.start, day.end, day.line.text[day.start : day.end])


def account_of(statement: PrintedStatement, pages: Sequence[PageWords]) -> Account | None:
    """The account a statement is of, by what stands outside its tables."""
    return read_account(pages, statement.sheets.outside)
