"""The matrix of who may not do what: every guarded route, tried with everything but the right.

A cell is one request. With a broken token it must be refused before a function answers (401 or
403); as another person it must look as if there were no such thing, and show nothing of it.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx

from functions.catalogue import CATALOGUE, Route
from tests.support.hub import RunningHub
from tests.support.tokens import access_token, broken_tokens
from tests.support.visitor import Visitor
from tools.openapi.committed import committed

GUARDED = [route for record in CATALOGUE for route in record.routes if not route.public]
STATEMENT = b"Date,Description,Amount,Currency\n2026-03-01,Bakery,-3.20,EUR\n"


@dataclass(frozen=True)
class Cell:
    """One try; `refused` is whether nothing was given away."""

    route: str
    who: str
    status: int
    refused: bool


@dataclass(frozen=True)
class Owner:
    """Somebody with a document, its fact and its trace."""

    visitor: Visitor
    ids: dict[str, str]

    @classmethod
    def at(cls, hub: RunningHub) -> Owner:
        """Somebody new, whose statement went all the way."""
        visitor = Visitor.new(hub)
        document = visitor.ended(visitor.send("statement.csv", STATEMENT))
        fact = visitor.facts(document["id"])[0]
        ids = {
            "document_id": document["id"],
            "fact_id": fact["id"],
            "correlation_id": visitor.correlation_id,
            "page": "1",
        }
        return cls(visitor, ids)


def cells(hub: RunningHub) -> Iterator[Cell]:
    """Try everything."""
    owner = Owner.at(hub)
    tokens = broken_tokens(hub, owner.visitor.person)
    tokens["access token for id token"] = access_token(hub, owner.visitor.person)
    stranger = Visitor.new(hub)
    for route in GUARDED:
        for who, token in tokens.items():
            answer = ask(hub, route, owner.ids, token=token)
            refused = answer.status_code in {401, 403} and _gives_nothing_away(answer, owner)
            yield Cell(f"{route.method} {route.path}", who, answer.status_code, refused)
        yield _as_another(hub, route, owner=owner, stranger=stranger)
    for route in GUARDED:
        _require_open_to(owner, hub, route)


def _require_open_to(owner: Owner, hub: RunningHub, route: Route) -> None:
    """The same request with the right token goes through; else the matrix would prove nothing.

    Raises: RuntimeError.
    """
    answer = ask(hub, route, owner.ids, token=owner.visitor.token)
    if answer.status_code in {401, 403, 404} or answer.status_code >= 500:
        raise RuntimeError(f"{route.method} {route.path} refuses its owner: {answer.text}")


def _as_another(hub: RunningHub, route: Route, *, owner: Owner, stranger: Visitor) -> Cell:
    """What exists for its owner must look to another as what never existed."""
    answer = ask(hub, route, owner.ids, token=stranger.token)
    refused = _gives_nothing_away(answer, owner)
    if "{" in route.path:
        ids = {name: str(uuid.uuid4()) for name in owner.ids if name.endswith("_id")}
        unknown = {**owner.ids, **ids}
        nothing = ask(hub, route, unknown, token=stranger.token)
        refused &= answer.status_code == nothing.status_code in {200, 404}
        refused &= _form(answer.text) == _form(nothing.text)
    return Cell(f"{route.method} {route.path}", "another person", answer.status_code, refused)


def ask(hub: RunningHub, route: Route, ids: dict[str, str], *, token: str | None) -> httpx.Response:
    """One sound request but for its token: the contract's own example is its body."""
    headers = {} if token is None else {"Authorization": token}
    operation = _operation(route)
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    asked = [each for each in operation["parameters"] if each.get("in") == "query"]
    return httpx.request(
        route.method,
        hub.api_url + route.path.format_map(ids),
        headers={**headers, "Idempotency-Key": uuid.uuid4().hex, "If-Match": "*"},
        params={each["name"]: "bakery" for each in asked if each["required"]},
        json=content.get("example") if content else None,
        timeout=30,
    )


def _operation(route: Route) -> dict[str, Any]:
    contract = committed() or {"paths": {}}
    found: dict[str, Any] = contract["paths"][route.path][route.method.lower()]
    return found


def _gives_nothing_away(answer: httpx.Response, owner: Owner) -> bool:
    """No id of the owner's, no word of the file; a trace's id was the caller's to know."""
    secrets = {owner.ids["document_id"], owner.ids["fact_id"], owner.visitor.id, "-3.20"}
    return not any(secret in answer.text for secret in secrets)


def _form(text: str) -> str:
    """A text without what differs from request to request."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", text)
