"""The API as its gateway calls it: events of the catalogue's routes, over the real handlers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

from lifeos import wiring

from functions.catalogue import CATALOGUE, Function, Route
from tests.fakes.hub import FakeHub
from tests.support.table import table

REQUEST_ID = "c6af9ac6-7b61-11e6-9a41-93e8deadbeef"
CONTEXT = SimpleNamespace(aws_request_id=REQUEST_ID, get_remaining_time_in_millis=lambda: 28_000)
ROUTES = [(record, route) for record in CATALOGUE for route in record.routes]


@dataclass(frozen=True)
class Answer:
    """What a handler handed back to the gateway."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def json(self) -> Any:
        """The body."""
        return json.loads(self.text)

    @property
    def code(self) -> str:
        """The problem's code; empty for an answer that is none."""
        told = self.json.get("type", "") if isinstance(self.json, dict) else ""
        return str(told).removeprefix("urn:lifeos:problem:")


@dataclass
class Gateway:
    """Calls handlers as one person; `person=None` is a token without a username."""

    hub: FakeHub
    person: UUID | None = field(default_factory=uuid4)

    def call(
        self,
        method: str,
        path: str,
        *,
        body: Any = None,
        headers: dict[str, str] | None = None,
        query: dict[str, list[str]] | None = None,
    ) -> Answer:
        """Send one request; `body` is text as it is, anything else as JSON."""
        record, route, values = found_route(method, path)
        text = body if body is None or isinstance(body, str) else json.dumps(body)
        sent = self.event(route, path, text, headers=headers or {}, query=query or {})
        sent["pathParameters"] = values or None
        return self.deliver(record, sent)

    def post(self, path: str, body: Any, *, key: str = "", **headers: str) -> Answer:
        """A POST as a client sends it, under a fresh key unless one is given, to any version."""
        sent = {
            "Content-Type": "application/json",
            "If-Match": "*",
            "Idempotency-Key": key or str(uuid4()),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        return self.call("POST", path, body=body, headers=sent)

    def event(
        self,
        route: Route,
        path: str,
        text: str | None,
        *,
        headers: dict[str, str],
        query: dict[str, list[str]],
    ) -> dict[str, Any]:
        """A REST API proxy event. Source: API Gateway developer guide, payload format 1.0."""
        claims = {"claims": {"cognito:username": str(self.person)} if self.person else {}}
        return {
            "resource": route.path,
            "path": path,
            "httpMethod": route.method,
            "headers": headers,
            "multiValueHeaders": {name: [value] for name, value in headers.items()},
            "queryStringParameters": {name: values[-1] for name, values in query.items()} or None,
            "multiValueQueryStringParameters": query or None,
            "pathParameters": None,
            "requestContext": {"requestId": REQUEST_ID, "stage": "live", "authorizer": claims},
            "body": text,
            "isBase64Encoded": False,
        }

    def deliver(self, record: Function, event: dict[str, Any]) -> Answer:
        """Hand an event to the function that the catalogue names."""
        handler = import_module(f"functions.{record.name}.handler").handler
        told = handler(event, CONTEXT)
        headers = {**(told.get("headers") or {})}
        headers |= {name: ", ".join(each) for name, each in told["multiValueHeaders"].items()}
        return Answer(told["statusCode"], headers, told["body"])


def found_route(method: str, path: str) -> tuple[Function, Route, dict[str, str]]:
    """The catalogue's route of a path, and its values. Raises: LookupError."""
    for record, route in ROUTES:
        pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", route.path)
        match = re.fullmatch(pattern, path)
        if match and route.method == method:
            return record, route, match.groupdict()
    raise LookupError(f"{method} {path}")


@contextmanager
def gateway_over_fakes() -> Iterator[Gateway]:
    """A gateway before handlers whose ports are fakes; idempotency records lie in moto."""
    with table() as client:
        hub = FakeHub()
        hub.__dict__["dynamodb"] = client
        wiring.use(hub)
        try:
            yield Gateway(hub)
        finally:
            wiring.use(None)
