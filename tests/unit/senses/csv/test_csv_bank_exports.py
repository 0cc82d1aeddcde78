"""Ninety downloads as banks write them: read right, or doubted with the reason."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from lifeos.contracts.facts import TransactionData
from lifeos.senses.models import FactDraft
from lifeos.senses.registry import pick

from tests.support.bank_exports.all import EXPORTS
from tests.support.bank_exports.writing import CLOSING, Export
from tests.support.csv_reading import Read, head_of, read_path
from tests.support.evidence import Bytes, stored, told

# The sign beside its amounts is one that several currencies share.
DOUBTED = {"schwab-bank": ("currency-open",)}


def read_export(folder: Path, export: Export) -> Read:
    path = folder / export.file_name
    path.write_bytes(export.content)
    return read_path(path)


def row_of(fact: FactDraft) -> str:
    assert isinstance(fact.data, TransactionData)
    waits = " pending" if fact.data.status == "pending" else ""
    return f"{fact.data.booked_on} {fact.amount} {fact.currency}{waits}"


@pytest.mark.parametrize("export", EXPORTS, ids=str)
def test_the_download_of_a_bank_is_read_right(export: Export, tmp_path: Path) -> None:
    read = read_export(tmp_path, export)

    assert list(map(row_of, read.transactions)) == export.rows
    assert read.doubts == DOUBTED.get(export.name, ())
    assert read.done is not bool(read.doubts)


@pytest.mark.parametrize("export", EXPORTS, ids=str)
def test_a_download_goes_to_the_reader_of_tables(export: Export) -> None:
    sense = pick(head_of(export.content, export.file_name))

    assert sense is not None
    assert sense.name == "csv"


@pytest.mark.parametrize("export", EXPORTS, ids=str)
def test_twins_of_a_download_stay_two_facts(export: Export, tmp_path: Path) -> None:
    read = read_export(tmp_path, export)

    identities = [fact.identity for fact in read.transactions]
    assert len(set(identities)) == len(export.rows)


@pytest.mark.parametrize("export", EXPORTS, ids=str)
def test_each_value_of_a_download_stands_where_its_evidence_says(
    export: Export, tmp_path: Path
) -> None:
    read = read_export(tmp_path, export)
    original = Bytes(tmp_path / export.file_name)

    for fact in (*read.transactions, *read.balances):
        values = stored(fact)
        for place in fact.evidence:
            assert original.holds(place), place
            assert place.field not in values or told(fact, place.field, values[place.field]), place


@pytest.mark.parametrize("export", EXPORTS, ids=str)
def test_every_word_of_a_title_stands_in_an_evidence(export: Export, tmp_path: Path) -> None:
    read = read_export(tmp_path, export)

    for fact in read.transactions:
        said = {word for place in fact.evidence for word in place.snippet.split()}
        assert set(fact.title.split()) <= said, fact.title


def test_a_fee_taken_with_the_amount_is_shown_beside_it(tmp_path: Path) -> None:
    (export,) = (export for export in EXPORTS if export.name == "revolut")

    read = read_export(tmp_path, export)

    (withdrawn,) = (fact for fact in read.transactions if fact.amount == Decimal("-102.00"))
    assert [p.snippet for p in withdrawn.evidence if p.field == "amount"] == ["-100.00", "2.00"]


def test_a_lone_balance_that_the_rows_lead_to_is_the_closing_one(tmp_path: Path) -> None:
    (export,) = (export for export in EXPORTS if export.name == "ing-de")

    read = read_export(tmp_path, export)

    assert [(fact.title, fact.amount) for fact in read.balances] == [("Closing balance", CLOSING)]
