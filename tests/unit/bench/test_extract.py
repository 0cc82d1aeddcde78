from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.bench import extract
from tests.bench.extract import Row, main, measure, table
from tests.support.bills import cases, draw
from tests.support.extraction import Comparison


def _folder(place: Path, **changed: object) -> Path:
    """A folder with one drawn bill and a manifest of its truth, changed as asked."""
    case = next(cases())
    draw(case, place)
    truth: dict[str, Any] = {
        "doc_type": "invoice",
        "issuer": case.company.name,
        "date": case.issued.isoformat(),
        "total": str(case.total),
        "currency": case.currency,
        "invoice_number": case.number,
    }
    entry = {
        "file": f"{case.name}.pdf",
        "format": "pdf",
        "valid": changed.pop("valid", True),
        "reject_reason": "corrupt",
        "truth": {**truth, **changed},
    }
    (place / "manifest.jsonl").write_text(json.dumps(entry) + "\n", encoding="utf-8")
    return place


def _row(field: str, *, files: int = 20, read: int = 20, right: int = 20) -> Row:
    return Row("pdf invoice", field, files, read, right)


def test_a_right_bill_is_right_in_every_field(tmp_path: Path) -> None:
    comparisons, misjudged = measure([_folder(tmp_path)])

    assert {comparison.field for comparison in comparisons} == {
        "issuer", "date", "total", "currency", "invoice_number",
    }  # fmt: skip
    assert all(comparison.right for comparison in comparisons)
    assert misjudged == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("total", "1.00"),
        ("date", "1999-01-01"),
        ("issuer", "Somebody Else Ltd"),
        ("invoice_number", "X"),
        ("currency", "JPY"),
    ],
)
def test_a_wrong_value_is_told_with_what_was_read(tmp_path: Path, field: str, value: str) -> None:
    comparisons, _ = measure([_folder(tmp_path, **{field: value})])

    wrong = [comparison for comparison in comparisons if not comparison.right]
    assert [(comparison.field, comparison.want) for comparison in wrong] == [(field, value)]
    assert wrong[0].got not in (None, value)


def test_an_alternative_of_the_truth_is_right_too(tmp_path: Path) -> None:
    place = _folder(tmp_path, issuer="Elsewhere", issuer_aliases=["Harbour Lane Books"])

    comparisons, _ = measure([place])

    assert all(comparison.right for comparison in comparisons)


def test_a_bad_file_that_is_accepted_is_misjudged(tmp_path: Path) -> None:
    _, misjudged = measure([_folder(tmp_path, valid=False)])

    assert misjudged == ["en_letter.pdf: accepted, is corrupt"]


def test_coverage_counts_what_was_read_and_precision_what_was_right() -> None:
    def one(got: str | None, right: bool) -> Comparison:
        return Comparison("f", "pdf invoice", "total", "1", got, right, doubted=False)

    (row,) = table([one("1", True), one("2", False), one(None, False), one("1", True)])

    assert row.coverage == 0.75
    assert row.precision == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("row", "bar"),
    [
        (_row("total"), "met"),
        (_row("total", read=17, right=17), "met"),
        (_row("total", read=16, right=16), "missed"),
        (_row("total", right=18), "missed"),
        (_row("iban", right=0), ""),
        (Row("csv", "n_transactions", 5, 5, 5), "met"),
        (Row("csv", "n_transactions", 5, 5, 4), "missed"),
        (Row("csv", "sum_amount", 5, 0, 0), "missed"),
    ],
)
def test_bars_are_missed_where_they_are_missed(row: Row, bar: str) -> None:
    assert row.bar == bar


def test_the_exit_code_tells_and_the_report_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(extract, "REPORT", tmp_path / "out" / "extract.json")

    good = main([str(_folder(tmp_path))])
    bad = main([str(_folder(tmp_path, total="1.00"))])

    assert (good, bad) == (0, 1)
    assert "total: is 1.00, read" in capsys.readouterr().out
    report = json.loads((tmp_path / "out" / "extract.json").read_text(encoding="utf-8"))
    assert [row["field"] for row in report["rows"] if row["bar"] == "missed"] == ["total"]


def test_without_any_folder_the_sample_inbox_is_measured_and_meets_its_bars(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(extract, "folder", lambda: None)

    status = main([])

    said = capsys.readouterr().out
    assert "not on this machine" in said
    assert "sample pdf" in said
    assert "0 bars missed, 0 files misjudged" in said
    assert status == 0
