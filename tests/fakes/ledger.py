"""The Ledger port in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from lifeos.contracts.documents import Outcome, Passage, State
from lifeos.contracts.ingest import Ending, Plan, Ticket
from lifeos.documents.models import Record
from lifeos.errors import (
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

    def change(self, **document: Any) -> None:
        changed = self.record.document.model_copy(update=document)
        self.record = self.record.model_copy(update={"document": changed})

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
            return self.get(record.user_id, self.hashes[has_bytes])
        self.rows[place] = _Row(record)
        self.hashes[has_bytes] = record.document.id
        return record

    def get(self, user_id: UUID, document_id: UUID) -> Record:
        self.require_up()
        row = self.rows.get((user_id, document_id))
        if row is None:
            raise NotFoundError("There is no such document.")
        return row.seen()

    def page(
        self,
        user_id: UUID,
        *,
        limit: int,
        cursor: str | None,
        state: State | None,
        outcome: Outcome | None,
    ) -> tuple[list[Record], str | None]:
        self.require_up()
        before = _read_cursor(cursor)
        found = [
            row.seen()
            for (owner, document_id), row in sorted(self.rows.items(), reverse=True)
            if owner == user_id and (before is None or document_id < before)
            if state in (None, row.record.document.state)
            if outcome in (None, row.record.document.outcome)
        ][:limit]
        return found, found[-1].document.id.hex if len(found) == limit else None

    def claim(self, ticket: Ticket, *, at: datetime) -> bool:
        self.require_up()
        row = self.rows.get((ticket.user_id, ticket.document_id))
        if row is None:
            raise NotFoundError("There is no such document.")
        if row.record.run not in (None, ticket.run) and row.record.attempt >= ticket.attempt:
            return False
        if row.record.run == ticket.run and row.record.document.outcome is not None:
            return True
        owned = {"run": ticket.run, "attempt": ticket.attempt, "object": ticket.object}
        row.record = row.record.model_copy(update=owned)
        row.entered, row.ended_at = {"READY": at}, None
        row.change(state="READY", outcome=None, reason=None, updated_at=at)
        return True

    def hold(self, ticket: Ticket, sha256: str) -> UUID:
        self.require_up()
        return self.hashes.setdefault((ticket.user_id, sha256), ticket.document_id)

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
        told = {"reason": ending.reason, "kind": kind, "title": title}
        row.change(
            outcome=ending.outcome,
            facts=ending.facts,
            updated_at=ending.ended_at,
            **{name: value for name, value in told.items() if value is not None},
        )

    def _owned(self, ticket: Ticket) -> _Row:
        self.require_up()
        row = self.rows.get((ticket.user_id, ticket.document_id))
        if row is None or row.record.run != ticket.run:
            raise StaleAttemptError("Another run owns this document now.")
        return row

    def put_unless_there(self, record: Record) -> None:
        """Write a document and its hash as they are, where none is."""
        self.rows.setdefault((record.user_id, record.document.id), _Row(record))
        has_bytes = (record.user_id, record.document.sha256)
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
