"""From what the queue says to the runs it means."""

from __future__ import annotations

from lifeos.contracts.ingest import ObjectRef, Ticket
from lifeos.documents import admission
from lifeos.documents.admission import Slots
from lifeos.documents.models import owner_of, ticket_for
from lifeos.documents.ports import Ledger, Starter


def arrived(
    ref: ObjectRef,
    *,
    size_bytes: int,
    pipeline_version: int,
    ledger: Ledger,
    slots: Slots,
    starter: Starter,
) -> tuple[Ticket, bool]:
    """An object version is here: start its one run or line it up; True if started now.

    Bytes that come after their document was deleted start nothing; they are purged with it.

    Raises: NotFoundError if no document was registered for it, InvalidInputError for a foreign key.
    """
    user_id, document_id = owner_of(ref.key)
    record = ledger.find(user_id, document_id)
    ticket = ticket_for(record, ref, size_bytes=size_bytes, pipeline=pipeline_version)
    if record.is_deleted:
        return ticket, False
    return ticket, admission.admit(ticket, slots=slots, starter=starter)
