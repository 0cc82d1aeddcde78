"""Schedule, every five minutes: bucket, record and live status must tell the same story.

An operator's `{"reread": "outdated"}` has what an older pipeline version read read once more.
"""

from __future__ import annotations

from typing import Any

from lifeos import wiring
from lifeos.documents import reckoning
from lifeos.documents.reckoning import Reckoned
from lifeos.entry import schedule


def run(asked: dict[str, Any]) -> Reckoned:
    """One reckoning."""
    hub = wiring.hub()
    rereads = asked.get("reread") == "outdated"
    return reckoning.reckon(
        inventory=hub.inventory,
        register=hub.register,
        live=hub.rebuilt_status,
        now=hub.clock.now(),
        reread_below=hub.core.pipeline_version if rereads else 0,
    )


handler = schedule.entrypoint(run)
