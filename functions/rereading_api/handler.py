"""POST /v1/documents/{document_id}/runs: read once more, by a run of its own."""

from __future__ import annotations

from uuid import UUID

from lifeos import wiring
from lifeos.contracts.documents import Document
from lifeos.documents import rereading
from lifeos.documents.rereading import Wish
from lifeos.entry import http

app = http.resolver()
BEGUN = http.answers({202: "It is under way once more"}, refuses=(409,))


@app.post("/v1/documents/<document_id>/runs", responses=BEGUN)
def start_run(document_id: UUID) -> tuple[Document, int]:
    """Have a document read once more; what the person corrected stands.

    One that is under way already is left to that run.
    """
    hub, expected = wiring.hub(), http.expected(app)

    def act() -> Document:
        return rereading.read_again(
            document_id,
            user_id=http.person(app),
            wish=Wish(expected, hub.clock.now(), http.correlation_id(app)),
            pipeline_version=hub.core.pipeline_version,
            ledger=hub.ledger,
            reopening=hub.reopening,
            slots=hub.slots,
            starter=hub.starter,
        )

    prefix = f"start-run-{document_id}"
    return http.tagged(app, http.once(app, prefix, act, body=expected, answer=Document)), 202


handler = http.entrypoint(app)
