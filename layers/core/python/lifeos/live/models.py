"""What the live log is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from lifeos.contracts.base import Model
from lifeos.contracts.documents import Outcome, State
from lifeos.contracts.live import Change, Changes, Presence
from lifeos.errors import InvalidInputError

_CURSOR: Final = re.compile(r"([0-9a-f]{8})\.([0-9]{12})")


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in one person's log: numbers start at 1 in each epoch and have no gaps."""

    epoch: str
    number: int

    def __str__(self) -> str:
        return f"{self.epoch}.{self.number:012d}"

    def at(self, number: int) -> Position:
        """Another place of the same epoch."""
        return Position(self.epoch, number)

    @classmethod
    def of(cls, cursor: str) -> Position:
        """The place a cursor means. Raises: InvalidInputError."""
        found = _CURSOR.fullmatch(cursor)
        if found is None:
            raise InvalidInputError("The cursor is not one this hub gave out.")
        return cls(found[1], int(found[2]))


class Status(Model):
    """A document's live status after a change of it."""

    document_id: UUID
    state: State
    outcome: Outcome | None = None
    reason: str | None = None
    presence: Presence = "there"
    at: datetime


class Observed(Model):
    """One write to the status table, as its stream tells it.

    `stream` and `sequence` tell a repeat from a change: for one document, sequence numbers of
    one stream only grow. Source: DynamoDB Streams API reference, StreamRecord.
    """

    user_id: UUID
    status: Status
    stream: str
    sequence: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One change at its place."""

    number: int
    status: Status


@dataclass(frozen=True, slots=True)
class Connection:
    """One open socket of one person."""

    id: str
    user_id: UUID
    since: datetime
    until: datetime  # then it is closed: no socket outlives its sign-in by long


@dataclass(frozen=True, slots=True)
class Letter:
    """One text for one connection."""

    connection: Connection
    text: str


def frame_of(epoch: str, entries: list[Entry]) -> Changes:
    """Entries that follow each other, as one message."""
    items = [
        Change(cursor=str(Position(epoch, each.number)), **each.status.model_dump())
        for each in entries
    ]
    before = Position(epoch, entries[0].number - 1)
    return Changes(after=str(before), cursor=items[-1].cursor, items=items)
