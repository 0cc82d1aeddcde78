"""Records, tickets, filings and readings for tests of what a run writes down."""

from __future__ import annotations

import hashlib
import uuid
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from lifeos.adapters.system import Uuid7Ids
from lifeos.contracts.conditions import etag_of
from lifeos.contracts.documents import Document, Outcome, Reason
from lifeos.contracts.facts import Evidence, Occurred, TransactionData
from lifeos.contracts.ingest import Ending, ObjectRef, Ticket
from lifeos.documents.models import Record, object_key, ticket_for
from lifeos.facts.ports import Filing
from lifeos.senses.models import FactDraft, Tally

AT = datetime(2026, 3, 14, 9, 26, 53, 589793, tzinfo=UTC)
_ids = Uuid7Ids()


def sha256_of(content: str) -> str:
    """Hash of some text, lower-case hex."""
    return hashlib.sha256(content.encode()).hexdigest()


def a_record(user_id: UUID | None = None, *, content: str | None = None, **told: Any) -> Record:
    """A document just registered; `told` overrides fields of the document."""
    described = {
        "id": _ids.new(),
        "name": "bill.pdf",
        "size_bytes": 48_213,
        "media_type": "application/pdf",
        "sha256": sha256_of(content or uuid.uuid4().hex),
        "state": "WAITING",
        "created_at": AT,
        "updated_at": AT,
        "correlation_id": f"test-{uuid.uuid4().hex}",
        "etag": etag_of(1),
        **told,
    }
    document = Document.model_validate(described)
    return Record(user_id=user_id or uuid.uuid4(), document=document, version=1)


def a_ticket(record: Record | None = None, *, version: str = "v1", rerun: int = 0) -> Ticket:
    """The run of one object version of a record."""
    record = record or a_record()
    key = object_key(record.user_id, record.document.id)
    ref = ObjectRef(bucket="originals", key=key, version_id=version)
    size = record.document.size_bytes
    return ticket_for(record, ref, size_bytes=size, pipeline=1, rerun=rerun)


def an_ending(ticket: Ticket, outcome: Outcome = "done", **told: Any) -> Ending:
    """How that run ended."""
    reason = None if outcome == "done" else Reason(code="broke-down", detail="It broke down.")
    return Ending(
        run=ticket.run,
        user_id=ticket.user_id,
        document_id=ticket.document_id,
        correlation_id=ticket.correlation_id,
        outcome=outcome,
        **{"reason": reason, "facts": 3, "ended_at": AT, **told},
    )


def a_filing(ticket: Ticket | None = None, **told: Any) -> Filing:
    """What the record says of a run's document besides its facts."""
    described = {
        "ticket": ticket or a_ticket(),
        "sha256": sha256_of("bill"),
        "name": "bill.pdf",
        "media_type": "application/pdf",
        "sense": "csv/1",
        "created_at": AT,
        **told,
    }
    return Filing.model_validate(described)


def a_draft(thing: str, *, amount: str = "-12.90", **told: Any) -> FactDraft:
    """One booked row; `thing` is its identity in the world."""
    day = told.pop("day", date(2026, 3, 14))
    place = Evidence(
        field="amount", sha256=sha256_of("bill"), row=7, snippet=amount, reader="csv/1"
    )
    described = {
        "domain": "finance",
        "occurred": Occurred(start=day),
        "amount": Decimal(amount),
        "currency": "EUR",
        "title": f"Row {thing}",
        "data": TransactionData(description=f"Row {thing}", booked_on=date(2026, 3, 14)),
        "evidence": [place],
        "confidence": Decimal(1),
        "confidence_reason": "read exactly",
        "identity": (thing,),
        **told,
    }
    return FactDraft.model_validate(described)


def a_tally(count: int = 1, **told: Any) -> Tally:
    """What every reading ends with."""
    described = {"document_kind": "bank_statement", "title": "March", "found_count": count, **told}
    return Tally.model_validate(described)
