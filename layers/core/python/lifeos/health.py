"""Probes what the hub stands on, each under its own time limit set by its client."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final, Protocol

from lifeos.contracts.health import Health, Probe
from lifeos.errors import LifeOSError, NotFoundError, UpstreamError

ESSENTIAL = frozenset({"table", "originals"})  # uploads work without the database, later steps wait

# The auditor asks the machine every minute; a few missed rounds are no outage.
SILENCE: Final = timedelta(minutes=5)


class Heartbeat(Protocol):
    """When the machine last answered: health is in the data plane, which has no way to it.

    Raises (all methods): UpstreamError, ThrottledError.
    """

    def beat(self, at: datetime) -> None:
        """Note that the machine has just answered."""
        ...

    def last(self) -> datetime:
        """When it last answered. Raises: NotFoundError before the first time."""
        ...


def machine_answers(heartbeat: Heartbeat, now: datetime) -> None:
    """Raises: UpstreamError if it has been silent too long, NotFoundError if never asked."""
    if now - heartbeat.last() > SILENCE:
        raise UpstreamError("The ingest machine has not answered the auditor for a while.")


def check(probes: Mapping[str, Callable[[], object]]) -> Health:
    """Run every probe; an answer of `not found` is an answer."""
    results = [_probe(name, probe) for name, probe in probes.items()]
    down = {result.name for result in results if result.status == "down"}
    if not down:
        return Health(status="up", probes=results)
    return Health(status="down" if down & ESSENTIAL else "degraded", probes=results)


def _probe(name: str, probe: Callable[[], object]) -> Probe:
    started = time.perf_counter()
    try:
        probe()
        up = True
    except NotFoundError:
        up = True
    except LifeOSError:
        up = False
    duration_ms = round((time.perf_counter() - started) * 1000, 1)
    return Probe(name=name, status="up" if up else "down", duration_ms=duration_ms)
