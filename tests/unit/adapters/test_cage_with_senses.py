"""The hub's own senses in the cage say what they say outside of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from lifeos.adapters.cage import Cage, Task
from lifeos.errors import RejectedError
from lifeos.senses import limits
from lifeos.senses.models import Reading, Source

from tests.support.hostile import READ, Case, cases
from tests.support.picking import NOTHING_DECLARED, picked
from tests.support.real_files import folder

HONEST = [case for case in cases() if case.group == "honest" and case.right == (READ,)]


@pytest.fixture(scope="module")
def cage() -> Iterator[Cage]:
    with closing(Cage()) as made:
        yield made


def in_cage(cage: Cage, source: Source, sense: str) -> list[Reading]:
    allowed, readings = limits.of(sense), []
    tasks: tuple[Task, ...] = ("check", "read")
    for task in tasks:
        said = cage.run(task, source, sense=sense, declared=NOTHING_DECLARED, limits=allowed)
        with closing(said):
            readings = list(said)
    return readings


@pytest.mark.parametrize("case", HONEST, ids=lambda case: case.title)
def test_readings_come_out_of_the_cage_unchanged(cage: Cage, tmp_path: Path, case: Case) -> None:
    sense, source = picked(tmp_path, case.make(), case.name)
    assert sense is not None

    found = in_cage(cage, source, sense.name)

    assert found == list(sense.read(source))


@pytest.mark.real_files
def test_real_files_read_the_same_in_the_cage(cage: Cage, tmp_path: Path) -> None:
    compared = 0
    for path in _real_files():
        sense, source = picked(tmp_path, path.read_bytes(), path.name)
        if sense is None:
            continue
        try:
            found = in_cage(cage, source, sense.name)
        except RejectedError:
            continue
        assert found == list(sense.read(source)), path.name
        compared += 1
    assert compared > 80


def _real_files() -> list[Path]:
    """Those of a size that keeps the test short."""
    collection = folder()
    if collection is None:
        pytest.skip("The collection of real files is not on this machine (LIFEOS_REAL_FILES).")
    files = (path for path in collection.rglob("*") if path.is_file())
    return sorted(path for path in files if path.stat().st_size < 300_000)
