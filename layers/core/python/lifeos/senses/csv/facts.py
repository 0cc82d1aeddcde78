"""Rows of money as facts: who, what, when, how much, and the cells that say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lifeos.contracts.facts import BalanceData, Evidence, Occurred, TransactionData
from lifeos.senses.csv.cells import instant, stated_currency, unit_unknown
from lifeos.senses.csv.evidence import (
    Places,
    cell_at,
    party_place,
    spaced,
    text_places,
)
from lifeos.senses.csv.figures import BalanceKind, StatedBalance
from lifeos.senses.csv.models import built
from lifeos.senses.csv.rows import Plan, Row
from lifeos.senses.models import FactDraft
from lifeos.senses.statements.transactions import Ordinals, balance_identity, identity

TITLE_LENGTH = 300

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

    places: Places
    plan: Plan
    account: str | None
    currency: str | None
    confidence: tuple[Decimal, str]
    ordinals: Ordinals = field(default_factory=Ordinals)
    _day: tuple[date, Occurred] | None = field(init=False, default=None)

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
            evidence=self.places.of(row),
            confidence=self.confidence[0],
            confidence_reason=self.confidence[1],
            identity=names,
        )

    def _details(self, row: Row) -> TransactionData:
        description, counterparty = self._texts(row)
        reference = cell_at(row.record.cells, self.plan.columns.reference)
        return built(
            TransactionData,
            kind="transaction",
            account=row.account or self.account,
            description=description,
            counterparty=counterparty,
            reference=spaced(reference) or None,
            booked_on=row.booked,
            value_on=row.value,
            balance=row.balance,
            status="pending" if row.status == "pending" else "booked",
        )

    def balance(self, stated: StatedBalance, *, kind: BalanceKind, dated: Row | None) -> FactDraft:
        """The fact of a balance that stands outside the rows; `dated` if a row says its day."""
        day = stated.day or (dated.booked if dated else None)
        assert day is not None
        details = BalanceData(account=self.account, balance_kind=kind, stated_on=day)
        currency = stated.currency or self.currency
        places = self.places
        evidence = [places.at("amount", stated.record, place=stated.place(stated.cell))]
        if stated.day is None and dated is not None:
            evidence.append(places.cell(dated, "stated_on", self.plan.columns.booked))
        elif (at := stated.day_place) is not None:
            evidence.append(places.at("stated_on", stated.record, place=at))
        evidence.extend(places.around("currency", stated.record, stated.currency))
        return self._balance(details, stated.amount, currency=currency, evidence=evidence)

    def closing(self, row: Row) -> FactDraft:
        """The balance after the newest row, as its own cell states it."""
        c = self.plan.columns
        details = BalanceData(
            account=row.account or self.account, balance_kind="closing", stated_on=row.booked
        )
        named = (("amount", c.balance), ("stated_on", c.booked), ("currency", c.currency),
                 ("account", c.account))  # fmt: skip
        evidence = [self.places.cell(row, name, at) for name, at in named if at is not None]
        currency, amount = self.currency_of(row), row.balance or Decimal(0)
        return self._balance(details, amount, currency=currency, evidence=evidence)

    def currency_of(self, row: Row) -> str | None:
        """ISO code of a row: its own column, else what its amount cell or the file says."""
        named = stated_currency(row.currency) if row.currency else ()
        if len(named) == 1:
            return named[0]
        return None if unit_unknown(row.currency) else self.currency

    def _balance(
        self,
        details: BalanceData,
        amount: Decimal,
        *,
        currency: str | None,
        evidence: list[Evidence],
    ) -> FactDraft:
        return FactDraft(
            domain="finance",
            occurred=Occurred(start=details.stated_on),
            amount=amount,
            currency=currency,
            title=f"{details.balance_kind.capitalize()} balance",
            data=details,
            evidence=[*evidence, *self._stated_once(evidence)],
            confidence=self.confidence[0],
            confidence_reason=self.confidence[1],
            identity=balance_identity(details, amount=amount, currency=currency),
        )

    def _stated_once(self, evidence: Sequence[Evidence]) -> Iterator[Evidence]:
        """Account and currency from around the rows, unless the balance has its own."""
        own = {place.field for place in evidence}
        yield from (place for place in self.places.shared if place.field not in own)

    def _texts(self, row: Row) -> tuple[str, str | None]:
        """Description and counterparty."""
        cells = row.record.cells
        party = spaced(cell_at(cells, party_place(self.plan, row)))
        texts = [spaced(cells[place]) for place in text_places(self.plan, row)]
        return " ".join(texts) or "Transaction", party or None

    def _occurred(self, row: Row) -> Occurred:
        c, cells = self.plan.columns, row.record.cells
        text = cell_at(cells, c.bought) if row.bought is not None else cell_at(cells, c.booked)
        zone = cell_at(cells, c.zone)
        if zone:
            return _at_zone(row.bought or row.booked, zone, clock=cell_at(cells, c.time) or text)
        moment = instant(text, self.plan.order) if len(text) > 10 else None
        if moment is not None:
            return Occurred(start=moment)
        day = row.bought or row.booked
        if self._day is None or self._day[0] != day:  # frozen, so rows of a day may share it
            self._day = (day, Occurred(start=day))
        return self._day[1]


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
