"""Files in a folder with S3's promises: all or nothing, durable, nothing ever overwritten.

    <root>/objects/<key, one folder per segment>/@/00000001/content     the bytes
                                                           about.json   what was said of them
    <root>/incoming/<random>/                                           not finished yet

A version is built in `incoming`, synced to disk and renamed into place as a whole folder. Renaming
onto a folder that is there fails, so two writers can never take one number, and no file system
features beyond renaming are needed.
"""

from __future__ import annotations

import errno
import os
import shutil
import string
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from lifeos.errors import InvalidInputError, NotFoundError, UpstreamError

CONTENT = "content"
ABOUT = "about.json"
ABANDONED_AFTER_S = 24 * 3600.0  # longer than any link lives

_VERSIONS = "@"  # never the name of a segment: "@" is escaped there
_PLAIN = frozenset(string.ascii_lowercase + string.digits + "-_.")
_VERSION_DIGITS = 8


@contextmanager
def disk_errors() -> Iterator[None]:
    """Translate what the operating system says.

    Raises: InvalidInputError for a name too long for the disk, UpstreamError.
    """
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise InvalidInputError("The name is longer than the disk allows.") from error
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise UpstreamError("The disk is full.") from error
        raise UpstreamError("The disk of the file store failed.") from error


def require_root(root: Path) -> None:
    """Nothing is made where `root` is not: an unplugged disk must not look like an empty one.

    Raises: UpstreamError.
    """
    if not root.is_dir():
        raise UpstreamError("The folder of the file store is not there.")


class VersionedFolder:
    """Objects by key, each a growing list of versions, under a folder that exists."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def add(self, key: str, about: str, *, fill: Callable[[BinaryIO], None]) -> str:
        """Store what `fill` writes as the newest version; returns its id.

        If `fill` raises, or the disk does, nothing is kept. Raises: as `disk_errors`.
        """
        versions = self._folder(key)
        with self._building() as building:
            write_synced(building / ABOUT, lambda file: file.write(about.encode()))
            write_synced(building / CONTENT, fill)
            _sync_folder(building)
            _make_folder(versions)
            version_id = _moved_in(building, versions)
            _sync_folder(versions)
        return version_id

    def newest(self, key: str) -> str:
        """Id of the newest version. Raises: NotFoundError, UpstreamError."""
        folder = self._folder(key)
        with self._reading():
            names = [name for name in os.listdir(folder) if _is_version(name)]
        if not names:
            raise NotFoundError("There is no such stored file.")
        return max(names)

    def content(self, key: str, version_id: str) -> tuple[Path, int]:
        """The file with a version's bytes, and its size in bytes.

        Raises: NotFoundError, UpstreamError.
        """
        if not _is_version(version_id):
            raise NotFoundError("There is no such stored file.")
        path = self._folder(key) / version_id / CONTENT
        with self._reading():
            return path, path.stat().st_size

    def erase(self, prefix: str) -> int:
        """Remove every version of every key that begins with `prefix`; how many there were.

        Raises: as `disk_errors`.
        """
        require_root(self._root)
        parent, _, beginning = prefix.rpartition("/")
        above = self._root.joinpath("objects", *map(_segment, parent.split("/") if parent else []))
        erased = 0
        with disk_errors():
            for folder in above.glob("*"):
                if beginning == "" or folder.name.startswith(_segment(beginning)):
                    erased += sum(_is_version(one.name) for one in folder.rglob("*"))
                    shutil.rmtree(folder)
        return erased

    def sweep(self) -> int:
        """Remove what a crash left in `incoming`; returns how many were removed."""
        return remove_older(self._root / "incoming", ABANDONED_AFTER_S)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        require_root(self._root)
        with disk_errors():
            try:
                yield
            except (FileNotFoundError, NotADirectoryError) as error:
                raise NotFoundError("There is no such stored file.") from error

    @contextmanager
    def _building(self) -> Iterator[Path]:
        require_root(self._root)
        building = self._root / "incoming" / uuid.uuid4().hex
        try:
            with disk_errors():
                building.mkdir(parents=True)
                yield building
        finally:
            shutil.rmtree(building, ignore_errors=True)  # gone already where all went well

    def _folder(self, key: str) -> Path:
        return self._root.joinpath("objects", *map(_segment, key.split("/")), _VERSIONS)


def _segment(text: str) -> str:
    """A folder name that stands for `text` alone, on any file system, and never leads upwards.

    Capitals are escaped too: some file systems do not tell them from small letters.
    """
    if not text:
        return "%"
    escaped = "".join(
        character if character in _PLAIN else "".join(f"%{byte:02x}" for byte in encoded)
        for character, encoded in ((c, c.encode("utf-8", "surrogatepass")) for c in text)
    )
    return "%2e" + escaped[1:] if escaped.startswith(".") else escaped


def _is_version(name: str) -> bool:
    return len(name) == _VERSION_DIGITS and name.isascii() and name.isdigit()


def _moved_in(building: Path, versions: Path) -> str:
    """Rename `building` to the next free number; a number taken meanwhile is passed over."""
    taken = [int(name) for name in os.listdir(versions) if _is_version(name)]
    number = max(taken, default=0)
    while True:
        number += 1
        version_id = f"{number:0{_VERSION_DIGITS}d}"
        try:
            building.rename(versions / version_id)
        except OSError as error:
            if error.errno not in (errno.EEXIST, errno.ENOTEMPTY):
                raise
        else:
            return version_id


def write_synced(path: Path, fill: Callable[[BinaryIO], object]) -> None:
    """Write a new file and wait until the disk has it."""
    with path.open("xb") as file:
        fill(file)
        file.flush()
        os.fsync(file.fileno())


def _make_folder(folder: Path) -> None:
    """Make `folder` and what leads to it, each durable in its parent."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for place in missing:
        _sync_folder(place.parent)


def _sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable; where folders cannot be opened (Windows) they are."""
    with suppress(PermissionError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def remove_older(folder: Path, age_s: float) -> int:
    """Remove what lies directly in `folder` and was last touched more than `age_s` ago."""
    before = time.time() - age_s
    removed = 0
    for path in sorted(folder.glob("*")):
        with suppress(FileNotFoundError):  # finished by its owner meanwhile
            if path.stat().st_mtime < before:
                shutil.rmtree(path)
                removed += 1
    return removed
