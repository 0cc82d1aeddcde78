"""What PATH arguments stand for: files, folders walked to the end, and standard input.

Inside folders, hidden entries and everything that is no regular file (pipes, sockets, devices) are
passed over. Links are followed; a folder reached a second time is not walked again, so loops end.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import typer

from clients.api.upload import Source

STDIN = "-"


@dataclass(frozen=True)
class Given:
    """The PATH arguments, checked: every one exists, `-` comes with a name."""

    paths: list[Path]
    name: str | None
    hidden: bool = False

    def check(self) -> None:
        """Raises: typer.BadParameter, before anything is sent."""
        if self.name and len(self.paths) != 1:
            raise typer.BadParameter("--name goes with exactly one PATH.")
        for path in self.paths:
            if str(path) == STDIN and not self.name:
                raise typer.BadParameter("Reading from - needs --name, the name of the document.")
            if str(path) != STDIN and not (path.is_file() or path.is_dir()):
                raise typer.BadParameter(f"{str(path)!r} is neither a file nor a folder here.")
            if self.name and path.is_dir():
                raise typer.BadParameter("--name goes with a file, not with a folder.")

    def sources(self, spooled: Path | None) -> Iterator[Source]:
        """Every file, lazily; `spooled` is where standard input was written."""
        visited: set[tuple[int, int]] = set()
        for path in self.paths:
            if str(path) == STDIN and spooled and self.name:
                yield Source(spooled, shown=self.name, name=self.name)
            elif path.is_dir():
                yield from _walk(path, visited, hidden=self.hidden)
            else:
                yield Source(path, shown=str(path), name=self.name or path.name)

    @contextmanager
    def spool(self) -> Iterator[Path | None]:
        """Standard input in a temporary file, since its hash must be known before it is sent."""
        if STDIN not in map(str, self.paths):
            yield None
            return
        with tempfile.NamedTemporaryFile(prefix="lifeos-") as file:  # mode 0600
            shutil.copyfileobj(sys.stdin.buffer, file)
            file.flush()
            yield Path(file.name)


def _walk(folder: Path, visited: set[tuple[int, int]], *, hidden: bool) -> Iterator[Source]:
    try:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in visited:
            return
        visited.add((status.st_dev, status.st_ino))
        with os.scandir(folder) as listing:
            names = sorted(entry.name for entry in listing if hidden or entry.name[0] != ".")
    except OSError:
        # Sending it fails with the same error, which so becomes a line of the report.
        yield Source(folder, shown=str(folder), name=folder.name)
        return
    for path in (folder / name for name in names):
        if path.is_dir():
            yield from _walk(path, visited, hidden=hidden)
        elif _is_regular(path):
            yield Source(path, shown=str(path), name=path.name)


def _is_regular(path: Path) -> bool:
    """True for what cannot be looked at too (a dangling link): trying it tells why."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return True
