"""Schedule, every five minutes: bucket, record and live status must tell the same story."""

from __future__ import annotations

from typing import Any

from lifeos import wiring
from lifeos.documents import reckoning
from lifeos.documents.reckoning import Reckoned
from lifeos.entry import schedule


def run(_: dict[str, Any]) -> Reckoned:
    """One reckoning."""
    hub = wiring.hub()
    return reckoning.reckon(
        inventory=hub.inventory,
        register=hub.register,
        live=hub.rebuilt_status,
        now=hub.clock.now(),
    )


handler = schedule.entrypoint(run)
