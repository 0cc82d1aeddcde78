"""The credit card: subscriptions, the web shop, the trip; paid off on the fifth of each month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from samples import checksums, parties
from samples.bill import Bill, cents
from samples.dice import Dice
from samples.ledger import Entry
from samples.spending import HALF_YEAR, working_day

COMPANY_IBAN: Final = checksums.iban("NL", "KSTL0990044217")
DOLLAR: Final = Decimal("0.9148")  # euros the card company asks for one dollar, its fee included
STREAM_BEFORE, STREAM_AFTER = Decimal("9.99"), Decimal("12.99")  # the price rises in April
REFUNDED_ON: Final = date(2026, 3, 2)


def rows(bills: tuple[Bill, ...], seed: int) -> Iterator[Entry]:
    """Every card row, each month's payment of the month before included."""
    spent = [*_subscriptions(), *_rail(), *_trip(bills, Dice(seed, "trip")), *_books(bills)]
    yield from spent
    for month in HALF_YEAR[1:]:
        before = [row for row in spent if row.booked_on.month == month.month - 1]
        amount = -sum((row.amount for row in before), Decimal(0))
        day = working_day(month.replace(day=5))
        yield _row(day, amount, who="PAYMENT RECEIVED - THANK YOU", category="card payment")


def _row(day: date, amount: Decimal, *, who: str, category: str, place: str = "") -> Entry:
    return Entry(
        account=parties.CARD_ACCOUNT,
        booked_on=day,
        amount=amount,
        counterparty=who,
        text=who,
        way="card" if amount < 0 else "refund",
        category=category,
        place=place,
    )


def _subscriptions() -> Iterator[Entry]:
    for month in HALF_YEAR:
        price = STREAM_AFTER if month >= date(2026, 4, 1) else STREAM_BEFORE
        day = month.replace(day=11)
        yield _row(
            day, -price, who="FILMHAVEN STREAMING", category="subscription", place="Amsterdam NL"
        )
        day = month.replace(day=19)
        yield _row(
            day,
            Decimal("-2.99"),
            who="WOLKENKAST 200 GB",
            category="subscription",
            place="Dublin IE",
        )


def _rail() -> Iterator[Entry]:
    yield _row(
        date(2026, 3, 17),
        Decimal("-94.00"),
        who="RAILPORT KOELN",
        category="travel",
        place="Koeln DE",
    )


def _dollars(day: date, dollars: Decimal, *, who: str, category: str) -> Entry:
    euros = cents(dollars * DOLLAR)
    paid = _row(day, -euros, who=who, category=category, place="Portland ME US")
    return replace(paid, original=(-dollars, "USD"))


def _trip(bills: tuple[Bill, ...], dice: Dice) -> Iterator[Entry]:
    folio = next(bill for bill in bills if bill.thing == "bill-hotel")
    fare = dice.money("512.00", "688.00")
    airline = "MERIDIAAN AIR TICKETS"
    yield _row(date(2026, 4, 8), -fare, who=airline, category="travel", place="Schiphol NL")
    for day, who in ((18, "PIERSIDE CABS"), (19, "THE SALTED PRETZEL"), (20, "LOBSTER SHACK 12")):
        yield _dollars(date(2026, 5, day), dice.money("14.00", "46.00"), who=who, category="travel")
    hotel = folio.issuer.on_statement
    paid = _dollars(folio.issued_on, folio.total, who=hotel, category="hotel")
    yield replace(paid, pays=folio.thing)


def _books(bills: tuple[Bill, ...]) -> Iterator[Entry]:
    for bill in bills:
        if bill.issuer is parties.BOOKSHOP:
            day = bill.issued_on if bill.kind == "invoice" else REFUNDED_ON
            shop = bill.issuer.on_statement
            paid = _row(day, -bill.total, who=shop, category="books", place="Frankfurt DE")
            yield replace(paid, pays=bill.thing)
