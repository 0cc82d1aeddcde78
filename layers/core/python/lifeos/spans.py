"""Spans: what one invocation did and how long each thing took.

A span is recorded where a port is called, a statement is run, or an invocation starts and ends.
They are kept per invocation and handed to a sink at its end, so that one person can see what
happened to one request, on a laptop as in the cloud. X-Ray shows operators the same.
Names and attributes carry ids, sizes and counts, never content.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar, cast
from uuid import uuid4

SpanKind = Literal["api", "step", "event", "storage", "table", "sql", "queue", "machine"]
T = TypeVar("T")


@dataclass(slots=True)
class Span:
    """One timed piece of work; times are Unix seconds."""

    id: str
    parent_id: str | None
    name: str
    kind: SpanKind
    started_at: float
    duration_ms: float = 0.0
    status: Literal["ok", "error"] = "ok"
    attributes: dict[str, str | int] = field(default_factory=dict)


_recorded: ContextVar[list[Span] | None] = ContextVar("recorded", default=None)
_current: ContextVar[str | None] = ContextVar("current", default=None)
_correlation: ContextVar[str] = ContextVar("correlation", default="none")


def correlate(correlation_id: str) -> None:
    """Say which request this invocation belongs to, for whatever it calls."""
    _correlation.set(correlation_id)


def correlation_id() -> str:
    """The request this invocation belongs to; `none` outside of one."""
    return _correlation.get()


@contextmanager
def recording() -> Iterator[list[Span]]:
    """Collect the spans of one invocation; the list is complete when the block ends."""
    spans: list[Span] = []
    token = _recorded.set(spans)
    try:
        yield spans
    finally:
        _recorded.reset(token)


@contextmanager
def span(name: str, kind: SpanKind, **attributes: str | int) -> Iterator[Span]:
    """Time a block; nested blocks become children. An exception marks it and passes on."""
    made = Span(uuid4().hex[:16], _current.get(), name, kind, time.time(), attributes=attributes)
    parent = _current.set(made.id)
    started = time.perf_counter()
    try:
        yield made
    except BaseException:
        made.status = "error"
        raise
    finally:
        made.duration_ms = round((time.perf_counter() - started) * 1000, 3)
        _current.reset(parent)
        spans = _recorded.get()
        if spans is not None:
            spans.append(made)


def note(name: str, kind: SpanKind, *, started_at: float, ended_at: float) -> None:
    """Record what happened before this invocation: the wait in a queue."""
    spans = _recorded.get()
    if spans is not None:
        duration_ms = round(max(0.0, ended_at - started_at) * 1000, 3)
        spans.append(Span(uuid4().hex[:16], _current.get(), name, kind, started_at, duration_ms))


class _Traced:
    """A port whose every method call is a span."""

    def __init__(self, port: object, name: str, kind: SpanKind) -> None:
        self._port, self._name, self._kind = port, name, kind

    def __getattr__(self, attribute: str) -> Any:
        found = getattr(self._port, attribute)
        if not callable(found):
            return found

        def call(*args: Any, **kwargs: Any) -> Any:
            with span(f"{self._name}.{attribute}", self._kind):
                return found(*args, **kwargs)

        return call


def traced(port: T, name: str, kind: SpanKind) -> T:
    """The same port, each of its calls recorded as `name.method`."""
    return cast(T, _Traced(port, name, kind))
