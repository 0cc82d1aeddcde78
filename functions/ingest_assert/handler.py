"""ASSERT: refuse what must not go on."""

from __future__ import annotations

from lifeos import wiring
from lifeos.contracts.ingest import StepInput, VerdictAdded
from lifeos.documents import lifecycle
from lifeos.entry import step


def check(state: StepInput) -> VerdictAdded:
    """Add the verdict; a refusal is raised with its reason."""
    hub = wiring.hub()
    return VerdictAdded(
        verdict=lifecycle.check(
            state, ledger=hub.ledger, reader=hub.reader, quota=hub.quota, clock=hub.clock
        )
    )


handler = step.entrypoint(check)
