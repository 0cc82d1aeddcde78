"""From the status table's stream into each person's log, and from there to who listens."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from lifeos.contracts.base import Model
from lifeos.contracts.live import CHANGES_IN_A_FRAME, Changes
from lifeos.errors import LifeOSError
from lifeos.live.models import Connection, Letter, Observed, frame_of
from lifeos.live.ports import Connections, Log, Outgoing


class Pushed(Model):
    """What one batch came to."""

    logged: int = 0
    letters: int = 0
    gone: int = 0


def push(
    observed: list[Observed],
    *,
    at: datetime,
    log: Log,
    connections: Connections,
    outgoing: Outgoing,
) -> Pushed:
    """Log every person's changes first, then tell those who listen.

    Nobody waits for anybody: a person whose log cannot be written is raised at the end, when
    everybody else was served, and the whole batch comes again; what is logged already is left out
    then. Raises: UpstreamError, ThrottledError.
    """
    frames: dict[UUID, list[Changes]] = {}
    failure: LifeOSError | None = None
    for user_id, theirs in _by_person(observed).items():
        try:
            frames[user_id] = _logged(user_id, theirs, log)
        except LifeOSError as error:
            failure = error
    letters, gone = _tell(frames, at=at, connections=connections, outgoing=outgoing)
    if failure is not None:
        raise failure
    logged = sum(len(frame.items) for theirs in frames.values() for frame in theirs)
    return Pushed(logged=logged, letters=letters, gone=gone)


def _logged(user_id: UUID, theirs: list[Observed], log: Log) -> list[Changes]:
    frames = []
    for start in range(0, len(theirs), CHANGES_IN_A_FRAME):
        head, new = log.append(user_id, theirs[start : start + CHANGES_IN_A_FRAME])
        if new:
            frames.append(frame_of(head.epoch, new))
    return frames


def _by_person(observed: list[Observed]) -> dict[UUID, list[Observed]]:
    people: dict[UUID, list[Observed]] = {}
    for each in observed:
        people.setdefault(each.user_id, []).append(each)
    return people


def _tell(
    frames: dict[UUID, list[Changes]], *, at: datetime, connections: Connections, outgoing: Outgoing
) -> tuple[int, int]:
    """Letters sent and connections gone. What fails here costs nothing: clients notice the gap."""
    letters: list[Letter] = []
    ended: list[Connection] = []
    for user_id, theirs in frames.items():
        texts = [frame.model_dump_json() for frame in theirs]
        if not texts:
            continue
        try:
            for connection in connections.of(user_id):
                if connection.until <= at:
                    ended.append(connection)
                else:
                    letters += [Letter(connection, text) for text in texts]
        except LifeOSError:
            continue
    gone = outgoing.deliver(letters)
    for connection in ended:
        _close(connection, outgoing)
    for connection in [*ended, *gone]:
        _forget(connection, connections)
    return len(letters), len(ended) + len(gone)


def _close(connection: Connection, outgoing: Outgoing) -> None:
    try:
        outgoing.close(connection)
    except LifeOSError:
        return  # the gateway ends it after two hours whatever we do


def _forget(connection: Connection, connections: Connections) -> None:
    try:
        connections.remove(connection)
    except LifeOSError:
        return  # it is tried again with the next change
