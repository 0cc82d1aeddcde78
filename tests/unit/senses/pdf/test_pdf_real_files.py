"""The sense against files nobody here wrote, where they are on the machine."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.extraction import compare, extract
from tests.support.real_files import entries, path_of

pytestmark = pytest.mark.real_files

_REFUSED_AS: dict[str, set[str | None]] = {
    "encrypted_password": {"password-required"},
    "truncated": {"truncated"},
    "corrupt": {"damaged", "truncated", None},
    "empty_file": {"empty-file", None},
    "wrong_magic": {"wrong-type"},
}


def _where(valid: object) -> list[dict[str, Any]]:
    return [entry for entry in entries("pdf") if entry["valid"] is valid]


def _name(entry: dict[str, Any]) -> str:
    return str(entry["file"])


def test_the_collection_is_read_where_it_exists() -> None:
    if not entries("pdf"):
        pytest.skip("The collection of real files is not on this machine (LIFEOS_REAL_FILES).")


@pytest.mark.parametrize("entry", _where(True), ids=_name)
def test_a_good_file_gives_its_pages_and_a_fact(entry: dict[str, Any]) -> None:
    result = extract(path_of(entry))

    assert result.rejected is None
    assert len(result.facts) >= 1
    assert len(result.pages) == entry["truth"].get("pages", len(result.pages))


@pytest.mark.parametrize("entry", _where(True), ids=_name)
def test_what_is_read_from_a_good_file_is_right(entry: dict[str, Any]) -> None:
    comparisons = list(compare(entry, extract(path_of(entry))))

    wrong = [c for c in comparisons if c.got is not None and not c.right and "n_" not in c.field]
    assert wrong == []


@pytest.mark.parametrize("entry", _where(False), ids=_name)
def test_a_bad_file_is_refused_for_its_reason(entry: dict[str, Any]) -> None:
    result = extract(path_of(entry))

    assert result.facts == []
    assert result.rejected in _REFUSED_AS[entry["reject_reason"]]


@pytest.mark.parametrize("entry", _where(None), ids=_name)
def test_a_doubtful_file_is_read_or_refused_but_never_more(entry: dict[str, Any]) -> None:
    result = extract(path_of(entry))

    assert (result.rejected is None) == bool(result.facts)
