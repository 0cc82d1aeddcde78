"""Schedule, every five minutes: complete interrupted deletions, take away what is due."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from lifeos import wiring
from lifeos.documents import purging
from lifeos.documents.purging import Purged
from lifeos.entry import schedule


def run(asked: dict[str, Any]) -> Purged:
    """One purge; an operator may ask for what will be due `ahead_s` seconds from now."""
    hub = wiring.hub()
    return purging.purge(
        now=hub.clock.now() + timedelta(seconds=float(asked.get("ahead_s", 0))),
        bin_=hub.bin,
        grave=hub.grave,
        storage=hub.storage,
        failed=schedule.left_over,
    )


handler = schedule.entrypoint(run)
