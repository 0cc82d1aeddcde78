"""The statements of an MT940 file, field by field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from lifeos.errors import RejectedError
from lifeos.senses.models import Reading, Source, Tally
from lifeos.senses.mt940.fields import Field, read_swift_amount, read_swift_date
from lifeos.senses.mt940.rows import Mark, read_row, row_mark
from lifeos.senses.statements.statement import (
    Balance,
    BalanceKind,
    Continuity,
    Ledger,
    account_name,
    plain,
)
from lifeos.senses.values.currencies import is_or_was_currency

_BALANCE = re.compile(r"([CD])(\d{6})([A-Z]{3})([\d.,' ]{1,30}?)\s*$")
_BALANCE_KINDS: dict[str, BalanceKind] = {
    "60F": "opening", "60M": "opening", "62F": "closing", "62M": "closing",
    "64": "other", "65": "other",
}  # fmt: skip
# Field 90 of an MT942, e.g. 12EUR345,67.
_TOTALS = re.compile(r"(\d{1,5})([A-Z]{3})([\d,]{1,25})\s*$")
# What ING and others put into field 86 behind the closing balance: both counts, both sums.
_SUMMARY = re.compile(r"D(\d{6})C(\d{6})D([\d,]{1,25}?)C([\d,]{1,25})\s*$")
_OPENINGS = {"25", "25P", "60F", "60M"}
_IGNORED = {"13", "13D", "21", "28", "28C", "34F", "NS", "940", "942"}


@dataclass(slots=True)
class _Statement:
    line: int
    account_field: Field | None = None
    currency: str | None = None
    opening: Decimal | None = None
    closing: Decimal | None = None
    interim: bool = False
    count: dict[str, int] = field(default_factory=lambda: {"C": 0, "D": 0})
    total: dict[str, Decimal] = field(default_factory=lambda: {"C": Decimal(0), "D": Decimal(0)})

    @property
    def account(self) -> str | None:
        """The account, named by the rule all statements share."""
        written = self.account_field.lines[0] if self.account_field else None
        return account_name(written, self.currency)

    def is_heading(self, tag: str) -> bool:
        """Whether a field of the bank's own stands before all figures and can be none itself."""
        begun = self.interim or self.opening is not None or any(self.count.values())
        return tag[:2] < "60" and not begun

    @property
    def net(self) -> Decimal:
        """Sum of the rows."""
        return self.total["C"] - self.total["D"]


class Mt940Reader:
    """Takes fields in file order and yields the facts they complete."""

    def __init__(self, source: Source, reader: str, *, counted_rows: int) -> None:
        self._ledger = Ledger(source, reader)
        self._counted_rows = counted_rows
        self._statement: _Statement | None = None
        self._row: list[Field] = []
        self._continuity = Continuity()
        self._accounts: dict[str, None] = {}
        self._change: Decimal | None = Decimal(0)
        self._currencies: set[str] = set()
        self._dated_on: date | None = None
        self._first_bad = ""

    def take(self, part: Field) -> Iterator[Reading]:
        """Facts that are complete once this field is seen."""
        if self._row and part.tag in {"86", "NS"}:  # the bank's own NS may stand before field 86
            self._row += [part] if part.tag == "86" else []
            return
        yield from self._finished_row()
        if self._statement is None and part.tag in _IGNORED:
            return
        if part.tag == "20" or self._statement is None:
            self._finish_statement()
            self._statement = _Statement(part.line)
        elif part.tag in _OPENINGS and self._statement.closing is not None:  # one without field 20
            account = self._statement.account_field  # a new page does not name it again
            self._finish_statement()
            self._statement = _Statement(part.line, account)
        statement = self._statement
        if part.tag == "61":
            self._row = [part]
        elif part.tag in {"25", "25P"}:
            statement.account_field = part
        elif part.tag in _BALANCE_KINDS:
            yield from self._balance(part, statement)
        else:
            self._stated(part, statement)

    def end(self) -> Iterator[Reading]:
        """Facts that only the end of the file completes."""
        yield from self._finished_row()
        self._finish_statement()

    def tally(self) -> Tally:
        """Rows by their tags against rows read; change of balance against their sum.

        Raises: RejectedError `no-statement` or `no-readable-row`.
        """
        if not self._accounts:
            raise RejectedError("no-statement", "This MT940 file holds no account statement.")
        if self._counted_rows and not self._ledger.found_count:
            raise RejectedError("no-readable-row", self._first_bad or "No row is complete.")
        tally = self._ledger.tally(
            document_kind="bank_statement",
            title="Bank statement: " + ", ".join(self._accounts),
            dated_on=self._dated_on,
        )
        one_currency = len(self._currencies) == 1
        declared_sum = self._change if one_currency and self._counted_rows else None
        return tally.model_copy(
            update={"declared_count": self._counted_rows, "declared_sum": declared_sum}
        )

    def _finished_row(self) -> Iterator[Reading]:
        parts, self._row = self._row, []
        if not parts or self._statement is None:
            return
        statement = self._statement
        row = read_row(
            parts,
            account_field=statement.account_field,
            currency=statement.currency,
            account=statement.account,
        )
        if row is None:
            detail = f"The row at line {parts[0].line} cannot be read."
            self._first_bad = self._first_bad or detail
            self._ledger.doubt("row-unreadable", detail)
            return
        side = _side(row_mark(parts[0]))
        statement.count[side] += 1
        statement.total[side] += abs(row.amount)
        yield self._ledger.transaction(row)

    def _balance(self, part: Field, statement: _Statement) -> Iterator[Reading]:
        match = _BALANCE.match(part.lines[0])
        amount = read_swift_amount(match[4].strip()) if match else None
        if match is None or amount is None or not is_or_was_currency(match[3]):
            self._ledger.doubt("balance-unreadable", f"The balance at line {part.line} is not one.")
            return
        amount = -amount if match[1] == "D" else amount
        kind = _BALANCE_KINDS[part.tag]
        self._note_balance(part, statement, kind=kind, amount=amount, currency=match[3])
        stated_on = read_swift_date(match[2])
        if stated_on is None:
            self._ledger.doubt("balance-unreadable", f"The date at line {part.line} is no date.")
            return
        self._dated_on = stated_on if kind == "closing" else self._dated_on
        account = statement.account_field
        spots = (
            *((name, part.spot) for name in ("amount", "stated_on", "currency")),
            ("account", account.spot if account else None),
        )
        yield self._ledger.balance(
            Balance(stated_on, amount, match[3], statement.account, kind, spots)
        )

    def _note_balance(
        self,
        part: Field,
        statement: _Statement,
        *,
        kind: BalanceKind,
        amount: Decimal,
        currency: str,
    ) -> None:
        """Keep opening and closing balance for the sum, once each and in one currency."""
        self._currencies.add(currency)
        if statement.currency not in (None, currency):
            self._ledger.doubt("balance-differs", f"Line {part.line} is in another currency.")
        statement.currency = statement.currency or currency
        known = {"opening": statement.opening, "closing": statement.closing, "other": None}[kind]
        if known is not None:
            self._ledger.doubt("balance-differs", f"Line {part.line} states a balance again.")
        elif kind == "opening":
            statement.opening = amount
        elif kind == "closing":
            statement.closing = amount

    def _stated(self, part: Field, statement: _Statement) -> None:
        """Counts and sums the bank states; a field nobody knows is a doubt."""
        statement.interim = statement.interim or part.tag in {"34F", "942"}
        floor = part.lines[0][:3]  # names the currency of an interim report, and nothing else does
        if part.tag == "34F" and is_or_was_currency(floor):
            statement.currency = statement.currency or floor
        if part.tag in {"90C", "90D"}:
            match = _TOTALS.match(part.lines[0])
            stated = {part.tag[2]: (match[1], match[3])} if match else None
            statement.interim = True
        elif part.tag == "86":
            summary = _SUMMARY.match(part.lines[0])
            stated = (
                {"D": (summary[1], summary[3]), "C": (summary[2], summary[4])} if summary else {}
            )
        else:
            stated = {}
            if part.tag not in _IGNORED | {"20"} and not statement.is_heading(part.tag):
                self._ledger.doubt("not-read", f"Line {part.line} begins with an unknown field.")
        if stated is None:
            self._ledger.doubt("balance-unreadable", f"The totals at line {part.line} are not any.")
        for side, (count, total) in (stated or {}).items():
            self._compare(
                part, side, found=(statement.count, statement.total), stated=(count, total)
            )

    def _compare(
        self,
        part: Field,
        side: str,
        *,
        found: tuple[dict[str, int], dict[str, Decimal]],
        stated: tuple[str, str],
    ) -> None:
        where = f"Line {part.line} states {'credits' if side == 'C' else 'debits'}"
        if int(stated[0]) != found[0][side]:
            readings = [stated[0], str(found[0][side])]
            self._ledger.doubt(
                "count-differs", f"{where} in another number than found.", readings=readings
            )
        total = read_swift_amount(stated[1])
        if total != found[1][side]:
            readings = [stated[1], plain(found[1][side])]
            self._ledger.doubt(
                "sum-differs", f"{where} of another sum than found.", readings=readings
            )

    def _finish_statement(self) -> None:
        statement, self._statement = self._statement, None
        if statement is None:
            return
        where = f"The statement at line {statement.line}"
        if statement.account is None:
            self._ledger.doubt("account-unknown", f"{where} names no account.")
        self._accounts[statement.account or "account not named"] = None
        if statement.opening is None or statement.closing is None:
            self._change = None
            if not statement.interim:
                code = "truncated" if statement.closing is None else "balance-missing"
                self._ledger.doubt(code, f"{where} lacks its opening or closing balance.")
            return
        self._check_chain(statement, where)

    def _check_chain(self, statement: _Statement, where: str) -> None:
        opening, closing = statement.opening or Decimal(0), statement.closing or Decimal(0)
        self._change = None if self._change is None else self._change + closing - opening
        if opening + statement.net != closing:
            self._ledger.doubt(
                "balance-differs",
                f"{where}: opening balance and rows do not give the closing balance.",
                readings=[plain(opening + statement.net), plain(closing)],
            )
        gap = self._continuity.gap(
            (statement.account, statement.currency), opening=opening, closing=closing
        )
        if gap:
            detail = f"{where} does not begin where the one before it ended."
            self._ledger.doubt("balance-gap", detail, readings=map(plain, gap))


def _side(mark: Mark | None) -> str:
    """The column a row counts in: a reversal counts against what it reverses' other side."""
    return "C" if mark in {"C", "RD", "EC"} else "D"
