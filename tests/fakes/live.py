"""The live socket's ports in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from lifeos.adapters.dynamodb_stream import StatusStream
from lifeos.errors import UpstreamError
from lifeos.live.models import Connection, Entry, Letter, Observed, Position, Status


class _MayBeDown:
    down = False

    def require_up(self) -> None:
        if self.down:
            raise UpstreamError("It was made to fail.")


class FakeLog(_MayBeDown):
    """One list of statuses for each person; `forget` drops the oldest as time does."""

    def __init__(self, epoch: str = "00ab00ab") -> None:
        self.epoch = epoch
        self.statuses: dict[UUID, list[Status]] = {}
        self.forgotten: dict[UUID, int] = {}
        self.broken_for: set[UUID] = set()
        self._seen: dict[tuple[UUID, UUID, str], int] = {}

    def head(self, user_id: UUID) -> Position:
        self.require_up()
        return Position(self.epoch, len(self.statuses.setdefault(user_id, [])))

    def append(self, user_id: UUID, observed: list[Observed]) -> tuple[Position, list[Entry]]:
        self.require_up()
        if user_id in self.broken_for:
            raise UpstreamError("Only theirs was made to fail.")
        before = self.head(user_id).number
        for each in observed:
            place = (user_id, each.status.document_id, each.stream)
            if each.sequence > self._seen.get(place, -1):
                self._seen[place] = each.sequence
                self.statuses[user_id].append(each.status)
        new = self.statuses[user_id][before:]
        return self.head(user_id), [Entry(n, status) for n, status in enumerate(new, before + 1)]

    def after(self, place: Position, user_id: UUID, *, limit: int) -> list[Entry]:
        self.require_up()
        if place.epoch != self.epoch:
            return []
        entries = [Entry(n, each) for n, each in enumerate(self.statuses.get(user_id, []), 1)]
        kept = entries[self.forgotten.get(user_id, 0) :]
        return [entry for entry in kept if entry.number > place.number][:limit]

    def forget(self, user_id: UUID, count: int) -> None:
        """The oldest `count` entries are over their time."""
        self.forgotten[user_id] = count


class FakeConnections(_MayBeDown):
    """Who listens."""

    def __init__(self) -> None:
        self.known: dict[tuple[UUID, str], Connection] = {}

    def add(self, connection: Connection) -> None:
        self.require_up()
        self.known[(connection.user_id, connection.id)] = connection

    def remove(self, connection: Connection) -> None:
        self.require_up()
        self.known.pop((connection.user_id, connection.id), None)

    def of(self, user_id: UUID) -> list[Connection]:
        self.require_up()
        theirs = [each for (owner, _), each in self.known.items() if owner == user_id]
        return sorted(theirs, key=lambda each: each.since)


class FakeTickets(_MayBeDown):
    """Tickets are numbered."""

    def __init__(self) -> None:
        self.open: dict[str, tuple[UUID, datetime]] = {}
        self.issued = 0

    def issue(self, user_id: UUID, *, until: datetime) -> str:
        self.require_up()
        self.issued += 1
        self.open[f"ticket-{self.issued}"] = (user_id, until)
        return f"ticket-{self.issued}"

    def redeem(self, ticket: str, *, at: datetime) -> UUID | None:
        self.require_up()
        if ticket not in self.open or self.open[ticket][1] <= at:
            return None
        return self.open.pop(ticket)[0]


class FakeOutgoing(_MayBeDown):
    """What was said to whom; `gone` are connections that ended without a goodbye."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []
        self.gone: set[str] = set()
        self.closed: list[str] = []

    def deliver(self, letters: list[Letter]) -> list[Connection]:
        reached = [each for each in letters if each.connection.id not in self.gone]
        self.said += [(each.connection.id, each.text) for each in reached]
        lost = [each.connection for each in letters if each.connection.id in self.gone]
        return list(dict.fromkeys(lost))

    def close(self, connection: Connection) -> None:
        self.require_up()
        self.closed.append(connection.id)

    def to(self, connection_id: str) -> list[str]:
        """What one connection heard."""
        return [text for to, text in self.said if to == connection_id]


@dataclass
class FakeLive:
    """All of them; the stream's reader is the real one, which only reads."""

    url = "wss://live.example/live"

    log: FakeLog = field(default_factory=FakeLog)
    connections: FakeConnections = field(default_factory=FakeConnections)
    tickets: FakeTickets = field(default_factory=FakeTickets)
    outgoing: FakeOutgoing = field(default_factory=FakeOutgoing)
    changes: StatusStream = field(default_factory=StatusStream)
