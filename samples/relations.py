"""How the files hang together: what is one thing, what belongs together, what stays apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations, permutations

from samples.ledger import Entry
from samples.life import NOT_YET_PAID, Life
from samples.truth import Filed, Plain, text


def relations(life: Life, filed: Sequence[Filed]) -> list[Plain]:
    """Every relation; `kind` says which, files are named by path, things as in the truth."""
    return [
        *_duplicates(filed),
        *_same_rows(filed),
        *_overlaps(filed),
        *_chain(filed),
        *_gaps(filed),
        *_twins(life, filed),
        *_payments(life, filed),
        *_corrections(life),
    ]


def _places(filed: Sequence[Filed]) -> dict[str, list[str]]:
    """Files by the thing they show."""
    places: dict[str, list[str]] = defaultdict(list)
    for one in filed:
        for fact in one.facts:
            places[fact.thing].append(one.file)
    return places


def _duplicates(filed: Sequence[Filed]) -> Iterator[Plain]:
    for one in filed:
        if one.outcome == "duplicate":
            pair = [one.more["duplicate_of"], one.file]
            yield {"kind": "byte_identical", "files": pair}


def _same_rows(filed: Sequence[Filed]) -> Iterator[Plain]:
    """One booked row seen through several files is one fact."""
    for thing, files in _places(filed).items():
        if len(files) > 1 and thing.startswith("row-"):
            yield {"kind": "same_transaction", "thing": thing, "files": files}


def _statements(filed: Sequence[Filed]) -> list[tuple[str, Plain]]:
    found = [(one.file, one.more["statement"]) for one in filed if "statement" in one.more]
    return sorted(found, key=lambda pair: (pair[1]["account"], pair[1]["first_day"], pair[0]))


def _overlaps(filed: Sequence[Filed]) -> Iterator[Plain]:
    """Two statements of one account that share days, and how many rows they share."""
    things = {one.file: {fact.thing for fact in one.facts} for one in filed}
    for (file, one), (other_file, other) in combinations(_statements(filed), 2):
        first = max(one["first_day"], other["first_day"])
        last = min(one["last_day"], other["last_day"])
        if one["account"] == other["account"] and first <= last:
            shared = {name for name in things[file] & things[other_file] if name.startswith("row-")}
            yield {
                "kind": "overlapping_statements",
                "files": [file, other_file],
                "first_day": first,
                "last_day": last,
                "shared_rows": len(shared),
            }


def _chain(filed: Sequence[Filed]) -> Iterator[Plain]:
    """Statements that follow on each other without a day between them."""
    for (file, one), (other_file, other) in permutations(_statements(filed), 2):
        if one["account"] == other["account"] and _day_after(one) == other["first_day"]:
            yield {
                "kind": "chained",
                "files": [file, other_file],
                "closing": one["closing"],
                "opening": other["opening"],
            }


def _gaps(filed: Sequence[Filed]) -> Iterator[Plain]:
    """Days of an account that no statement covers, and how the balance moved in them."""
    until: dict[str, Plain] = {}
    for _, one in _statements(filed):
        before = until.setdefault(one["account"], one)
        if one["first_day"] > _day_after(before):
            yield {
                "kind": "missing_days",
                "account": one["account"],
                "after": before["last_day"],
                "before": one["first_day"],
                "closing": before["closing"],
                "opening": one["opening"],
            }
        until[one["account"]] = max(before, one, key=lambda part: str(part["last_day"]))


def _day_after(statement: Plain) -> str:
    return (date.fromisoformat(statement["last_day"]) + timedelta(days=1)).isoformat()


def _twins(life: Life, filed: Sequence[Filed]) -> Iterator[Plain]:
    """Rows that agree in everything a statement shows and are two all the same."""
    places = _places(filed)
    alike: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for row in (*life.bank.rows, *life.card.rows):
        alike[row.account, row.booked_on, row.amount, row.counterparty, row.text].append(row)
    for rows in alike.values():
        if len(rows) > 1:
            files = places[rows[0].thing]
            yield {"kind": "twins", "things": [row.thing for row in rows], "files": files}


def _payments(life: Life, filed: Sequence[Filed]) -> Iterator[Plain]:
    """Which row pays which bill; rows of the missing month are in no file."""
    places = _places(filed)
    things = {bill.thing: bill for bill in life.bills}
    for row in (*life.bank.rows, *life.card.rows):
        if row.pays in things:
            yield {
                "kind": "refunds" if things[row.pays].kind == "credit_note" else "pays",
                "thing": row.thing,
                "bill": row.pays,
                "amount": text(row.amount),
                "files": places[row.thing],
                "bill_file": things[row.pays].file,
            }
    for one in filed:
        for attachment in one.more.get("attachments", ()):
            if any(fact["thing"] == NOT_YET_PAID for fact in attachment["facts"]):
                yield {"kind": "not_yet_paid", "bill": NOT_YET_PAID, "bill_file": one.file}


def _corrections(life: Life) -> Iterator[Plain]:
    numbers = {bill.number: bill for bill in life.bills}
    for bill in life.bills:
        if bill.corrects:
            original = numbers[bill.corrects]
            yield {"kind": "corrects", "thing": bill.thing, "bill": original.thing}
