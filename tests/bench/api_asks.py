"""What each route is asked in bench-api, and how what a write changed is put back before the next.

A route that is not named here is asked by its path alone; a write that needs a body and is not
named fails the measurement, so that none is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any
from uuid import UUID, uuid4

from functions.catalogue import CATALOGUE, Function, Route
from tests.bench.api_world import CORRECTED, DELETED, PERSON, REREAD, World
from tests.events.recorded import Context, request

Json = dict[str, Any]
QUERIES = {"/v1/search": {"q": "bakery 42"}}
# Which document or fact a route is asked about, where it is not the stored PDF or the first fact.
ABOUT = {
    "GET /v1/review/{document_id}": {"document_id": "doubted_id"},
    "GET /v1/documents/{document_id}/runs": {"document_id": "filed_id"},
    "POST /v1/review/{document_id}": {"document_id": "decided_id"},
    "POST /v1/facts/{fact_id}/corrections": {"fact_id": CORRECTED},
    "DELETE /v1/documents/{document_id}": {"document_id": DELETED},
    "POST /v1/documents/{document_id}/restore": {"document_id": DELETED},
    "POST /v1/documents/{document_id}/runs": {"document_id": REREAD},
}
REOPEN = "UPDATE documents SET outcome = 'needs_review' WHERE user_id = %s AND id = %s"


def routes() -> list[tuple[Function, Route]]:
    """Every route that people use; health is asked by machines."""
    found = [(record, route) for record in CATALOGUE for route in record.routes]
    return [(record, route) for record, route in found if not route.public]


def name_of(route: Route) -> str:
    """Method and path."""
    return f"{route.method} {route.path}"


def event_for(route: Route, made: World) -> Json:
    """One sound request."""
    about = {name: made.ids[of] for name, of in ABOUT.get(name_of(route), {}).items()}
    path = route.path.format_map({**made.ids, "page": "1", **about})
    if route.method == "GET":
        return request("GET", path, query=QUERIES.get(route.path), user_id=PERSON)
    headers = {"Idempotency-Key": str(uuid4()), "Content-Type": "application/json"}
    headers |= {"If-Match": "*"} if route.conditional else {}
    body = _body(route)
    return request(route.method, path, body=body, headers=headers, user_id=PERSON)


def _body(route: Route) -> Json | None:
    """Raises KeyError for a route with a body that nobody has written down here."""
    if route.method == "DELETE" or not route.body:
        return None
    bodies: dict[str, Json] = {
        "/v1/documents": {
            "name": "letter.txt",
            "size_bytes": 10,
            "media_type": "text/plain",
            "sha256": f"{uuid4().hex}{uuid4().hex}",
        },
        "/v1/documents/{document_id}/complete": {},
        "/v1/review/{document_id}": {"decision": "confirm"},
        "/v1/facts/{fact_id}/corrections": {"field": "title", "value": f"Rent {uuid4().hex}"},
        "/v1/live/tickets": {},
    }
    return bodies[route.path]


def readied(route: Route, made: World) -> None:
    """Put back what the last write of this route changed."""
    undone = _UNDONE.get(name_of(route))
    if undone is not None:
        undone(made)


def _call(name: str, made: World) -> None:
    record, route = next((f, r) for f, r in routes() if name_of(r) == name)
    handler = import_module(f"functions.{record.name}.handler").handler
    answer = handler(event_for(route, made), Context())
    assert answer["statusCode"] < 300, answer["body"]


def _reopen(made: World) -> None:
    with made.hub.database.session(PERSON) as session:
        session.connection.execute(REOPEN, (PERSON, UUID(made.ids["decided_id"])))


def _end(made: World) -> None:
    """As if the run had read it: its slot is free, and it has ended."""
    record = made.hub.ledger.get(PERSON, UUID(made.ids[REREAD]))
    made.hub.slots.give_back(str(record.run))
    made.hub.dynamodb.update_item(
        TableName=made.hub.table,
        Key={"pk": {"S": f"USER#{PERSON}"}, "sk": {"S": f"DOC#{record.document.id}"}},
        UpdateExpression="SET outcome = :done",
        ExpressionAttributeValues={":done": {"S": "done"}},
    )


_UNDONE: dict[str, Callable[[World], None]] = {
    "DELETE /v1/documents/{document_id}": lambda made: _call(
        "POST /v1/documents/{document_id}/restore", made
    ),
    "POST /v1/documents/{document_id}/restore": lambda made: _call(
        "DELETE /v1/documents/{document_id}", made
    ),
    "POST /v1/review/{document_id}": _reopen,
    "POST /v1/documents/{document_id}/runs": _end,
}
