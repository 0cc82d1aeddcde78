"""Nothing a test starts outlives the test run: not on failure, not on Ctrl-C, not on SIGTERM.

`kill -9` of pytest itself is the one thing no code in it can answer; the next run finds what such
a run left behind (folders of ours whose pytest is gone) and ends it.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from local.processes import Started, end_group, recall, remember

_PREFIX = "lifeos-test-"
_RECORD = "processes.json"


@contextmanager
def short_folder(topic: str) -> Iterator[Path]:
    """A private temporary folder whose path leaves room for a socket; removed afterwards."""
    sweep()
    _leave_in_order_on_sigterm()
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-{topic}-", dir=_root()))
    try:
        with _at_the_latest_on_exit(lambda: shutil.rmtree(folder, ignore_errors=True)):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def ending(started: Started, folder: Path) -> Iterator[Started]:
    """End the process and its group with the block; `folder` lets a later run do it instead."""
    remember(folder / _RECORD, started)
    with ending_with(lambda: [started]):
        yield started


@contextmanager
def ending_with(started: Callable[[], Iterable[Started]]) -> Iterator[None]:
    """End whatever `started` names at the end of the block, or of the interpreter."""

    def end() -> None:
        for process in started():
            end_group(process)

    with _at_the_latest_on_exit(end):
        try:
            yield
        finally:
            end()


@contextmanager
def _at_the_latest_on_exit(action: Callable[[], None]) -> Iterator[None]:
    """Run `action` when the interpreter ends inside the block, for instance in another thread."""
    atexit.register(action)
    try:
        yield
    finally:
        atexit.unregister(action)


def _leave_in_order_on_sigterm() -> None:
    """Make SIGTERM leave through `finally` and `atexit`, as Ctrl-C does; it would not by itself."""
    default = signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    if default and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))


def sweep() -> None:
    """End and remove what test runs left behind whose pytest was killed."""
    for folder in _root().glob(f"{_PREFIX}*"):
        owner = folder.name.removeprefix(_PREFIX).split("-")[0]
        if owner.isdigit() and not psutil.pid_exists(int(owner)):
            for record in folder.rglob(_RECORD):
                for started in recall(record).values():
                    end_group(started)
            shutil.rmtree(folder, ignore_errors=True)


def _root() -> Path:
    """The system's temp folder, or /tmp where that one is too long for sockets (macOS)."""
    folder = Path(tempfile.gettempdir())
    return folder if len(str(folder)) <= 40 else Path("/tmp")
