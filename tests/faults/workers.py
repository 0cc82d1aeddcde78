"""The processes that functions run in: found by name, frozen, killed."""

from __future__ import annotations

import contextlib
import random
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

from local import processes
from tests.support.hub import RunningHub

STATES = ("ingest_ready", "ingest_pick", "ingest_assert", "ingest_action", "ingest_end")
LOOK_EVERY_S = 0.3
_MARK = "ministack-lambda-LifeOS-"


def workers_of(running: RunningHub, *functions: str) -> list[psutil.Process]:
    """Living workers of the named functions, of any function if none is named."""
    emulator = processes.recall(running.hub.home.processes_file).get("emulator")
    if emulator is None:
        return []
    return [one for one in emulator.family() if _function_of(one) in (functions or _Any())]


class _Any:
    """Contains every name but that of no function."""

    def __contains__(self, name: object) -> bool:
        return bool(name)


def _function_of(process: psutil.Process) -> str:
    with contextlib.suppress(psutil.Error):
        for argument in process.cmdline():
            if _MARK in argument:
                return argument.split(_MARK)[1].split("/")[0].rsplit("-", 1)[0]
    return ""


def send_signal(number: signal.Signals, those: list[psutil.Process]) -> int:
    """To each that is still there; how many were."""
    reached = 0
    for process in those:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(number)
            reached += 1
    return reached


@dataclass
class Reaper:
    """Kills a random worker of the pipeline whenever the work has come to a chosen point.

    Points of progress, not of time: on a slow machine a worker that is killed every few seconds
    would never have started.
    """

    running: RunningHub
    chance: random.Random
    progress: Callable[[], int]
    points: list[int]  # of progress
    killed: int = 0

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """For as long as the block runs."""
        done = threading.Event()
        thread = threading.Thread(target=self._reap, args=[done], daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()

    def _reap(self, done: threading.Event) -> None:
        for point in sorted(self.points):
            while self.progress() < point:
                if done.wait(LOOK_EVERY_S):
                    return
            there = workers_of(self.running, *STATES, "start_ingest", "next_ingest")
            if there:
                self.killed += send_signal(signal.SIGKILL, [self.chance.choice(there)])
