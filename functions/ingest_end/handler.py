"""END: one outcome, in the record and in the live status."""

from __future__ import annotations

from lifeos import wiring
from lifeos.contracts.ingest import Ending, StepInput
from lifeos.documents import lifecycle
from lifeos.entry import step


def end(state: StepInput) -> Ending:
    """Conclude the run, however it came here."""
    hub = wiring.hub()
    return lifecycle.end(state, ledger=hub.ledger, archive=hub.archive, clock=hub.clock)


handler = step.entrypoint(end)
