"""DELETE /v1/documents/{document_id}, POST .../restore: out of sight at once, and back."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from lifeos import wiring
from lifeos.contracts.documents import Document
from lifeos.documents import deletion
from lifeos.documents.deletion import Deletion
from lifeos.entry import http

app = http.resolver()
DELETED = http.answers({200: "It is deleted, and can be restored until `purge_at`"})
RESTORED = http.answers({200: "It is there again"})


@app.delete("/v1/documents/<document_id>", responses=DELETED)
def delete_document(
    document_id: UUID,
    purge: Annotated[Literal["now"] | None, http.Query()] = None,
) -> Document:
    """Delete a document with all it says and what came in it.

    With `purge=now` it is gone for good as soon as no link to it can be used any more.
    """
    hub, expected = wiring.hub(), http.expected(app)
    now = hub.clock.now()
    purge_at = now + (deletion.SOONEST if purge else max(hub.keep_deleted, deletion.SOONEST))
    deleted = deletion.delete(
        document_id,
        user_id=http.person(app),
        expected=expected,
        deletion=Deletion(of=document_id, at=now, purge_at=purge_at),
        bin_=hub.bin,
        grave=hub.grave,
    )
    return http.tagged(app, deleted)


@app.post("/v1/documents/<document_id>/restore", responses=RESTORED)
def restore_document(document_id: UUID) -> Document:
    """Take back a deletion, of what came in the document too."""
    hub, expected = wiring.hub(), http.expected(app)

    def act() -> Document:
        return deletion.restore(
            document_id,
            user_id=http.person(app),
            expected=expected,
            at=hub.clock.now(),
            bin_=hub.bin,
            grave=hub.grave,
        )

    prefix = f"restore-document-{document_id}"
    return http.tagged(app, http.once(app, prefix, act, body=expected, answer=Document))


handler = http.entrypoint(app)
