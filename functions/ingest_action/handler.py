"""ACTION: read the file; commit pages, facts and evidence in one transaction."""

from __future__ import annotations

from functools import partial

from lifeos import wiring
from lifeos.contracts.ingest import ResultAdded, StepInput
from lifeos.documents import enclosures, lifecycle
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
            enclose=partial(
                enclosures.keep,
                ledger=hub.ledger,
                storage=hub.storage,
                clock=hub.clock,
                ids=hub.ids,
            ),
        )
    )


handler = step.entrypoint(act)
