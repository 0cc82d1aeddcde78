"""Names of documents, for lists of what was read from them."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from clients.api.errors import RefusedError
from clients.api.hub import PAGE_SIZE, Hub

ONE_BY_ONE = 4  # up to this many, single reads are cheaper than a page of the list


def names_of(hub: Hub, wanted: Collection[UUID]) -> dict[UUID, str]:
    """Name by id. Most are among the newest documents, so one page of those is read first."""
    found: dict[UUID, str] = {}
    if len(wanted) > ONE_BY_ONE:
        newest = hub.documents({}, limit=PAGE_SIZE)
        found = {document.id: document.name for document in newest if document.id in wanted}
    return found | {one: name_of(hub, one) for one in wanted if one not in found}


def name_of(hub: Hub, document_id: UUID) -> str:
    """Its name, or nothing for one that is gone."""
    try:
        return hub.document(document_id).name
    except RefusedError:
        return ""
