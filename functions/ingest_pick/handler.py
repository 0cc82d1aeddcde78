"""PICK: sniff the first bytes, pick the sense that reads them, ask whether it may."""

from __future__ import annotations

from lifeos import wiring
from lifeos.contracts.ingest import PlanAdded, StepInput
from lifeos.documents import lifecycle
from lifeos.entry import step


def pick(state: StepInput) -> PlanAdded:
    """Add the plan."""
    hub = wiring.hub()
    return PlanAdded(
        plan=lifecycle.pick(
            state,
            ledger=hub.ledger,
            storage=hub.storage,
            clock=hub.clock,
            switches=hub.switches,
        )
    )


handler = step.entrypoint(pick)
