"""Hostile files: the right verdict on each, and what each costs.

    python -m tests.bench.hostile [FOLDER]

Every file of the generated hostile set and of the collection of real files goes through PICK,
ASSERT and ACTION as in the pipeline, the latter two in the cage. Files the collection marks
invalid must be refused with a reason of their class, files it marks valid must not be refused
unless nobody reads their kind, and the rest must end without a defect of ours.
Prints the table, writes `build/bench/hostile.json` with every file, exits 1 on a miss.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from lifeos.adapters.cage import Cage
from lifeos.senses import limits

from tests.bench.report import FOLDER, Figure, report
from tests.support.hostile import ANY, READ, cases
from tests.support.real_files import folder as real_folder
from tests.support.trial import Trial, tried

DEFECTS = ("reader-failed", "reader-crashed")
# Reason codes that are right for each class of the collection.
CLASSES: dict[str, tuple[str, ...]] = {
    "corrupt": ("damaged", "truncated"),
    "empty_file": ("empty-file",),
    "encrypted_password": ("password-required",),
    "malformed_amount": ("no-readable-row", "amount-unreadable"),
    "no_statement": ("no-statement",),
    "truncated": ("truncated",),
    "wrong_magic": ("wrong-type",),
    "xml_entity_attack": ("xml-entities-not-allowed",),
    "zip_bomb": ("archive-bomb",),
}
UNREAD = "unsupported-type"


@dataclass(frozen=True)
class Row:
    """One file: what is right for it, and what became of it."""

    kind: str  # generated, invalid, valid or either
    file: str
    right: tuple[str, ...]
    trial: Trial

    @property
    def is_right(self) -> bool:
        """Whether the verdict is one of the right ones; a doubt that names the trouble counts."""
        found = self.trial.verdict
        if ANY in self.right:
            return found not in DEFECTS
        return found in self.right or (found == READ and self.trial.doubt in self.right)


def generated(cage: Cage, place: Path) -> Iterator[Row]:
    """The set of `tests.support.hostile`."""
    for case in cases():
        trial = tried(cage, place, case.make(), case.name, declared=case.declared)
        yield Row("generated", case.title, case.right, trial)


def collected(cage: Cage, place: Path, collection: Path) -> Iterator[Row]:
    """Every file of a collection by its manifest."""
    for line in (collection / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        path = collection / entry["file"]
        trial = tried(cage, place, path.read_bytes(), path.name)
        if entry["valid"] is False:
            right = CLASSES.get(entry["reject_reason"], (entry["reject_reason"],))
            yield Row("invalid", entry["file"], right, trial)
        elif entry["valid"]:
            yield Row("valid", entry["file"], (READ, UNREAD), trial)
        else:
            yield Row("either", entry["file"], (ANY,), trial)


def figures(rows: Sequence[Row]) -> list[Figure]:
    """What is shown and held against a bar."""
    counted = [
        Figure(f"{kind} files judged wrongly of {len(of_kind)}", len(wrong), "files", 0)
        for kind in ("generated", "invalid", "either", "valid")
        if (of_kind := [row for row in rows if row.kind == kind])
        for wrong in [[row for row in of_kind if not row.is_right]]
    ]
    defects = sum(row.trial.verdict == "reader-failed" for row in rows)
    slowest = max(row.trial.seconds for row in rows)
    largest = max(row.trial.peak_mb for row in rows)
    most_mb = limits.DEFAULT.memory_bytes / limits.MEGABYTE
    return [
        *counted,
        Figure("defects of ours on any file", defects, "files", 0),
        Figure("slowest file, all states", slowest, "s", limits.slowest_s()),
        Figure("most memory of a reader", largest, "MB", most_mb),
    ]


def show(rows: Sequence[Row]) -> None:
    """Every file that was refused or wrong, one line each."""
    for row in rows:
        trial = row.trial
        if row.is_right and trial.verdict in (READ, UNREAD) and row.kind == "valid":
            continue
        mark = "  " if row.is_right else "! "
        cost = f"{trial.seconds:6.2f} s {trial.peak_mb:5.0f} MB"
        verdict = f"{trial.verdict}{f' ({trial.doubt})' if trial.doubt else ''}"
        print(f"{mark}{cost}  {row.kind:<9} {row.file:<44} {verdict}")


def main(arguments: Sequence[str]) -> int:
    """Judge every file, print, write, and say by the exit code whether all was right."""
    collection = Path(arguments[0]) if arguments else real_folder()
    with tempfile.TemporaryDirectory() as made, closing(Cage()) as cage:
        rows = list(generated(cage, Path(made)))
        if collection is not None:
            rows += collected(cage, Path(made), collection)
    show(rows)
    missed = report("hostile", figures(rows))
    path = FOLDER / "hostile.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["files"] = [{**asdict(row), "is_right": row.is_right} for row in rows]
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    return missed


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
