"""A person with something of everything, so that every route has something to answer with."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from lifeos.contracts.documents import Reason
from lifeos.documents.models import object_key, ticket_for
from lifeos.senses.models import Doubt

from tests.fakes.sense import TALLY, draft
from tests.support.gateway import Answer, Gateway
from tests.support.ingest import ending, filing, ticket
from tests.support.lifecycle import Pipeline

STATEMENT = b"Date,Description,Amount,Currency\n2026-03-01,Bakery,-3.20,EUR\n"
CORRELATION = "a-known-correlation"


def described(content: bytes, name: str = "statement.csv") -> dict[str, Any]:
    """A file as its sender describes it."""
    sha256 = hashlib.sha256(content).hexdigest()
    return {"name": name, "size_bytes": len(content), "media_type": "text/csv", "sha256": sha256}


@dataclass
class World:
    """One document that went all the way, its facts, and the trace of its registration."""

    gateway: Gateway
    document: str
    fact: str
    doubted: str = ""

    def path(self, template: str) -> str:
        """A route's path with this person's ids in it."""
        document = self.doubted if template.startswith("/v1/review") else self.document
        ids = {
            "document_id": document,
            "fact_id": self.fact,
            "page": "1",
            "correlation_id": CORRELATION,
        }
        return template.format_map(ids)


def world_of(gateway: Gateway) -> World:
    """Register, upload and process a statement as the hub does."""
    registered = gateway.post("/v1/documents", described(STATEMENT), X_Correlation_ID=CORRELATION)
    document = registered.json["document"]["id"]
    process(gateway, document, STATEMENT)
    facts = gateway.call("GET", "/v1/facts").json["items"]
    return World(gateway, document, facts[0]["id"], doubted(gateway))


def doubted(gateway: Gateway) -> str:
    """A document whose total is unclear, waiting for the person."""
    person = gateway.person
    assert person is not None
    filed = filing(ticket(7, user_id=person))
    doubt = Doubt(code="total-unclear", detail="Page 1 names several totals.", readings=["1", "9"])
    archive = gateway.hub.fake_archive
    archive.commit(filed, iter([draft(7), TALLY.model_copy(update={"doubts": [doubt]})]))
    reason = Reason(code=doubt.code, detail=doubt.detail)
    ended = ending(filed.ticket, "needs_review", 1).model_copy(update={"reason": reason})
    archive.conclude(filed, ended)
    return str(filed.ticket.document_id)


def process(gateway: Gateway, document: str, content: bytes) -> None:
    """The bytes arrive and the five states run."""
    hub = gateway.hub
    record = next(
        row.record
        for row in hub.fake_ledger.rows.values()
        if str(row.record.document.id) == document
    )
    ref = hub.fake_storage.put(object_key(record.user_id, record.document.id), content)
    pipeline = Pipeline(clock=hub.fake_clock, ledger=hub.fake_ledger)
    pipeline.ports |= {"storage": hub.fake_storage, "archive": hub.fake_archive}
    pipeline.run(ticket_for(record, ref, size_bytes=len(content), pipeline=1))


def waiting(gateway: Gateway, content: bytes) -> str:
    """A document whose bytes are stored and whose run has not started."""
    answer: Answer = gateway.post("/v1/documents", described(content))
    document = str(answer.json["document"]["id"])
    gateway.hub.fake_storage.put(f"u/{gateway.person}/d/{document}", content)
    return document
