"""The auditor's reckoning half: bucket, record and live status must tell the same story.

    uploads = done + needs_review + rejected + duplicate + parked + failed + deleted + in flight

Each side is counted by itself: uploads in the bucket, outcomes in the record, what is in flight in
the live status. It runs where the record can be reached and nothing else can, so it starts nothing.
What the live status lacks it writes there, from the record where the document ended or was deleted,
and from the object itself where it did not; what the live status says has ended and the record does
not know is opened again. The acting half finds both, and the purge what is deleted. Losing the
whole table, or the record, is only more work.

Source: DESIGN invariant 2, ADR 0009.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeVar
from urllib.parse import unquote
from uuid import UUID

from pydantic import Field, ValidationError

from lifeos.contracts.base import Model
from lifeos.contracts.documents import Document
from lifeos.contracts.ingest import ObjectRef
from lifeos.documents.models import Record, owner_of, pipeline_of
from lifeos.documents.ports import StoredObject
from lifeos.errors import InvalidInputError

PAGE = 500  # originals compared at a time
# What came of a look at the file itself: another look may tell more.
_TOLD = frozenset({"done", "needs_review", "rejected", "failed"})
T = TypeVar("T")
Owner = tuple[UUID, UUID]  # person and document


class Inventory(Protocol):
    """What lies in the bucket. Raises: UpstreamError."""

    def originals(self, after: str | None) -> Iterator[StoredObject]:
        """Newest versions in key order, from after a key on."""
        ...

    def described(self, key: str) -> dict[str, str]:
        """What the upload was bound to: document-id, correlation-id, name, media-type, sha256."""
        ...


class Standing(Model):
    """What the record knows of a document; it has an outcome once a run has ended."""

    document: Document
    run: str
    attempt: int
    deleted_with: UUID | None = None

    @property
    def is_deleted(self) -> bool:
        """Whether the person has deleted it."""
        return self.document.deleted_at is not None


class Register(Protocol):
    """The record across people, read-only. Raises: UpstreamError, ThrottledError."""

    def standing(self, documents: list[Owner]) -> dict[UUID, Standing]:
        """Those of the given documents that the record knows."""
        ...

    def deleted(self) -> Iterator[Record]:
        """Everybody's deleted documents, whether their bytes are there or not."""
        ...


class LiveStatus(Protocol):
    """Live status across people, and what puts it right. Raises: UpstreamError, ThrottledError."""

    def ended(self, documents: list[Owner]) -> dict[UUID, bool]:
        """Those of the given documents that are there, and whether they have ended."""
        ...

    def restore(self, record: Record) -> None:
        """Put a record unless one is there."""
        ...

    def reopen(self, user_id: UUID, document_id: UUID, *, at: datetime) -> None:
        """Have the acting half look at a document again."""
        ...


class Reckoned(Model):
    """One comparison; the sum holds when `difference` is 0."""

    uploads: int = 0
    outcomes: dict[str, int] = Field(default_factory=dict)
    deleted: int = 0  # by the person; they wait to be purged
    in_flight: int = 0
    difference: int = 0  # said to have ended, but without an outcome in the record
    restored: int = 0  # live status written anew from the record
    adopted: int = 0  # live status written anew from the object alone
    reopened: int = 0
    outdated: int = 0  # asked for alone: read by an older pipeline version, and opened again
    foreign: int = 0  # objects that no upload of ours made


def reckon(
    *,
    inventory: Inventory,
    register: Register,
    live: LiveStatus,
    now: datetime,
    reread_below: int = 0,
) -> Reckoned:
    """Compare every original with the record and the live status; repair the latter.

    What a pipeline version below `reread_below` has read is opened again, for the acting half to
    set going as there is room.
    """
    reckoning = _Reckoning(inventory, register, live, now, reread_below)
    for page in _pages(inventory.originals(None)):
        reckoning.take(page)
    for deleted in _pages(register.deleted()):
        reckoning.keep_deleted(deleted)
    return reckoning.result()


def _pages(all_of_them: Iterator[T]) -> Iterator[list[T]]:
    page: list[T] = []
    for one in all_of_them:
        page.append(one)
        if len(page) == PAGE:
            yield page
            page = []
    if page:
        yield page


@dataclass
class _Reckoning:
    """One walk over the bucket: its counters and what it compares."""

    inventory: Inventory
    register: Register
    live: LiveStatus
    now: datetime
    reread_below: int
    counts: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)

    def take(self, page: list[StoredObject]) -> None:
        """Live status is read before the record: END writes the record first."""
        owned = {owner: original for original in page if (owner := _owner(original.ref.key))}
        self.counts["foreign"] += len(page) - len(owned)
        live = self.live.ended(list(owned))
        record = self.register.standing(list(owned))
        for owner, original in owned.items():
            standing = record.get(owner[1])
            if owner[1] in live or self._restored(owner, original, standing):
                self._account(owner, ended=live.get(owner[1], False), known=standing)

    def keep_deleted(self, page: list[Record]) -> None:
        """Those whose bytes never came, or are erased already, must still be purged."""
        there = self.live.ended([(record.user_id, record.document.id) for record in page])
        for record in page:
            if record.document.id not in there:
                self.live.restore(record)

    def result(self) -> Reckoned:
        """The sum over all pages."""
        accounted = self.outcomes.total() + self.counts["in_flight"] + self.counts["deleted"]
        return Reckoned(
            **self.counts,
            outcomes=dict(self.outcomes),
            difference=self.counts["uploads"] - accounted,
        )

    def _restored(self, owner: Owner, original: StoredObject, standing: Standing | None) -> bool:
        """Write lost live status anew; False only for what is no upload of ours."""
        try:
            record = self._rebuilt(owner, original, standing)
        except (KeyError, ValidationError):  # its metadata says too little
            self.counts["foreign"] += 1
            return False
        self.live.restore(record)
        self.counts["restored" if record.document.outcome else "adopted"] += 1
        return True

    def _account(self, owner: Owner, *, ended: bool, known: Standing | None) -> None:
        self.counts["uploads"] += 1
        if known is not None and known.is_deleted:
            self.counts["deleted"] += 1
        elif known is not None and known.document.outcome is not None:
            self.outcomes[known.document.outcome] += 1
            self._reopen_outdated(owner, known)
        elif not ended:
            self.counts["in_flight"] += 1
        else:
            self.live.reopen(*owner, at=self.now)
            self.counts["reopened"] += 1

    def _reopen_outdated(self, owner: Owner, known: Standing) -> None:
        read_by = pipeline_of(known.run)
        if known.document.outcome in _TOLD and read_by is not None and read_by < self.reread_below:
            self.live.reopen(*owner, at=self.now)
            self.counts["outdated"] += 1

    def _rebuilt(self, owner: Owner, original: StoredObject, standing: Standing | None) -> Record:
        user_id, document_id = owner
        if standing is not None and (standing.document.outcome or standing.is_deleted):
            return known(user_id, standing, object_=original.ref)
        told = self.inventory.described(original.ref.key)
        document = Document(
            id=document_id,
            name=unquote(told.get("name", "")) or "unnamed",
            size_bytes=original.size_bytes,
            media_type=told.get("media-type", "application/octet-stream"),
            sha256=told["sha256"],
            state="WAITING",
            created_at=standing.document.created_at if standing else self.now,
            updated_at=self.now,
            correlation_id=told.get("correlation-id", document_id.hex),
        )
        begun = standing.attempt if standing else 0  # so that the next run is not told to be stale
        return Record(
            user_id=user_id,
            document=document,
            declared=document.media_type,
            attempt=begun,
            version=version_at(self.now),
        )


def known(user_id: UUID, standing: Standing, *, object_: ObjectRef | None) -> Record:
    """What the record knows as live status."""
    return Record(
        user_id=user_id,
        document=standing.document,
        run=standing.run or None,
        attempt=standing.attempt,
        object=object_,
        deleted_with=standing.deleted_with,
        version=version_at(standing.document.updated_at),
    )


def version_at(moment: datetime) -> int:
    """A version that no earlier one of the same document has reached: milliseconds are more."""
    return int(moment.timestamp() * 1000)


def _owner(key: str) -> Owner | None:
    try:
        return owner_of(key)
    except InvalidInputError:
        return None
