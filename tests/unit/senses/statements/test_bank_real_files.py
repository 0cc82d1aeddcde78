"""OFX, CAMT, MT940 and QIF files of real banks and programs against their checked truth."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lifeos.contracts.facts import BalanceData, TransactionData
from lifeos.errors import RejectedError
from lifeos.senses.models import Sense
from lifeos.senses.registry import all_senses, named
from lifeos.senses.statements.transactions import account_key

from tests.support import real_files
from tests.support.statements import (
    Statement,
    head_of,
    other_digits,
    outcome,
    read_file,
    transaction,
)

pytestmark = pytest.mark.real_files
FORMATS = ("ofx", "camt", "mt940", "qif")
ENTRIES = [entry for name in FORMATS for entry in real_files.entries(name)]
VALID = [entry for entry in ENTRIES if entry["valid"]]
REFUSED = [entry for entry in ENTRIES if entry["valid"] is False]
# What is a row and what is an amount in each format, as text, for the mutations.
ROWS = {"mt940": r"^:61:(?:.|\n(?!:6|-))*\n", "camt": r"<(?:\w+:)?Ntry>(?:.|\n)*?</(?:\w+:)?Ntry>"}
AMOUNTS = {
    "mt940": r"^:61:\d{6}(?:\d{4})?\s*R?[CD][A-Z]?([\d,]+)",
    "camt": r"<Ntry>[^<]*<Amt[^>]*>([\d.]+)",
}


def names(entry: dict[str, Any]) -> str:
    return Path(str(entry["file"])).name


def read(entry: dict[str, Any]) -> Statement:
    return read_file(named(str(entry["format"])), real_files.path_of(entry))


def dates_of(entry: dict[str, Any], statement: Statement) -> list[str]:
    """The collection's dates: value dates for MT940 (first date of field 61), else booked."""
    rows = [transaction(draft) for draft in statement.rows]
    if entry["format"] == "mt940":
        return [str(row.value_on) for row in rows]
    return [str(row.booked_on) for row in rows]


def test_the_collection_is_read_where_it_is() -> None:
    if real_files.folder() is None:
        pytest.skip("The collection of real files is not on this machine (LIFEOS_REAL_FILES).")

    assert len(VALID) > 30


@pytest.mark.parametrize("entry", ENTRIES, ids=names)
def test_each_file_goes_to_the_reader_of_its_format(entry: dict[str, Any]) -> None:
    content = real_files.path_of(entry).read_bytes()

    scores = {sense.name: sense.score(head_of(content)) for sense in all_senses()}

    assert max(scores, key=lambda name: scores[name]) == entry["format"]
    assert scores[str(entry["format"])] >= 0.7


@pytest.mark.parametrize("entry", VALID, ids=names)
def test_rows_sums_dates_and_accounts_are_those_of_the_truth(entry: dict[str, Any]) -> None:
    truth = entry["truth"]

    statement = read(entry)

    amounts = [amount for amount in statement.amounts if amount is not None]
    assert len(amounts) == truth.get("n_transactions", truth.get("n_entries"))
    assert sum(amounts) == Decimal(truth["sum_amount"])
    days = dates_of(entry, statement)
    assert (min(days, default=None), max(days, default=None)) == (
        truth.get("date_min"),
        truth.get("date_max"),
    )


@pytest.mark.parametrize("entry", VALID, ids=names)
def test_accounts_and_currencies_are_those_of_the_truth(entry: dict[str, Any]) -> None:
    truth = entry["truth"]
    accounts = truth.get("account_ids", truth.get("accounts", []))
    currencies = truth.get("currencies", list(truth.get("sum_by_currency", [])))

    statement = read(entry)

    found = {
        draft.data.account
        for draft in statement.drafts
        if isinstance(draft.data, TransactionData | BalanceData)
    }
    stated = {account_key(account.rpartition("/")[2].removesuffix("EUR")) for account in accounts}
    assert not accounts or not statement.drafts or {account_key(name) for name in found} == stated
    assert {draft.currency for draft in statement.rows} <= {*currencies, None}


@pytest.mark.parametrize("entry", VALID, ids=names)
def test_every_snippet_stands_on_the_line_it_names(entry: dict[str, Any]) -> None:
    content = real_files.path_of(entry).read_bytes()
    lines = re.split(r"\r\n|\n|\r", content.decode("utf-8", errors="replace"))

    places = [place for draft in read(entry).drafts for place in draft.evidence]

    for place in places:
        assert place.line is not None
        snippet = place.snippet.splitlines()[0].replace("&", "&amp;").replace('"', "&quot;")
        raw = lines[place.line - 1]
        assert place.snippet.splitlines()[0] in raw or snippet in raw


@pytest.mark.parametrize("entry", REFUSED, ids=names)
def test_expected_failure_what_must_be_refused_is(entry: dict[str, Any]) -> None:
    with pytest.raises(RejectedError) as refusal:
        read(entry)

    assert refusal.value.detail.endswith(".")


@pytest.mark.parametrize("entry", [e for e in VALID if e["format"] in ROWS], ids=names)
def test_no_changed_digit_and_no_lost_row_passes_as_done(entry: dict[str, Any]) -> None:
    sense: Sense = named(str(entry["format"]))
    text = real_files.path_of(entry).read_bytes().decode("latin-1").replace("\r\n", "\n")
    if not read(entry).adds_up or "declared_sum=None" in repr(read(entry).tally):
        pytest.skip("The file states no balance, or its rows do not give it in the first place.")

    rows = re.finditer(ROWS[sense.name], text, re.MULTILINE)
    lost = [text[: row.start()] + text[row.end() :] for row in rows if "0,00" not in row[0]]
    changed = list(other_digits(text, AMOUNTS[sense.name]))

    assert changed
    results = {outcome(sense, each.encode("latin-1")) for each in lost + changed}
    assert results <= {"review", "no-statement"}
