"""/v1/documents and /v1/traces: register, complete, list, look at and fetch documents."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from lifeos import wiring
from lifeos.contracts.base import CorrelationId
from lifeos.contracts.documents import (
    Content,
    Document,
    DocumentPage,
    NewDocument,
    Outcome,
    RegisteredDocument,
    State,
    UploadCompletion,
)
from lifeos.contracts.traces import Trace
from lifeos.documents import service, traces
from lifeos.documents.models import Wanted
from lifeos.entry import http

app = http.resolver()
REGISTERED = http.answers({201: "Upload the bytes", 200: "The hub already has these bytes"})
COMPLETED = http.answers({202: "The bytes are here and on their way"})
FETCHED = http.answers({200: "A link for five minutes"}, refuses=(409,))


@app.post("/v1/documents", responses=REGISTERED)
def register_document(body: NewDocument) -> tuple[RegisteredDocument, int]:
    """201 with a link to upload to; 200 when the hub already has these bytes."""
    hub = wiring.hub()

    def act() -> RegisteredDocument:
        return service.register(
            body,
            user_id=http.person(app),
            correlation_id=http.correlation_id(app),
            ledger=hub.ledger,
            storage=hub.storage,
            clock=hub.clock,
            ids=hub.ids,
            quota=hub.quota,
        )

    registered = http.once(app, "register-document", act, body=body, answer=RegisteredDocument)
    http.tagged(app, registered.document)
    return registered, 200 if registered.duplicate else 201


@app.post("/v1/documents/<document_id>/complete", responses=COMPLETED)
def complete_document(document_id: UUID, body: UploadCompletion) -> tuple[Document, int]:
    """202: the bytes are here and on their way."""
    hub = wiring.hub()

    def act() -> Document:
        return service.complete(
            document_id,
            body,
            user_id=http.person(app),
            pipeline_version=hub.core.pipeline_version,
            ledger=hub.ledger,
            storage=hub.storage,
            slots=hub.slots,
            starter=hub.starter,
        )

    prefix = f"complete-document-{document_id}"
    return http.tagged(app, http.once(app, prefix, act, body=body, answer=Document)), 202


@app.get("/v1/documents")
def list_documents(
    limit: Annotated[int, http.Query(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, http.Query(max_length=200)] = None,
    state: Annotated[State | None, http.Query()] = None,
    outcome: Annotated[Outcome | None, http.Query()] = None,
    deleted: Annotated[bool, http.Query()] = False,
) -> DocumentPage:
    """Documents newest first; with `deleted` those that can be restored, and until when."""
    return service.page(
        user_id=http.person(app),
        ledger=wiring.hub().ledger,
        limit=limit,
        cursor=cursor,
        wanted=Wanted(state=state, outcome=outcome, deleted=deleted),
    )


@app.get("/v1/documents/<document_id>")
def get_document(document_id: UUID) -> Document:
    """One document and its live status."""
    ledger = wiring.hub().ledger
    return http.tagged(app, service.get(document_id, user_id=http.person(app), ledger=ledger))


@app.get("/v1/documents/<document_id>/content", responses=FETCHED)
def get_content(document_id: UUID) -> Content:
    """A link to the original bytes, good for five minutes."""
    hub = wiring.hub()
    return service.content(
        document_id,
        user_id=http.person(app),
        ledger=hub.ledger,
        storage=hub.storage,
        clock=hub.clock,
    )


@app.get("/v1/traces/<correlation_id>")
def get_trace(correlation_id: Annotated[CorrelationId, http.Path()]) -> Trace:
    """What happened for one request of this person."""
    return traces.get(correlation_id, user_id=http.person(app), spans=wiring.hub().spans)


handler = http.entrypoint(app)
