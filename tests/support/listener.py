"""Somebody at the live socket of a deployed hub."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from lifeos.contracts.live import Change
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from clients.api.follower import Follower
from tests.support.visitor import Visitor

Json = dict[str, Any]
PATIENCE_S = 90.0


def address_for(visitor: Visitor) -> str:
    """A fresh address of the socket, with its ticket."""
    headers = {"Idempotency-Key": uuid.uuid4().hex}
    answer = visitor.ask("POST", "/v1/live/tickets", json={}, headers=headers)
    assert answer.status_code == 201, answer.text
    url: str = answer.json()["url"]
    return url


@contextmanager
def opened(url: str, origin: Origin | None = None) -> Iterator[ClientConnection]:
    """A connection of one's own, as a page of an origin would open it where there is one."""
    with connect(
        url, origin=origin, proxy=None, ping_interval=None, open_timeout=30, close_timeout=1
    ) as connection:
        yield connection


@dataclass
class Listener:
    """Follows one person's documents over connections that may be cut at any time."""

    visitor: Visitor
    follower: Follower = field(default_factory=Follower)
    changes: list[Change] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def caught_up(self) -> None:
        """Take everything up to now, over one connection."""
        before = len(self.texts)
        ends = ('"replayed"', '"reset"')
        self.listen(lambda: any(end in text for text in self.texts[before:] for end in ends))

    def listen(self, enough: Callable[[], bool], *, frames: int | None = None) -> None:
        """Over one connection, until there is enough or so many frames have come."""
        deadline = time.monotonic() + PATIENCE_S
        left = frames
        with opened(address_for(self.visitor)) as connection:
            connection.send(self.follower.begin())
            while not enough() and left != 0:
                assert time.monotonic() < deadline, self.told()
                try:
                    text = str(connection.recv(timeout=1))
                except TimeoutError:
                    continue
                left = None if left is None else left - 1
                self.texts.append(text)
                heard = self.follower.hear(text)
                self.changes += heard.changes
                if heard.say is not None:
                    connection.send(heard.say)

    def told(self, document_id: str = "") -> list[tuple[str, str | None]]:
        """State and outcome of each change, of one document or of all."""
        wanted = [c for c in self.changes if document_id in ("", str(c.document_id))]
        return [(change.state, change.outcome) for change in wanted]

    def presences(self, document_id: str) -> list[str]:
        """Whether it was there, after each of its changes."""
        return [c.presence for c in self.changes if str(c.document_id) == document_id]

    def ended(self, document_id: str) -> bool:
        """Whether the document's outcome was heard."""
        return any(outcome for _, outcome in self.told(document_id))

    def numbers(self) -> list[int]:
        """The places of all changes in the log."""
        return [int(change.cursor.partition(".")[2]) for change in self.changes]


def said(connection: ClientConnection, message: Json) -> Json:
    """The next frame after a message."""
    connection.send(json.dumps(message))
    answer: Json = json.loads(connection.recv(timeout=30))
    return answer
