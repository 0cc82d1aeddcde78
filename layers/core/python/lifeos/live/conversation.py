"""One socket from its beginning to its end, and what its client may ask."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

from lifeos.contracts.live import (
    CHANGES_IN_A_FRAME,
    MAX_MESSAGE_BYTES,
    Changes,
    Message,
    Ping,
    Pong,
    Replayed,
    Reset,
    Resume,
)
from lifeos.errors import InvalidInputError, MalformedError, TooLargeError
from lifeos.live.models import Connection, Entry, Letter, Position, frame_of
from lifeos.live.ports import Connections, Log, Outgoing

CONNECTION_LIVES = timedelta(hours=1)
MOST_CONNECTIONS = 8  # of one person: a few devices with a few windows each
REPLAYED_AT_ONCE = 10 * CHANGES_IN_A_FRAME
_NO_TIME = datetime.min.replace(tzinfo=UTC)  # where only the name of a connection counts
Answer = Changes | Replayed | Reset | Pong
_MESSAGE: TypeAdapter[Resume | Ping] = TypeAdapter(cast(Any, Message))


def connected(
    connection_id: str,
    user_id: UUID,
    *,
    at: datetime,
    connections: Connections,
    outgoing: Outgoing,
) -> None:
    """Note a new connection; beyond so many, the person's oldest one makes room.

    Refusing the newest would lock out who lost connections without a goodbye.
    """
    known = connections.of(user_id)
    for oldest in known[: max(0, len(known) - MOST_CONNECTIONS + 1)]:
        outgoing.close(oldest)
        connections.remove(oldest)
    until = at + CONNECTION_LIVES
    connections.add(Connection(connection_id, user_id, since=at, until=until))


def ended(connection_id: str, user_id: UUID, *, connections: Connections) -> None:
    """Forget a connection; its own times no longer matter."""
    connections.remove(_named(connection_id, user_id))


def say(
    texts: list[str],
    connection_id: str,
    user_id: UUID,
    *,
    connections: Connections,
    outgoing: Outgoing,
) -> None:
    """Send texts to one connection in order; one that is gone is forgotten."""
    to = _named(connection_id, user_id)
    for gone in outgoing.deliver([Letter(to, text) for text in texts]):
        connections.remove(gone)


def _named(connection_id: str, user_id: UUID) -> Connection:
    return Connection(connection_id, user_id, since=_NO_TIME, until=_NO_TIME)


def answers(text: str, user_id: UUID, *, log: Log) -> Iterator[Answer]:
    """What to say to one message, in order.

    Raises: MalformedError, TooLargeError, InvalidInputError for what is no message of ours.
    """
    message = _understood(text)
    head = log.head(user_id)
    if isinstance(message, Ping):
        yield Pong(cursor=str(head))
    elif message.after is None:
        yield Replayed(cursor=str(head))
    else:
        yield from _replay(Position.of(message.after), head, user_id=user_id, log=log)


def _understood(text: str) -> Resume | Ping:
    if len(text.encode(errors="replace")) > MAX_MESSAGE_BYTES:
        raise TooLargeError(f"A message may have {MAX_MESSAGE_BYTES} bytes.")
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise MalformedError("The message is not JSON.") from error
    try:
        return _MESSAGE.validate_python(content)
    except ValidationError as error:
        raise InvalidInputError('Actions are {"action": "ping"} and "resume".') from error


def _replay(place: Position, head: Position, *, user_id: UUID, log: Log) -> Iterator[Answer]:
    """The changes after a place in frames, or a reset where they are not all there.

    The head was read before the log: what is appended meanwhile may be in both, never in neither.
    """
    if place.epoch != head.epoch or place.number > head.number:
        yield Reset(cursor=str(head))
        return
    found = log.after(place, user_id, limit=REPLAYED_AT_ONCE)
    numbers = [entry.number for entry in found]
    whole = numbers == list(range(place.number + 1, place.number + 1 + len(found)))
    reached = numbers[-1] if found else place.number
    if not whole or (reached < head.number and len(found) < REPLAYED_AT_ONCE):
        yield Reset(cursor=str(head))
        return
    for start in range(0, len(found), CHANGES_IN_A_FRAME):
        part: list[Entry] = found[start : start + CHANGES_IN_A_FRAME]
        yield frame_of(place.epoch, part)
    yield Replayed(cursor=str(place.at(reached)), more=reached < head.number)
