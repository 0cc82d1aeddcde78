"""The queue's starter: objects that arrived get a slot or a place in line; ended runs free one."""

from __future__ import annotations

from lifeos import wiring
from lifeos.documents import admission, intake
from lifeos.entry import event
from lifeos.entry.telemetry import Invocation


def arrived(created: event.Event, invocation: Invocation) -> None:
    """An object version is here: start its one run or line it up."""
    hub = wiring.hub()
    ref, size_bytes = event.object_created(created)
    ticket, started = intake.arrived(
        ref,
        size_bytes=size_bytes,
        pipeline_version=hub.core.pipeline_version,
        ledger=hub.ledger,
        slots=hub.slots,
        starter=hub.starter,
    )
    invocation.belongs_to(ticket.user_id, ticket.correlation_id)
    invocation.log.update(
        document_id=str(ticket.document_id), execution_id=ticket.run, started=int(started)
    )


def ended(changed: event.Event, invocation: Invocation) -> None:
    """A run has ended, however: its slot goes to the next in line."""
    hub = wiring.hub()
    run = event.run_ended(changed)
    started = admission.ended(run, slots=hub.slots, starter=hub.starter)
    invocation.log.update(execution_id=run, started=len(started))


handler = event.entrypoint(
    {"Object Created": arrived, "Step Functions Execution Status Change": ended}
)
