"""An HTTP proxy between functions and AWS that answers some calls itself, late, or not at all.

Requests pass with the Host header they were signed for, so the emulator still verifies every
signature. A function is pointed at it by its own environment (`AWS_ENDPOINT_URL`), which is how an
operator would point it elsewhere; nothing of its code changes.
"""

from __future__ import annotations

import contextlib
import http.client
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

from local.ports import HOST, free_port
from tests.support.hub import RunningHub

Service = Literal["dynamodb", "states", "appconfig", "s3"]
PREFIX = "LifeOS"
_HOP = {"connection", "keep-alive", "transfer-encoding"}  # Source: RFC 9110 section 7.6.1


@dataclass(frozen=True)
class Call:
    """One call of a function, as far as a fault may depend on it."""

    service: Service
    operation: str  # UpdateItem, StartExecution; for S3 the method


@dataclass(frozen=True)
class Treatment:
    """What becomes of a call; without anything it passes."""

    wait_s: float = 0.0
    answer: tuple[int, str, bytes] | None = None  # status, content type, body: instead of AWS
    lose_answer: bool = False  # AWS does it, and the caller never hears
    after: Callable[[], object] | None = None  # done when AWS has done it, before the caller hears


PASS = Treatment()
THROTTLED = Treatment(
    answer=(
        400,
        "application/x-amz-json-1.0",
        b'{"__type":"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException",'
        b'"message":"The level of configured provisioned throughput for the table was exceeded."}',
    )
)
BROKEN_S3 = Treatment(
    answer=(
        500,
        "application/xml",
        b"<Error><Code>InternalError</Code><Message>We encountered an internal error.</Message>"
        b"</Error>",
    )
)
SLOW_DOWN_S3 = Treatment(
    answer=(
        503,
        "application/xml",
        b"<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>",
    )
)
Rule = Callable[[Call], Treatment]


@dataclass
class Proxy:
    """Stands between; `rule` may be changed at any time. `treated` counts what it did not pass."""

    port: int
    upstream: tuple[str, int]
    rule: Rule = lambda call: PASS
    treated: Counter[str] = field(default_factory=Counter)
    passed: int = 0

    @contextmanager
    def serving(self) -> Iterator[Proxy]:
        """Serve on 127.0.0.1 for as long as the block runs."""
        server = _Server(self)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()
            thread.join()

    def treat(self, call: Call) -> Treatment:
        """What the rule says of a call, counted."""
        treatment = self.rule(call)
        if treatment == PASS:
            self.passed += 1
        else:
            self.treated[f"{call.service} {call.operation}"] += 1
        return treatment

    @contextmanager
    def ruled(self, rule: Rule) -> Iterator[None]:
        """Another rule for as long as the block runs."""
        before, self.rule = self.rule, rule
        try:
            yield
        finally:
            self.rule = before


@contextmanager
def between(running: RunningHub, *functions: str) -> Iterator[Proxy]:
    """A proxy that the named functions reach AWS through until the block ends."""
    proxy = Proxy(free_port(), (HOST, running.hub.port))
    with proxy.serving():
        _point(running, functions, f"http://{HOST}:{proxy.port}")
        try:
            yield proxy
        finally:
            proxy.rule = lambda call: PASS
            _point(running, functions, None)


def _point(running: RunningHub, functions: tuple[str, ...], endpoint: str | None) -> None:
    client = running.aws("lambda")
    for function in functions:
        name = f"{PREFIX}-{function}"
        known = client.get_function_configuration(FunctionName=name)["Environment"]["Variables"]
        variables = {key: value for key, value in known.items() if key != "AWS_ENDPOINT_URL"}
        if endpoint is not None:
            variables["AWS_ENDPOINT_URL"] = endpoint
        client.update_function_configuration(
            FunctionName=name, Environment={"Variables": variables}
        )


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, proxy: Proxy) -> None:
        super().__init__((HOST, proxy.port), _Handler)
        self.proxy = proxy

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that was killed in the middle of its call is what this is for."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Functions' calls are counted, not printed."""

    def do_any(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        treatment = self.server.proxy.treat(_call(self))
        time.sleep(treatment.wait_s)
        if treatment.answer is not None:
            status, kind, content = treatment.answer
            self._answer(status, [("Content-Type", kind)], content)
            return
        answer = _forward(self.server.proxy.upstream, self, body)
        if treatment.after is not None:
            treatment.after()
        if answer is None or treatment.lose_answer:
            self.close_connection = True
        else:
            self._answer(*answer)

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = do_any  # noqa: N815

    def _answer(self, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
        kept = [(name, value) for name, value in headers if name.lower() not in _HOP]
        if "content-length" not in {name.lower() for name, _ in kept}:
            kept.append(("Content-Length", str(len(content))))
        with contextlib.suppress(ConnectionError):  # the caller may have been killed
            self.send_response_only(status)
            for name, value in kept:
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)


def _call(request: BaseHTTPRequestHandler) -> Call:
    target = request.headers.get("X-Amz-Target", "")
    api, _, operation = target.partition(".")
    if api.startswith("DynamoDB"):
        return Call("dynamodb", operation)
    if api.startswith("AWSStepFunctions"):
        return Call("states", operation)
    if "/appconfig/aws4_request" in request.headers.get("Authorization", ""):
        return Call("appconfig", request.command)
    return Call("s3", request.command)


def _forward(
    upstream: tuple[str, int], request: BaseHTTPRequestHandler, body: bytes
) -> tuple[int, list[tuple[str, str]], bytes] | None:
    """Status, headers and body of the real answer; None when nobody answers."""
    connection = http.client.HTTPConnection(*upstream, timeout=60)
    try:
        connection.putrequest(
            request.command, request.path, skip_host=True, skip_accept_encoding=True
        )
        for name, value in request.headers.items():
            if name.lower() not in _HOP:
                connection.putheader(name, value)
        connection.endheaders(body or None)
        answer = connection.getresponse()
        return answer.status, answer.getheaders(), answer.read()
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
