"""An HTTP server on this machine that answers every request with the same scripted bytes."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def answering(*answers: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """Serve `answers` one per connection, the last one for ever; b"" never answers.

    Yields the URL and the requests received so far.
    """
    received: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_serve, args=(listener, list(answers), received))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}", received
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def answer(status: int, body: bytes = b"", *, length: int | None = None) -> bytes:
    """A whole answer; `length` may lie about the body's."""
    declared = len(body) if length is None else length
    return (
        f"HTTP/1.1 {status} Said\r\nContent-Length: {declared}\r\nConnection: close\r\n\r\n"
    ).encode() + body


def error(status: int, code: str) -> bytes:
    """S3's XML for a failure."""
    return answer(status, f"<Error><Code>{code}</Code><Message>m</Message></Error>".encode())


def _serve(listener: socket.socket, answers: list[bytes], received: list[bytes]) -> None:
    silent = []
    with suppress(OSError):  # the listener is shut down to end this
        while True:
            connection = listener.accept()[0]
            received.append(connection.recv(65536))
            said = answers.pop(0) if len(answers) > 1 else answers[0]
            if said:
                connection.sendall(said)
                connection.close()
            else:
                silent.append(connection)
    for connection in silent:
        connection.close()
