"""Takes and serves files for `LocalFilesStorage`, on this machine only.

PUT <base>/<token> with a Content-Length stores the body; GET or HEAD <base>/<token> serves a file
as an attachment. The token decides everything: there is no listing, no other path and no other
method. A request that names another host is refused, so that a web page whose own name is made to
point here (DNS rebinding) gets nothing. Tokens are permissions and are never logged.
"""

from __future__ import annotations

import json
import logging
import re
import shutil
import socket
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import BinaryIO, ClassVar, cast

from lifeos.adapters.local_files import LocalFilesStorage
from lifeos.adapters.streams import BLOCK_BYTES
from lifeos.errors import DeniedError, InvalidInputError, Kind, LifeOSError

HOST = "127.0.0.1"
PREFIX = "/files"
IDLE_TIMEOUT_S = 30.0  # a connection on which nothing moves for so long is closed
LINGER_BYTES = 16 * BLOCK_BYTES  # read and dropped of a refused body, so that the answer is seen
LINGER_TIMEOUT_S = 1.0

_STATUS: Mapping[Kind, HTTPStatus] = {
    "invalid": HTTPStatus.UNPROCESSABLE_ENTITY,
    "not-found": HTTPStatus.NOT_FOUND,
    "too-large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "denied": HTTPStatus.FORBIDDEN,
    "upstream": HTTPStatus.INSUFFICIENT_STORAGE,
}
# A served file must not run, be framed, be taken for another type, or be kept on the way.
_SERVED_WITH = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
}

_DECIMAL = re.compile(r"[0-9]{1,19}")
_log = logging.getLogger(__name__)


class FileServer(ThreadingHTTPServer):
    """Listens on 127.0.0.1. `serve_forever` handles each connection in a thread of its own."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, storage_at: Callable[[str], LocalFilesStorage]) -> None:
        """Port 0 takes a free one; `storage_at` makes the storage for the resulting base URL.

        Raises: OSError where the port is taken.
        """
        super().__init__((HOST, port), _Handler)
        self.storage = storage_at(f"http://{HOST}:{self.server_port}{PREFIX}")

    def handle_error(self, request: object, client_address: object) -> None:
        """A sender that went away is not worth a word; anything else is a defect of the hub."""
        if not isinstance(sys.exc_info()[1], OSError):
            _log.exception("request failed")

    def names(self) -> tuple[str, str]:
        """The Host headers that mean this server."""
        return f"{HOST}:{self.server_port}", f"localhost:{self.server_port}"


class LengthRequiredError(InvalidInputError):
    """A body whose size is not said before it starts."""

    code = "length-required"


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server_version = "lifeos-files"
    sys_version = ""
    timeout: ClassVar[float] = IDLE_TIMEOUT_S
    server: FileServer

    def do_PUT(self) -> None:
        try:
            token = self._token()
            etag = self.server.storage.receive(
                token, cast("BinaryIO", self.rfile), size_bytes=self._declared_size()
            )
        except LifeOSError as error:
            self._refuse(error)
        else:
            self._answer(HTTPStatus.OK, {"ETag": etag, "Content-Length": "0"})

    def do_GET(self) -> None:
        try:
            self._serve(with_body=True)
        except LifeOSError as error:
            self._refuse(error)

    def do_HEAD(self) -> None:
        try:
            self._serve(with_body=False)
        except LifeOSError as error:
            self._refuse(error)

    def _serve(self, *, with_body: bool) -> None:
        storage = self.server.storage
        attachment = storage.fetch(self._token())
        with storage.open(attachment.ref) as stream:
            headers = {
                "Content-Type": attachment.media_type,
                "Content-Length": str(attachment.size_bytes),
                "Content-Disposition": attachment.content_disposition,
                **_SERVED_WITH,
            }
            self._answer(HTTPStatus.OK, headers)
            if with_body:
                self._send(stream)

    def _send(self, stream: BinaryIO) -> None:
        """Where either side breaks, the connection ends short of its Content-Length."""
        try:
            shutil.copyfileobj(stream, self.wfile, BLOCK_BYTES)
        except (LifeOSError, ConnectionError, TimeoutError):
            self.close_connection = True
            _log.warning("download broke off")

    def _token(self) -> str:
        if self.headers.get("Host", "").lower() not in self.server.names():
            raise DeniedError("This server answers to its own name only.")
        return self.path.removeprefix(f"{PREFIX}/")

    def _declared_size(self) -> int:
        declared = self.headers.get_all("Content-Length", [])
        chunked = "Transfer-Encoding" in self.headers
        if chunked or len(declared) != 1 or not _DECIMAL.fullmatch(declared[0]):
            raise LengthRequiredError("Say the size of the body in one Content-Length.")
        return int(declared[0])

    def _answer(self, status: HTTPStatus, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _refuse(self, error: LifeOSError) -> None:
        """Problem details (RFC 9457), then close: what is left of the body is not a request."""
        status = _STATUS.get(error.kind, HTTPStatus.INTERNAL_SERVER_ERROR)
        if isinstance(error, LengthRequiredError):
            status = HTTPStatus.LENGTH_REQUIRED
        problem = {
            "type": f"urn:lifeos:problem:{error.code}",
            "title": status.phrase,
            "status": status,
            "detail": error.detail,
        }
        body = json.dumps(problem).encode()
        headers = {"Content-Type": "application/problem+json", "Content-Length": str(len(body))}
        with suppress(OSError):  # the sender is gone already
            self._answer(status, {**headers, "Connection": "close"})
            if self.command != "HEAD":
                self.wfile.write(body)
            self._linger()

    def _linger(self) -> None:
        """Say that no more comes, then let the sender finish a little.

        Closing on unread bytes resets the connection, and the sender may never see the answer.
        Source: RFC 9112 section 9.6.
        """
        self.connection.shutdown(socket.SHUT_WR)
        self.connection.settimeout(LINGER_TIMEOUT_S)
        left = LINGER_BYTES
        while left > 0 and (dropped := self.rfile.read1(BLOCK_BYTES)):
            left -= len(dropped)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Method and status; the path is a permission."""
        status = code.value if isinstance(code, HTTPStatus) else code
        _log.info("%s answered %s", self.command, status)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Dropped: these texts quote the request line."""
