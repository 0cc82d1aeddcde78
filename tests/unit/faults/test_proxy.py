"""The proxy passes what it should, treats what it should, and never hides a dead end."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from local.ports import HOST, free_port
from tests.faults.proxy import BROKEN_S3, PASS, THROTTLED, Call, Proxy, Treatment


class Upstream(BaseHTTPRequestHandler):
    """Answers with what it was asked."""

    protocol_version = "HTTP/1.1"
    asked: list[dict[str, Any]]

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        return

    def do_any(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        told = {"method": self.command, "host": self.headers["Host"], "body": body}
        self.asked.append({**told, "path": self.path})
        content = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("ETag", '"kept"')
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    do_GET = do_PUT = do_POST = do_HEAD = do_any  # noqa: N815


@contextmanager
def upstream() -> Iterator[tuple[int, list[dict[str, Any]]]]:
    asked: list[dict[str, Any]] = []
    server = ThreadingHTTPServer((HOST, 0), type("Own", (Upstream,), {"asked": asked}))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1], asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def asked() -> Iterator[tuple[Proxy, list[dict[str, Any]]]]:
    with upstream() as (port, asked), Proxy(free_port(), (HOST, port)).serving() as proxy:
        yield proxy, asked


_SIGNED = "AWS4-HMAC-SHA256 Credential=key/20261124"
Asked = tuple[Proxy, list[dict[str, Any]]]


def ask(
    proxy: Proxy, method: str = "GET", *, body: bytes = b"", more: dict[str, str] | None = None
) -> Any:
    connection = http.client.HTTPConnection(HOST, proxy.port, timeout=5)
    try:
        headers = {"Host": "signed.example:4566", **(more or {})}
        connection.request(method, "/bucket/key?versionId=1", body=body, headers=headers)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize("method", ["GET", "PUT", "POST"])
def test_a_call_passes_with_the_host_it_was_signed_for(asked: Asked, method: str) -> None:
    proxy, seen = asked

    status, headers, content = ask(proxy, method, body=b"some bytes")

    assert status == 200
    assert headers["ETag"] == '"kept"'
    assert json.loads(content)["body"] == "some bytes"
    assert seen[0]["host"] == "signed.example:4566"
    assert seen[0]["path"] == "/bucket/key?versionId=1"
    assert (proxy.passed, proxy.treated.total()) == (1, 0)


def test_a_head_has_the_length_of_what_it_does_not_send(asked: Asked) -> None:
    proxy, _ = asked

    status, headers, content = ask(proxy, "HEAD")

    assert (status, content) == (200, b"")
    assert int(headers["Content-Length"]) > 0


@pytest.mark.parametrize(("treatment", "status"), [(THROTTLED, 400), (BROKEN_S3, 500)])
def test_a_call_that_is_answered_here_never_arrives(
    asked: Asked, treatment: Treatment, status: int
) -> None:
    proxy, seen = asked

    with proxy.ruled(lambda call: treatment):
        answered = ask(proxy, "PUT", body=b"x")

    assert answered[0] == status
    assert seen == []
    assert proxy.treated.total() == 1


def test_an_answer_that_is_lost_had_its_effect(asked: Asked) -> None:
    proxy, seen = asked

    with (
        proxy.ruled(lambda call: Treatment(lose_answer=True)),
        pytest.raises((http.client.RemoteDisconnected, ConnectionError)),
    ):
        ask(proxy, "PUT", body=b"x")

    assert len(seen) == 1


def test_what_is_done_after_an_effect_is_done_before_the_answer(asked: Asked) -> None:
    proxy, seen = asked
    order: list[int] = []

    with proxy.ruled(lambda call: Treatment(after=lambda: order.append(len(seen)))):
        ask(proxy)

    assert order == [1]


@pytest.mark.parametrize(
    ("headers", "call"),
    [
        ({"X-Amz-Target": "DynamoDB_20120810.UpdateItem"}, Call("dynamodb", "UpdateItem")),
        ({"X-Amz-Target": "AWSStepFunctions.StartExecution"}, Call("states", "StartExecution")),
        (
            {"Authorization": f"{_SIGNED}/us-east-1/appconfig/aws4_request"},
            Call("appconfig", "POST"),
        ),
        ({"Authorization": f"{_SIGNED}/us-east-1/s3/aws4_request"}, Call("s3", "POST")),
        ({}, Call("s3", "POST")),
    ],
)
def test_a_rule_is_told_what_is_called(asked: Asked, headers: dict[str, str], call: Call) -> None:
    proxy, _ = asked
    told: list[Call] = []

    def rule(seen: Call) -> Treatment:
        told.append(seen)
        return PASS

    with proxy.ruled(rule):
        ask(proxy, "POST", more=headers)

    assert told == [call]


def test_a_rule_ends_with_its_block(asked: Asked) -> None:
    proxy, _ = asked

    with proxy.ruled(lambda call: THROTTLED):
        pass

    assert ask(proxy)[0] == 200


def test_nobody_behind_it_is_a_broken_connection_not_an_answer() -> None:
    with (
        Proxy(free_port(), (HOST, free_port())).serving() as proxy,
        pytest.raises((http.client.RemoteDisconnected, ConnectionError)),
    ):
        ask(proxy)
