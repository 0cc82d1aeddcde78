"""Where an answer leads: what a client, or a test that plays one, may call next with it.

Source: OpenAPI 3.1.1, Link Object.
"""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
_ETAG = {"header.If-Match": "$response.header.ETag"}
_NEW_ID = {"document_id": "$response.body#/document/id"}
_SAME_DOCUMENT = {"document_id": "$request.path.document_id"}
_SAME_FACT = {"fact_id": "$request.path.fact_id"}
_FIRST_DOCUMENT = {"document_id": "$response.body#/items/0/id"}
_FIRST_FACT = {"fact_id": "$response.body#/items/0/id"}
_FIRST_CASE = {"document_id": "$response.body#/items/0/document/id"}
_ITS_FACTS = {"document": "$response.body#/id"}
_NEXT = {"cursor": "$response.body#/next_cursor"}
_TRACE = {"correlation_id": "$response.header.X-Correlation-ID"}
# Operation and status: what may follow, with what.
LINKS: dict[tuple[str, int], dict[str, dict[str, str]]] = {
    ("register_document", 201): {
        "complete_document": _NEW_ID,
        "get_document": _NEW_ID,
        "get_content": _NEW_ID,
        "delete_document": _NEW_ID | _ETAG,
        "get_trace": _TRACE,
    },
    ("register_document", 200): {"get_document": _NEW_ID, "get_content": _NEW_ID},
    ("list_documents", 200): {
        "list_documents": _NEXT,
        "get_document": _FIRST_DOCUMENT,
        "get_content": _FIRST_DOCUMENT,
    },
    ("get_content", 200): {"get_document": _SAME_DOCUMENT},
    ("get_document", 200): {
        "list_facts": _ITS_FACTS,
        "list_timeline": _ITS_FACTS,
        "list_runs": _SAME_DOCUMENT,
        "get_page_image": _SAME_DOCUMENT | {"page": "1"},
        "delete_document": _SAME_DOCUMENT | _ETAG,
        "start_run": _SAME_DOCUMENT | _ETAG,
    },
    ("start_run", 202): {"get_document": _SAME_DOCUMENT, "list_runs": _SAME_DOCUMENT},
    ("delete_document", 200): {"restore_document": _SAME_DOCUMENT | _ETAG},
    ("restore_document", 200): {
        "get_document": _SAME_DOCUMENT,
        "delete_document": _SAME_DOCUMENT | _ETAG,
    },
    ("list_facts", 200): {"list_facts": _NEXT, "get_fact": _FIRST_FACT},
    ("get_fact", 200): {
        "get_document": {"document_id": "$response.body#/document_id"},
        "correct_fact": _SAME_FACT | _ETAG,
    },
    ("correct_fact", 201): {"get_fact": _SAME_FACT, "correct_fact": _SAME_FACT | _ETAG},
    ("list_timeline", 200): {"list_timeline": _NEXT},
    ("search_all", 200): {"search_all": _NEXT},
    ("list_review", 200): {"list_review": _NEXT, "get_review": _FIRST_CASE},
    ("get_review", 200): {
        "decide_review": _SAME_DOCUMENT | _ETAG,
        "get_page_image": _SAME_DOCUMENT | {"page": "1"},
    },
}


def links_of(operation: str, status: int) -> Json:
    """The links of one answer, by the operation they lead to."""
    found = LINKS.get((operation, status), {})
    return {name: {"operationId": name, "parameters": told} for name, told in found.items()}
