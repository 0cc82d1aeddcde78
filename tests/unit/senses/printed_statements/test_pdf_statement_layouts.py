"""Printed statements in the layouts of many banks: every row, every balance, nothing else."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from lifeos.contracts.facts import BalanceData, TransactionData
from lifeos.senses.pdf.sense import Pdf
from lifeos.senses.statements.transactions import account_key

from tests.support.printed import Layout, Ledger, ledger
from tests.support.printed_drawing import draw
from tests.support.printed_layouts import LAYOUTS, is_card
from tests.support.readings import Read, read_all, source_of

every_layout = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)


def book(layout: Layout, count: int = 40, seed: int = 1) -> Ledger:
    """A month of the holder: a card is owed money on, an account holds some."""
    return ledger(count, seed=seed, opening="-812.40" if is_card(layout) else "2480.15")


def read(folder: Path, content: bytes) -> Read:
    return read_all(Pdf(), source_of(folder, content, "statement.pdf"))


def rows(result: Read) -> list[tuple[TransactionData, object]]:
    return [(f.data, f.amount) for f in result.facts if isinstance(f.data, TransactionData)]


@every_layout
@pytest.mark.parametrize("count", [1, 2, 25])
def test_every_row_is_read_with_day_and_sign(layout: Layout, count: int, tmp_path: Path) -> None:
    truth = book(layout, count)

    result = read(tmp_path, draw(layout, truth))

    found = Counter((row.booked_on, amount) for row, amount in rows(result))
    assert found == Counter((row.booked, row.amount) for row in truth.rows)
    assert result.tally.doubts == []
    assert result.tally.document_kind == "bank_statement"
    assert result.tally.found_sum == result.tally.declared_sum == truth.closing - truth.opening


@every_layout
def test_rows_stand_in_file_order_with_their_words(layout: Layout, tmp_path: Path) -> None:
    truth = book(layout)

    result = read(tmp_path, draw(layout, truth))

    printed = [" ".join(row.words) for row in truth.rows]
    if any(layout.sections):
        printed = [" ".join(r.words) for r in truth.rows if r.amount > 0]
        printed += [" ".join(r.words) for r in truth.rows if r.amount < 0]
    wanted = list(reversed(printed)) if layout.newest_first else printed
    assert [row.description or row.counterparty for row, _ in rows(result)] == wanted


@every_layout
def test_account_and_currency_are_those_of_the_paper(layout: Layout, tmp_path: Path) -> None:
    result = read(tmp_path, draw(layout, book(layout, 6)))

    keys = {account_key(row.account) for row, _ in rows(result)}
    assert keys == {account_key(layout.account) if "CARD" not in layout.account else layout.account}
    assert {fact.currency for fact in result.facts} == {layout.currency}


@every_layout
def test_both_balances_are_facts_for_the_holder(layout: Layout, tmp_path: Path) -> None:
    truth = book(layout)

    result = read(tmp_path, draw(layout, truth))

    found = {
        fact.data.balance_kind: (fact.amount, fact.data.stated_on)
        for fact in result.facts
        if isinstance(fact.data, BalanceData)
    }
    assert set(found) == {"opening", "closing"}
    assert found["opening"] == (truth.opening, truth.first)
    assert found["closing"] == (truth.closing, truth.last)


@every_layout
def test_value_days_and_running_balances_are_kept(layout: Layout, tmp_path: Path) -> None:
    truth = book(layout, 12)
    kinds = {column.kind for column in layout.columns}

    result = read(tmp_path, draw(layout, truth))

    read_days = Counter(row.value_on for row, _ in rows(result))
    if "value" in kinds:
        assert read_days == Counter(row.value for row in truth.rows)
    balances = Counter(row.balance for row, _ in rows(result))
    if layout.running == "each":
        assert balances == Counter(truth.balances())


@every_layout
def test_every_value_points_at_its_place_on_a_page(layout: Layout, tmp_path: Path) -> None:
    result = read(tmp_path, draw(layout, book(layout)))

    text = {page.number: "".join(page.text.split()) for page in result.pages}
    for fact in result.facts:
        fields = {place.field for place in fact.evidence}
        assert "amount" in fields
        assert fact.kind == "balance" or "booked_on" in fields
        for place in fact.evidence:
            assert place.page is not None
            assert place.box is not None
            for word in place.snippet.split():
                assert word in text[place.page]


@every_layout
def test_an_empty_month_has_balances_alone(layout: Layout, tmp_path: Path) -> None:
    truth = book(layout, 0)

    result = read(tmp_path, draw(layout, truth))

    assert rows(result) == []
    assert [fact.amount for fact in result.facts] == [truth.opening, truth.opening]
    assert result.tally.doubts == []


@every_layout
def test_a_long_statement_of_many_pages_is_whole(layout: Layout, tmp_path: Path) -> None:
    truth = book(layout, 110, seed=5)

    result = read(tmp_path, draw(layout, truth))

    assert len(result.pages) > 3
    assert len(rows(result)) == 110
    assert result.tally.doubts == []


@pytest.mark.parametrize("layout", [lay for lay in LAYOUTS if lay.name == "es_newest"])
def test_rows_of_a_single_day_may_stand_newest_first(layout: Layout, tmp_path: Path) -> None:
    truth = ledger(2, seed=4594, opening="2480.15")

    result = read(tmp_path, draw(layout, truth))

    assert result.tally.doubts == []
