"""Processes and memory of a whole hub, sampled while something else goes on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from local import processes
from tests.support.hub import RunningHub

EVERY_S = 1.0
_SHARE = "Pss:"  # Source: proc_pid_smaps(5): resident memory, shared pages divided by their users


@dataclass
class Gauge:
    """The highest values seen so far."""

    running: RunningHub
    most_processes: int = 0
    most_bytes: int = 0

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Sample until the block ends."""
        done = threading.Event()
        thread = threading.Thread(target=self._watch, args=[done], daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()

    def sample(self) -> None:
        """Look once."""
        record = processes.recall(self.running.hub.home.processes_file)
        family = {one.pid: one for started in record.values() for one in started.family()}
        self.most_processes = max(self.most_processes, len(family))
        self.most_bytes = max(self.most_bytes, sum(map(_memory, family.values())))

    def _watch(self, done: threading.Event) -> None:
        while not done.wait(EVERY_S):
            self.sample()


def _memory(process: psutil.Process) -> int:
    """Bytes of one process; where the system does not tell shares, shared pages count fully."""
    try:
        told = Path(f"/proc/{process.pid}/smaps_rollup").read_text(encoding="ascii")
        return sum(int(line.split()[1]) * 1024 for line in told.splitlines() if _SHARE in line)
    except OSError:
        pass
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0
