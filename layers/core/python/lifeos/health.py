"""Probes what the hub stands on, each under its own time limit set by its client."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from lifeos.contracts.health import Health, Probe
from lifeos.errors import LifeOSError, NotFoundError

ESSENTIAL = frozenset({"table", "originals"})  # uploads work without the database, later steps wait


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
