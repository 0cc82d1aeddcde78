"""A live socket in this process: the hub's own conversation over a log in memory."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socket import SHUT_RDWR
from uuid import UUID

from lifeos.live import conversation
from lifeos.live.models import Observed, Status, frame_of
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import Server, ServerConnection, serve

from tests.fakes.live import FakeLog
from tests.support.ingest import ANNA
from tests.support.live import STREAM


class FakeSocket:
    """Connections in the order they came, and what each of them said."""

    def __init__(self) -> None:
        self.log = FakeLog()
        self.open: list[ServerConnection] = []
        self.said: list[str] = []
        self.url = ""
        self._sequence = 0

    def talk(self, connection: ServerConnection) -> None:
        """One connection, to its end."""
        self.open.append(connection)
        try:
            for text in connection:
                self.said.append(str(text))
                for answer in conversation.answers(str(text), ANNA, log=self.log):
                    connection.send(answer.model_dump_json())
        except ConnectionClosed:
            return
        finally:
            self.open.remove(connection)

    def happen(self, *statuses: Status, heard: bool = True) -> None:
        """Log changes, and push them unless they are to be lost on the way."""
        observed = []
        for status in statuses:
            self._sequence += 1
            observed.append(
                Observed(user_id=ANNA, status=status, stream=STREAM, sequence=self._sequence)
            )
        head, new = self.log.append(ANNA, observed)
        for connection in list(self.open) if heard else []:
            with suppress(ConnectionClosed, OSError):  # it breaks off just now
                connection.send(frame_of(head.epoch, new).model_dump_json())

    def wait_for(self, said: int) -> None:
        """Until clients have said so many things."""
        deadline = time.monotonic() + 10
        while len(self.said) < said:
            assert time.monotonic() < deadline, self.said
            time.sleep(0.01)

    def drop(self) -> None:
        """Cut every connection off, without a goodbye."""
        for connection in list(self.open):
            connection.socket.shutdown(SHUT_RDWR)


def cursor_of(socket: FakeSocket, number: int, user_id: UUID = ANNA) -> str:
    """A cursor of its log."""
    return str(socket.log.head(user_id).at(number))


@contextmanager
def live_socket() -> Iterator[FakeSocket]:
    """Serve one on a free port of this machine."""
    socket = FakeSocket()
    server: Server = serve(socket.talk, "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    socket.url = f"ws://127.0.0.1:{server.socket.getsockname()[1]}/"
    try:
        yield socket
    finally:
        server.shutdown()
        thread.join()
