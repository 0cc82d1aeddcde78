"""What every statement sense needs: rows and balances as facts with evidence, and the tally.

How an account is named, for all statement senses: by its IBAN in upper case without spaces if the
source gives one, else by the account number alone, as the source writes it but without spaces,
without the bank's own id before it (`66642399/93387` is `93387`) and without a currency after it;
a name in words (`Joint Checking`) stays as it is.
Two spellings of one account meet in `transactions.account_key`, which every identity goes through.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from lifeos.contracts.facts import BalanceData, Box, Evidence, Occurred, TransactionData
from lifeos.senses.models import Doubt, FactDraft, Source, Tally
from lifeos.senses.statements.transactions import Ordinals, balance_identity, identity, is_iban
from lifeos.senses.values.currencies import is_currency

MAX_DOUBTS = 100  # a damaged file has thousands; a person reads the first few
MAX_TEXT_CHARS = 2000
MAX_PLACES = 40  # evidence of one fact; only a batch of payments comes near
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_IBAN_SHAPE = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")  # ISO 13616
# The bank by its BIC, a German bank code or a clearing code (`//AT20111`), then the account.
# Four digits behind a number are a Czech or Slovak bank, not an account (`2000145399/0800`).
# Source: SWIFT MT940 field 25 as German, Austrian, Danish and Benelux banks fill it.
_BEHIND_BANK = re.compile(
    r"(?://[A-Z]{2}\d{3,9}|\d{8,11}(?!/\d{4}$)|[A-Z]{4}[A-Z0-9]{4,7})"
    r"/(?P<number>[A-Z0-9.\-]*\d[A-Z0-9.\-]*)"
)
_NO_REFERENCE = {"NONREF", "NOTPROVIDED", "NOT PROVIDED", "NOTPROV"}

BalanceKind = Literal["opening", "closing", "other"]
Status = Literal["booked", "pending"]


@dataclass(frozen=True, slots=True)
class Spot:
    """A value as it stands in the file, and where."""

    text: str
    line: int | None = None
    path: str | None = None
    page: int | None = None
    box: Box | None = None


# Which field was found where; a field joined from several places has several.
Spots = Sequence[tuple[str, Spot | None]]


@dataclass(frozen=True, slots=True)
class Row:
    """One booked row as a sense read it; `spots` says where each field was found."""

    booked_on: date
    amount: Decimal
    currency: str | None
    account: str | None
    description: str
    counterparty: str | None = None
    reference: str | None = None
    value_on: date | None = None
    status: Status = "booked"
    balance: Decimal | None = None  # after the row
    spots: Spots = ()
    open_question: str | None = None  # why this row is less than certain


@dataclass(frozen=True, slots=True)
class Balance:
    """One stated balance."""

    stated_on: date
    amount: Decimal
    currency: str | None
    account: str | None
    kind: BalanceKind
    spots: Spots = ()


class Ledger:
    """Turns the rows of one file into facts and keeps count for the tally."""

    def __init__(self, source: Source, reader: str) -> None:
        self._sha256 = source.sha256
        self._reader = reader
        self._ordinals = Ordinals()
        self._sums: dict[str | None, Decimal] = {}
        self._doubts: list[Doubt] = []
        self._doubts_over = 0
        self.found_count = 0

    def transaction(self, row: Row) -> FactDraft:
        """A row as a fact; it counts from here on."""
        entry = TransactionData(
            account=row.account,
            description=clean(row.description),
            counterparty=clean(row.counterparty or "") or None,
            reference=clean(row.reference or "") or None,
            booked_on=row.booked_on,
            value_on=row.value_on,
            balance=row.balance,
            status=row.status,
        )
        self.found_count += 1
        self._sums[row.currency] = self._sums.get(row.currency, Decimal(0)) + row.amount
        return FactDraft(
            domain="finance",
            occurred=Occurred(start=row.booked_on),
            amount=row.amount,
            currency=row.currency,
            title=(entry.counterparty or entry.description or "Transaction")[:300],
            data=entry,
            evidence=self._evidence(row.spots),
            confidence=Decimal("0.5") if row.open_question else Decimal(1),
            confidence_reason=row.open_question or "stated in the file's own fields",
            identity=identity(
                entry, amount=row.amount, currency=row.currency, ordinals=self._ordinals
            ),
        )

    def balance(self, stated: Balance) -> FactDraft:
        """A stated balance as a fact."""
        entry = BalanceData(
            account=stated.account, balance_kind=stated.kind, stated_on=stated.stated_on
        )
        return FactDraft(
            domain="finance",
            occurred=Occurred(start=stated.stated_on),
            amount=stated.amount,
            currency=stated.currency,
            title=f"{stated.kind.capitalize()} balance".replace("Other balance", "Balance"),
            data=entry,
            evidence=self._evidence(stated.spots),
            confidence=Decimal(1),
            confidence_reason="stated in the file's own fields",
            identity=balance_identity(entry, amount=stated.amount, currency=stated.currency),
        )

    def doubt(self, code: str, detail: str, *, readings: Iterable[str] = ()) -> None:
        """Keep one doubt; past `MAX_DOUBTS` they are only counted."""
        if len(self._doubts) < MAX_DOUBTS:
            self._doubts.append(Doubt(code=code, detail=detail, readings=list(readings)))
        else:
            self._doubts_over += 1

    def tally(
        self,
        *,
        document_kind: str,
        title: str,
        issuer: str | None = None,
        dated_on: date | None = None,
    ) -> Tally:
        """What was found; the caller adds what the file declares with `model_copy`."""
        doubts = list(self._doubts)
        if self._doubts_over:
            doubts.append(Doubt(code="more", detail=f"{self._doubts_over} more like these."))
        return Tally(
            document_kind=document_kind,
            title=title[:300],
            issuer=issuer,
            dated_on=dated_on,
            found_count=self.found_count,
            found_sum=self.found_sum,
            doubts=doubts,
        )

    @property
    def found_sum(self) -> Decimal | None:
        """Sum of all rows; None if they are in several currencies, which do not add up."""
        return next(iter(self._sums.values()), Decimal(0)) if len(self._sums) <= 1 else None

    def _evidence(self, spots: Spots) -> list[Evidence]:
        return [
            Evidence(
                field=name,
                sha256=self._sha256,
                line=spot.line,
                path=spot.path,
                page=spot.page,
                box=spot.box,
                snippet=spot.text.replace("\x00", "").strip()[:400],
                reader=self._reader,
            )
            for name, spot in list(spots)[:MAX_PLACES]
            if spot is not None
        ]


class Continuity:
    """Whether the statements of each account in one file follow each other without a gap."""

    def __init__(self) -> None:
        self._last: dict[tuple[str | None, str | None], tuple[Decimal, Decimal]] = {}

    def gap(
        self, account: tuple[str | None, str | None], *, opening: Decimal, closing: Decimal
    ) -> list[Decimal]:
        """Both readings of the balance where this statement does not meet the one before it.

        `account` is name and currency. Some banks put the newest statement first: then this one
        must end where that one began.
        """
        before = self._last.get(account)
        self._last[account] = (opening, closing)
        if before is None or opening == before[1] or closing == before[0]:
            return []
        return [before[1], opening]


def account_name(text: str | None, currency: str | None = None) -> str | None:
    """The name of an account by the rule above; None if there is none.

    `currency` is the statement's: only that code is taken off the end, so that a number which
    ends in three letters keeps them.
    """
    name = clean(text or "")
    compact = "".join(name.split())
    upper = compact.upper()
    if is_iban(upper):
        return upper
    if is_currency(upper[-3:]) and (upper[-3:] == currency or _IBAN_SHAPE.fullmatch(upper[:-3])):
        compact, upper = compact[:-3].rstrip("/-. "), upper[:-3].rstrip("/-. ")
    if _IBAN_SHAPE.fullmatch(compact):
        return compact
    with_bank = _BEHIND_BANK.fullmatch(upper)
    if with_bank:
        return account_name(with_bank["number"], currency)
    is_words = sum(map(str.isalpha, name)) > sum(map(str.isdigit, name))
    return (name if is_words else compact) or None


def is_reference(text: str) -> bool:
    """Whether a reference says anything: NONREF (SWIFT), NOTPROVIDED (SEPA) and dots do not."""
    return text.strip().upper() not in _NO_REFERENCE and any(map(str.isalnum, text))


def clean(text: str) -> str:
    """Text for people: control characters and runs of blanks are one blank; bounded."""
    return " ".join(_CONTROL.sub(" ", text).split())[:MAX_TEXT_CHARS]


def plain(amount: Decimal) -> str:
    """An amount for a sentence or a list of readings."""
    return format(amount, "f")
