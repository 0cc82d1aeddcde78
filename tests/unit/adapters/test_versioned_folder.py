"""All or nothing, nothing overwritten, nothing outside the folder."""

from __future__ import annotations

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lifeos.adapters import versioned_folder
from lifeos.adapters.versioned_folder import VersionedFolder
from lifeos.errors import InvalidInputError, NotFoundError, UpstreamError


def add(root: Path, key: str, content: bytes) -> str:
    return VersionedFolder(root).add(key, "{}", fill=lambda file: _write(file, content))


def _write(file: BinaryIO, content: bytes) -> None:
    file.write(content)


def read(root: Path, key: str, version_id: str) -> bytes:
    path, size = VersionedFolder(root).content(key, version_id)
    content = path.read_bytes()
    assert len(content) == size
    return content


def files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def test_versions_are_numbered_and_the_newest_is_the_last(tmp_path: Path) -> None:
    first, second = add(tmp_path, "a/b", b"one"), add(tmp_path, "a/b", b"two")

    assert VersionedFolder(tmp_path).newest("a/b") == second > first
    assert read(tmp_path, "a/b", first) == b"one"
    assert read(tmp_path, "a/b", second) == b"two"


def test_a_key_may_lead_into_another(tmp_path: Path) -> None:
    outer, inner = add(tmp_path, "a", b"outer"), add(tmp_path, "a/@", b"inner")

    assert read(tmp_path, "a", outer) == b"outer"
    assert read(tmp_path, "a/@", inner) == b"inner"


@settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(st.sampled_from("aA./\\@%:\0 é\u202e-0"), max_size=12))
def test_no_key_leaves_the_folder_or_meets_another(tmp_path: Path, key: str) -> None:
    folder = VersionedFolder(tmp_path / "root")._folder(key)

    inside = folder.relative_to(tmp_path / "root" / "objects")
    assert ".." not in inside.parts
    assert "\0" not in str(folder)
    assert str(inside) == str(inside).lower()
    assert _key_of(inside) == key


def _key_of(inside: Path) -> str:
    """Undo the naming: shows that no two keys share a folder."""
    segments = ["" if part == "%" else part for part in inside.parts[:-1]]
    return "/".join(unquote_to_bytes(part).decode() for part in segments)


def test_many_writers_of_one_key_all_keep_their_bytes(tmp_path: Path) -> None:
    contents = [str(number).encode() for number in range(24)]

    with ThreadPoolExecutor(8) as pool:
        versions = list(pool.map(lambda content: add(tmp_path, "k", content), contents))

    assert len(set(versions)) == 24
    assert [read(tmp_path, "k", version) for version in versions] == contents


def test_a_writer_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def fill(file: BinaryIO) -> None:
        file.write(b"half")
        raise InvalidInputError("The bytes are not the ones that were announced.")

    with pytest.raises(InvalidInputError):
        VersionedFolder(tmp_path).add("k", "{}", fill=fill)

    assert files(tmp_path) == []
    with pytest.raises(NotFoundError):
        VersionedFolder(tmp_path).newest("k")


@pytest.mark.parametrize(
    ("number", "sentence"), [(errno.ENOSPC, "disk is full"), (errno.EIO, "disk .* failed")]
)
def test_a_disk_that_fails_leaves_nothing(tmp_path: Path, number: int, sentence: str) -> None:
    def fill(file: BinaryIO) -> None:
        file.write(b"half")
        raise OSError(number, "said the disk")

    with pytest.raises(UpstreamError, match=sentence):
        VersionedFolder(tmp_path).add("k", "{}", fill=fill)

    assert files(tmp_path) == []


def test_a_disk_that_fails_at_the_last_sync_leaves_no_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", fails)

    with pytest.raises(UpstreamError, match="disk is full"):
        add(tmp_path, "k", b"bytes")

    assert files(tmp_path) == []


def test_what_a_crash_left_is_no_version_and_is_swept_when_old(tmp_path: Path) -> None:
    add(tmp_path, "k", b"whole")
    for name, age_s in (("old", versioned_folder.ABANDONED_AFTER_S + 60), ("young", 0.0)):
        left = tmp_path / "incoming" / name
        left.mkdir(parents=True)
        (left / "content").write_bytes(b"half")
        os.utime(left, (left.stat().st_mtime - age_s,) * 2)

    removed = VersionedFolder(tmp_path).sweep()

    assert removed == 1
    assert [path.name for path in (tmp_path / "incoming").iterdir()] == ["young"]
    assert read(tmp_path, "k", "00000001") == b"whole"


def test_an_unplugged_disk_is_not_an_empty_one(tmp_path: Path) -> None:
    gone = VersionedFolder(tmp_path / "unplugged")

    for attempt in (
        lambda: gone.newest("k"),
        lambda: gone.content("k", "00000001"),
        lambda: gone.add("k", "{}", fill=lambda file: None),
    ):
        with pytest.raises(UpstreamError):
            attempt()
    assert not (tmp_path / "unplugged").exists()


@pytest.mark.parametrize("version_id", ["", "1", "../00000001", "0000000x", "٠٠٠٠٠٠٠١"])
def test_a_version_is_named_in_one_way_only(tmp_path: Path, version_id: str) -> None:
    add(tmp_path, "k", b"x")

    with pytest.raises(NotFoundError):
        VersionedFolder(tmp_path).content("k", version_id)


def test_a_name_too_long_for_the_disk_is_the_callers_mistake(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="longer"):
        add(tmp_path, "k" * 300, b"x")


def test_a_file_in_the_place_of_a_folder_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "objects").mkdir()
    (tmp_path / "objects" / "k").write_bytes(b"")

    with pytest.raises(NotFoundError):
        VersionedFolder(tmp_path).newest("k")


def test_a_key_whose_first_version_never_came_is_not_found(tmp_path: Path) -> None:
    VersionedFolder(tmp_path)._folder("k").mkdir(parents=True)

    with pytest.raises(NotFoundError):
        VersionedFolder(tmp_path).newest("k")


def test_a_version_that_cannot_be_moved_in_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OSError(errno.EXDEV, "another disk")

    monkeypatch.setattr(Path, "rename", fails)

    with pytest.raises(UpstreamError):
        add(tmp_path, "k", b"x")

    assert files(tmp_path) == []
