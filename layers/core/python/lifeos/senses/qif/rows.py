"""Rows of a QIF file as facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from lifeos.errors import RejectedError
from lifeos.senses.models import Reading, Source, Tally
from lifeos.senses.qif.records import Record, Survey, dated, figure, is_listed, is_row
from lifeos.senses.statements.statement import Ledger, Row, account_name, plain
from lifeos.senses.values import dates
from lifeos.senses.values.amounts import read_amount, readings

_INVESTMENTS = {"invst", "port"}
# Investment actions that move cash of the account itself, and in which direction; `Cash` signs
# its own amount. Those that end in X name another account as the one whose cash moves.
_CASH_ACTIONS = {
    "div": 1, "intinc": 1, "cglong": 1, "cgmid": 1, "cgshort": 1, "miscinc": 1, "rtrncap": 1,
    "xin": 1, "contribx": 1, "cash": 0, "miscexp": -1, "margint": -1, "xout": -1, "withdrwx": -1,
    "intexp": -1,
}  # fmt: skip
# What is bought and sold with the account's own cash; the securities themselves are not read.
_TRADES = {"buy": -1, "cvrshrt": -1, "sell": 1, "shtsell": 1}
_KINDS = {"ccard": "card_statement", "invst": "investment_statement"}


class QifReader:
    """Takes records in file order and yields the facts they are."""

    def __init__(self, source: Source, reader: str, *, survey: Survey) -> None:
        self._ledger = Ledger(source, reader)
        self._survey = survey
        self._account: str | None = None
        self._account_record: Record | None = None
        self._section = 0
        self._kinds: set[str] = set()
        self._accounts: dict[str, None] = {}
        self._not_read: Counter[str] = Counter()
        self._traded: Counter[str] = Counter()
        self._unlisted: Counter[str] = Counter()
        self._open_dates: list[str] = []
        self._last: date | None = None
        self._first_bad = ""

    def take(self, record: Record) -> Iterator[Reading]:
        """The fact a record is, if it is a row that moves money."""
        if record.block == "account" and not is_row(record):
            self._account = account_name(record.text("N"))
            self._account_record = record
        elif is_row(record):
            named_by = self._account_record
            if record.section != self._section and named_by is not None and is_row(named_by):
                self._account = self._account_record = None  # it named its own list only
            self._section = record.section
            if not record.closed:
                detail = f"The record at line {record.line} has no end mark."
                self._ledger.doubt("truncated", detail)
            yield from self._row(record)

    def tally(self) -> Tally:
        """Rows counted in a pass of their own against rows read.

        Raises: RejectedError `no-readable-row`.
        """
        if self._survey.rows and not self._ledger.found_count and not self._not_read:
            raise RejectedError("no-readable-row", self._first_bad or "No row is complete.")
        if self._open_dates:
            detail = "No row of the file says whether its dates begin with the day or the month."
            self._ledger.doubt("date-ambiguous", detail, readings=self._open_dates)
        if not self._survey.order:
            detail = "Some dates of the file begin with the day and others with the month."
            self._ledger.doubt("date-ambiguous", detail)
        self._doubt_kinds(
            "not-read", "Records that were not read", self._not_read + self._survey.unknown_lists
        )
        self._doubt_kinds("not-read", "Trades whose securities were not read", self._traded)
        self._doubt_kinds("list-unknown", "Rows that are in no list of an account", self._unlisted)
        kind = next(iter(self._kinds)) if len(self._kinds) == 1 else "bank_statement"
        tally = self._ledger.tally(
            document_kind=kind,
            title="Account file: " + (", ".join(self._accounts) or "account not named"),
            dated_on=self._last,
        )
        declared = self._survey.rows - self._not_read.total()
        return tally.model_copy(update={"declared_count": declared})

    def _doubt_kinds(self, code: str, what: str, kinds: Counter[str]) -> None:
        """One doubt for all records of a kind, if there are any."""
        counted = [f"{count} {name}" for name, count in sorted(kinds.items()) if count]
        if counted:
            listed = ", ".join(counted[:20])
            self._ledger.doubt(code, f"{what}: {listed[:300]}.")

    def _row(self, record: Record) -> Iterator[Reading]:
        direction, action = self._direction(record), record.text("N")[:20]
        if direction is None:
            self._not_read[f"{action} (investment)"] += 1
            self._kinds.add(_KINDS["invst"])
            return
        amount, question = self._amount(record)
        booked_on, open_date = self._date(record)
        if amount is None or booked_on is None:
            missing = "date" if amount is not None else "amount"
            detail = f"The row at line {record.line} has no readable {missing}."
            self._first_bad = self._first_bad or detail
            self._ledger.doubt("row-unreadable", detail)
            return
        self._traded[action] += record.block in _INVESTMENTS and action.lower() in _TRADES
        self._unlisted[record.block[:20] or "of no list"] += not is_listed(record)
        self._check_splits(record, amount)
        self._note_account(record)
        self._kinds.add(_KINDS.get(record.block, "bank_statement"))
        self._last = max(self._last or booked_on, booked_on)
        signed = abs(amount) * direction if direction else amount
        yield self._ledger.transaction(
            _row(
                record,
                booked_on=booked_on,
                amount=signed,
                account=(self._account, self._account_record),
                question=question or open_date,
            )
        )

    def _direction(self, record: Record) -> int | None:
        """1 or -1 if the action says so, 0 if the amount has its own sign, None if no cash."""
        if record.block not in _INVESTMENTS:
            return 0
        action = record.text("N").lower()
        paid = bool(record.first.keys() & {"T", "U"})  # a trade without a sum is read no further
        return _CASH_ACTIONS.get(action, _TRADES.get(action) if paid else None)

    def _amount(self, record: Record) -> tuple[Decimal | None, str | None]:
        text = record.figure("TU")
        amount = read_amount(text, self._survey.notation)
        other = read_amount(record.figure("U") or text, self._survey.notation)
        if amount is not None and other is not None and amount != other:
            detail = f"The row at line {record.line} states two different amounts."
            self._ledger.doubt("amount-ambiguous", detail, readings=[plain(amount), plain(other)])
            return amount, detail
        found = readings(text)
        if amount is None and self._survey.notation is None and found:
            detail = f"The amount at line {record.line} can be read in two ways."
            self._ledger.doubt("amount-ambiguous", detail, readings=map(plain, found.values()))
            return found.get("point"), detail
        return amount, None

    def _date(self, record: Record) -> tuple[date | None, str | None]:
        text = dated(record.figure("D"))
        orders = self._survey.order
        order = next(iter(orders)) if len(orders) == 1 else None
        only = dates.read_date(text, order)
        if only is not None:
            return only, None
        found = dates.find_dates(text)
        both = found[0].readings if len(found) == 1 else {}
        if order is not None or not both or not orders <= both.keys():
            return None, None
        if not self._open_dates:
            self._open_dates = [both[each].isoformat() for each in sorted(orders or both)]
        european = self._survey.notation == "comma" or "." in record.text("D")
        guess = both.get("dmy" if european else "mdy")  # Quicken is American; a guess it stays
        return guess or min(both.values()), "day and month may be the other way round"

    def _check_splits(self, record: Record, amount: Decimal) -> None:
        shares = [figure(split["$"].text[1:]) for split in record.splits if "$" in split]
        read = [read_amount(share, self._survey.notation or "point") for share in shares]
        if not shares or record.block in _INVESTMENTS:
            return
        total = sum((share for share in read if share is not None), Decimal(0))
        if None in read or total != amount:
            detail = f"The splits of the row at line {record.line} do not add up to it."
            self._ledger.doubt("split-differs", detail, readings=[plain(amount), plain(total)])

    def _note_account(self, record: Record) -> None:
        """A first row `Opening Balance` that books to `[Name]` names the account itself."""
        linked = record.text("L")
        opens = record.text("P").lower() == "opening balance" and linked.startswith("[")
        if opens and self._account is None:
            self._account, self._account_record = account_name(linked.strip("[]")), record
        if self._account:
            self._accounts[self._account] = None


def _row(
    record: Record,
    *,
    booked_on: date,
    amount: Decimal,
    account: tuple[str | None, Record | None],
    question: str | None,
) -> Row:
    payee, (name, named_by) = record.text("P"), account
    codes = [code for code in "PYM" if record.text(code)] or ["L" if record.text("L") else "N"]
    number = "" if record.block in _INVESTMENTS else record.text("N")
    return Row(
        booked_on=booked_on,
        amount=amount,
        currency=None,
        account=name,
        description=" ".join(record.text(code) for code in codes) or "Transaction",
        counterparty=payee or None,
        reference=number or None,
        spots=(
            ("amount", record.spot("TU")),
            ("booked_on", record.spot("D")),
            *(("description", record.spot(code)) for code in codes),
            ("counterparty", record.spot("P") if payee else None),
            ("reference", record.spot("N") if number else None),
            ("account", named_by.spot("L" if is_row(named_by) else "N") if named_by else None),
        ),
        open_question=question,
    )
