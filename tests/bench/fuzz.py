"""Damaged files by the thousand through sniffer, screening and every sense, in the cage.

    python -m tests.bench.fuzz [--seconds 60] [--seed 1] [--keep build/fuzz]

Sound files of every kind are damaged at random and read. A file that makes a reader fail, crash,
run out of time or of memory is kept, with the seed that made it. Exits 1 if there was one.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from lifeos.adapters.cage import Cage

from tests.bench.report import ROOT, Figure, report
from tests.support.mutations import mutated, seeds
from tests.support.trial import Trial, tried

TROUBLE = ("reader-failed", "reader-crashed", "took-too-long", "needs-too-much-memory")
MOST_SECONDS = 30.0  # for a damaged file of at most a few hundred kilobytes


def attempts(seconds: float, seed: int) -> Iterator[tuple[int, str, bytes]]:
    """Number, name and content of one damaged file after another, until the time is up."""
    ends = time.monotonic() + seconds
    number = 0
    sound = seeds()
    while time.monotonic() < ends:
        number += 1
        dice = random.Random(f"{seed}/{number}")
        name, content = dice.choice(sound)
        yield number, name, mutated(content, dice, other=dice.choice(sound)[1])


def is_trouble(trial: Trial) -> bool:
    """Whether this is no way for a damaged file to end."""
    return trial.verdict in TROUBLE or trial.seconds > MOST_SECONDS


def keep(folder: Path, called: str, content: bytes, trial: Trial) -> None:
    """Write a file that made trouble where a person finds it, and say so."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / called).write_bytes(content)
    print(f"{trial.verdict}: {trial.detail} ({trial.sense}, {trial.seconds:.1f} s) {called}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run for the given time; 1 if any file made trouble."""
    parser = argparse.ArgumentParser(prog="tests.bench.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=ROOT / "build" / "fuzz")
    chosen = parser.parse_args(arguments)
    verdicts: Counter[str] = Counter()
    slowest = trouble = 0.0
    with tempfile.TemporaryDirectory() as made, closing(Cage()) as cage:
        for number, name, content in attempts(chosen.seconds, chosen.seed):
            trial = tried(cage, Path(made), content, Path(name).name)
            verdicts[f"{trial.sense}: {trial.verdict}"] += 1
            slowest = max(slowest, trial.seconds)
            if is_trouble(trial):
                trouble += 1
                keep(chosen.keep, f"{chosen.seed}-{number}-{Path(name).name}", content, trial)
    for verdict, count in verdicts.most_common():
        print(f"{count:>7}  {verdict}")
    figures = [
        Figure("damaged files", verdicts.total(), "files"),
        Figure("files that made trouble", trouble, "files", 0),
        Figure("slowest file", slowest, "s", MOST_SECONDS),
    ]
    return report("fuzz", figures)


if __name__ == "__main__":
    raise SystemExit(main())
