"""Which column plays which part, by its heading and by what stands in it.

A heading proposes, the values decide: Italian `Valuta` is a date here and a currency there. A
table without headings, or in a language not known, is read from its values alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from lifeos.senses.csv.headings import Role
from lifeos.senses.csv.kinds import SampleColumn, fitting_role, paired, sample_column
from lifeos.senses.csv.unnamed import fill_by_value
from lifeos.senses.csv.words import fold
from lifeos.senses.values.currencies import currencies_in

# `Amount in account currency`, beside an amount in the currency of the purchase.
_OWN_CURRENCY = re.compile(
    r"\b(?:account|card|billing|settlement) (?:currency|amount)\b|\bkontowahrung\b"
    r"|\bdevise du compte\b|\b(?:moneda|divisa) de la cuenta\b|\bvaluta (?:del )?conto\b"
    r"|\bwalucie rachunku\b|\bрахунку\b|\bсчета\b|\bкарты\b|\bкартки\b|记账金额|入账"
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Places of the parts, counted from 0; None or empty where the table has none."""

    headings: tuple[str, ...] = ()
    booked: int | None = None
    bought: int | None = None  # day of the purchase, where the booked day stands beside it
    value: int | None = None
    time: int | None = None
    zone: int | None = None
    amount: int | None = None
    debit: int | None = None
    credit: int | None = None
    marker: int | None = None
    balance: int | None = None
    before: int | None = None  # balance before the row, where it stands beside the one after
    gross: int | None = None  # before the fee, where the amount is net of it
    fee: int | None = None
    charges: tuple[int, ...] = ()  # fees and taxes beside the amount
    net: bool = False  # the amount is headed as what is left after them
    currency: int | None = None
    account: int | None = None
    payer: int | None = None
    payee: int | None = None
    counterparty: int | None = None
    descriptions: tuple[int, ...] = ()
    reference: int | None = None
    status: int | None = None
    type: int | None = None
    types: tuple[int, ...] = ()  # every column that says what kind of row it is
    numbers: tuple[int, ...] = ()  # every numeric column: they vote on the notation
    card: bool = False  # headings speak of a card and of merchants
    paired: bool = False  # some column says one of two words, which nobody here knows

    @property
    def split(self) -> bool:
        """Whether money in and money out stand in columns of their own."""
        return self.amount is None and self.debit is not None and self.credit is not None

    @property
    def statement(self) -> bool:
        """Whether the table has what a statement must have: days and money."""
        return self.booked is not None and (self.amount is not None or self.split)

    @property
    def money(self) -> tuple[int, ...]:
        """Where a line between the rows has its figure: balance, then amount or sides."""
        places = (self.balance, self.amount, self.debit, self.credit)
        return tuple(place for place in places if place is not None)

    @property
    def reach(self) -> int:
        """How many cells a row needs for every part to have one; a heading may be wider."""
        single = [getattr(self, one.name) for one in fields(self)]
        places = [place for place in single if type(place) is int]  # a bool is no place
        return max((*places, *self.descriptions, *self.numbers, *self.types), default=-1) + 1

    def name(self, place: int | None) -> str | None:
        """Heading of a column, or its number from 1 where it has none."""
        if place is None:
            return None
        heading = self.headings[place].strip() if place < len(self.headings) else ""
        return heading or str(place + 1)


def assign(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Columns:
    """The columns of a table, from its headings (none: empty) and a sample of its rows."""
    width = max((len(row) for row in rows), default=len(headings))
    columns = [
        sample_column(place, headings, rows=rows) for place in range(max(width, len(headings)))
    ]
    for column in columns:
        column.role = fitting_role(column)
    fill_by_value(columns, rows)
    return _resolved(tuple(headings), columns)


def _resolved(headings: tuple[str, ...], columns: list[SampleColumn]) -> Columns:
    """The columns by their roles; over 30 lines because it is one line a part."""
    by_role = _by_role(columns)

    def first(*roles: Role) -> int | None:
        named = _all(by_role, *roles)
        return next((c.place for c in (*(c for c in named if c.values), *named)), None)

    booked, bought = first("booked"), first("date")
    never_booked = bought is not None and not any(c.values for c in by_role.get("booked", []))
    if booked is None or (never_booked and any(c.values for c in by_role["date"])):
        booked, bought = bought if bought is not None else first("value"), None
    amount = _amount(by_role)
    return Columns(
        headings=headings,
        booked=booked,
        bought=bought,
        value=first("value") if first("value") != booked else None,
        time=first("time"),
        zone=first("zone"),
        amount=amount,
        debit=first("debit"),
        credit=first("credit"),
        marker=first("marker"),
        balance=first("balance"),
        before=first("before"),
        gross=_gross(by_role, amount),
        fee=first("fee"),
        charges=tuple(column.place for column in _all(by_role, "fee", "tax")),
        net=amount in {column.place for column in by_role.get("net", [])},
        currency=_currency(by_role, amount),
        account=_account(by_role),
        payer=first("payer"),
        payee=first("payee"),
        counterparty=first("counterparty", "merchant"),
        descriptions=_descriptions(by_role),
        reference=first("reference"),
        status=first("status"),
        type=first("type"),
        types=tuple(column.place for column in by_role.get("type", [])),
        numbers=tuple(c.place for c in columns if c.mostly("amount") and not c.mostly("date")),
        card="merchant" in by_role or "card" in by_role,
        paired=any(map(paired, columns)),
    )


def _descriptions(by_role: Mapping[Role, list[SampleColumn]]) -> tuple[int, ...]:
    """The columns of free text; one that says only `DEBIT` or `CREDIT` describes nothing."""
    named = by_role.get("description", [])
    telling = [c for c in named if not c.values or c.kinds["side"] < 0.5]
    return tuple(column.place for column in telling or named)


def _by_role(columns: Sequence[SampleColumn]) -> dict[Role, list[SampleColumn]]:
    found: dict[Role, list[SampleColumn]] = {}
    for column in columns:
        if column.role is not None:
            found.setdefault(column.role, []).append(column)
    return found


def _amount(by_role: Mapping[Role, list[SampleColumn]]) -> int | None:
    """The column of the account's own amount among several."""
    amounts = by_role.get("amount", [])
    in_account_currency = [c for c in amounts if _of_the_account(c)]
    split = _all(by_role, "debit", "credit")
    best = _fullest(in_account_currency or amounts)
    charged = by_role.get("fee") and by_role.get("net")
    if best is not None and charged and len(split) < 2 and _fullest(by_role["net"]):
        return by_role["net"][0].place  # before a fee, net of it: what moves the account is net
    if best is not None and not best.values:
        for column in _all(by_role, "net", "gross"):
            if column.values:
                return column.place  # the amounts of something else, which no row has
    if best is not None:
        # A total column that stays empty while the sides are filled carries nothing.
        sides = sum(column.filled for column in split[:2])
        return best.place if len(split) < 2 or best.filled >= min(1.0, sides) * 0.9 else None
    for column in _all(by_role, "net", "gross"):
        return column.place
    originals = [c for c in by_role.get("original", []) if c.mostly("amount")]
    return originals[0].place if originals and len(split) < 2 else None


def _gross(by_role: Mapping[Role, list[SampleColumn]], amount: int | None) -> int | None:
    """The figure before the fee; beside a net one it may be headed as plain amount."""
    net = amount in {column.place for column in by_role.get("net", [])}
    named = _all(by_role, "gross", *(("amount",) if net else ()))
    return next((column.place for column in named if column.place != amount), None)


def _fullest(columns: Sequence[SampleColumn]) -> SampleColumn | None:
    """The first column of those that carry about as much as any: the others are for few rows."""
    most = max((column.filled for column in columns), default=0.0)
    return next((column for column in columns if column.filled >= 0.5 * most), None)


def _currency(by_role: Mapping[Role, list[SampleColumn]], amount: int | None) -> int | None:
    """The currency column that belongs to the amount: the nearest, unless the heading says it."""
    named = by_role.get("currency", [])
    for column in by_role.get("amount", []):
        if column.place == amount and currencies_in(column.heading):
            return None
    if not named and amount is not None:
        named = [] if by_role.get("amount") else by_role.get("original_currency", [])
    if amount is None:
        return named[0].place if named else None
    places = [column.place for column in named]
    behind = bool(places) and min(c.place for c in by_role.get("amount", named)) < min(places)
    # Between two, the one on the side where the first currency of the table stands.
    return min(
        places, key=lambda place: (abs(place - amount), (place > amount) != behind), default=None
    )


def _of_the_account(column: SampleColumn) -> bool:
    """Whether a heading says that its amounts are in the account's or the card's own currency."""
    return bool(currencies_in(column.heading) or _OWN_CURRENCY.search(fold(column.heading)))


def _account(by_role: Mapping[Role, list[SampleColumn]]) -> int | None:
    """The column of the person's own account, not of the other side.

    A bare `IBAN` behind the name of the other side is theirs, unless it never changes or another
    column says that it is the counter account.
    """
    parties = [column.place for column in _all(by_role, "payer", "payee", "counterparty")]
    for column in by_role.get("account", []):
        constant = len(column.values) >= 5 and len(set(column.values)) == 1
        own = "counter_account" in by_role or constant
        if own or not parties or column.place < min(parties):
            numbered = any(character.isdigit() for value in column.values for character in value)
            if numbered:
                return column.place
    return _card_account(by_role)


def _card_account(by_role: Mapping[Role, list[SampleColumn]]) -> int | None:
    """The card of a card statement is its account: one number, masked or not, on every row."""
    if "balance" in by_role:
        return None
    for column in by_role.get("card", []):
        numbers = set(column.values)
        digits = sum(character.isdigit() for character in next(iter(numbers), ""))
        if column.filled == 1.0 and len(numbers) == 1 and digits >= 4:
            return column.place
    return None


def _all(by_role: Mapping[Role, list[SampleColumn]], *roles: Role) -> list[SampleColumn]:
    return [column for role in roles for column in by_role.get(role, [])]
