"""Which columns without a heading, or with one nobody here can read, hold days and money."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import permutations

from lifeos.senses.csv.cells import stated_currency
from lifeos.senses.csv.kinds import SampleColumn, chained, sides_beside, wordy

_MOST_TRIED = 12  # columns of which any three may be money out, money in and balance
_CENTS = re.compile(r"[.,]\d\d(?!\d)")


def fill_by_value(columns: list[SampleColumn], rows: Sequence[Sequence[str]]) -> None:
    """Give roles by value to what the headings left open."""
    roles = {column.role for column in columns}
    if not roles & {"booked", "date"}:
        _name_dates(columns, value_known="value" in roles)
    if not roles & {"amount", "gross", "net"} and not {"debit", "credit"} <= roles:
        _name_money(columns, rows)
    if not any(column.role == "description" for column in columns):
        for column in columns:
            if column.role is None and wordy(column):
                column.role = "description"


def _name_dates(columns: list[SampleColumn], *, value_known: bool) -> None:
    dated = [column for column in columns if column.role is None and column.mostly("date")]
    for column, role in zip(dated, ("booked", "value"), strict=False):
        if role == "booked" or not value_known:
            column.role = "booked" if role == "booked" else "value"


def _name_money(columns: list[SampleColumn], rows: Sequence[Sequence[str]]) -> None:
    """Find amount and balance among numbers without a heading that says so.

    Weights, steps and ids are numbers too: without a running balance or a currency beside them,
    only signed figures with cents under headings nobody here can read are taken for money.
    """
    numeric = [
        column
        for column in columns
        if column.role in {None, "balance", "debit", "credit"} and column.mostly("amount")
    ]
    money = [column for column in numeric if _like_money(column)] or numeric
    if _name_sides(money, rows):
        return
    for amount in money:
        for balance in reversed(money):
            if amount is not balance and chained(amount.place, balance.place, rows=rows):
                amount.role, balance.role = "amount", "balance"
                return
    _name_amount(columns, money)


def _name_amount(columns: Sequence[SampleColumn], money: Sequence[SampleColumn]) -> None:
    """The one column of figures that must be the amount; of prices and totals none must be."""
    foreign = not any(column.role and column.heading.strip() for column in columns)
    priced = any(column.role == "currency" for column in columns)
    able = [
        column
        for column in money
        if column.role is None
        and (
            priced
            or (foreign and _signed_cents(column))
            or any(map(stated_currency, column.values))
        )
    ]
    if len(able) == 1 or (able and foreign):
        able[0].role = "amount"


def _name_sides(money: Sequence[SampleColumn], rows: Sequence[Sequence[str]]) -> bool:
    """Find money out and money in of columns that have no heading, by the balance beside them."""
    by_place = {column.place: column for column in money[:_MOST_TRIED]}
    for left, right, balance in permutations(by_place, 3):
        sides = sides_beside(left, right, balance=balance, rows=rows) if left < right else None
        if sides is not None:
            by_place[sides[0]].role, by_place[sides[1]].role = "debit", "credit"
            by_place[balance].role = "balance"
            return True
    return False


def _signed_cents(column: SampleColumn) -> bool:
    """Two decimals in every cell and a minus in some."""
    cents = all(_CENTS.search(value) for value in column.values)
    return cents and any(value.startswith(("-", "(")) for value in column.values)


def _like_money(column: SampleColumn) -> bool:
    """Fractions or minus signs somewhere: ids and card numbers have neither."""
    return any("." in v or "," in v or v.startswith("-") for v in column.values)
