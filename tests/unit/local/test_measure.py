"""`make measure` counts what it says, and a missed bar fails it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests import measure
from tests.bench.report import Figure
from tests.support.sources import Source

CODE = "def f(a: int) -> int:\n    if a:\n        return 1\n    return 2\n"
UNTYPED = "def g(a):\n    return a\n"


def named(figures: list[Figure]) -> dict[str, Figure]:
    """Figures by what they are."""
    return {figure.what: figure for figure in figures}


def measured(folder: Path, code: str, tests: str) -> dict[str, Figure]:
    """Figures of one file of code and one of tests."""
    (folder / "code.py").write_text(code)
    (folder / "test_code.py").write_text(tests)
    sides = [[Source(folder / name)] for name in ("code.py", "test_code.py")]
    return named(measure.figures(sides[0], sides[1]))


def test_lines_length_branching_and_types_are_counted(tmp_path: Path) -> None:
    found = measured(tmp_path, CODE, "x = 1\n" * 5)

    assert found["function length, longest"].value == 4
    assert found["complexity, highest"].value == 2
    assert found["typed functions"].value == 100
    assert found["test lines per code line"].value == 5 / 4
    assert not any(figure.missed for figure in found.values())


def test_one_untyped_function_misses_its_bar(tmp_path: Path) -> None:
    found = measured(tmp_path, CODE + UNTYPED, "x = 1\n" * 20)

    assert found["typed functions"].value == 50
    assert found["typed functions"].missed


def test_too_few_test_lines_miss_their_bar(tmp_path: Path) -> None:
    found = measured(tmp_path, CODE, "x = 1\n")

    assert found["test lines per code line"].missed


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [([1], 0.9, 1), (list(range(1, 11)), 0.9, 9), (list(range(1, 11)), 0.5, 5), ([3, 1, 2], 1, 3)],
)
def test_percentiles_are_by_nearest_rank(values: list[int], share: float, expected: int) -> None:
    assert measure.percentile(values, share) == expected


def test_this_checkout_is_measured_and_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = measure.main(tmp_path)

    written = json.loads((tmp_path / "measure.json").read_text(encoding="utf-8"))
    assert code == int(any(figure["missed"] for figure in written["figures"]))
    assert "function length, p90" in capsys.readouterr().out
