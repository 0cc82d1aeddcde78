"""Queue of `Object Created` events: name and start the one run of each object version."""

from __future__ import annotations

from lifeos import wiring
from lifeos.contracts.ingest import ObjectRef, Ticket
from lifeos.documents import intake
from lifeos.entry import event


def begin(ref: ObjectRef, size_bytes: int) -> tuple[Ticket, bool]:
    """Start the run of one object version unless it was started before."""
    hub = wiring.hub()
    return intake.begin(
        ref,
        size_bytes=size_bytes,
        pipeline_version=hub.core.pipeline_version,
        ledger=hub.ledger,
        starter=hub.starter,
    )


handler = event.entrypoint(begin)
