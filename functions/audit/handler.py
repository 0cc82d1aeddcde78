"""Schedule, every minute: set going again whatever has not ended and is not under way.

It is also what asks the machine whether it answers, for /health.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from lifeos import wiring
from lifeos.documents import audit
from lifeos.documents.audit import Audited
from lifeos.entry import schedule


def run(asked: dict[str, Any]) -> Audited:
    """One audit; `patience_s` of the event overrides the usual patience."""
    hub = wiring.hub()
    patience_s = asked.get("patience_s", audit.PATIENCE.total_seconds())
    found = audit.audit(
        pipeline_version=hub.core.pipeline_version,
        now=hub.clock.now(),
        patience=timedelta(seconds=float(patience_s)),
        documents=hub.open_documents,
        storage=hub.storage,
        runs=hub.runs,
        slots=hub.slots,
        starter=hub.starter,
        switches=hub.switches,
    )
    hub.runs.state("heartbeat")  # no such run: that the machine says so is its answer
    hub.heartbeat.beat(hub.clock.now())
    return found


handler = schedule.entrypoint(run)
