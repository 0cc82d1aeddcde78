"""Zip files: the bounds themselves, and that no bytes break the check."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.errors import RejectedError
from lifeos.senses.guards import archives

from tests.support import archive_bytes
from tests.support.readings import source_of


def reason(tmp_path: Path, content: bytes) -> str | None:
    try:
        archives.check(source_of(tmp_path, content).path)
    except RejectedError as refused:
        return refused.reason
    return None


@pytest.mark.parametrize("method", [0, 8, 12, 14], ids=["stored", "deflated", "bzip2", "lzma"])
def test_a_sound_archive_passes(tmp_path: Path, method: int) -> None:
    content = archive_bytes.archive({"a.txt": b"words " * 900, "b/c.txt": b""}, method=method)

    assert reason(tmp_path, content) is None


def test_an_archive_without_files_passes(tmp_path: Path) -> None:
    assert reason(tmp_path, archive_bytes.archive({})) is None


@pytest.mark.parametrize("says", [0, 1, 100, 4_999_999, 5_000_001])
def test_a_false_size_is_seen_in_either_direction(tmp_path: Path, says: int) -> None:
    found = reason(tmp_path, archive_bytes.false_size(says))

    assert found in ("archive-bomb", "damaged")


def test_many_files_are_counted_before_they_are_listed(tmp_path: Path) -> None:
    most = archive_bytes.crowded(archives.MAX_ENTRIES)
    more = archive_bytes.crowded(archives.MAX_ENTRIES + 1)

    assert reason(tmp_path, most) is None
    assert reason(tmp_path, more) == "archive-bomb"


@pytest.mark.parametrize("name", ["a..b/c..txt", "...", "ab:c.txt", "ümlaut/é.txt", "-rf"])
def test_odd_but_harmless_names_pass(tmp_path: Path, name: str) -> None:
    assert reason(tmp_path, archive_bytes.archive({name: b"a"})) is None


@pytest.mark.parametrize("name", ["..", "a/..", "..\\a", "\\\\host\\a", "c:a", "a\x00b", "a\n"])
def test_names_that_lead_elsewhere_do_not(tmp_path: Path, name: str) -> None:
    assert reason(tmp_path, archive_bytes.archive({name: b"a"})) == "unsafe-path"


def test_office_files_may_be_inside(tmp_path: Path) -> None:
    inner = archive_bytes.word_file()

    assert reason(tmp_path, archive_bytes.archive({"letter.docx": inner})) is None
    assert reason(tmp_path, archive_bytes.archive({"letter.bin": inner})) == "nested-archive"


SOUND = archive_bytes.archive({"a.txt": b"words " * 50, "b.txt": b"more"})
KNOWN = {
    *("archive-bomb", "nested-archive", "unsafe-path", "password-required", "truncated"),
    *("damaged", None),
}


@settings(max_examples=200)
@given(
    place=st.integers(0, len(SOUND) - 1),
    patch=st.binary(min_size=1, max_size=8),
    cut=st.integers(0, len(SOUND)),
)
def test_a_damaged_archive_is_refused_or_sound_and_never_breaks_the_check(
    tmp_path_factory: pytest.TempPathFactory, place: int, patch: bytes, cut: int
) -> None:
    changed = (SOUND[:place] + patch + SOUND[place + len(patch) :])[: cut or None]

    assert reason(tmp_path_factory.mktemp("zip"), changed) in KNOWN
