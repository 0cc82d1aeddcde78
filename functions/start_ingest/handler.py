"""Queue of `Object Created` events: each gets a slot for its one run, or a place in line."""

from __future__ import annotations

from lifeos import wiring
from lifeos.contracts.ingest import ObjectRef, Ticket
from lifeos.documents import intake
from lifeos.entry import event


def arrived(ref: ObjectRef, size_bytes: int) -> tuple[Ticket, bool]:
    """Start the run of one object version or line it up; True if started now."""
    hub = wiring.hub()
    return intake.arrived(
        ref,
        size_bytes=size_bytes,
        pipeline_version=hub.core.pipeline_version,
        ledger=hub.ledger,
        slots=hub.slots,
        starter=hub.starter,
    )


handler = event.objects_created(arrived)
