"""`make bench-burst`: a thousand small files at once.

    python -m tests.bench.burst [--files 1000] [--fewer 100]

The same hub takes the smaller burst first, then the larger one. Senses are called in a plain loop
on the same files for comparison: what the hub costs beyond reading.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lifeos.senses import registry
from lifeos.senses.models import HEAD_BYTES, Head, Source

from tests.bench.report import Figure, report
from tests.faults import census
from tests.faults.census import Census
from tests.faults.files import MadeFile, make_files
from tests.faults.gauge import Gauge
from tests.faults.uploads import Uploads
from tests.support.hub import RunningHub, running_hub
from tests.support.lifetime import short_folder

SLOWER = 1.2
WARMING = 8


@dataclass(frozen=True)
class Burst:
    """One burst: its size, its times, and what is there afterwards."""

    files: int
    accepted_s: float
    seconds: float
    found: Census

    @property
    def per_file_ms(self) -> float:
        """From the first upload to the last end, per file."""
        return 1000 * self.seconds / self.files


def main() -> int:
    """Measure, report, and answer the exit code."""
    asked = _arguments()
    total = WARMING + asked.fewer + asked.files
    with short_folder("burst") as folder, running_hub() as running:
        files = make_files(folder, total)
        burst(running, files[:WARMING], longest_s=asked.longest)
        fewer = files[WARMING : WARMING + asked.fewer]
        gauge = Gauge(running)
        with gauge.watching():  # both, for looking at all processes has its price
            few = burst(running, fewer, longest_s=asked.longest)
            many = burst(running, files[WARMING + asked.fewer :], longest_s=asked.longest)
        plain_ms = 1000 * plain_loop(fewer) / asked.fewer
    return report("burst", [*figures(few, many, plain_ms), *peaks(gauge)])


def burst(running: RunningHub, files: Sequence[MadeFile], *, longest_s: float) -> Burst:
    """Send all, wait for all."""
    uploads = Uploads(running)
    begin = time.monotonic()
    uploads.send(files)
    accepted_s = time.monotonic() - begin
    census.wait_for_all(running, uploads.accepted, longest_s=longest_s)
    seconds = time.monotonic() - begin
    found = census.take(running, uploads.accepted)
    return Burst(len(files), accepted_s, seconds, found)


def plain_loop(files: Sequence[MadeFile]) -> float:
    """Seconds to pick a sense for each file, check it and read it, in this very process."""
    begin = time.perf_counter()
    for file in files:
        size = file.path.stat().st_size
        head = Head(
            first_bytes=file.path.read_bytes()[:HEAD_BYTES],
            name=file.path.name,
            media_type="application/octet-stream",
            size_bytes=size,
        )
        sense = registry.pick(head)
        if sense is None:
            raise RuntimeError(f"no sense reads {file.path.name}")
        source = Source(
            path=Path(file.path),
            name=file.path.name,
            media_type=sense.media_types[0],
            sha256="0" * 64,
            size_bytes=size,
        )
        sense.check(source)
        for _ in sense.read(source):
            pass
    return time.perf_counter() - begin


def figures(few: Burst, many: Burst, plain_ms: float) -> list[Figure]:
    """What is held against the bars, and what explains it."""
    return [
        Figure("files", many.files, ""),
        Figure("all accepted after", many.accepted_s, "s"),
        Figure("all ended after", many.seconds, "s"),
        Figure("without an end", many.found.unended, "", 0),
        Figure("lost", many.found.lost, "", 0),
        Figure("duplicate rows", many.found.facts_twice, "", 0),
        Figure("ended as failed", many.found.failed, "", 0),
        Figure(f"time per file at {few.files}", few.per_file_ms, "ms"),
        Figure(f"time per file at {many.files}", many.per_file_ms, "ms"),
        Figure("the larger over the smaller", many.per_file_ms / few.per_file_ms, "", SLOWER),
        Figure("files a second", 1000 / many.per_file_ms, "/s"),
        Figure("files a second, senses in a plain loop", 1000 / plain_ms, "/s"),
        Figure("hub over plain loop, files a second", plain_ms / many.per_file_ms, ""),
    ]


def peaks(gauge: Gauge) -> list[Figure]:
    """The whole hub at its largest."""
    return [
        Figure("most processes", gauge.most_processes, ""),
        Figure("most memory", gauge.most_bytes / 2**20, "MB"),
    ]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--fewer", type=int, default=100)
    parser.add_argument("--longest", type=float, default=3600.0, help="seconds to wait")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
