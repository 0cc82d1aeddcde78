"""The auditor's reckoning half: bucket, record and live status must tell the same story.

    uploads = done + needs_review + rejected + duplicate + parked + failed + in flight

It runs where the record can be reached and nothing else can, so it starts nothing: what the live
status lacks it writes there, from the record where the document ended and from the object itself
where it did not, and the acting half finds it. Losing the whole table is just more of the same.

Source: DESIGN invariant 2, ADR 0009.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol
from urllib.parse import unquote
from uuid import UUID

from pydantic import Field

from lifeos.contracts.base import Model
from lifeos.contracts.documents import Document
from lifeos.documents.models import Record, owner_of
from lifeos.documents.ports import Ledger, StoredObject
from lifeos.errors import InvalidInputError, NotFoundError

PAGE = 500  # originals compared at a time


class Inventory(Protocol):
    """What lies in the bucket. Raises: UpstreamError."""

    def originals(self, after: str | None) -> Iterator[StoredObject]:
        """Newest versions in key order, from after a key on."""
        ...

    def described(self, key: str) -> dict[str, str]:
        """What the upload was bound to: document-id, correlation-id, name, media-type, sha256."""
        ...


class Ended(Model):
    """How a document ended, as the record has it."""

    document: Document
    run: str
    attempt: int


class Register(Protocol):
    """The record across people, read-only. Raises: UpstreamError."""

    def ended(self, documents: list[tuple[UUID, UUID]]) -> dict[UUID, Ended]:
        """Those of the given (person, document) that have ended."""
        ...


class Restorer(Protocol):
    """Writes live status that was lost. Raises: UpstreamError."""

    def restore(self, record: Record) -> None:
        """Put a record unless one is there."""
        ...


class Reckoned(Model):
    """One comparison; the sum holds when `difference` is 0."""

    uploads: int = 0
    outcomes: dict[str, int] = Field(default_factory=dict)
    in_flight: int = 0
    restored: int = 0  # live status written anew from the record
    adopted: int = 0  # live status written anew from the object alone
    foreign: int = 0  # objects whose key names no document
    difference: int = 0


def reckon(
    *, inventory: Inventory, register: Register, ledger: Ledger, restorer: Restorer, now: datetime
) -> Reckoned:
    """Compare every original with the record and the live status; repair the latter."""
    total = Reckoned()
    for page in _pages(inventory.originals(None)):
        total = _reckon_page(
            page, total, inventory=inventory, register=register, ledger=ledger,
            restorer=restorer, now=now,
        )  # fmt: skip
    accounted = sum(total.outcomes.values()) + total.in_flight
    return total.model_copy(update={"difference": total.uploads - accounted})


def _pages(originals: Iterator[StoredObject]) -> Iterator[list[StoredObject]]:
    page: list[StoredObject] = []
    for original in originals:
        page.append(original)
        if len(page) == PAGE:
            yield page
            page = []
    if page:
        yield page


def _reckon_page(
    page: list[StoredObject],
    total: Reckoned,
    *,
    inventory: Inventory,
    register: Register,
    ledger: Ledger,
    restorer: Restorer,
    now: datetime,
) -> Reckoned:
    """Kept in one place because the four counters belong to one walk over the page."""
    owners = {original.ref.key: _owner(original.ref.key) for original in page}
    known = [owner for owner in owners.values() if owner is not None]
    ended = register.ended(known)
    counts = total.model_dump()
    outcomes: dict[str, int] = dict(total.outcomes)
    for original in page:
        owner = owners[original.ref.key]
        if owner is None:
            counts["foreign"] += 1
            continue
        counts["uploads"] += 1
        end = ended.get(owner[1])
        live = _live(ledger, owner)
        if live is None:
            restorer.restore(_rebuilt(original, owner, end, inventory=inventory, now=now))
            counts["restored" if end else "adopted"] += 1
        outcome = end.document.outcome if end else None
        if outcome is None:
            counts["in_flight"] += 1
        else:
            outcomes[outcome] = outcomes.get(outcome, 0) + 1
    return Reckoned(**{**counts, "outcomes": outcomes})


def _owner(key: str) -> tuple[UUID, UUID] | None:
    try:
        return owner_of(key)
    except InvalidInputError:
        return None


def _live(ledger: Ledger, owner: tuple[UUID, UUID]) -> Record | None:
    try:
        return ledger.get(*owner)
    except NotFoundError:
        return None


def _rebuilt(
    original: StoredObject,
    owner: tuple[UUID, UUID],
    end: Ended | None,
    *,
    inventory: Inventory,
    now: datetime,
) -> Record:
    user_id, document_id = owner
    if end is not None:
        return Record(
            user_id=user_id,
            document=end.document,
            run=end.run,
            attempt=end.attempt,
            object=original.ref,
        )
    told = inventory.described(original.ref.key)
    document = Document(
        id=document_id,
        name=unquote(told.get("name", "")) or "unnamed",
        size_bytes=original.size_bytes,
        media_type=told.get("media-type", "application/octet-stream"),
        sha256=told["sha256"],
        state="WAITING",
        created_at=now,
        updated_at=now,
        correlation_id=told.get("correlation-id", document_id.hex),
    )
    return Record(user_id=user_id, document=document, declared=document.media_type)
