"""READY: claim the object version, hash it, know a duplicate."""

from __future__ import annotations

from lifeos import wiring
from lifeos.contracts.ingest import ClaimAdded, StepInput
from lifeos.documents import lifecycle
from lifeos.entry import step


def ready(state: StepInput) -> ClaimAdded:
    """Add the claim."""
    hub = wiring.hub()
    return ClaimAdded(
        claim=lifecycle.ready(state, ledger=hub.ledger, storage=hub.storage, clock=hub.clock)
    )


handler = step.entrypoint(ready)
