"""From an object that arrived to the one run over it."""

from __future__ import annotations

from lifeos.contracts.ingest import ObjectRef, Ticket
from lifeos.documents.models import owner_of, ticket_for
from lifeos.documents.ports import Ledger, Starter


def begin(
    ref: ObjectRef, *, size_bytes: int, pipeline_version: int, ledger: Ledger, starter: Starter
) -> tuple[Ticket, bool]:
    """Start the one run of an object version that has arrived; False if it was started before.

    Raises: NotFoundError if no document was registered for it, InvalidInputError for a foreign key.
    """
    user_id, document_id = owner_of(ref.key)
    record = ledger.get(user_id, document_id)
    ticket = ticket_for(record, ref, size_bytes=size_bytes, pipeline=pipeline_version)
    return ticket, starter.start(ticket)
