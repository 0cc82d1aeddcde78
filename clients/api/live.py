"""Changes of documents as they happen, over as many connections as it takes."""

from __future__ import annotations

import random
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Event
from typing import Literal, Protocol

from lifeos.contracts.live import Change
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from clients.api.errors import HubFailedError, UnreachableError
from clients.api.follower import PING, Follower
from clients.api.hub import Hub

QUIET_S = 30.0  # then a ping asks whether anything was missed
SILENT_S = 10.0  # then nobody is there
FIRST_WAIT_S = 0.5
LONGEST_WAIT_S = 30.0


class Line(Protocol):
    """An open socket, as far as it is used here."""

    def send(self, message: str) -> None:
        """Say something."""

    def recv(self, timeout: float | None = None) -> str | bytes:
        """The next frame. Raises: TimeoutError."""


@dataclass(frozen=True)
class Missed:
    """Changes before `cursor` are no longer kept: list the documents to see how they stand."""

    cursor: str


Told = Callable[[str], None]


class LiveDocuments:
    """One person's documents, live. `cursor` is where to go on another time."""

    def __init__(
        self, hub: Hub, *, after: str | None = None, stop: Event | None = None, told: Told
    ) -> None:
        """`told` gets a sentence whenever a connection was lost."""
        self.cursor = after
        self._follower = Follower(after)
        self._hub = hub
        self._stop = stop or Event()
        self._told = told

    def changes(self) -> Iterator[Change | Missed]:
        """Everything that changes, in order and once, until `stop` is set.

        Connections that end are opened again, after growing waits with full jitter. Raises:
        RefusedError, SignInError.
        """
        failures = 0
        while not self._stop.is_set():
            try:
                for change in self._over_one_connection():
                    failures = 0
                    yield change
            except (WebSocketException, OSError, HubFailedError, UnreachableError):
                failures += 1
                self._told("The live connection was lost; connecting again.")
                ceiling = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** min(failures, 10))
                self._stop.wait(random.uniform(0, ceiling))

    def _over_one_connection(self) -> Iterator[Change | Missed]:
        ticket = self._hub.live_ticket(key=uuid.uuid4().hex)
        proxy: Literal[True] | None = True if self._hub.transport.client.trust_env else None
        # Pings of the protocol prove only that the gateway is there; ours ask the hub.
        with connect(ticket.url, proxy=proxy, ping_interval=None, close_timeout=2) as socket:
            yield from self.talk(socket)

    def talk(self, line: Line) -> Iterator[Change | Missed]:
        """Over one connection, until it ends or `stop` is set."""
        line.send(self._follower.begin())
        heard_at, pinged = time.monotonic(), False
        while not self._stop.is_set():
            try:
                text = line.recv(timeout=1.0)
            except TimeoutError:
                silent_s = time.monotonic() - heard_at
                if silent_s > QUIET_S + SILENT_S:
                    raise
                if silent_s > QUIET_S and not pinged:
                    line.send(PING)
                    pinged = True
                continue
            heard_at, pinged = time.monotonic(), False
            yield from self._take(text if isinstance(text, str) else text.decode(), line)

    def _take(self, text: str, line: Line) -> Iterator[Change | Missed]:
        """What one frame brings; `cursor` follows what was handed on, not what was heard."""
        heard = self._follower.hear(text)
        if heard.say is not None:
            line.send(heard.say)
        if heard.is_reset and self._follower.cursor is not None:
            yield Missed(self._follower.cursor)
        for change in heard.changes:
            self.cursor = change.cursor
            yield change
        self.cursor = self._follower.cursor
