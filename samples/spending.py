"""Everyday rows of the bank account: groceries, coffee, trains, dinners, savings."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from samples import parties
from samples.dice import Dice
from samples.ledger import Entry, Way

HALF_YEAR = tuple(date(2026, month, 1) for month in range(1, 7))

# Two coffees, same shop, same price, same day: both are real. One pair lies in the days that
# the February and the March statement share.
TWINS = (date(2026, 2, 24), date(2026, 3, 14))
COFFEE = Decimal("3.80")

_SHOPS: tuple[tuple[str, str, str, str], ...] = (
    ("BLOEMENHUIS KORENAAR UTRECHT", "flowers", "6.50", "19.80"),
    ("BOEKHANDEL SPOORZICHT UTRECHT", "books", "9.95", "32.50"),
    ("DROGIST HET POEDER UTRECHT", "drugstore", "4.50", "24.95"),
    ("FIETSENMAKER TANDWIEL UTRECHT", "bicycle", "12.50", "64.00"),
    ("FILMHUIS DE LANTAARN UTRECHT", "culture", "11.00", "24.00"),
)
_TABLES = ("EETHUIS DE ROERGANGER UTRECHT", "CAFE DE LEGE TON UTRECHT", "NOEDELBAR MIKI UTRECHT")


def row(day: date, amount: Decimal, *, who: str, way: Way, **more: str) -> Entry:
    """A row of the bank account; `more` sets text, category, counter_iban, reference, pays."""
    return Entry(
        account=parties.MARA.iban,
        booked_on=day,
        amount=amount,
        counterparty=who,
        way=way,
        text=more.get("text") or terminal_text(day, who),
        category=more["category"],
        counter_iban=more.get("counter_iban", ""),
        reference=more.get("reference", ""),
        pays=more.get("pays", ""),
    )


def working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend: direct debits are booked on weekdays."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day


def terminal_text(day: date, who: str) -> str:
    """What a card terminal leaves in the row."""
    return f"Betaalautomaat {day:%d-%m-%Y} pasnr. 014 {who}"


def everyday(month: date, seed: int) -> Iterator[Entry]:
    """A month of small rows, in no particular order."""
    yield from _groceries(month, Dice(seed, f"groceries/{month}"))
    yield from _shops(month, Dice(seed, f"shops/{month}"))
    yield from _trains(month, Dice(seed, f"trains/{month}"))
    yield from _coffees(month)


def _groceries(month: date, dice: Dice) -> Iterator[Entry]:
    last = monthrange(month.year, month.month)[1]
    for day in dice.days(dice.whole(8, 10), first=1, last=last):
        big = dice.whole(1, 3) > 1
        shop = parties.GROCER if big else parties.GREENGROCER
        amount = dice.money("24.00", "71.00") if big else dice.money("6.50", "22.00")
        name = shop.on_statement
        yield row(month.replace(day=day), -amount, who=name, way="card", category="groceries")


def _shops(month: date, dice: Dice) -> Iterator[Entry]:
    for day in dice.days(5, first=2, last=27):
        name, category, low, high = dice.one(_SHOPS)
        amount = dice.money(low, high)
        yield row(month.replace(day=day), -amount, who=name, way="card", category=category)
    for day in dice.days(2, first=3, last=28):
        amount = dice.money("14.50", "58.00")
        name = dice.one(_TABLES)
        yield row(month.replace(day=day), -amount, who=name, way="card", category="restaurant")


def _trains(month: date, dice: Dice) -> Iterator[Entry]:
    for day in dice.days(2, first=4, last=26):
        amount = dice.money("8.40", "27.60")
        name = "SPOORKAART REIZIGERS"
        text = f"Treinreizen {month:%m-%Y} kaart 3528 {dice.digits(6)}"
        booked = working_day(month.replace(day=day))
        yield row(booked, -amount, who=name, way="debit", text=text, category="transport")


def _coffees(month: date) -> Iterator[Entry]:
    for day in TWINS:
        if (day.year, day.month) == (month.year, month.month):
            for _ in range(2):
                yield row(day, -COFFEE, who="KOFFIE KADE UTRECHT", way="card", category="coffee")


def standing(month: date, seed: int) -> Iterator[Entry]:
    """What comes and goes every month without a paper in the inbox."""
    premium = Decimal("-152.35")
    yield row(
        working_day(month.replace(day=2)),
        premium,
        who=parties.HEALTH.on_statement,
        way="debit",
        text=f"Premie zorgverzekering {month:%m-%Y} relatienr 40772918",
        category="health insurance",
        counter_iban=parties.HEALTH.iban,
        reference=f"ZK{month:%Y%m}{Dice(seed, f'standing/{month}').digits(6)}",
    )
    yield _club(month)
    yield row(
        month.replace(day=27),
        Decimal("-400.00"),
        who="M LINDQVIST SPAARREKENING",
        way="transfer",
        text="Sparen",
        category="savings",
        counter_iban=parties.SAVINGS_IBAN,
    )


def _club(month: date) -> Entry:
    return row(
        working_day(month.replace(day=4)),
        Decimal("-29.00"),
        who="ROEIVERENIGING DE VAART",
        way="debit",
        text=f"Contributie {month:%m-%Y} lid 2207",
        category="sports",
        reference=f"RV2207{month:%m}",
    )
