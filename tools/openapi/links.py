"""Where an answer leads: what a client, or a test that plays one, may call next with it.

Source: OpenAPI 3.1.1, Link Object.
"""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
_NEW_ID = {"document_id": "$response.body#/document/id"}
_FIRST_DOCUMENT = {"document_id": "$response.body#/items/0/id"}
_FIRST_FACT = {"fact_id": "$response.body#/items/0/id"}
_TRACE = {"correlation_id": "$response.header.X-Correlation-ID"}
# Operation and status: what may follow, with what.
LINKS: dict[tuple[str, int], dict[str, dict[str, str]]] = {
    ("register_document", 201): {
        "complete_document": _NEW_ID,
        "get_document": _NEW_ID,
        "get_content": _NEW_ID,
        "get_trace": _TRACE,
    },
    ("register_document", 200): {"get_document": _NEW_ID, "get_content": _NEW_ID},
    ("list_documents", 200): {"get_document": _FIRST_DOCUMENT, "get_content": _FIRST_DOCUMENT},
    ("get_content", 200): {"get_document": {"document_id": "$request.path.document_id"}},
    ("get_document", 200): {"list_facts": {"document": "$response.body#/id"}},
    ("list_facts", 200): {"get_fact": _FIRST_FACT},
    ("get_fact", 200): {"get_document": {"document_id": "$response.body#/document_id"}},
}


def links_of(operation: str, status: int) -> Json:
    """The links of one answer, by the operation they lead to."""
    found = LINKS.get((operation, status), {})
    return {name: {"operationId": name, "parameters": told} for name, told in found.items()}
