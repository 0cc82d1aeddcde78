"""What the pages on security and risks name as proof is there."""

from __future__ import annotations

import re

import pytest

from tests.support.sources import ROOT

PAGES = ("docs/security.md", "docs/risks.md")
_FILE = re.compile(r"\b(?:tests|docs)/[A-Za-z0-9_./-]*[A-Za-z0-9_]")
_BENCH = re.compile(r"make bench-([a-z]+)")


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


def test_the_ten_of_owasp_are_all_there() -> None:
    rows = re.findall(r"^\| API(\d+) .*tests/", page("docs/security.md"), re.MULTILINE)

    assert [int(number) for number in rows] == list(range(1, 11))
