"""Statements as banks of seven countries print them, typed out: read right, or doubted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lifeos.contracts.facts import TransactionData

from tests.support.evidence import Bytes, stored, told
from tests.support.extraction import Extraction, extract
from tests.support.typed_continental import CONTINENTAL
from tests.support.typed_english import ENGLISH
from tests.support.typed_statements import Typed

TYPED = (*ENGLISH, *CONTINENTAL)
_AMOUNT = re.compile(r"(?<![\d.,])[1-9][\d.,\u00a0 ]*[.,]\d\d(?!\d|[./]\d)")


def read(folder: Path, typed: Typed) -> Extraction:
    path = folder / "statement.pdf"
    path.write_bytes(typed.content)
    return extract(path)


def rows_of(result: Extraction) -> list[str]:
    rows = [fact for fact in result.facts if isinstance(fact.data, TransactionData)]
    return sorted(f"{fact.data.booked_on} {fact.amount}" for fact in rows)  # type: ignore[union-attr]


def damaged(typed: Typed) -> Iterator[Typed]:
    """The statement with the cents of one amount changed, for each amount of its rows."""
    lines = typed.text.split("\n")
    for at, line in enumerate(lines):
        found = list(_AMOUNT.finditer(line))
        if found and re.match(r"\d\d|\s{9}", line):
            end = found[0].end()
            digit = str((int(line[end - 1]) + 3) % 10)
            changed = [*lines[:at], line[: end - 1] + digit + line[end:], *lines[at + 1 :]]
            yield replace(typed, text="\n".join(changed))


@pytest.mark.parametrize("typed", TYPED, ids=str)
def test_a_typed_statement_is_read_right(typed: Typed, tmp_path: Path) -> None:
    result = read(tmp_path, typed)

    assert rows_of(result) == sorted(typed.rows.splitlines())
    assert result.doubts == []
    assert {fact.currency for fact in result.rows} == {typed.currency}
    assert {getattr(fact.data, "account", None) for fact in result.rows} == {typed.account}


@pytest.mark.parametrize("typed", TYPED, ids=str)
def test_one_changed_figure_is_never_read_as_proven(typed: Typed, tmp_path: Path) -> None:
    tried = 0
    for changed in damaged(typed):
        result = read(tmp_path, changed)
        tried += 1
        assert result.doubts or rows_of(result) == sorted(typed.rows.splitlines())

    assert tried >= 8


@pytest.mark.parametrize("typed", TYPED, ids=str)
def test_each_value_of_a_typed_statement_stands_where_it_is_said_to(
    typed: Typed, tmp_path: Path
) -> None:
    result = read(tmp_path, typed)
    original = Bytes(tmp_path / "statement.pdf")

    for fact in result.facts:
        values = stored(fact)
        for place in fact.evidence:
            assert original.holds(place), place
            assert place.field not in values or told(fact, place.field, values[place.field]), place
    original.close()
