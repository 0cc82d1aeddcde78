"""/v1/documents/{document_id}/pages/{page}/image: a page as a picture, a fact marked on it."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from lifeos import wiring
from lifeos.contracts.documents import PageImage
from lifeos.documents import pictures
from lifeos.entry import http

app = http.resolver()
DRAWN = http.answers({200: "A link for five minutes"}, refuses=(409,))


@app.get("/v1/documents/<document_id>/pages/<page>/image", responses=DRAWN)
def get_page_image(
    document_id: UUID,
    page: Annotated[int, http.Path(ge=1, le=10_000)],
    fact: Annotated[UUID | None, http.Query()] = None,
) -> PageImage:
    """A link to the page as a PNG, good for five minutes; where `fact` was read is marked."""
    hub = wiring.hub()
    user_id = http.person(app)
    return pictures.page_image(
        document_id,
        page,
        fact=hub.facts.get(user_id, fact) if fact else None,
        user_id=user_id,
        ledger=hub.ledger,
        reader=hub.reader,
        storage=hub.storage,
        clock=hub.clock,
    )


handler = http.entrypoint(app)
