"""The statements of an OFX file, element by element."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from lifeos.errors import RejectedError
from lifeos.senses.models import Reading, Source, Tally
from lifeos.senses.ofx.elements import Element
from lifeos.senses.ofx.rows import (
    AMOUNT_TAGS,
    BOOKED_TAGS,
    NESTED,
    Leaves,
    agrees,
    currency_of,
    first,
    row_of,
    spot_of,
    text_of,
)
from lifeos.senses.ofx.values import read_ofx_amount, read_ofx_date, says_nothing
from lifeos.senses.statements.statement import Balance, BalanceKind, Ledger, account_name, plain

_STATEMENTS = {
    "STMTRS": "bank_statement",
    "CCSTMTRS": "card_statement",
    "INVSTMTRS": "investment_statement",
}
_ACCOUNTS = {"BANKACCTFROM", "CCACCTFROM", "INVACCTFROM"}
_CASH_TRADES = {"INCOME", "INVEXPENSE", "MARGININTEREST", "RETOFCAP"}
# What is bought and sold: a row where it is paid from the account's own money (SUBACCTFUND), and
# not where it is paid from elsewhere, as a pension plan is. The securities are not read.
_BOUGHT = {"BUYDEBT", "BUYMF", "BUYOPT", "BUYOTHER", "BUYSTOCK"}
_SOLD = {"SELLDEBT", "SELLMF", "SELLOPT", "SELLOTHER", "SELLSTOCK"}
_ROWS = {"STMTTRN", "STMTTRNP", *_CASH_TRADES, *_BOUGHT, *_SOLD}
_OWN_MONEY = {"CASH", "MARGIN", "SHORT"}
_SPENT = {"INVEXPENSE", "MARGININTEREST", *_BOUGHT}
_AGGREGATES = NESTED | _ROWS | {"LEDGERBAL", "AVAILBAL"}
_BALANCES: dict[str, BalanceKind] = {"LEDGERBAL": "closing", "AVAILBAL": "other"}
_CAPTURED = _ROWS | set(_BALANCES)


@dataclass(slots=True)
class _Statement:
    kind: str
    currency: Element | None = None
    account: Element | None = None
    ledger_balance_on: date | None = None
    not_read: Counter[str] = field(default_factory=Counter)
    signs: Counter[bool | None] = field(default_factory=Counter)  # as the type says?
    has_minus: bool = False
    lacks_currency: bool = False

    def note_row(self, leaves: Leaves, amount: Decimal, *, currency: Element | None) -> None:
        """What a row shows about how its statement writes signs and currencies."""
        self.signs[agrees(leaves, amount)] += 1
        self.has_minus = self.has_minus or amount < 0
        self.lacks_currency = self.lacks_currency or currency is None

    @property
    def is_unsigned(self) -> bool:
        """Whether most signs go against the type of their row, or nothing is signed at all."""
        against = self.signs[False]
        return against > self.signs[True] or (against > 0 and not self.has_minus)


class OfxReader:
    """Takes elements in file order and yields the facts they complete."""

    def __init__(self, source: Source, reader: str, *, counted_rows: int) -> None:
        self._ledger = Ledger(source, reader)
        self._counted_rows = counted_rows
        self._open: list[str] = []
        self._statement: _Statement | None = None
        self._kinds: list[str] = []
        self._accounts: list[str] = []
        self._capture: Leaves | None = None
        self._first_bad = ""
        self._issuer: str | None = None
        self._dated_on: date | None = None
        self._positions = 0

    def take(self, element: Element) -> Iterator[Reading]:
        """Facts that are complete once this element is seen."""
        if element.what == "open":
            yield from self._on_open(element)
        elif element.what == "close":
            self._open.pop()
            yield from self._on_close(element.name)
        else:
            self._on_leaf(element)

    def cut_short(self) -> None:
        """Say that the file has no end."""
        self._ledger.doubt("truncated", "The file ends before its last element is closed.")

    def tally(self) -> Tally:
        """The count of start tags against the rows read, and what was left out.

        Raises: RejectedError `no-statement` or `no-readable-row`.
        """
        if not self._kinds:
            raise RejectedError("no-statement", "This OFX file holds no account statement.")
        if self._counted_rows and not self._ledger.found_count:
            raise RejectedError("no-readable-row", self._first_bad or "No row is complete.")
        kind = self._kinds[0] if len(set(self._kinds)) == 1 else "bank_statement"
        names = ", ".join(dict.fromkeys(self._accounts)) or "account not named"
        left_out = f"; {self._positions} positions not read" if self._positions else ""
        if self._ledger.found_count != self._counted_rows:
            self._ledger.doubt(
                "count-differs",
                f"The file has {self._counted_rows} rows, {self._ledger.found_count} were read.",
            )
        tally = self._ledger.tally(
            document_kind=kind,
            title=f"{self._issuer or kind.replace('_', ' ').capitalize()}: {names}{left_out}",
            issuer=self._issuer,
            dated_on=self._dated_on,
        )
        return tally.model_copy(update={"declared_count": self._counted_rows})

    def _on_open(self, element: Element) -> Iterator[Reading]:
        name, parent = element.name, self._open[-1] if self._open else ""
        if name in _CAPTURED and self._capture is not None:  # the one before was never closed
            yield from self._captured(next(n for n in reversed(self._open) if n in _CAPTURED))
        self._open.append(name)
        if name in _STATEMENTS:
            self._statement = _Statement(_STATEMENTS[name])
            self._kinds.append(self._statement.kind)
            return
        if name in _CAPTURED:
            self._capture = {"": element}
        if self._statement is None:
            return
        if parent == "INVTRANLIST" and name not in {"INVBANKTRAN", *_CASH_TRADES}:
            self._statement.not_read[name] += 1
        elif parent == "INVPOSLIST":
            self._positions += 1

    def _on_close(self, name: str) -> Iterator[Reading]:
        if name in _CAPTURED and self._capture is not None:
            yield from self._captured(name)
        elif name in _STATEMENTS and self._statement is not None:
            self._finish(self._statement)
            self._statement = None

    def _on_leaf(self, leaf: Element) -> None:
        if self._capture is not None:
            inner = next((n for n in reversed(self._open) if n in _AGGREGATES), "")
            key = f"{inner}.{leaf.name}" if inner in NESTED else leaf.name
            self._capture.setdefault(key, leaf)
        elif leaf.name == "SEVERITY" and leaf.text.upper() == "ERROR":
            detail = f"The bank's server answered with an error at line {leaf.spot.line}."
            self._ledger.doubt("statement-refused", detail)
        elif leaf.name == "ORG":
            self._issuer = self._issuer or leaf.text or None
        elif self._statement is not None:
            self._on_statement_leaf(leaf, self._statement)

    def _on_statement_leaf(self, leaf: Element, statement: _Statement) -> None:
        if leaf.name == "CURDEF":
            statement.currency = leaf
        elif leaf.name == "ACCTID" and any(name in _ACCOUNTS for name in self._open):
            statement.account = statement.account or leaf
            self._accounts.append(account_name(leaf.text) or "")
        elif leaf.name in {"DTEND", "DTASOF"}:
            self._dated_on = read_ofx_date(leaf.text) or self._dated_on

    def _captured(self, name: str) -> Iterator[Reading]:
        leaves, self._capture = self._capture or {}, None
        if self._statement is None:
            return
        if name in _BALANCES:
            yield from self._balance(leaves, _BALANCES[name], statement=self._statement)
        else:
            yield from self._row(leaves, name, statement=self._statement)

    def _row(self, leaves: Leaves, name: str, *, statement: _Statement) -> Iterator[Reading]:
        fund = (text_of(leaves.get("SUBACCTFUND")) or "").upper()
        if name in _BOUGHT | _SOLD and fund not in _OWN_MONEY:
            self._counted_rows -= 1
            return
        line = leaves[""].spot.line
        amount, booked = first(leaves, AMOUNT_TAGS), first(leaves, BOOKED_TAGS)
        currency = currency_of(leaves, statement.currency)
        amounts = read_ofx_amount(amount.text, text_of(currency)) if amount else []
        booked_on = read_ofx_date(booked.text) if booked else None
        if not amounts or booked_on is None:
            missing = "date" if amounts else "amount"
            self._bad_row(f"The row at line {line} has no readable {missing}.")
            return
        question = self._question(amounts, name, line=line)
        statement.note_row(leaves, amounts[0], currency=currency)
        row = row_of(leaves, booked_on=booked_on, amount=amounts[0])
        yield self._ledger.transaction(
            replace(
                row,
                currency=text_of(currency),
                account=account_name(text_of(statement.account)),
                spots=(
                    *row.spots,
                    ("currency", spot_of(currency)),
                    ("account", spot_of(statement.account)),
                ),
                open_question=question,
            )
        )

    def _question(self, amounts: list[Decimal], name: str, *, line: int | None) -> str | None:
        """The one thing that is open about a row, said as a doubt too."""
        if len(amounts) > 1:
            detail = f"The amount at line {line} can be read in two ways."
            self._ledger.doubt("amount-ambiguous", detail, readings=map(plain, amounts))
            return detail
        if (name in _SPENT and amounts[0] > 0) or (name in _SOLD and amounts[0] < 0):
            detail = f"The amount at line {line} has another sign than what it pays for."
            self._ledger.doubt(
                "sign-ambiguous", detail, readings=[plain(amounts[0]), plain(-amounts[0])]
            )
            return detail
        return None

    def _bad_row(self, detail: str) -> None:
        self._first_bad = self._first_bad or detail
        self._ledger.doubt("row-unreadable", detail)

    def _balance(
        self, leaves: Leaves, kind: BalanceKind, *, statement: _Statement
    ) -> Iterator[Reading]:
        amount_leaf, (dated, stated_on) = leaves.get("BALAMT"), self._stated_on(leaves)
        if not (amount_leaf and amount_leaf.text):  # a form filled in with nothing
            return
        currency = currency_of({}, statement.currency)
        amounts = read_ofx_amount(amount_leaf.text, text_of(currency))
        if len(amounts) != 1 or stated_on is None:
            where = f"The balance at line {leaves[''].spot.line}"
            self._ledger.doubt("balance-unreadable", f"{where} is not readable.")
            return
        self._dated_on = stated_on if kind == "closing" else self._dated_on
        statement.lacks_currency = statement.lacks_currency or currency is None
        yield self._ledger.balance(
            Balance(
                stated_on=stated_on,
                amount=amounts[0],
                currency=text_of(currency),
                account=account_name(text_of(statement.account)),
                kind=kind,
                spots=(
                    ("amount", spot_of(amount_leaf)),
                    ("stated_on", spot_of(dated)),
                    ("currency", spot_of(currency)),
                    ("account", spot_of(statement.account)),
                ),
            )
        )

    def _stated_on(self, leaves: Leaves) -> tuple[Element | None, date | None]:
        """Where and what the day of a balance is; the statement's where it has none of its own."""
        dated = leaves.get("DTASOF")
        if dated is None or says_nothing(dated.text):
            return None, self._dated_on
        return dated, read_ofx_date(dated.text)

    def _finish(self, statement: _Statement) -> None:
        if statement.lacks_currency:
            self._ledger.doubt("currency-unknown", "A statement names no known currency.")
        if not (statement.account and statement.account.text):
            self._ledger.doubt("account-unknown", "A statement names no account.")
        if statement.is_unsigned:
            detail = "Amounts have another sign than the type of their row says."
            self._ledger.doubt("sign-ambiguous", detail)
        if statement.not_read:
            kinds = ", ".join(f"{n} {tag}" for tag, n in sorted(statement.not_read.items())[:20])
            detail = f"Investment transactions whose securities were not read: {kinds}."
            self._ledger.doubt("not-read", detail)
