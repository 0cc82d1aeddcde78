"""A real HTTP server in this process, with faults on demand."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal, Protocol
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]  # names in lower case
    body: bytes


@dataclass(frozen=True)
class Answer:
    """What goes back."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Fault:
    """What to do instead of the work: answer, hang up, or do it and then hang up."""

    method: str
    path: str  # regular expression over the whole path
    action: Answer | Literal["drop", "drop-after"]
    times: int = 1

    def takes(self, asked: Asked) -> bool:
        """True, and one time fewer, if this request is to suffer."""
        fits = asked.method == self.method and re.fullmatch(self.path, asked.path)
        if not fits or self.times == 0:
            return False
        self.times -= 1
        return True


class Site(Protocol):
    """Whatever answers."""

    def answer(self, asked: Asked) -> Answer: ...


class FaultyServer:
    """Serves a site on 127.0.0.1, on a free port, and remembers every request."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.faults: list[Fault] = []
        self.asked: list[Asked] = []
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_for(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}
        )
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, asked: Asked) -> Answer | None:
        """None: hang up without a word."""
        with self._lock:
            self.asked.append(asked)
            fault = next((f for f in self.faults if f.takes(asked)), None)
            if fault and isinstance(fault.action, Answer):
                return fault.action
            if fault and fault.action == "drop":
                return None
            answer = self.site.answer(asked)
            return None if fault else answer

    def count(self, method: str, path: str) -> int:
        """How many requests came to a path (a regular expression)."""
        return sum(a.method == method and bool(re.fullmatch(path, a.path)) for a in self.asked)


def _asked(handler: BaseHTTPRequestHandler) -> Asked:
    parts = urlsplit(handler.path)
    return Asked(
        method=handler.command,
        path=parts.path,
        query=dict(parse_qsl(parts.query)),
        headers={name.lower(): value for name, value in handler.headers.items()},
        body=handler.rfile.read(int(handler.headers.get("content-length", "0"))),
    )


def _handler_for(server: FaultyServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _serve(self) -> None:
            answer = server.answer(_asked(self))
            if answer is None:
                self.close_connection = True
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if "Content-Length" not in answer.headers:
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)
            if len(answer.body) < int(answer.headers.get("Content-Length", "0")):
                self.close_connection = True  # a scripted break in the middle of a body

        do_GET = do_POST = do_PUT = do_DELETE = _serve  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            return

    return Handler
