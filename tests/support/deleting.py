"""Deletions of documents in one person's own record, as live status would have them."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from uuid import UUID

from lifeos.contracts.documents import Document
from lifeos.documents.models import Record
from lifeos.facts.ports import Filing

from tests.support.own_record import NOON, OwnRecord

LATER = NOON + timedelta(days=30)
_versions = count(1)


def live(filing: Filing, *, deleted_with: UUID | None = None, version: int | None = None) -> Record:
    """The live status of a filed document: deleted if it says with which, else there."""
    ticket = filing.ticket
    deleted: dict[str, datetime] = (
        {"deleted_at": NOON, "purge_at": LATER} if deleted_with is not None else {}
    )
    document = Document(
        id=ticket.document_id,
        name=filing.name,
        size_bytes=ticket.size_bytes,
        media_type=filing.media_type,
        sha256=filing.sha256,
        state="END",
        created_at=filing.created_at,
        updated_at=NOON,
        correlation_id=ticket.correlation_id,
        parent_id=filing.parent_id,
        **deleted,
    )
    return Record(
        user_id=ticket.user_id,
        document=document,
        run=ticket.run,
        attempt=ticket.attempt,
        object=ticket.object,
        deleted_with=deleted_with,
        version=next(_versions) if version is None else version,
        settling=True,
    )


def delete(own: OwnRecord, *filings: Filing) -> None:
    """Have the record follow a deletion of the first, and of what came in it."""
    root = filings[0].ticket.document_id
    own.grave.follow(own.user_id, [live(one, deleted_with=root) for one in filings])


def restore(own: OwnRecord, *filings: Filing) -> None:
    """Have the record follow a restoration."""
    own.grave.follow(own.user_id, [live(one) for one in filings])
