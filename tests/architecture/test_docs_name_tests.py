"""What the pages on security and risks name as proof is there."""

from __future__ import annotations

import re

import pytest

from tests.support.sources import ROOT

PAGES = ("docs/security.md", "docs/risks.md")
_FILE = re.compile(r"\b(?:tests|docs)/[A-Za-z0-9_./-]*[A-Za-z0-9_]")
_BENCH = re.compile(r"make bench-([a-z]+)")
# A claim of the walk; what is not used or not walked proves nothing and names nothing.
_CLAIM = re.compile(r"^\| V[0-9][^|]*\| \**(?:met|partly)[^|]*\|[^|]*\|(?P<proof>[^|]*)\|$", re.M)
WITHOUT_PROOF = {"V7.4", "V7.5"}  # said to be missing


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


def test_every_claim_of_the_walk_names_a_test() -> None:
    claims = list(_CLAIM.finditer(page("docs/security.md")))

    bare = [claim[0].split()[1] for claim in claims if "tests/" not in claim["proof"]]

    assert len(claims) > 40
    assert set(bare) == WITHOUT_PROOF


def test_the_ten_of_owasp_are_all_there() -> None:
    rows = re.findall(r"^\| API(\d+) .*tests/", page("docs/security.md"), re.MULTILINE)

    assert [int(number) for number in rows] == list(range(1, 11))
