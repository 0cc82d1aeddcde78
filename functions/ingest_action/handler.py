"""ACTION: read the file; commit pages, facts and evidence in one transaction."""

from __future__ import annotations

from lifeos import wiring
from lifeos.contracts.ingest import ResultAdded, StepInput
from lifeos.documents import lifecycle
from lifeos.entry import step


def act(state: StepInput) -> ResultAdded:
    """Add the result."""
    hub = wiring.hub()
    return ResultAdded(
        result=lifecycle.act(
            state,
            ledger=hub.ledger,
            reader=hub.reader,
            archive=hub.archive,
            clock=hub.clock,
        )
    )


handler = step.entrypoint(act)
