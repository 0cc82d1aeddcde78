"""The Ledger port in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from lifeos.contracts.conditions import etag_of
from lifeos.contracts.documents import Passage, State
from lifeos.contracts.ingest import Ending, Plan, Ticket
from lifeos.documents.models import Record, Wanted
from lifeos.errors import (
    GoneError,
    InvalidInputError,
    NotFoundError,
    StaleAttemptError,
    ThrottledError,
    UpstreamError,
)

_ORDER: tuple[State, ...] = ("READY", "PICK", "ASSERT", "ACTION", "END")


@dataclass
class _Row:
    record: Record
    entered: dict[State, datetime] = field(default_factory=dict)
    ended_at: datetime | None = None
    purging: bool = False

    def change(self, **document: Any) -> None:
        version = self.record.version + 1
        changed = self.record.document.model_copy(update={**document, "etag": etag_of(version)})
        self.record = self.record.model_copy(update={"document": changed, "version": version})

    def reopen(self, at: datetime) -> None:
        """It has ended, and goes on."""
        self.change(updated_at=at)
        self.record = self.record.model_copy(update={"reopened_at": at})

    def seen(self) -> Record:
        passed = [(state, self.entered[state]) for state in _ORDER if state in self.entered]
        leaving = [at for _, at in passed[1:]] + [self.ended_at]
        path = [
            Passage(state=state, entered_at=at, left_at=left)
            for (state, at), left in zip(passed, leaving, strict=False)
        ]
        document = self.record.document.model_copy(update={"path": path})
        return self.record.model_copy(update={"document": document})


class FakeLedger:
    """Documents by person and id, and which document has which bytes."""

    def __init__(self) -> None:
        self.down = False
        self.rows: dict[tuple[UUID, UUID], _Row] = {}
        self.hashes: dict[tuple[UUID, str], UUID] = {}

    def register(self, record: Record) -> Record:
        self.require_up()
        place = (record.user_id, record.document.id)
        has_bytes = (record.user_id, record.document.sha256)
        if place in self.rows or has_bytes in self.hashes:
            if has_bytes not in self.hashes:
                raise ThrottledError("The file was just being registered. Try again.")
            holder = self.find(record.user_id, self.hashes[has_bytes])
            if not holder.is_deleted:
                return holder
        self._note_child(record)
        self.rows[place] = _Row(record)
        self.hashes[has_bytes] = record.document.id
        return record

    def _note_child(self, record: Record) -> None:
        parent = self.rows.get((record.user_id, record.document.parent_id or UUID(int=0)))
        if parent is None:
            return
        if parent.record.is_deleted:
            raise GoneError("The person has deleted this document.")
        children = parent.record.children | {record.document.id}
        parent.record = parent.record.model_copy(update={"children": children})

    def get(self, user_id: UUID, document_id: UUID) -> Record:
        record = self.find(user_id, document_id)
        if record.is_deleted:
            raise NotFoundError("This document is deleted; while it is kept it can be restored.")
        return record

    def find(self, user_id: UUID, document_id: UUID) -> Record:
        self.require_up()
        row = self.rows.get((user_id, document_id))
        if row is None:
            raise NotFoundError("There is no such document.")
        return row.seen()

    def page(
        self, user_id: UUID, wanted: Wanted, *, limit: int, cursor: str | None
    ) -> tuple[list[Record], str | None]:
        self.require_up()
        before = _read_cursor(cursor)
        found = [
            row.seen()
            for (owner, document_id), row in sorted(self.rows.items(), reverse=True)
            if owner == user_id and (before is None or document_id < before)
            if wanted.state in (None, row.record.document.state)
            if wanted.outcome in (None, row.record.document.outcome)
            if wanted.deleted == row.record.is_deleted and not row.purging
        ][:limit]
        return found, found[-1].document.id.hex if len(found) == limit else None

    def claim(self, ticket: Ticket, *, at: datetime) -> bool:
        self.require_up()
        row = self.rows.get((ticket.user_id, ticket.document_id))
        if row is None:
            raise NotFoundError("There is no such document.")
        if row.record.is_deleted or row.record.settling:
            return False
        if row.record.run not in (None, ticket.run) and row.record.attempt >= ticket.attempt:
            return False
        if row.record.run == ticket.run and row.record.document.outcome is not None:
            return True
        owned = {"run": ticket.run, "attempt": ticket.attempt, "object": ticket.object}
        row.record = row.record.model_copy(update=owned)
        row.entered, row.ended_at = {"READY": at}, None
        row.change(
            state="READY",
            outcome=None,
            reason=None,
            updated_at=at,
            pipeline_version=ticket.pipeline_version,
        )
        return True

    def hold(self, ticket: Ticket, sha256: str) -> UUID:
        self.require_up()
        holder = self.hashes.setdefault((ticket.user_id, sha256), ticket.document_id)
        row = self.rows.get((ticket.user_id, holder))
        if holder != ticket.document_id and row is not None and row.record.is_deleted:
            holder = self.hashes[ticket.user_id, sha256] = ticket.document_id
        return holder

    def release(self, ticket: Ticket, sha256: str) -> None:
        self.require_up()
        if self.hashes.get((ticket.user_id, sha256)) == ticket.document_id:
            del self.hashes[ticket.user_id, sha256]

    def enter(self, ticket: Ticket, state: State, *, at: datetime) -> Record:
        row = self._owned(ticket)
        if state != "END" and row.record.document.outcome is not None:
            raise StaleAttemptError("Another run owns this document now.")
        row.entered.setdefault(state, at)
        row.change(state=state, updated_at=at)
        return row.seen()

    def planned(self, ticket: Ticket, plan: Plan) -> None:
        sense = f"{plan.sense}/{plan.sense_version}" if plan.sense else "none"
        self._owned(ticket).change(sense=sense, media_type=plan.media_type)

    def finish(
        self, ticket: Ticket, ending: Ending, *, kind: str | None, title: str | None
    ) -> None:
        row = self._owned(ticket)
        row.ended_at = ending.ended_at
        read = ending.outcome in ("done", "needs_review")
        facts = ending.facts if read or ending.facts else None
        told = {"reason": ending.reason, "kind": kind, "title": title, "facts": facts}
        row.change(
            outcome=ending.outcome,
            updated_at=ending.ended_at,
            **{name: value for name, value in told.items() if value is not None},
        )

    def _owned(self, ticket: Ticket) -> _Row:
        self.require_up()
        row = self.rows.get((ticket.user_id, ticket.document_id))
        if row is None or row.record.run != ticket.run:
            raise StaleAttemptError("Another run owns this document now.")
        if row.record.is_deleted or row.record.settling:
            raise GoneError("The person has deleted this document.")
        return row

    def put_unless_there(self, record: Record) -> None:
        """Write a document and its hash as they are, where none is."""
        self.rows.setdefault((record.user_id, record.document.id), _Row(record))
        has_bytes = (record.user_id, record.document.sha256)
        if not record.is_deleted:
            self.hashes.setdefault(has_bytes, record.document.id)

    def require_up(self) -> None:
        """Raise UpstreamError while `down`."""
        if self.down:
            raise UpstreamError("The status table could not be reached.")


def _read_cursor(cursor: str | None) -> UUID | None:
    try:
        return None if cursor is None else UUID(hex=cursor)
    except ValueError as error:
        raise InvalidInputError("The cursor is not one this list gave out.") from error
