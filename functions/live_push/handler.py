"""The status table's stream: every change into its person's log, and to who listens."""

from __future__ import annotations

from typing import Any

from lifeos import wiring
from lifeos.entry import live
from lifeos.live import pushing


def push(records: list[dict[str, Any]]) -> pushing.Pushed:
    """Log and tell what these writes changed."""
    hub = wiring.hub()
    return pushing.push(
        hub.live.changes.read(records),
        at=hub.clock.now(),
        log=hub.live.log,
        connections=hub.live.connections,
        outgoing=hub.live.outgoing,
    )


handler = live.stream(push)
