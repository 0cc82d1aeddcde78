"""The matrix of who may not do what: every guarded route, tried with everything but the right.

Routes are those of docs/openapi.json, so that none is forgotten. A cell is one request. With a
broken token it must be refused before a function answers (401 or 403); as another person it must
look as if there were no such thing, and show nothing of it. Afterwards all must be as it was.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx

from samples import inbox
from samples.life import live
from tests.support.hub import RunningHub
from tests.support.tokens import access_token, broken_tokens
from tests.support.visitor import Visitor
from tools.openapi.committed import committed

Json = dict[str, Any]
STATEMENT = b"""Date,Description,Amount,Currency
2026-03-01,Bakery,-3.20,EUR
2026-03-02,Bakery,-3.21,EUR
"""
SEED = 29  # of the generated life that the bill is from
ANOTHER, WITH_A_CURSOR = "another person", "another person, with the owner's cursor"


@dataclass(frozen=True)
class Operation:
    """One route of the contract that needs a person."""

    method: str
    path: str
    told: Json

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def queries(self) -> dict[str, Json]:
        """Its query parameters by name."""
        return {p["name"]: p for p in self.told["parameters"] if p.get("in") == "query"}

    @property
    def example(self) -> Json | None:
        """The contract's own example of its body."""
        content = self.told.get("requestBody", {}).get("content", {})
        found: Json | None = content.get("application/json", {}).get("example")
        return found


@dataclass(frozen=True)
class Cell:
    """One try; `refused` is whether nothing was given away."""

    route: str
    who: str
    status: int
    refused: bool


@dataclass(frozen=True)
class Owner:
    """Somebody with a bill, its fact and its trace, and a statement."""

    visitor: Visitor
    ids: dict[str, str]

    @classmethod
    def at(cls, hub: RunningHub) -> Owner:
        """Somebody new, whose files went all the way."""
        visitor = Visitor.new(hub)
        filed = inbox.files(live(SEED))
        bill = next(one for one in filed if (one.format, one.outcome) == ("pdf", "done"))
        document = visitor.ended(visitor.send("bill.pdf", bill.content))
        visitor.ended(visitor.send("statement.csv", STATEMENT))
        ids = {
            "document_id": document["id"],
            "fact_id": visitor.facts(document["id"])[0]["id"],
            "correlation_id": visitor.correlation_id,
            "page": "1",
        }
        return cls(visitor, ids)

    def belongings(self) -> tuple[Json, ...]:
        """All that somebody else could have changed."""
        asked = ("/v1/documents", "/v1/facts", "/v1/timeline", "/v1/review")
        return tuple(self.visitor.get(path) for path in asked)


def guarded() -> list[Operation]:
    """Every operation of the contract but those that say they need nobody, deletions last."""
    contract = committed() or {"paths": {}}
    found = [
        Operation(method.upper(), path, told)
        for path, item in contract["paths"].items()
        for method, told in item.items()
        if told.get("security") != []
    ]
    return sorted(found, key=lambda each: each.method == "DELETE")


def cells(hub: RunningHub) -> Iterator[Cell]:
    """Try everything. Raises: RuntimeError where it would prove nothing, or had an effect."""
    owner, stranger = Owner.at(hub), Visitor.new(hub)
    tokens = broken_tokens(hub, owner.visitor.person)
    tokens["access token for id token"] = access_token(hub, owner.visitor.person)
    before = owner.belongings()
    for operation in guarded():
        for who, token in tokens.items():
            answer = ask(hub, operation, owner.ids, token=token)
            refused = answer.status_code in {401, 403} and _gives_nothing_away(answer, owner)
            yield Cell(str(operation), who, answer.status_code, refused)
        yield _as_another(hub, operation, owner=owner, stranger=stranger)
        if "cursor" in operation.queries:
            yield _with_a_cursor(hub, operation, owner=owner, stranger=stranger)
    if owner.belongings() != before:
        raise RuntimeError("Something of the owner's was changed.")
    for operation in guarded():
        _require_open_to(owner, hub, operation)


def _require_open_to(owner: Owner, hub: RunningHub, operation: Operation) -> None:
    """The same request with the right token goes through; else the matrix would prove nothing."""
    answer = ask(hub, operation, owner.ids, token=owner.visitor.token)
    if answer.status_code in {401, 403, 404} or answer.status_code >= 500:
        raise RuntimeError(f"{operation} refuses its owner: {answer.text}")


def _as_another(hub: RunningHub, operation: Operation, *, owner: Owner, stranger: Visitor) -> Cell:
    """What exists for its owner must look to another as what never existed."""
    answer = ask(hub, operation, owner.ids, token=stranger.token)
    unknown = {name: str(uuid.uuid4()) for name in owner.ids if name.endswith("_id")}
    nothing = ask(hub, operation, {**owner.ids, **unknown}, token=stranger.token)
    refused = _gives_nothing_away(answer, owner) and answer.status_code == nothing.status_code
    if "{" in operation.path:
        refused &= answer.status_code in {200, 404} and _form(answer.text) == _form(nothing.text)
    return Cell(str(operation), ANOTHER, answer.status_code, refused)


def _with_a_cursor(
    hub: RunningHub, operation: Operation, *, owner: Owner, stranger: Visitor
) -> Cell:
    """A cursor is a place in a list, not a key to it."""
    first = ask(hub, operation, owner.ids, token=owner.visitor.token, limit="1", document=None)
    cursor = first.json()["next_cursor"] or str(uuid.uuid4())  # nothing waits for a review
    answer = ask(hub, operation, owner.ids, token=stranger.token, cursor=cursor)
    return Cell(
        str(operation), WITH_A_CURSOR, answer.status_code, _gives_nothing_away(answer, owner)
    )


def ask(
    hub: RunningHub,
    operation: Operation,
    ids: dict[str, str],
    *,
    token: str | None,
    **query: str | None,
) -> httpx.Response:
    """One sound request but for its token: queries that name a thing name that of `ids`."""
    headers = {} if token is None else {"Authorization": token}
    named = {"document": ids["document_id"], "fact": ids["fact_id"]}
    queries = {name: named.get(name, "bakery" if told["required"] else None)
               for name, told in operation.queries.items()}  # fmt: skip
    return httpx.request(
        operation.method,
        hub.api_url + operation.path.format_map(ids),
        headers={**headers, "Idempotency-Key": uuid.uuid4().hex, "If-Match": "*"},
        params={n: v for n, v in {**queries, **query}.items() if v is not None},
        json=operation.example,
        timeout=30,
    )


def _gives_nothing_away(answer: httpx.Response, owner: Owner) -> bool:
    """No id of the owner's, no word of the file; a trace's id was the caller's to know."""
    secrets = {owner.ids["document_id"], owner.ids["fact_id"], owner.visitor.id, "-3.2"}
    return not any(secret in answer.text for secret in secrets)


def _form(text: str) -> str:
    """A text without what differs from request to request."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", text)
