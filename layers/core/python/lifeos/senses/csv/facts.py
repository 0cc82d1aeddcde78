"""Rows of money as facts: who, what, when, how much, and the cells that say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta, timezone
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lifeos.contracts.base import Model
from lifeos.contracts.facts import BalanceData, Evidence, Occurred, TransactionData
from lifeos.senses.csv.cells import instant, stated_currency
from lifeos.senses.csv.figures import StatedBalance
from lifeos.senses.csv.rows import Plan, Row
from lifeos.senses.models import FactDraft, Source
from lifeos.senses.statements.transactions import Ordinals, balance_identity, identity

M = TypeVar("M", bound=Model)
_NO_FIELDS: set[str] = set()  # which fields were given is asked by nobody
_set = object.__setattr__

TITLE_LENGTH = 300
SNIPPET_LENGTH = 400

# Abbreviations that name one offset in the statements that use them. Source: PayPal activity
# download, column "TimeZone"; others are left as a local day.
_HOURS = {
    "UTC": 0, "GMT": 0, "BST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EET": 2, "EEST": 3,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
_OFFSETS = {name: timezone(timedelta(hours=hours)) for name, hours in _HOURS.items()}


@dataclass(slots=True)
class FactMaker:
    """Makes the facts of one file; what holds for all its rows is set once."""

    source: Source
    reader: str
    plan: Plan
    account: str | None
    currency: str | None
    confidence: tuple[Decimal, str]
    shared: tuple[Evidence, ...] = ()  # account and currency where the file states them once
    ordinals: Ordinals = field(default_factory=Ordinals)
    _text_places: tuple[int, ...] = field(init=False)
    _own_places: tuple[tuple[str, int], ...] = field(init=False)
    _day: tuple[date, Occurred] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        c = self.plan.columns
        places = (*c.descriptions, c.counterparty, c.payee, c.payer, c.type)
        self._text_places = tuple(place for place in places if place is not None)
        own = (
            ("value_on", c.value),
            ("balance", c.balance),
            ("counterparty", c.counterparty),
            ("reference", c.reference),
            ("currency", c.currency),
            ("account", c.account),
        )
        self._own_places = tuple((name, place) for name, place in own if place is not None)

    def transaction(self, row: Row) -> FactDraft:
        """The fact of one row, pending or booked."""
        details, currency = self._details(row), self.currency_of(row)
        c = self.plan.columns
        lists_again = c.status is not None and row.bought is not None
        names = identity(
            details,
            amount=row.amount,
            currency=currency,
            ordinals=self.ordinals,
            on=row.bought if lists_again else None,
        )
        return built(
            FactDraft,
            domain="finance",
            occurred=self._occurred(row),
            amount=row.amount,
            currency=currency,
            value=None,
            unit=None,
            title=(details.counterparty or details.description)[:TITLE_LENGTH],
            data=details,
            evidence=self._evidence(row),
            confidence=self.confidence[0],
            confidence_reason=self.confidence[1],
            identity=names,
        )

    def _details(self, row: Row) -> TransactionData:
        description, counterparty = self._texts(row)
        reference = _cell(row.record.cells, self.plan.columns.reference)
        return built(
            TransactionData,
            kind="transaction",
            account=row.account or self.account,
            description=description,
            counterparty=counterparty,
            reference=_spaced(reference) or None,
            booked_on=row.booked,
            value_on=row.value,
            balance=row.balance,
            status="pending" if row.status == "pending" else "booked",
        )

    def balance(self, stated: StatedBalance, *, otherwise_on: date) -> FactDraft:
        """The fact of a balance that stands outside the rows."""
        evidence = self._at("amount", stated.cell, line=stated.record.line)
        kind = stated.kind
        details = BalanceData(
            account=self.account, balance_kind=kind, stated_on=stated.day or otherwise_on
        )
        currency = stated.currency or self.currency
        return self._balance(details, stated.amount, currency=currency, evidence=evidence)

    def closing(self, row: Row) -> FactDraft:
        """The balance after the newest row, as its own cell states it."""
        place = self.plan.columns.balance
        details = BalanceData(
            account=row.account or self.account, balance_kind="closing", stated_on=row.booked
        )
        evidence = self._cell_evidence(row, "amount", place=place)
        currency, amount = self.currency_of(row), row.balance or Decimal(0)
        return self._balance(details, amount, currency=currency, evidence=evidence)

    def currency_of(self, row: Row) -> str | None:
        """ISO code of a row: its own column, else what its amount cell or the file says."""
        if row.currency:
            named = stated_currency(row.currency)
            return named[0] if len(named) == 1 else self.currency
        return self.currency

    def _balance(
        self, details: BalanceData, amount: Decimal, *, currency: str | None, evidence: Evidence
    ) -> FactDraft:
        return FactDraft(
            domain="finance",
            occurred=Occurred(start=details.stated_on),
            amount=amount,
            currency=currency,
            title=f"{details.balance_kind.capitalize()} balance",
            data=details,
            evidence=[evidence],
            confidence=self.confidence[0],
            confidence_reason=self.confidence[1],
            identity=balance_identity(details, amount=amount, currency=currency),
        )

    def _texts(self, row: Row) -> tuple[str, str | None]:
        """Description and counterparty; the other side is payee or payer by direction of money."""
        c, cells = self.plan.columns, row.record.cells
        sides = (c.payee, c.payer) if row.amount < 0 else (c.payer, c.payee)
        party = _spaced(_cell(cells, c.counterparty)) or next(
            (text for place in sides if (text := _spaced(_cell(cells, place)))), ""
        )
        words = dict.fromkeys(_spaced(_cell(cells, place)) for place in c.descriptions)
        description = " ".join(text for text in words if text)
        if not description:
            description = party or _spaced(_cell(cells, c.type)) or "Transaction"
        return description, party or None

    def _occurred(self, row: Row) -> Occurred:
        c, cells = self.plan.columns, row.record.cells
        text = _cell(cells, c.bought) if row.bought is not None else _cell(cells, c.booked)
        zone = _cell(cells, c.zone)
        if zone:
            return _at_zone(row.bought or row.booked, zone, clock=_cell(cells, c.time) or text)
        moment = instant(text, self.plan.order) if len(text) > 10 else None
        if moment is not None:
            return Occurred(start=moment)
        day = row.bought or row.booked
        if self._day is None or self._day[0] != day:  # frozen, so rows of a day may share it
            self._day = (day, Occurred(start=day))
        return self._day[1]

    def _evidence(self, row: Row) -> list[Evidence]:
        c, cells = self.plan.columns, row.record.cells
        found = []
        if row.bought is not None and _cell(cells, c.bought):
            found.append(self._cell_evidence(row, "occurred", place=c.bought))
        if cells[c.booked or 0].strip() or not found:
            booked = c.booked if cells[c.booked or 0].strip() else c.value
            found.append(self._cell_evidence(row, "booked_on", place=booked))
        amount = c.amount
        if amount is None:
            amount = c.debit if _cell(cells, c.debit).strip("0.,") else c.credit
        found.append(self._cell_evidence(row, "amount", place=amount))
        text = next((p for p in self._text_places if cells[p].strip()), None)
        if text is not None:
            found.append(self._cell_evidence(row, "description", place=text))
        for name, place in self._own_places:
            if cells[place].strip():
                found.append(self._cell_evidence(row, name, place=place))
        found.extend(self.shared)
        return found

    def _cell_evidence(self, row: Row, name: str, *, place: int | None) -> Evidence:
        snippet = _cell(row.record.cells, place)
        column = self.plan.columns.name(place)
        return self._at(name, snippet, line=row.record.line, row=row.number, column=column)

    def _at(
        self,
        name: str,
        snippet: str,
        *,
        line: int,
        row: int | None = None,
        column: str | None = None,
    ) -> Evidence:
        return built(
            Evidence,
            field=name,
            sha256=self.source.sha256,
            page=None,
            box=None,
            line=line,
            row=row,
            column=column,
            path=None,
            snippet=snippet[:SNIPPET_LENGTH],
            reader=self.reader,
        )


@lru_cache(maxsize=16)
def _defaults(model: type[Model]) -> dict[str, object]:
    fields = model.model_fields.items()
    return {name: field.get_default() for name, field in fields if not field.is_required()}


def built(model: type[M], **values: object) -> M:
    """A model of values that this sense has made itself, without validating them again.

    Checking six models a row took half of the time of reading. That the result is what validation
    would have given is tested over every layout instead of at every row.
    """
    made = model.__new__(model)
    _set(made, "__dict__", {**_defaults(model), **values})
    _set(made, "__pydantic_fields_set__", _NO_FIELDS)
    _set(made, "__pydantic_extra__", None)
    _set(made, "__pydantic_private__", None)
    return made


def _at_zone(day: date, zone: str, *, clock: str) -> Occurred:
    """A local time in a named zone or abbreviation; the local day where neither is known."""
    local = instant(f"{day.isoformat()} {clock} Z", "ymd")
    if local is None:
        return Occurred(start=day)
    if zone in _OFFSETS:
        return Occurred(start=local.replace(tzinfo=_OFFSETS[zone]))
    try:
        known = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return Occurred(start=day)
    return Occurred(start=local.replace(tzinfo=known), zone=zone)


def _spaced(text: str) -> str:
    return " ".join(text.split()) if text else text


def _cell(cells: Sequence[str], place: int | None) -> str:
    return cells[place].strip() if place is not None else ""
