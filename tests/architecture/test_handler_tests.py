"""Each handler has its three kinds of tests, told by their names. Source: HOUSE_STYLE section 8."""

from __future__ import annotations

from pathlib import Path

import pytest

from functions.catalogue import CATALOGUE, named
from tests.support.sources import ROOT, Source

FOLDER = ROOT / "tests" / "handlers"
PREFIXES = ("test_happy_", "test_expected_failure_", "test_system_failure_")
MALFORMED = "test_rejects_"  # of states only: their input comes from a machine
PRESENT = sorted(FOLDER.glob("test_*.py"))


def function_of(path: Path) -> str:
    """Name of the function a file is about; `test_<function>_<part>.py` is a second file of it."""
    about = path.stem.removeprefix("test_")
    names = [record.name for record in CATALOGUE]
    known = [name for name in names if about == name or about.startswith(f"{name}_")]
    return max(known, key=len, default=about)


@pytest.mark.parametrize("name", sorted({function_of(path) for path in PRESENT}))
def test_a_handlers_tests_are_named_by_what_they_show(name: str) -> None:
    record = named(name)
    wanted = (*PREFIXES, MALFORMED) if record.trigger == "step" else PREFIXES
    sources = [Source(path) for path in PRESENT if function_of(path) == name]
    names = [each.node.name for source in sources for each in source.functions()]
    tests = [name for name in names if name.startswith("test_")]

    lacking = [prefix for prefix in wanted if not any(n.startswith(prefix) for n in tests)]
    strange = [name for name in tests if not name.startswith((*PREFIXES, MALFORMED))]

    assert lacking + strange == []


def test_every_function_has_its_handler_tests() -> None:
    tested = {function_of(path) for path in PRESENT}

    assert {record.name for record in CATALOGUE} - tested == set()
