"""`make bench-faults`: what every fault of the catalogue leaves, and how long it takes to heal.

    python -m tests.bench.faults [--files 20] [--seconds 60] [--only NAME ...]

Each fault begins a moment after files began to arrive and lasts for --seconds; then nobody helps.
Time to heal runs from the end of the fault to the last end of a file that arrived by then.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from tests.bench.report import Figure, report
from tests.faults import census, stores
from tests.faults.catalogue import BEGINS_FIRST, FAULTS, NEEDS_SMALL_DISK
from tests.faults.census import Census
from tests.faults.files import make_files
from tests.faults.uploads import Uploads
from tests.support.hub import RunningHub, running_hub
from tests.support.lifetime import short_folder

HEALED_AT_MOST_S = 900.0  # the auditor's patience, its period, and the machine's longest retries
DISK_MB = 1200
LEAD_S = 2.0  # between the first file and the fault, or the other way round


@dataclass(frozen=True)
class Endured:
    """One fault, and what was there after it."""

    name: str
    struck: int
    heal_s: float
    found: Census

    def figures(self) -> list[Figure]:
        """Lost, twice and the time to heal have bars; an end as failed is true, and shown."""
        return [
            Figure(f"{self.name}: times struck", self.struck, ""),
            Figure(f"{self.name}: never struck", int(not self.struck), "", 0),
            Figure(f"{self.name}: lost", self.found.lost, "", 0),
            Figure(f"{self.name}: twice", self.found.facts_twice, "", 0),
            Figure(f"{self.name}: ended as failed", self.found.failed, ""),
            Figure(f"{self.name}: time to heal", self.heal_s, "s", HEALED_AT_MOST_S),
        ]


def main() -> int:
    """Measure, report, and answer the exit code."""
    asked = _arguments()
    console = Console(stderr=True, markup=False, highlight=False)
    endured: list[Endured] = []
    with short_folder("faults") as folder:
        for small in (False, True):
            names = [name for name in asked.only if (name in NEEDS_SMALL_DISK) is small]
            if not names:
                continue
            try:
                with hub_for(small) as running:
                    for name in names:
                        endured.append(endure(running, name, asked=asked, folder=folder))
                        console.print(*(f.what + f" {f.value:.1f}" for f in endured[-1].figures()))
            except PermissionError as error:
                console.print(f"not run: {', '.join(names)}: {error}")
    return report("faults", [figure for one in endured for figure in one.figures()])


@contextmanager
def hub_for(small: bool) -> Iterator[RunningHub]:
    """A hub, on a small file system of its own if its disk is to be filled."""
    with running_hub(below=_small_disk if small else _the_usual_disk) as running:
        yield running


def _small_disk(home: Path) -> AbstractContextManager[None]:
    return stores.small_disk(home, DISK_MB)


def _the_usual_disk(home: Path) -> AbstractContextManager[None]:
    return nullcontext()


def endure(running: RunningHub, name: str, *, asked: argparse.Namespace, folder: Path) -> Endured:
    """Send files, let the fault happen, wait for everything to heal, count."""
    chance = random.Random(f"{asked.seed} {name}")
    first = 1000 * list(FAULTS).index(name)
    uploads = Uploads(running)
    files = make_files(folder / name, asked.files, first=first)
    sending = uploads.begin(files, after_s=LEAD_S if name in BEGINS_FIRST else 0.0)
    time.sleep(0.0 if name in BEGINS_FIRST else LEAD_S)
    struck = FAULTS[name](running, asked.seconds, chance)
    over = time.monotonic()
    sending.join()
    census.wait_for_all(running, uploads.accepted, longest_s=asked.longest)
    heal_s = time.monotonic() - over
    return Endured(name, struck, heal_s, census.take(running, uploads.accepted))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60.0, help="how long a fault lasts")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="+", choices=list(FAULTS), default=list(FAULTS))
    parser.add_argument("--longest", type=float, default=1200.0, help="seconds to wait")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
