"""Documents, tickets and states as a test needs them."""

from __future__ import annotations

import hashlib
from uuid import UUID

from lifeos.contracts.documents import Document
from lifeos.contracts.ingest import Ending, ObjectRef, Ticket
from lifeos.documents.models import Record, object_key, ticket_for
from lifeos.documents.reckoning import Standing
from lifeos.facts.ports import Filing

from tests.fakes.clock import START

ANNA = UUID("0190aaaa-0000-7000-8000-00000000000a")
BELA = UUID("0190bbbb-0000-7000-8000-00000000000b")
CORRELATION = "test-correlation-1"


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def document_id(number: int) -> UUID:
    """A UUIDv7 that sorts by `number`."""
    return UUID(int=0x0195_0000_0000_7000_8000_0000_1000_0000 + number)


def record(number: int = 1, *, user_id: UUID = ANNA, content: bytes = b"hello") -> Record:
    """A document that was registered and has not arrived."""
    document = Document(
        id=document_id(number),
        name=f"file-{number}.txt",
        size_bytes=len(content),
        media_type="text/plain",
        sha256=sha256_of(content),
        state="WAITING",
        created_at=START,
        updated_at=START,
        correlation_id=CORRELATION,
    )
    return Record(user_id=user_id, document=document)


def ticket(
    number: int = 1, *, user_id: UUID = ANNA, version: str = "v1", pipeline: int = 1, rerun: int = 0
) -> Ticket:
    """The run of one version of that document."""
    known = record(number, user_id=user_id)
    key = object_key(user_id, known.document.id)
    ref = ObjectRef(bucket="fake", key=key, version_id=version)
    return ticket_for(known, ref, size_bytes=5, pipeline=pipeline, rerun=rerun)


def ending(of: Ticket, outcome: str = "done", facts: int = 0) -> Ending:
    """How a run ended."""
    return Ending.model_validate(
        {
            "run": of.run,
            "user_id": of.user_id,
            "document_id": of.document_id,
            "correlation_id": of.correlation_id,
            "outcome": outcome,
            "facts": facts,
            "ended_at": START,
        }
    )


def standing(filing: Filing, ending: Ending | None) -> Standing:
    """A document as the record tells of it, before its end or after."""
    of = filing.ticket
    document = Document(
        id=of.document_id,
        name=filing.name,
        size_bytes=of.size_bytes,
        media_type=filing.media_type,
        sha256=filing.sha256,
        state="END" if ending else "READY",
        outcome=ending.outcome if ending else None,
        reason=ending.reason if ending else None,
        sense=filing.sense,
        facts=ending.facts if ending else 0,
        created_at=filing.created_at,
        updated_at=ending.ended_at if ending else filing.created_at,
        correlation_id=of.correlation_id,
    )
    return Standing(document=document, run=of.run, attempt=of.attempt)


def filing(of: Ticket, sense: str | None = "fake/3") -> Filing:
    """What the record is told of a document besides its facts."""
    return Filing(
        ticket=of,
        sha256=sha256_of(b"hello"),
        name="file.txt",
        media_type="text/plain",
        sense=sense,
        created_at=START,
    )
