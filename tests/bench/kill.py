"""`make bench-kill`: `kill -9` of every process of the hub in the middle of a burst, five times.

    python -m tests.bench.kill [--files 1000] [--times 5] [--seed 1]

Files are sent by a client that does not give up. At random moments every process of the hub is
killed, the database's too, and `lifeos up` brings it back. Nothing else is done to it.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import time
from dataclasses import dataclass, field

import psutil

from local import processes
from tests.bench.report import Figure, report
from tests.faults import census
from tests.faults.catalogue import up
from tests.faults.census import Census
from tests.faults.files import make_files
from tests.faults.uploads import Uploads
from tests.faults.workers import send_signal
from tests.support.hub import RunningHub, running_hub
from tests.support.lifetime import short_folder


@dataclass
class Killer:
    """Ends every process of one hub, and has the command bring it back."""

    running: RunningHub
    chance: random.Random
    killed: int = 0
    up_s: list[float] = field(default_factory=list)

    def strike(self, *, within_s: float) -> None:
        """Wait for a random moment, kill everything, start it again."""
        time.sleep(self.chance.uniform(0.1, 1.0) * within_s)
        self.killed += kill_everything(self.running)
        begin = time.monotonic()
        up(self.running)
        self.up_s.append(time.monotonic() - begin)


def kill_everything(running: RunningHub) -> int:
    """SIGKILL to all at once; how many there were."""
    record = processes.recall(running.hub.home.processes_file)
    family = [one for started in record.values() for one in started.family()]
    reached = send_signal(signal.SIGKILL, family)
    psutil.wait_procs(family, timeout=10)
    return reached


def main() -> int:
    """Measure, report, and answer the exit code."""
    asked = _arguments()
    with short_folder("kill") as folder, running_hub() as running:
        uploads = Uploads(running, longest_s=asked.longest)
        killer = Killer(running, random.Random(asked.seed))
        sending = uploads.begin(make_files(folder, asked.files))
        for _ in range(asked.times):
            killer.strike(within_s=asked.within)
        sending.join()
        healed_s = census.wait_for_all(running, uploads.accepted, longest_s=asked.longest)
        found = census.take(running, uploads.accepted)
    return report("kill", figures(asked.files, found, killer=killer, healed_s=healed_s))


def figures(files: int, found: Census, *, killer: Killer, healed_s: float) -> list[Figure]:
    """What is held against the bars."""
    return [
        Figure("files", files, ""),
        Figure("kills of everything", len(killer.up_s), ""),
        Figure("processes killed", killer.killed, ""),
        Figure("slowest lifeos up afterwards", max(killer.up_s, default=0.0), "s"),
        Figure("last upload to last end", healed_s, "s"),
        Figure("without an end", found.unended, "", 0),
        Figure("originals that changed", found.changed, "", 0),
        Figure("facts missing", found.facts_missing, "", 0),
        Figure("duplicate rows", found.facts_twice, "", 0),
        Figure("ended as failed", found.failed, "", 0),
    ]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--within", type=float, default=30.0, help="seconds to the next kill")
    parser.add_argument("--longest", type=float, default=3600.0, help="seconds to wait")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
