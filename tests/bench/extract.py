"""How much of files with a checked truth is read, and how much of that is right.

    python -m tests.bench.extract [FOLDER ...]

Reads every file that a folder's `manifest.jsonl` calls valid with the hub's own senses, compares
field by field, prints the table and every wrong or missing value, and writes
`build/bench/extract.json`. Without arguments: the collection of real files, where there is one,
and the sample inbox with the truth its generator writes. Exits 1 where a bar is missed.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.support.extraction import Comparison, compare, extract
from tests.support.real_files import REPOSITORY, folder
from tests.support.sample_extraction import sample_comparisons

REPORT = REPOSITORY / "build" / "bench" / "extract.json"
PRECISION, COVERAGE = 0.95, 0.85
_INVOICE_BARS = ("total", "date", "invoice_number", "issuer", "currency")
_EXACT_BARS = (
    "n_transactions",
    "n_entries",
    "sum_amount",
    "date_min",
    "date_max",
    "n_events",
    "n_distinct_event_uids",
)
_EXACT_FORMATS = ("csv", "ofx", "camt", "mt940", "qif", "ics")


@dataclass(frozen=True)
class Row:
    """One field of one format over all files. `precision` is None where nothing was read."""

    format: str
    field: str
    files: int
    read: int
    right: int

    @property
    def coverage(self) -> float:
        """Share of files from which a value was read."""
        return self.read / self.files

    @property
    def precision(self) -> float | None:
        """Share of read values that are right."""
        return self.right / self.read if self.read else None

    @property
    def _exact(self) -> bool:
        """Structured formats, and every word of the sample inbox."""
        structured = self.format in _EXACT_FORMATS and self.field in _EXACT_BARS
        return structured or self.format.startswith("sample ")

    @property
    def bar(self) -> str:
        """`met`, `missed`, or empty where no bar is set."""
        if self.format == "pdf invoice" and self.field in _INVOICE_BARS:
            good = self.coverage >= COVERAGE and (self.precision or 0) >= PRECISION
        elif self._exact:
            good = self.right == self.files
        else:
            return ""
        return "met" if good else "missed"


def entries(place: Path) -> Iterator[dict[str, Any]]:
    """A folder's manifest."""
    for line in (place / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def measure(places: Sequence[Path]) -> tuple[list[Comparison], list[str]]:
    """Every comparison, and sentences on files whose acceptance itself was wrong."""
    comparisons: list[Comparison] = []
    misjudged: list[str] = []
    for place in places:
        for entry in entries(place):
            result = extract(place / entry["file"])
            if entry["valid"] and result.sense:
                comparisons.extend(compare(entry, result))
                if result.rejected:
                    misjudged.append(f"{entry['file']}: refused as {result.rejected}")
            elif entry["valid"]:
                comparisons.extend(compare(entry, result))
            elif entry["valid"] is False and result.sense and not result.rejected:
                misjudged.append(f"{entry['file']}: accepted, is {entry['reject_reason']}")
    return comparisons, misjudged


def table(comparisons: Sequence[Comparison]) -> list[Row]:
    """Comparisons by format and field."""
    groups: dict[tuple[str, str], list[Comparison]] = defaultdict(list)
    for comparison in comparisons:
        groups[comparison.format, comparison.field].append(comparison)
    return [
        Row(
            format=name,
            field=field,
            files=len(group),
            read=sum(c.got is not None for c in group),
            right=sum(c.right for c in group),
        )
        for (name, field), group in sorted(groups.items())
    ]


def report(rows: Sequence[Row], wrong: Sequence[Comparison], *, misjudged: Sequence[str]) -> None:
    """Print the table, then what is wrong and why."""
    print(f"{'format':<22}{'field':<20}{'files':>6}{'coverage':>10}{'precision':>11}  bar")
    for row in rows:
        precision = "-" if row.precision is None else f"{row.precision:.3f}"
        print(
            f"{row.format:<22}{row.field:<20}{row.files:>6}{row.coverage:>10.3f}{precision:>11}"
            f"  {row.bar}"
        )
    for comparison in wrong:
        why = "nothing was read" if comparison.got is None else f"read {comparison.got}"
        doubt = ", and said to be in doubt" if comparison.doubted else ""
        print(f"{comparison.file} {comparison.field}: is {comparison.want}, {why}{doubt}")
    for sentence in misjudged:
        print(sentence)


def main(arguments: Sequence[str]) -> int:
    """Measure, report, and say by the exit code whether every bar is met."""
    named = [Path(argument) for argument in arguments]
    places = named or [place for place in (folder(),) if place is not None]
    if not places:
        print("The collection of real files is not on this machine (LIFEOS_REAL_FILES).")
    comparisons, misjudged = measure(places)
    if not named:
        with TemporaryDirectory() as made:
            comparisons.extend(sample_comparisons(Path(made)))
    rows = table(comparisons)
    wrong = [comparison for comparison in comparisons if not comparison.right]
    report(rows, wrong, misjudged=misjudged)
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "rows": [{**asdict(r), "coverage": r.coverage, "precision": r.precision, "bar": r.bar}
                 for r in rows],
        "wrong": [asdict(comparison) for comparison in wrong],
        "misjudged": misjudged,
    }  # fmt: skip
    REPORT.write_text(json.dumps(content, indent=1, ensure_ascii=False), encoding="utf-8")
    missed = [row for row in rows if row.bar == "missed"]
    print(f"{len(missed)} bars missed, {len(misjudged)} files misjudged")
    return 1 if missed or misjudged else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
