"""The benches' report: a miss is seen in the table, in the JSON and in the exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bench.report import Figure, report


@pytest.mark.parametrize(
    ("value", "at_most", "missed"),
    [(14.9, 15.0, False), (15.0, 15.0, False), (15.1, 15.0, True), (99.0, None, False)],
)
def test_a_bar_is_missed_only_above_it(value: float, at_most: float | None, missed: bool) -> None:
    assert Figure("x", value, "s", at_most).missed is missed


@pytest.mark.parametrize(("value", "missed"), [(1.2, False), (1.19, True), (2.0, False)])
def test_a_bar_from_below_is_missed_only_below_it(value: float, missed: bool) -> None:
    figure = Figure("x", value, "", at_least=1.2)

    assert figure.missed is missed
    assert figure.bar.strip() == ">= 1.2"


def test_every_figure_is_shown_and_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = [Figure("first", 12.345, "s", 120), Figure("second", 3, "MB")]

    code = report("x", figures, tmp_path)

    said = capsys.readouterr().out
    written = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    assert code == 0
    assert "12.35 s" in said
    assert "<= 120 s" in said
    assert [figure["value"] for figure in written["figures"]] == [12.345, 3]
    assert written["machine"]["cores"] >= 1


def test_one_miss_among_many_fails_the_bench(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = report("x", [Figure("a", 1, "s", 2), Figure("b", 3, "s", 2)], tmp_path)

    assert code == 1
    assert "MISSED" in capsys.readouterr().out
