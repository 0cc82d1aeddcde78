"""`make bench-api`: handler time per route, no gateway between, and its ratio to bare calls.

Handlers run in this process over a real PostgreSQL, and a table and bucket in the emulator. Bare is
what the handler asked of boto3 and SQL, recorded from it, asked again by plain clients and written
as JSON; the two take turns. A write cannot be asked again as it was, so its ratio is to the time
its own calls took, and what it changed is put back before the next. The bar is on reads: at most
1.5. Every route is measured but health.
"""

from __future__ import annotations

import contextlib
import io
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, TypeVar

from lifeos.contracts.limits import limit_of

from functions.catalogue import Function, Route
from tests.bench.api_asks import event_for, name_of, readied, routes
from tests.bench.api_calls import Bare, Calls, recorded
from tests.bench.api_world import World, world
from tests.bench.report import Figure, report
from tests.events.recorded import Context

T = TypeVar("T")
Handler = Callable[..., dict[str, Any]]
ROUNDS = int(os.environ.get("API_ROUNDS", "150"))
WARM = 10
AT_MOST = 1.5


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
        for record, route in routes():
            print(f"{route.method} {route.path}", file=sys.stderr)
            figures += _figures(route, _measured(record, route, made=made, bare=bare))
        bare.close()
    return report("api", figures)


def _measured(record: Function, route: Route, *, made: World, bare: Bare) -> Measured:
    """A pause before each turn, and turns in changing order: what runs second finds all warm."""
    handler = import_module(f"functions.{record.name}.handler").handler
    pause_s = limit_of(route.method, route.path).token_ms / 1000  # until a token is back
    ours, alone = [], []
    _quietly(lambda: readied(route, made))
    with recorded() as calls:
        _answer(handler, event_for(route, made))
    for at in range(WARM + ROUNDS):
        if at % 2:
            time.sleep(pause_s)
            bare_ms = _bare_ms(route, calls, bare)
        _quietly(lambda: readied(route, made))
        time.sleep(pause_s)
        ours_ms, calls = _ours_ms(handler, event_for(route, made))
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


def _answer(handler: Handler, event: dict[str, Any]) -> None:
    """Raises AssertionError for anything but a success: a fast failure is no figure."""
    answer = _quietly(lambda: handler(event, Context()))
    assert answer["statusCode"] < 300, (event["path"], answer["body"])


def _quietly(act: Callable[[], T]) -> T:
    """Without the log lines that handlers print."""
    with contextlib.redirect_stdout(io.StringIO()):
        return act()


def _milliseconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


def _figures(route: Route, measured: Measured) -> list[Figure]:
    name = name_of(route)
    p99 = statistics.quantiles(measured.ours, n=100)[-1]
    bar = AT_MOST if route.method == "GET" else None
    return [
        Figure(f"{name}: p50", statistics.median(measured.ours), "ms"),
        Figure(f"{name}: p99", p99, "ms"),
        Figure(f"{name}: to bare calls", measured.ratio, "x", at_most=bar),
    ]


if __name__ == "__main__":
    sys.exit(main())
