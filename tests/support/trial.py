"""One file through PICK, ASSERT and ACTION in the cage, with what it cost."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from lifeos.adapters.cage import Cage, Task
from lifeos.errors import LifeOSError, RejectedError
from lifeos.facts.service import first_doubt
from lifeos.senses import limits
from lifeos.senses.models import Reading, Source, Tally

from tests.support.hostile import READ
from tests.support.picking import NOTHING_DECLARED, picked


@dataclass(frozen=True)
class Trial:
    """Verdict: READ, a reason code, or the code of a defect of ours."""

    verdict: str
    detail: str
    sense: str | None
    doubt: str | None
    seconds: float
    peak_mb: float  # of the reader process; its limit where it was ended before it could say


def tried(
    cage: Cage, folder: Path, content: bytes, name: str, *, declared: str = NOTHING_DECLARED
) -> Trial:
    """Pick, check and read; nothing a file does comes out as an exception."""
    started = time.perf_counter()
    sense, source = picked(folder, content, name, declared=declared)
    called = sense.name if sense else None
    verdict, detail, doubt, peak = READ, "", None, 0.0
    tasks: tuple[Task, ...] = ("check", "read")
    try:
        for task in tasks:
            try:
                for reading in _readings(cage, task, source, called, declared):
                    if isinstance(reading, Tally) and (found := first_doubt(reading)):
                        doubt = found.code
            finally:
                peak = max(peak, _peak_mb(cage, called))
    except RejectedError as refused:
        verdict, detail = refused.reason, refused.detail
    except LifeOSError as defect:
        verdict, detail = defect.code, defect.detail
    return Trial(verdict, detail, called, doubt, time.perf_counter() - started, peak)


def _readings(
    cage: Cage, task: Task, source: Source, sense: str | None, declared: str
) -> Iterator[Reading]:
    allowed = limits.of(sense)
    with closing(cage.run(task, source, sense=sense, declared=declared, limits=allowed)) as said:
        yield from said


def _peak_mb(cage: Cage, sense: str | None) -> float:
    peak = cage.ended["peak_bytes"] if cage.ended else limits.of(sense).memory_bytes
    return peak / limits.MEGABYTE
