"""Figures to ask for later, computed from the rows that stand in some file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from samples.life import Life
from samples.truth import Filed, Plain, text


def summary(life: Life, filed: Sequence[Filed], *, seed: int) -> Plain:
    """Counts of files, spending by category and month, and questions with their answers."""
    visible = {fact.thing for one in filed for fact in one.facts}
    sums: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for row in (*life.bank.rows, *life.card.rows):
        if row.thing in visible:
            sums[row.category][f"{row.booked_on:%Y-%m}"] += row.amount
    return {
        "seed": seed,
        "files": len(filed),
        "outcomes": _counts([one.outcome for one in filed]),
        "document_kinds": _counts([one.document_kind for one in filed]),
        "distinct_transactions": sum(thing.startswith("row-") for thing in visible),
        "by_category": {
            category: {month: text(amount) for month, amount in sorted(months.items())}
            for category, months in sorted(sums.items())
        },
        "questions": _questions(life),
    }


def _counts(names: Sequence[str]) -> dict[str, int]:
    return {name: names.count(name) for name in sorted(set(names))}


def _questions(life: Life) -> list[Plain]:
    groceries = [
        row
        for row in life.bank.rows
        if row.category == "groceries" and f"{row.booked_on:%Y-%m}" == "2026-03"
    ]
    spent = -sum((row.amount for row in groceries), Decimal(0))
    prices = [row for row in life.card.rows if row.counterparty == "FILMHAVEN STREAMING"]
    return [
        {
            "question": "What did I spend on groceries in March?",
            "answer": text(spent),
            "currency": "EUR",
            "rows": [row.thing for row in groceries],
        },
        {
            "question": "Which subscription became dearer, and from what to what?",
            "answer": [text(-prices[0].amount), text(-prices[-1].amount)],
            "currency": "EUR",
            "rows": [row.thing for row in prices],
        },
        {
            "question": "What did the hotel in Portland cost, in dollars?",
            "answer": text(life.bill("bill-hotel").total),
            "currency": "USD",
            "rows": ["bill-hotel"],
        },
    ]
