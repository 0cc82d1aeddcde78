"""Our spans as X-Ray subsegments, sent to the daemon that Lambda runs beside each function.

A provider for Powertools' Tracer in place of the X-Ray SDK: the SDK times calls a second time,
and importing it costs more than all the rest of a handler. Sending is one datagram a span and
never fails an invocation.

Source: AWS X-Ray developer guide, segment documents and the daemon's UDP format; AWS Lambda
developer guide, environment variables (`_X_AMZN_TRACE_ID`, `AWS_XRAY_DAEMON_ADDRESS`).
"""

from __future__ import annotations

import json
import os
import re
import socket
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from aws_lambda_powertools.tracing.base import BaseProvider

from lifeos.spans import Span, span

_HEADER = b'{"format":"json","version":1}\n'
_LARGEST_BYTES = 64_000  # of one datagram
_UNNAMEABLE = re.compile(r"[^\w\s.:/%&#=+\\\-@]")
_OFF = {"1", "true", "yes", "y", "on", "t"}
# Calls to something outside this function are drawn as nodes of their own.
_REMOTE = {"storage", "table", "sql", "machine"}


class XRaySpans(BaseProvider):
    """Collects annotations while an invocation runs; `send` hands its spans to the daemon."""

    def __init__(self) -> None:
        self._annotations: dict[str, str | int] = {}

    def put_annotation(self, key: str, value: Any) -> None:
        """A searchable value of the invocation: an id."""
        self._annotations[key] = value if isinstance(value, int) else str(value)

    def put_metadata(self, key: str, value: Any, namespace: str = "default") -> None:
        """Left out: metadata is free text, and none of ours leaves a function."""

    @contextmanager
    def in_subsegment(self, name: str | None = None, **kwargs: Any) -> Iterator[Any]:
        """A block as a span of its own."""
        with span(name or "block", "step") as made:
            yield made

    @asynccontextmanager
    async def in_subsegment_async(
        self, name: str | None = None, **kwargs: Any
    ) -> AsyncIterator[Any]:
        """The same around awaited work."""
        with span(name or "block", "step") as made:
            yield made

    def patch(self, modules: Sequence[str]) -> None:
        """Nothing to patch: every port's calls are spans already."""

    def patch_all(self) -> None:
        """Nothing to patch: every port's calls are spans already."""

    def send(self, spans: list[Span]) -> None:
        """Hand the spans of one invocation to the daemon, where this invocation is sampled."""
        annotations, self._annotations = self._annotations, {}
        trace = _sampled_trace(os.environ)
        if trace is None:
            return
        root, parent = trace
        documents = [_document(each, root, parent, annotations=annotations) for each in spans]
        _emit(documents, _daemon(os.environ))


def _sampled_trace(environment: os._Environ[str]) -> tuple[str, str] | None:
    """Trace id and the id of Lambda's own segment; None where nothing is to be sent."""
    if environment.get("POWERTOOLS_TRACE_DISABLED", "").lower() in _OFF:
        return None
    header = environment.get("_X_AMZN_TRACE_ID", "")
    told = dict(part.split("=", 1) for part in header.split(";") if "=" in part)
    if told.get("Sampled") != "1" or "Root" not in told or "Parent" not in told:
        return None
    return told["Root"], told["Parent"]


def _daemon(environment: os._Environ[str]) -> tuple[str, int]:
    """Where the daemon listens; `udp:` may be named beside `tcp:`."""
    address = environment.get("AWS_XRAY_DAEMON_ADDRESS", "127.0.0.1:2000")
    named = dict(part.split(":", 1) for part in address.split() if part.count(":") == 2)
    host, _, port = named.get("udp", address).rpartition(":")
    return host, int(port)


def _document(one: Span, root: str, parent: str, *, annotations: dict[str, str | int]) -> bytes:
    content: dict[str, Any] = {
        "type": "subsegment",
        "trace_id": root,
        "id": one.id,
        "parent_id": one.parent_id or parent,
        "name": _UNNAMEABLE.sub("_", one.name)[:200],
        "start_time": one.started_at,
        "end_time": one.started_at + one.duration_ms / 1000,
    }
    if one.kind in _REMOTE:
        content["namespace"] = "remote"
    if one.status == "error":
        content["fault"] = True
    told = one.attributes if one.parent_id else {**one.attributes, **annotations}
    if told:
        content["annotations"] = {_UNNAMEABLE.sub("_", key): value for key, value in told.items()}
    return json.dumps(content).encode()


def _emit(documents: list[bytes], daemon: tuple[str, int]) -> None:
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as link:
            link.setblocking(False)
            for document in documents:
                if len(document) < _LARGEST_BYTES:
                    link.sendto(_HEADER + document, daemon)
    except OSError:
        return  # a full buffer or no daemon: the trace has a gap, the work has none
