"""Deleting a document and taking it back.

    there  --delete-->  deleted, can be restored until `purge_at`  --purge-->  gone for good
           <--restore--

Live status is changed first, in one conditional write: from then on lists do not show the document,
and no run may write to it. The record follows in one transaction, and facts that no other document
supports are out of sight. Until it has followed, live status says `settling`; a repeat of the
request or the next purge completes what was interrupted. The record follows versions of live
status in their order, so of a deletion and a restoration that pass each other the later one holds.

What came in a document goes with it, and comes back with it. Deleting wins over a run under way:
the run ends without a trace, and after a restoration the auditor starts the next one.

Source: ADR 0016.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final, Protocol
from uuid import UUID

from lifeos.contracts.base import Model
from lifeos.contracts.conditions import ANY, Expected
from lifeos.contracts.documents import Document
from lifeos.documents.models import Record
from lifeos.documents.service import LINK_LIFETIME
from lifeos.errors import ChangedError, ConflictError, NotFoundError

# No sooner is anything purged: until then bytes may arrive by a link, and a function that began
# before the deletion may still be at work.
SOONEST: Final = LINK_LIFETIME + timedelta(minutes=15)


class Deletion(Model):
    """That a document is deleted: since when, until when it can be restored, and with which."""

    of: UUID  # the document the person deleted; the others came in it
    at: datetime
    purge_at: datetime


class Bin(Protocol):
    """Live status of documents, as far as deleting changes it; every change raises the version.

    Raises (all methods): UpstreamError, ThrottledError, NotFoundError.
    """

    def find(self, user_id: UUID, document_id: UUID) -> Record:
        """One record, deleted or not."""
        ...

    def mark(self, record: Record, deletion: Deletion, expected: Expected) -> Record:
        """Delete what is there. Raises: ChangedError for another version, and if it is deleted."""
        ...

    def hasten(self, record: Record, purge_at: datetime) -> Record:
        """Have a deleted document purged at another time. Raises: ChangedError."""
        ...

    def unmark(self, record: Record, expected: Expected, *, at: datetime) -> Record:
        """Take back a deletion.

        Raises: ChangedError, ConflictError if another document has the same bytes by now.
        """
        ...

    def settled(self, record: Record) -> None:
        """Note that the record has followed this very version."""
        ...

    def deleted(self) -> Iterator[Record]:
        """Whatever is deleted or not settled, of everybody; may lag behind."""
        ...

    def begin_purge(self, record: Record) -> bool:
        """Forbid that it is restored; False if it has been."""
        ...

    def forget(self, record: Record) -> None:
        """Take everything of the document out of live status, the document itself last."""
        ...


class Grave(Protocol):
    """The record, as far as deleting changes it. Raises (all methods): UpstreamError."""

    def enclosed(self, user_id: UUID, document_id: UUID) -> set[UUID]:
        """Documents that came in this one, or were deleted with it."""
        ...

    def follow(self, user_id: UUID, records: list[Record]) -> None:
        """Have documents, pages, facts and evidence be there, or not, as live status says.

        In one transaction; a record that is older than what was followed changes nothing.
        """
        ...

    def purge(self, user_id: UUID, document_id: UUID, *, at: datetime) -> None:
        """Take away all a deleted document said; what stays is that it was there, and when."""
        ...


def delete(
    document_id: UUID,
    *,
    user_id: UUID,
    expected: Expected,
    deletion: Deletion,
    bin_: Bin,
    grave: Grave,
) -> Document:
    """The document as it is deleted; saying it again completes what was interrupted.

    Raises: NotFoundError, ChangedError if it is not any more what the caller has seen.
    """
    record = bin_.find(user_id, document_id)
    if not record.is_deleted:
        try:
            record = bin_.mark(record, deletion, expected)
        except ChangedError:
            record = bin_.find(user_id, document_id)
            if not record.is_deleted:  # else somebody else has just deleted it
                raise
    purge_at = record.document.purge_at
    if purge_at is not None and deletion.purge_at < purge_at:
        record = bin_.hasten(record, deletion.purge_at)
    settle(record, at=deletion.at, bin_=bin_, grave=grave)
    return bin_.find(user_id, document_id).document


def restore(
    document_id: UUID,
    *,
    user_id: UUID,
    expected: Expected,
    at: datetime,
    bin_: Bin,
    grave: Grave,
) -> Document:
    """The document, there again with all it said; saying it again changes nothing more.

    Raises: NotFoundError, also for what is gone for good; ChangedError; ConflictError if the hub
    has the same bytes again.
    """
    record = bin_.find(user_id, document_id)
    if record.is_deleted:
        try:
            record = bin_.unmark(record, expected, at=at)
        except ChangedError:
            record = bin_.find(user_id, document_id)
            if record.is_deleted:
                raise
    settle(record, at=at, bin_=bin_, grave=grave)
    return bin_.find(user_id, document_id).document


def settle(record: Record, *, at: datetime, bin_: Bin, grave: Grave) -> None:
    """Have what came in the document, and the record, follow its live status."""
    if not record.settling:
        return
    moved = [record, *_along(record, at=at, bin_=bin_, grave=grave)]
    grave.follow(record.user_id, moved)
    for one in reversed(moved):  # the document itself last: it leads to the others
        bin_.settled(one)


def _along(record: Record, *, at: datetime, bin_: Bin, grave: Grave) -> Iterator[Record]:
    """Everything that came in a document, deleted or restored as it is."""
    seen, waiting = {record.document.id}, [record]
    while waiting:
        one = waiting.pop()
        inside = one.children | grave.enclosed(one.user_id, one.document.id)
        for document_id in sorted(inside - seen):
            seen.add(document_id)
            moved = _moved(record, document_id, at=at, bin_=bin_)
            if moved is not None:
                waiting.append(moved)
                yield moved


def _moved(root: Record, document_id: UUID, *, at: datetime, bin_: Bin) -> Record | None:
    """One enclosed document, changed as the one it came in; None if it goes its own way."""
    try:
        record = bin_.find(root.user_id, document_id)
        if root.is_deleted:
            return _taken_along(root, record, bin_=bin_)
        if record.is_deleted and record.deleted_with == root.document.id:
            return bin_.unmark(record, ANY, at=at)
        return record if record.settling else None
    except (NotFoundError, ConflictError, ChangedError):  # purged, or its bytes came again
        return None


def _taken_along(root: Record, record: Record, *, bin_: Bin) -> Record | None:
    document = root.document
    if record.is_deleted:
        return record if record.settling else None
    if document.deleted_at is None or document.purge_at is None:
        return None
    of = root.deleted_with or document.id
    deletion = Deletion(of=of, at=document.deleted_at, purge_at=document.purge_at)
    return bin_.mark(record, deletion, ANY)
