"""The half-year as a whole: bills, the rows that pay them, and the two accounts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from samples import card, errands, household, notation, parties
from samples.bill import Bill
from samples.dice import Dice
from samples.ledger import Entry, Ledger, Way, keep
from samples.spending import HALF_YEAR, everyday, row, standing

SALARY_BEFORE = Decimal("3412.58")
SALARY_AFTER = Decimal("3528.14")  # from April, as the employer's letter says
RAISE_FROM = date(2026, 4, 1)
RECEIPT_DAYS = (date(2026, 3, 7), date(2026, 3, 21), date(2026, 6, 13))
NOT_YET_PAID = "bill-internet-2026-06"


@dataclass(frozen=True, slots=True)
class Life:
    """Everything that happened, before it becomes paper."""

    seed: int
    bills: tuple[Bill, ...]
    bank: Ledger
    card: Ledger

    def bill(self, thing: str) -> Bill:
        """The bill of that name."""
        return next(bill for bill in self.bills if bill.thing == thing)


def live(seed: int) -> Life:
    """One life; the same seed gives the same life."""
    bills = tuple(_bills(seed))
    card_rows = tuple(card.rows(bills, seed))
    entries = [
        entry
        for month in HALF_YEAR
        for entry in (*_first_of_month(month), *standing(month, seed), *everyday(month, seed))
    ]
    entries += [*_payments(bills), *_card_debits(card_rows)]
    dice = Dice(seed, "opening")
    bank = keep(parties.MARA.iban, dice.money("2100.00", "2900.00"), entries=entries)
    return Life(seed, bills, bank, keep(parties.CARD_ACCOUNT, Decimal(0), entries=card_rows))


def _bills(seed: int) -> Iterator[Bill]:
    january, february, march, may, june = (date(2026, month, 1) for month in (1, 2, 3, 5, 6))
    for month in (january, february):
        yield household.energy_advance(month, Dice(seed, f"energy/{month}"))
    yield household.energy_settlement(Dice(seed, "settlement"))
    for month, price in ((february, "18.18"), (may, "21.49")):
        yield household.phone(month, price=price, dice=Dice(seed, f"phone/{month}"))
    for month, file in ((march, "Invoice-Glasnet-March.pdf"), (june, "Invoice-Glasnet-June.pdf")):
        yield household.internet(month, file=file, dice=Dice(seed, f"internet/{month}"))
    for month in (march, june):
        yield household.rent(month, Dice(seed, f"rent/{month}"))
    yield household.insurance(Dice(seed, "insurance"))
    books = errands.web_shop(Dice(seed, "books"))
    yield from (books, errands.web_shop_credit(books, Dice(seed, "books/back")))
    for make in (errands.dentist, errands.garage, errands.hotel, errands.cottage, errands.dinner):
        yield make(Dice(seed, make.__name__))
    for day in RECEIPT_DAYS:
        yield errands.groceries(day, Dice(seed, f"receipt/{day}"))


def _first_of_month(month: date) -> Iterator[Entry]:
    """Rent out on the first, salary in around the 25th."""
    yield row(
        month,
        Decimal("-1185.00"),
        who=parties.LANDLORD.on_statement,
        way="transfer",
        text=f"Huur {notation.month_name(month, 'nl')} {household.RENT_CONTRACT}",
        category="rent",
        counter_iban=parties.LANDLORD.iban,
        pays=f"bill-rent-{month:%Y-%m}",
    )
    yield row(
        _payday(month),
        SALARY_AFTER if month >= RAISE_FROM else SALARY_BEFORE,
        who=parties.EMPLOYER.on_statement,
        way="salary",
        text=f"Lohn/Gehalt {month:%m/%Y} Personalnr. 2218",
        category="salary",
        counter_iban=parties.EMPLOYER.iban,
    )


def _payday(month: date) -> date:
    """The 25th, or the Friday before if that is a weekend."""
    day = month.replace(day=25)
    return day - timedelta(days=max(0, day.weekday() - 4))


# How and when each bill leaves the bank account: way, day, category. Bills paid by card or by the
# monthly standing order are not here.
_PAID: dict[str, tuple[Way, date, str]] = {
    "bill-energy-2026-01": ("debit", date(2026, 1, 22), "energy"),
    "bill-energy-2026-02": ("debit", date(2026, 2, 23), "energy"),
    "bill-energy-year": ("debit", date(2026, 5, 6), "energy"),
    "bill-phone-2026-02": ("debit", date(2026, 2, 17), "phone"),
    "bill-phone-2026-05": ("debit", date(2026, 5, 18), "phone"),
    "bill-internet-2026-03": ("debit", date(2026, 3, 16), "internet"),
    "bill-insurance-2026": ("transfer", date(2026, 1, 29), "insurance"),
    "bill-dentist": ("transfer", date(2026, 3, 26), "health"),
    "bill-garage": ("card", date(2026, 5, 12), "car"),
    "bill-cottage": ("transfer", date(2026, 6, 10), "holiday"),
    "receipt-dinner": ("card", date(2026, 5, 30), "restaurant"),
    **{
        f"receipt-groceries-{day}": ("card", day, "groceries")  # a receipt is paid at the till
        for day in RECEIPT_DAYS
    },
}


def _payments(bills: tuple[Bill, ...]) -> Iterator[Entry]:
    for bill in bills:
        if bill.thing in _PAID:
            yield _payment(bill)


def _payment(bill: Bill) -> Entry:
    way, day, category = _PAID[bill.thing]
    at_till = way == "card"
    entry = row(
        day,
        -bill.amount_due,
        who=bill.issuer.on_statement,
        way=way,
        text="" if at_till else f"{bill.number} {bill.customer_number}",
        category=category,
        pays=bill.thing,
    )
    if at_till:
        return entry
    return replace(entry, counter_iban=bill.issuer.iban, reference=bill.reference)


def _card_debits(card_rows: tuple[Entry, ...]) -> Iterator[Entry]:
    """The card company takes each month's spending on the fifth of the next."""
    for entry in card_rows:
        if entry.category == "card payment":
            yield row(
                entry.booked_on,
                -entry.amount,
                who="KESTREL CARD SERVICES",
                way="debit",
                text="Kestrel Card 4421 monthly statement",
                category="card payment",
                counter_iban=card.COMPANY_IBAN,
            )
