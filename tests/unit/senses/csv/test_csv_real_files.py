"""Real statements of many banks, read exactly or with a doubt that says what is not sure."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from lifeos.senses.csv.sense import CsvStatement
from lifeos.senses.registry import pick

from tests.support.csv_reading import Read, head_of, read_path
from tests.support.real_files import entries, folder, path_of

pytestmark = [
    pytest.mark.real_files,
    pytest.mark.skipif(
        folder() is None,
        reason="The collection of real files is not on this machine (LIFEOS_REAL_FILES).",
    ),
]
FILES = entries("csv")
# The truth of a card export sums its column as printed; facts carry money out as negative.
SPENDING_IS_POSITIVE = "positive amounts are charges"


def booked(read: Read) -> list[Any]:
    return [f for f in read.transactions if f.data.model_dump()["status"] == "booked"]


@pytest.mark.parametrize("entry", FILES, ids=lambda entry: str(entry["file"]))
def test_every_row_and_the_sum_are_right(entry: dict[str, Any]) -> None:
    truth = entry["truth"]

    read = read_path(path_of(entry))

    rows = booked(read)
    assert len(rows) == truth["n_transactions"]
    total = sum((fact.amount for fact in rows), Decimal(0))
    stated = Decimal(truth.get("sum_amount", "0"))
    assert total == (-stated if SPENDING_IS_POSITIVE in entry.get("note", "") else stated)


@pytest.mark.parametrize(
    "entry", [e for e in FILES if "date_min" in e["truth"]], ids=lambda entry: str(entry["file"])
)
def test_days_and_currency_are_right(entry: dict[str, Any]) -> None:
    truth = entry["truth"]

    rows = booked(read_path(path_of(entry)))

    days = [str(fact.occurred.start)[:10] for fact in rows]
    assert (min(days), max(days)) == (truth["date_min"], truth["date_max"])
    assert {fact.currency for fact in rows} == {truth["currency"]}


@pytest.mark.parametrize("entry", FILES, ids=lambda entry: str(entry["file"]))
def test_the_sense_takes_the_file_and_evidence_stands_in_its_bytes(entry: dict[str, Any]) -> None:
    path = path_of(entry)
    content = path.read_bytes()

    sense = pick(head_of(content, path.name))

    assert isinstance(sense, CsvStatement)
    for fact in read_path(path).transactions:
        lines = content.splitlines()
        for evidence in fact.evidence:
            stands = lines[(evidence.line or 0) - 1]
            spellings = [evidence.snippet.encode(e, "ignore") for e in ("utf-8", "iso8859-15")]
            assert any(spelling in stands for spelling in spellings)


def test_no_file_of_another_format_is_taken() -> None:
    others = ("ics", "ofx", "camt", "mt940", "qif", "vcard", "todo_txt", "eml", "gpx", "tcx", "pdf")

    taken = [
        entry["file"]
        for other in others
        for entry in entries(other)
        if CsvStatement().score(head_of(path_of(entry).read_bytes(), str(entry["file"])))
    ]

    assert taken == []


def test_two_states_of_one_row_are_told_apart() -> None:
    (entry,) = [e for e in FILES if "n_pending" in e["truth"]]

    read = read_path(path_of(entry))

    pending = [f for f in read.transactions if f.data.model_dump()["status"] == "pending"]
    assert len(pending) == entry["truth"]["n_pending"]
    assert sum(f.amount or 0 for f in pending) == Decimal(entry["truth"]["sum_pending"])
