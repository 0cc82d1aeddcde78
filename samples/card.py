"""The credit card: subscriptions, the web shop, the trip; paid off on the fifth of each month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from samples import checksums, parties
from samples.bill import Bill, cents
from samples.dice import Dice
from samples.ledger import Entry
from samples.spending import HALF_YEAR, working_day

COMPANY_IBAN: Final = checksums.iban("NL", "KSTL0990044217")
DOLLAR: Final = Decimal("0.9148")  # euros the card company asks for one dollar, its fee included
STREAM_BEFORE, STREAM_AFTER = Decimal("9.99"), Decimal("12.99")  # the price rises in April


def rows(bills: tuple[Bill, ...], seed: int) -> Iterator[Entry]:
    """Every card row, each month's payment of the month before included."""
    spent = [*_subscriptions(), *_rail(), *_trip(bills, Dice(seed, "trip")), *_books(bills)]
    yield from spent
    for month in HALF_YEAR[1:]:
        before = [row for row in spent if row.booked_on.month == month.month - 1]
        amount = -sum((row.amount for row in before), Decimal(0))
        day = working_day(month.replace(day=5))
        yield _row(day, amount, "PAYMENT RECEIVED - THANK YOU", "card payment")


def _row(
    day: date,
    amount: Decimal,
    who: str,
    category: str,
    *,
    place: str = "",
    original: tuple[Decimal, str] | None = None,
    pays: str = "",
) -> Entry:
    return Entry(
        account=parties.CARD_ACCOUNT,
        booked_on=day,
        amount=amount,
        counterparty=who,
        text=who,
        way="card" if amount < 0 else "refund",
        category=category,
        original=original,
        place=place,
        pays=pays,
    )


def _subscriptions() -> Iterator[Entry]:
    for month in HALF_YEAR:
        price = STREAM_AFTER if month >= date(2026, 4, 1) else STREAM_BEFORE
        day = month.replace(day=11)
        yield _row(day, -price, "FILMHAVEN STREAMING", "subscription", place="Amsterdam NL")
        day = month.replace(day=19)
        yield _row(day, Decimal("-2.99"), "WOLKENKAST 200 GB", "subscription", place="Dublin IE")


def _rail() -> Iterator[Entry]:
    yield _row(date(2026, 3, 17), Decimal("-94.00"), "RAILPORT KOELN", "travel", place="Koeln DE")


def _dollars(day: date, dollars: Decimal, who: str, category: str, *, pays: str = "") -> Entry:
    euros = (dollars * DOLLAR).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return _row(
        day, -euros, who, category, place="Portland ME US", original=(-dollars, "USD"), pays=pays
    )


def _trip(bills: tuple[Bill, ...], dice: Dice) -> Iterator[Entry]:
    folio = next(bill for bill in bills if bill.thing == "bill-hotel")
    fare = cents(dice.money("512.00", "688.00"))
    yield _row(date(2026, 4, 8), -fare, "MERIDIAAN AIR TICKETS", "travel", place="Schiphol NL")
    for day, who in ((18, "PIERSIDE CABS"), (19, "THE SALTED PRETZEL"), (20, "LOBSTER SHACK 12")):
        yield _dollars(date(2026, 5, day), dice.money("14.00", "46.00"), who, "travel")
    yield _dollars(
        folio.issued_on, folio.total, folio.issuer.on_statement, "hotel", pays=folio.thing
    )


def _books(bills: tuple[Bill, ...]) -> Iterator[Entry]:
    for bill in bills:
        if bill.issuer is parties.BOOKSHOP:
            day = bill.issued_on if bill.kind == "invoice" else date(2026, 3, 2)
            yield _row(
                day,
                -bill.total,
                bill.issuer.on_statement,
                "books",
                place="Frankfurt DE",
                pays=bill.thing,
            )
