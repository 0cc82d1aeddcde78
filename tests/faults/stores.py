"""PostgreSQL frozen, stopped or full of connections; a disk without room."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg

from local import processes
from local.postgres import SUPERUSER
from tests.faults.workers import send_signal
from tests.support.hub import RunningHub

MEGABYTE = 1024 * 1024
# The connections that functions keep, so that they must ask for new ones.
_DROP = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'lifeos'
"""


def frozen(running: RunningHub, seconds: float) -> None:
    """Every process of the server stands still: connections hang, none is refused."""
    family = processes.recall(running.hub.home.processes_file)["postgres"].family()
    send_signal(signal.SIGSTOP, family)
    try:
        time.sleep(seconds)
    finally:
        send_signal(signal.SIGCONT, family)


def stopped(running: RunningHub, seconds: float) -> None:
    """The server is shut down, and started again by hand."""
    hub = running.hub
    hub.postgres.stop(processes.recall(hub.home.processes_file)["postgres"])
    time.sleep(seconds)
    processes.remember(hub.home.processes_file, hub.postgres.start())


def crowded(running: RunningHub, seconds: float) -> None:
    """Somebody else holds every connection that an ordinary role may have."""
    with ExitStack() as held:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            with contextlib.suppress(psycopg.OperationalError):
                _drop_functions(running)
                while True:
                    held.enter_context(psycopg.connect(running.hub.postgres.app_url))
            time.sleep(0.2)


def _drop_functions(running: RunningHub) -> None:
    url = running.hub.postgres.url(SUPERUSER)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(_DROP)


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[None]:
    """A file system of its own at `folder`. Raises: PermissionError where one may not be made."""
    folder.mkdir(parents=True, exist_ok=True)
    options = f"size={megabytes}m,mode=0755"
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True
    )
    if made.returncode:
        raise PermissionError("a small file system cannot be made here: it takes root on Linux")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], capture_output=True)


def full_disk(folder: Path, seconds: float) -> None:
    """Every free byte of the file system under `folder` is taken for a while."""
    ballast = folder / "ballast"
    try:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError), ballast.open("ab", buffering=0) as stream:
                while True:
                    stream.write(b"\0" * MEGABYTE)
            with contextlib.suppress(OSError), ballast.open("ab", buffering=0) as stream:
                while True:
                    stream.write(b"\0" * os.sysconf("SC_PAGE_SIZE"))
            time.sleep(0.05)
    finally:
        ballast.unlink(missing_ok=True)
