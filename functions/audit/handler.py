"""Schedule, every minute: set going again whatever has not ended and is not under way."""

from __future__ import annotations

from lifeos import wiring
from lifeos.documents import audit
from lifeos.documents.audit import Audited
from lifeos.entry import schedule


def run() -> Audited:
    """One audit."""
    hub = wiring.hub()
    return audit.audit(
        pipeline_version=hub.core.pipeline_version,
        now=hub.clock.now(),
        documents=hub.open_documents,
        storage=hub.storage,
        runs=hub.runs,
        slots=hub.slots,
        starter=hub.starter,
    )


handler = schedule.entrypoint(run)
