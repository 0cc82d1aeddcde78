"""What the lifecycle remembers of a document beyond what it publishes."""

import hashlib
import re
from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID

from pydantic import Field

from lifeos.contracts.base import Model, Sha256
from lifeos.contracts.documents import Document, Outcome, Reason, State
from lifeos.contracts.ingest import ObjectRef, Ticket
from lifeos.errors import InvalidInputError

RERUNS_PER_PIPELINE: Final = 1_000_000
_PIPELINE: Final = re.compile(r"-p([0-9]{1,10})-r[0-9]+$")
READER_HELD: Final = "reader-held"  # reason of a document that waits for its reader's flag


class Record(Model):
    """A document in the ledger: the public view and who owns it."""

    user_id: UUID
    document: Document
    run: str | None = None
    attempt: int = 0
    object: ObjectRef | None = None  # known once a run has claimed it
    strikes: int = 0  # runs that broke down on it
    declared: str = "application/octet-stream"  # media type as the sender said, kept as it was
    version: int = 0  # grows with every change
    reopened_at: datetime | None = None  # when it was last opened again after it had ended
    children: frozenset[UUID] = frozenset()  # documents that came in this one, as far as is known
    deleted_with: UUID | None = None  # the document whose deletion took this one along
    settling: bool = False  # deleted or restored here, and the record may not have followed yet

    @property
    def is_deleted(self) -> bool:
        """Whether the person has deleted it."""
        return self.document.deleted_at is not None


class Wanted(Model):
    """Which of a person's documents a list shows."""

    state: State | None = None
    outcome: Outcome | None = None
    deleted: bool = False  # True: only those that are deleted and can be restored


def registered_at(record: Record) -> datetime:
    """When the document's id was made; a live status that was rebuilt has lost its own times.

    Source: RFC 9562, 5.7: the first 48 bits of a UUIDv7 are Unix milliseconds.
    """
    document_id = record.document.id
    if document_id.version != 7:
        return record.document.created_at
    return datetime.fromtimestamp((document_id.int >> 80) / 1000, UTC)


class Errand(Model):
    """One file to be looked at or read, and what is known of it."""

    object: ObjectRef
    size_bytes: int
    sha256: Sha256
    name: str
    declared: str  # media type as the sender said
    media_type: str  # as found by content
    sense: str | None  # None: nobody reads it; it is still looked at, for the right reason
    received_on: date | None = None  # the day it was registered, in UTC
    drawing: str | None = None  # for `pdf_page` alone: what to draw, as JSON
    habits: dict[str, dict[str, str]] = Field(default_factory=dict)  # how issuers write


class Allowance(Model):
    """What one person may send on one of their days."""

    files_per_day: int = Field(ge=1)
    bytes_per_day: int = Field(ge=1)
    zone: str = "UTC"  # IANA name; a day is the person's local day


def is_held(outcome: Outcome | None, reason: Reason | None) -> bool:
    """Whether a document ended only until the flag of its reader is on again."""
    return outcome == "parked" and reason is not None and reason.code == READER_HELD


def object_key(user_id: UUID, document_id: UUID) -> str:
    """Where a document's original lies; the prefix is what IAM and people are separated by."""
    return f"u/{user_id}/d/{document_id}"


def owner_of(key: str) -> tuple[UUID, UUID]:
    """Person and document that a key belongs to.

    Raises: InvalidInputError for a key that `object_key` did not make.
    """
    parts = key.split("/")
    try:
        if len(parts) == 4 and parts[0] == "u" and parts[2] == "d":
            return UUID(parts[1]), UUID(parts[3])
    except ValueError as error:
        raise InvalidInputError("The object key names no document.") from error
    raise InvalidInputError("The object key names no document.")


def document_of(run: str) -> UUID:
    """The document that a run's name begins with. Raises: ValueError for another name."""
    return UUID(run[:36])


def pipeline_of(run: str) -> int | None:
    """The pipeline version that a run's name holds; None for a name that is not a run's."""
    found = _PIPELINE.search(run)
    return int(found[1]) if found else None


def next_rerun(record: Record, pipeline: int) -> int:
    """The first rerun under a pipeline version whose attempt none before it has reached.

    What has ended is done with its run, what has not is not; a newer pipeline begins anew. An older
    one, after a deployment was taken back, goes on counting above the newer: late writes of that
    stay out.
    """
    least = record.attempt + (record.document.outcome is not None)
    return max(0, least - pipeline * RERUNS_PER_PIPELINE)


def ticket_for(
    record: Record, ref: ObjectRef, *, size_bytes: int, pipeline: int, rerun: int = 0
) -> Ticket:
    """The one run of one object version under one pipeline version.

    The name is a function of exactly these, so a repeated event names the same run and Step
    Functions refuses the second start. Source: DESIGN invariant 1, ADR 0006.
    """
    document_id = record.document.id
    version = hashlib.sha256((ref.version_id or record.document.sha256).encode()).hexdigest()[:16]
    return Ticket(
        run=f"{document_id}-{version}-p{pipeline}-r{rerun}",
        attempt=pipeline * RERUNS_PER_PIPELINE + rerun,
        pipeline_version=pipeline,
        user_id=record.user_id,
        document_id=document_id,
        correlation_id=record.document.correlation_id,
        object=ref,
        size_bytes=size_bytes,
    )
