"""Nothing a test starts outlives the test run: not on failure, not on Ctrl-C, not on SIGTERM.

`kill -9` of pytest itself is the one thing no code here can answer; the next run finds what such
a run left behind (folders of ours whose pytest is gone) and ends it.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from local.processes import Started, end_group, recall, remember

_PREFIX = "lifeos-test-"
_RECORD = "processes.json"


@contextmanager
def short_folder(topic: str) -> Iterator[Path]:
    """A private temporary folder whose path leaves room for a socket; removed afterwards."""
    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-{topic}-", dir=_root()))
    removal = atexit.register(shutil.rmtree, folder, ignore_errors=True)
    try:
        yield folder
    finally:
        atexit.unregister(removal)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def ending(started: Started, *, folder: Path | None = None) -> Iterator[Started]:
    """End the process and its whole group when the block is left, or the interpreter is."""
    if folder is not None:
        remember(folder / _RECORD, started)
    atexit.register(end_group, started)
    try:
        yield started
    finally:
        end_group(started)


def _root() -> Path:
    """The system's temp folder, or /tmp where that one is too long for sockets (macOS)."""
    folder = Path(tempfile.gettempdir())
    return folder if len(str(folder)) <= 40 else Path("/tmp")


def _sweep() -> None:
    for folder in _root().glob(f"{_PREFIX}*"):
        owner = folder.name.removeprefix(_PREFIX).split("-")[0]
        if owner.isdigit() and not psutil.pid_exists(int(owner)):
            for started in recall(folder / _RECORD).values():
                end_group(started)
            shutil.rmtree(folder, ignore_errors=True)
