"""`make bench-api`: handler time per route, no gateway between, and its ratio to bare calls.

Handlers run in this process over a real PostgreSQL, and a table and bucket in the emulator. Bare is
what the handler asked of boto3 and SQL, recorded from it, asked again by plain clients and written
as JSON; the two take turns. A write cannot be asked again as it was, so its ratio is to the time
its own calls took. The bar is on reads: at most 1.5.
"""

from __future__ import annotations

import contextlib
import io
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from uuid import uuid4

from lifeos.contracts.limits import limit_of

from functions.catalogue import CATALOGUE, Function, Route
from tests.bench.api_calls import Bare, Calls, recorded
from tests.bench.api_world import PERSON, World, world
from tests.bench.report import Figure, report
from tests.events.recorded import Context, request

Handler = Callable[..., dict[str, Any]]
ROUNDS = 150
WARM = 10
AT_MOST = 1.5
# What a route is asked where its path alone does not say it.
QUERIES = {"/v1/search": {"q": "bakery 42"}, "/v1/traces/{correlation_id}": None}
PATHS = {
    "/v1/review/{document_id}": "doubted_id",
    "/v1/documents/{document_id}/runs": "filed_id",
}


@dataclass(frozen=True)
class Measured:
    """Milliseconds of one route, round by round."""

    ours: list[float]
    bare: list[float]

    @property
    def ratio(self) -> float:
        """Median to median."""
        return statistics.median(self.ours) / statistics.median(self.bare)


def main() -> int:
    """Fill, ask, report; answers the exit code."""
    with world() as made:
        bare = Bare(made.app_url)
        figures = []
        for record, route in _routes():
            print(f"{route.method} {route.path}", file=sys.stderr)
            figures += _figures(route, _measured(record, route, made=made, bare=bare))
        bare.close()
    return report("api", figures)


def _routes() -> list[tuple[Function, Route]]:
    """Every read, and the write that a burst is made of. Health is not asked by people."""
    found = [(record, route) for record in CATALOGUE for route in record.routes]
    return [
        (record, route)
        for record, route in found
        if not route.public and (route.method == "GET" or route.path == "/v1/documents")
    ]


def _measured(record: Function, route: Route, *, made: World, bare: Bare) -> Measured:
    """A pause before each turn, and turns in changing order: what runs second finds all warm."""
    handler = import_module(f"functions.{record.name}.handler").handler
    pause_s = limit_of(route.method, route.path).token_ms / 1000  # until a token is back
    ours, alone = [], []
    with recorded() as calls:
        _answer(handler, _event(route, made))
    for at in range(WARM + ROUNDS):
        if at % 2:
            time.sleep(pause_s)
            bare_ms = _bare_ms(route, calls, bare)
        time.sleep(pause_s)
        ours_ms, calls = _ours_ms(handler, _event(route, made))
        if not at % 2:
            time.sleep(pause_s)
            bare_ms = _bare_ms(route, calls, bare)
        if at >= WARM:
            ours.append(ours_ms)
            alone.append(bare_ms)
    return Measured(ours, alone)


def _bare_ms(route: Route, calls: Calls, bare: Bare) -> float:
    if route.method != "GET":
        return calls.spent_ms
    return _milliseconds(lambda: bare.replay(calls))


def _ours_ms(handler: Handler, event: dict[str, Any]) -> tuple[float, Calls]:
    with recorded() as calls:
        return _milliseconds(lambda: _answer(handler, event)), calls


def _event(route: Route, made: World) -> dict[str, Any]:
    ids = {**made.ids, "page": "1", "document_id": made.ids[PATHS.get(route.path, "document_id")]}
    path = route.path.format_map(ids)
    if route.method == "GET":
        return request("GET", path, query=QUERIES.get(route.path), user_id=PERSON)
    body = {
        "name": "letter.txt",
        "size_bytes": 10,
        "media_type": "text/plain",
        "sha256": f"{uuid4().hex}{uuid4().hex}",
    }
    keyed = {"Idempotency-Key": str(uuid4()), "Content-Type": "application/json"}
    return request(route.method, path, body=body, headers=keyed, user_id=PERSON)


def _answer(handler: Handler, event: dict[str, Any]) -> None:
    """Raises AssertionError for anything but a success: a fast failure is no figure."""
    with contextlib.redirect_stdout(io.StringIO()):
        answer = handler(event, Context())
    assert answer["statusCode"] < 300, (event["path"], answer["body"])


def _milliseconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


def _figures(route: Route, measured: Measured) -> list[Figure]:
    name = f"{route.method} {route.path}"
    p99 = statistics.quantiles(measured.ours, n=100)[-1]
    bar = AT_MOST if route.method == "GET" else None
    return [
        Figure(f"{name}: p50", statistics.median(measured.ours), "ms"),
        Figure(f"{name}: p99", p99, "ms"),
        Figure(f"{name}: to bare calls", measured.ratio, "x", at_most=bar),
    ]


if __name__ == "__main__":
    sys.exit(main())
