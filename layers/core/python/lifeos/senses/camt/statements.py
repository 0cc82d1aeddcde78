"""The statements of a CAMT file, branch by branch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from lifeos.errors import RejectedError
from lifeos.senses.camt.entries import Details, is_booked, is_dated, misdated, read_entry
from lifeos.senses.camt.summary import Booked, Stated, read_stated
from lifeos.senses.camt.values import (
    account_node,
    account_of,
    currency_of,
    day_node,
    read_amount,
    read_day,
    read_sign,
)
from lifeos.senses.models import Reading, Source, Tally
from lifeos.senses.statements.statement import Balance, BalanceKind, Continuity, Ledger, Row, plain
from lifeos.senses.texts.xml_stream import Node

STATEMENTS = frozenset({"Stmt", "Rpt", "Ntfctn"})
BRANCHES = STATEMENTS | {"CreDtTm", "FrToDt", "Acct", "Bal", "TxsSummry", "Ntry", "TxDtls"}
_KINDS: dict[str, BalanceKind] = {"OPBD": "opening", "PRCD": "opening", "CLBD": "closing"}
_DOCUMENT_KINDS = {"Stmt": "bank_statement", "Rpt": "bank_report", "Ntfctn": "bank_notification"}


@dataclass(slots=True)
class _Statement:
    node: Node
    account: Node | None = None
    balances: dict[str, list[tuple[Decimal, str | None]]] = field(default_factory=dict)
    stated: Stated = field(default_factory=Stated)
    booked: Booked = field(default_factory=Booked)
    every: Booked = field(default_factory=Booked)
    entries: int = 0
    created: Node | None = None
    period: Node | None = None
    ends: dict[BalanceKind, Node] = field(default_factory=dict)  # days of its booked balances
    unsigned: list[Node] = field(default_factory=list)  # balances that are neither side's
    currencies: set[str | None] = field(default_factory=set)  # of its booked entries

    def day(self) -> Node | None:
        """The one day the statement is about, if it says so by its period or its balances."""
        first = self.period.first("FrDtTm", "FrDt") if self.period else None
        last = self.period.first("ToDtTm", "ToDt") if self.period else None
        ends = [first, last] if first and last else list(self.ends.values())
        days = {read_day(node) for node in ends}
        return ends[-1] if len(ends) > 1 and len(days) == 1 and None not in days else None

    def chain(self) -> list[tuple[Decimal, str | None]]:
        """Opening and closing balance, if both are stated.

        Interim balances (ITBD) stand in: of a page of a longer statement for both ends, of a
        report during the day for the closing one. Where no booked balance is stated, the
        available ones (OPAV, CLAV) must do.
        """
        interim = self.balances.get("ITBD", [])
        opening = self.balances.get("OPBD") or self.balances.get("PRCD")
        closing = self.balances.get("CLBD")
        if opening is None and len(interim) + bool(closing) > 1:
            opening, interim = interim[:1], interim[1:]
        ends = closing or interim[-1:]
        if not opening and not ends:
            opening, ends = self.balances.get("OPAV"), self.balances.get("CLAV", [])
        return [opening[0], ends[0]] if opening and ends else []

    def assume_credit(self, balance: Node) -> int:
        """The sign of a balance that is neither side's, to be proved by the entries."""
        self.unsigned.append(balance)
        return 1

    def proves_signs(self) -> bool:
        """Whether both balances taken as credits agree with entries that change them."""
        chain = [amount for amount, _ in self.chain()]
        return bool(chain and self.booked.net) and chain[0] + self.booked.net == chain[1]


class CamtReader:
    """Takes branches in file order and yields the facts they complete."""

    def __init__(self, source: Source, reader: str) -> None:
        self._ledger = Ledger(source, reader)
        self._statement: _Statement | None = None
        self._details = Details()
        self._kind = "bank_statement"
        self._accounts: dict[str, None] = {}
        self._issuer: str | None = None
        self._dated_on: date | None = None
        self._declared_count = 0
        self._change: Decimal | None = Decimal(0)
        self._continuity = Continuity()
        self._first_bad = ""

    def take(self, what: str, node: Node) -> Iterator[Reading]:
        """Facts that are complete once this branch starts or ends."""
        if what == "start":
            if node.name in STATEMENTS:
                self._statement = _Statement(node)
                self._kind = _DOCUMENT_KINDS[node.name]
            elif node.name == "Ntry":
                self._details = Details()
        elif self._statement is not None:
            yield from self._ended(node, self._statement)

    def tally(self) -> Tally:
        """Stated counts and balances against the entries read.

        Raises: RejectedError `no-readable-row`.
        """
        if self._declared_count and not self._ledger.found_count:
            raise RejectedError("no-readable-row", self._first_bad or "No entry is complete.")
        name = self._kind.replace("_", " ").capitalize()
        tally = self._ledger.tally(
            document_kind=self._kind,
            title=f"{self._issuer or name}: {', '.join(self._accounts)}",
            issuer=self._issuer,
            dated_on=self._dated_on,
        )
        comparable = tally.found_sum is not None
        return tally.model_copy(
            update={
                "declared_count": self._declared_count,
                "declared_sum": self._change if comparable else None,
            }
        )

    def _ended(self, node: Node, statement: _Statement) -> Iterator[Reading]:
        if node.name == "TxDtls":
            self._details.add(node)
        elif node.name == "Ntry":
            yield from self._entry(node, statement)
        elif node.name == "Bal":
            yield from self._balance(node, statement)
        elif node.name in STATEMENTS:
            self._finish(node, statement)
            self._statement = None
        else:
            self._note(node, statement)

    def _note(self, node: Node, statement: _Statement) -> None:
        """What the statement says about itself."""
        if node.name == "TxsSummry":
            statement.stated = read_stated(node)
        elif node.name == "CreDtTm":
            statement.created = node
        elif node.path.startswith(f"{statement.node.path}/FrToDt"):  # interest has its own
            statement.period = node
        elif node.name == "Acct" and statement.account is None:
            statement.account = node
            issuer = node.first("Svcr/FinInstnId/Nm")
            self._issuer = self._issuer or (issuer.text if issuer else None)

    def _entry(self, node: Node, statement: _Statement) -> Iterator[Reading]:
        statement.entries += 1
        row = self._read(node, statement)
        if row is None or row.currency is None:
            detail = f"The entry at line {node.line} has no readable amount, sign or date."
            self._first_bad = self._first_bad or detail
            self._ledger.doubt("row-unreadable", detail)
            return
        statement.every.add(row.amount)
        if is_booked(node):
            statement.booked.add(row.amount)
            statement.currencies.add(row.currency)
        self._compare_details(node, row)
        self._dated_on = max(self._dated_on or row.booked_on, row.booked_on)
        yield self._ledger.transaction(row)

    def _read(self, node: Node, statement: _Statement) -> Row | None:
        """The entry; one without a date is of the statement's day, or perhaps of its making."""
        own = is_dated(node)
        day = None if own else statement.day()
        guess = None if own or day else statement.created
        row = read_entry(node, self._details, account=statement.account, stated_on=day or guess)
        if row is None or not (guess or misdated(node)):
            return row
        stands_in = "the message is of this day" if guess else "its value date stands in"
        detail = f"The entry at line {node.line} has no readable booking day; {stands_in}."
        self._ledger.doubt("date-unknown", detail, readings=[row.booked_on.isoformat()])
        return replace(row, open_question=detail)

    def _compare_details(self, node: Node, row: Row) -> None:
        sums = self._details.sums(row.currency)
        if self._details.count == 1 and abs(row.amount) in sums:  # a batch summed up in one
            return
        stated = [read_amount(count) for count in node.every("NtryDtls/Btch/NbOfTxs")]
        counts = [int(count) for count in stated if count is not None]
        if counts and self._details.count and sum(counts) != self._details.count:
            readings = [str(sum(counts)), str(self._details.count)]
            detail = f"The batch at line {node.line} states another number of payments."
            self._ledger.doubt("details-differ", detail, readings=readings)
        if sums and abs(row.amount) not in sums and not node.every("Chrgs"):
            detail = f"The payments of the entry at line {node.line} do not add up to it."
            self._ledger.doubt(
                "details-differ", detail, readings=[plain(abs(row.amount)), *map(plain, sums)]
            )

    def _balance(self, node: Node, statement: _Statement) -> Iterator[Reading]:
        code = node.first("Tp/CdOrPrtry/Cd", "Tp/CdOrPrtry/Prtry", "Tp/Cd")
        amount_node, dated = node.first("Amt"), day_node(node, "Dt")
        amount, stated_on = read_amount(amount_node), read_day(dated)
        sign = read_sign(node) if node.every("CdtDbtInd") else statement.assume_credit(node)
        if amount_node is None or amount is None or sign is None or stated_on is None:
            detail = f"The balance at line {node.line} is not readable."
            self._ledger.doubt("balance-unreadable", detail)
            return
        currency, name = currency_of(amount_node), code.text if code else ""
        account = account_node(statement.account)
        if not node.every("Tp/SubTp"):
            statement.balances.setdefault(name, []).append((sign * amount, currency))
            if dated and name in _KINDS:
                statement.ends[_KINDS[name]] = dated
        yield self._ledger.balance(
            Balance(
                stated_on=stated_on,
                amount=sign * amount,
                currency=currency,
                account=account_of(statement.account),
                kind=_KINDS.get(name, "other"),
                spots=(
                    ("amount", amount_node.spot),
                    ("currency", amount_node.attribute("Ccy")),
                    ("stated_on", dated.spot if dated else None),
                    ("account", account.spot if account else None),
                ),
            )
        )

    def _finish(self, node: Node, statement: _Statement) -> None:
        where = f"The statement at line {node.line}"
        if account_of(statement.account) is None:
            self._ledger.doubt("account-unknown", f"{where} names no account.")
        self._accounts[account_of(statement.account) or "account not named"] = None
        differing, declared = statement.stated.against(statement.every, statement.booked)
        self._declared_count += statement.entries if declared is None else declared
        for code, what, readings in differing:
            self._ledger.doubt(
                code, f"{where} states {what} that its entries do not have.", readings=readings
            )
        self._check_chain(statement, where)
        if statement.unsigned and not statement.proves_signs():
            lines = ", ".join(str(balance.line) for balance in statement.unsigned[:20])
            detail = f"The balances at lines {lines} do not say whether they are owed."
            self._ledger.doubt("sign-ambiguous", detail)

    def _check_chain(self, statement: _Statement, where: str) -> None:
        chain = statement.chain()
        if not chain or statement.every.count != statement.booked.count:
            self._change = None
        if not chain:
            return
        (opening, first_currency), (closing, second_currency) = chain
        if self._change is not None:
            self._change += closing - opening
        found = opening + statement.booked.net
        currencies = {first_currency, second_currency, *statement.currencies}
        if len(currencies) > 1 or found != closing:
            self._ledger.doubt(
                "balance-differs",
                f"{where}: opening balance and entries do not give the closing balance.",
                readings=[plain(found), plain(closing)],
            )
        account = (account_of(statement.account), first_currency)
        gap = self._continuity.gap(account, opening=opening, closing=closing)
        if gap:
            detail = f"{where} does not begin where the one before it ended."
            self._ledger.doubt("balance-gap", detail, readings=map(plain, gap))
