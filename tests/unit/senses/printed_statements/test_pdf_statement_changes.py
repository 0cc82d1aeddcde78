"""A row left out or a digit changed in a printed statement is never taken for the truth."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.senses.pdf.sense import Pdf

from tests.support.printed import Change, Layout, ledger
from tests.support.printed_drawing import draw
from tests.support.printed_layouts import BY_NAME, LAYOUTS, is_card
from tests.support.readings import Read, read_all, source_of


def read(folder: Path, content: bytes) -> Read:
    return read_all(Pdf(), source_of(folder, content, "statement.pdf"))


def opening(layout: Layout) -> str:
    return "-812.40" if is_card(layout) else "2480.15"


def amounts(result: Read) -> list[object]:
    return [fact.amount for fact in result.facts]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@pytest.mark.parametrize("how", ["drop", "digit", "swap"])
def test_first_middle_and_last_row_are_guarded(layout: Layout, how: str, tmp_path: Path) -> None:
    truth = ledger(9, seed=4, opening=opening(layout))

    for row in (0, 4, 8):
        changed = draw(layout, truth, Change(row, how))  # type: ignore[arg-type]
        result = read(tmp_path, changed)

        assert result.tally.doubts != []


@settings(max_examples=40)
@given(
    layout=st.sampled_from(LAYOUTS),
    seed=st.integers(0, 10_000),
    count=st.integers(1, 45),
    how=st.sampled_from(["drop", "digit", "swap"]),
    share=st.floats(0, 0.999),
)
def test_any_change_of_any_row_is_seen(
    layout: Layout, seed: int, count: int, how: str, share: float
) -> None:
    truth = ledger(count, seed=seed, opening=opening(layout))
    change = Change(int(count * share), how)  # type: ignore[arg-type]

    with TemporaryDirectory() as folder:
        whole = read(Path(folder), draw(layout, truth))
        changed = read(Path(folder), draw(layout, truth, change))

    assert whole.tally.doubts == []
    assert changed.tally.doubts != [] or amounts(changed) == amounts(
        whole
    )  # a sign told by balance


def test_the_page_of_a_broken_chain_is_named(tmp_path: Path) -> None:
    layout = BY_NAME["us_running"]
    truth = ledger(60, opening="2480.15")

    result = read(tmp_path, draw(layout, truth, Change(55, "digit")))

    last = len(result.pages)
    assert {doubt.code for doubt in result.tally.doubts} == {"balance-differs"}
    assert f"page {last}" in result.tally.doubts[0].detail


@pytest.mark.parametrize("name", ["us_sections", "uk_last_line", "nl_marker"])
@pytest.mark.parametrize("part", [0, 1])
def test_a_changed_sum_is_seen(name: str, part: int, tmp_path: Path) -> None:
    layout = BY_NAME[name]
    changed = list(layout.sums)
    changed[part] = changed[part].replace("{into}", "77.77").replace("{out}", "88.88")

    result = read(tmp_path, draw(replace(layout, sums=tuple(changed)), ledger(9)))

    assert "sum-differs" in {doubt.code for doubt in result.tally.doubts}


def test_a_changed_count_is_seen(tmp_path: Path) -> None:
    layout = replace(BY_NAME["nl_marker"], sums=("Aantal transacties|12",))

    result = read(tmp_path, draw(layout, ledger(9)))

    assert [doubt.readings for doubt in result.tally.doubts] == [["12", "9"]]


def test_a_lone_day_that_is_the_same_in_either_order_is_no_doubt(tmp_path: Path) -> None:
    truth = ledger(1, seed=141, opening="2480.15")  # 01/01/25

    result = read(tmp_path, draw(BY_NAME["us_sections"], truth))

    assert [booking.booked.isoformat() for booking in truth.rows] == ["2025-01-01"]
    assert result.tally.doubts == []
