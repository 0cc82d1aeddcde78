"""Having the hub read again what it has read, on purpose.

Reading again is a run of its own, with a name and an attempt of its own, beside those before it:
what it reads is laid over what they read as any later run's is, and the person's corrections stand.
It is begun in two steps. One conditional write gives the document to the run that is to come; then
that run takes a slot, or its place in line. Whoever dies in between leaves an open document, which
the auditor goes on with.

Source: DESIGN invariant 1, ADR 0006.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from lifeos.contracts.conditions import Expected
from lifeos.contracts.documents import Document
from lifeos.contracts.ingest import Ticket
from lifeos.documents import admission
from lifeos.documents.admission import Slots
from lifeos.documents.models import Record, next_rerun, ticket_for
from lifeos.documents.ports import Ledger, Starter
from lifeos.errors import ChangedError, ConflictError


class Reopening(Protocol):
    """Live status of one document, as far as reading it again changes it."""

    def reopen(self, record: Record, ticket: Ticket, expected: Expected, *, at: datetime) -> Record:
        """Give what has ended to the run of a ticket, as if that had claimed it.

        Raises: UpstreamError, NotFoundError, ChangedError for another version, and where it has
        not ended or is deleted.
        """
        ...


@dataclass(frozen=True, slots=True)
class Wish:
    """When and in which request somebody asked, and the versions it may start from."""

    expected: Expected
    at: datetime
    correlation_id: str


def read_again(
    document_id: UUID,
    *,
    user_id: UUID,
    wish: Wish,
    pipeline_version: int,
    ledger: Ledger,
    reopening: Reopening,
    slots: Slots,
    starter: Starter,
) -> Document:
    """The document, under way once more; one that is under way already is left to that run.

    The run is traced under the correlation id of the wish, not under the upload's.
    Raises: NotFoundError, ConflictError while its bytes are not here, ChangedError.
    """
    record = ledger.get(user_id, document_id)
    traced = {"correlation_id": wish.correlation_id}
    ticket = _next_run(record, pipeline_version).model_copy(update=traced)
    if record.document.outcome is None:
        return record.document
    try:
        reopened = reopening.reopen(record, ticket, wish.expected, at=wish.at)
    except ChangedError:
        now = ledger.get(user_id, document_id)
        if now.document.outcome is None:  # somebody else has just asked for the same
            return now.document
        raise
    admission.admit(ticket, slots=slots, starter=starter)
    return reopened.document


def _next_run(record: Record, pipeline: int) -> Ticket:
    if record.object is None:
        raise ConflictError("The file has not arrived yet.")
    rerun, size_bytes = next_rerun(record, pipeline), record.document.size_bytes
    return ticket_for(record, record.object, size_bytes=size_bytes, pipeline=pipeline, rerun=rerun)
