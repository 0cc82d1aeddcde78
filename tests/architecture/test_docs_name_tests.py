"""What the pages on security and risks name as proof is there."""

from __future__ import annotations

import re

import pytest

from tests.support.sources import ROOT

PAGES = ("docs/security.md", "docs/risks.md")
_FILE = re.compile(r"\b(?:tests|docs)/[A-Za-z0-9_./-]*[A-Za-z0-9_]")
_BENCH = re.compile(r"make bench-([a-z]+)")
# A row of the walk: its items, its state, what is done, what shows it.
_ROW = re.compile(
    r"^\| (?P<items>[0-9][0-9., -]*) \| \**(?P<state>met|partly|not met|not used|inherited)\** \|"
    r"[^|]+\|(?P<proof>[^|]*)\|$",
    re.MULTILINE,
)
# How many items of levels 1 and 2 each section of ASVS 5.0.0 has, by chapter, section 1 first;
# they come first in each section.
ITEMS = {
    "1": (2, 9, 11, 3, 2),
    "2": (3, 3, 4, 1),
    "3": (0, 2, 4, 6, 5, 0, 2),
    "4": (3, 1, 2, 4),
    "5": (1, 3, 2, 3),
    "6": (3, 11, 4, 4, 5, 3, 0, 4),
    "7": (3, 4, 2, 5, 2, 2),
    "8": (2, 3, 1, 1),
    "9": (3, 4),
    "11": (2, 3, 3, 4, 1, 1),
    "12": (3, 2, 4),
    "13": (1, 5, 2, 5),
    "14": (2, 4, 3),
    "15": (3, 3, 7),
    "16": (1, 5, 4, 3, 3),
}


def items_of(told: str) -> list[str]:
    """`1.2.1-3, 1.2.9` one by one."""
    found = []
    for part in told.split(", "):
        section, _, numbers = part.strip().rpartition(".")
        first, _, last = numbers.partition("-")
        found += [f"{section}.{n}" for n in range(int(first), int(last or first) + 1)]
    return found


def page(name: str) -> str:
    """The text of a page."""
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_every_file_that_is_named_exists(name: str) -> None:
    named = set(_FILE.findall(page(name)))

    assert named
    assert sorted(each for each in named if not (ROOT / each).exists()) == []


@pytest.mark.parametrize("name", PAGES)
def test_every_bench_that_is_named_exists(name: str) -> None:
    benches = _BENCH.findall(page(name))

    assert [each for each in benches if not (ROOT / f"tests/bench/{each}.py").exists()] == []


def test_every_item_of_the_walk_is_in_one_row() -> None:
    walked = [i for row in _ROW.finditer(page("docs/security.md")) for i in items_of(row["items"])]

    expected = [
        f"{chapter}.{section}.{number}"
        for chapter, counts in ITEMS.items()
        for section, count in enumerate(counts, 1)
        for number in range(1, count + 1)
    ]
    assert sorted(walked) == sorted(expected)


def test_what_is_met_names_what_shows_it_and_what_is_not_names_nothing() -> None:
    rows = list(_ROW.finditer(page("docs/security.md")))

    proven = {row["items"]: "tests/" in row["proof"] or "docs/" in row["proof"] for row in rows}
    claimed = {row["items"]: row["state"] in {"met", "partly"} for row in rows}
    assert proven == claimed


def test_the_ten_of_owasp_are_all_there() -> None:
    rows = re.findall(r"^\| API(\d+) .*tests/", page("docs/security.md"), re.MULTILINE)

    assert [int(number) for number in rows] == list(range(1, 11))
