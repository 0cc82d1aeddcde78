"""Following the live log without a gap and without a repeat, however frames arrive.

Frames that were pushed and frames that were asked for may cross, and connections end at any
point. Numbers within an epoch have no gaps, so every frame says by itself whether it comes next,
was seen, or is ahead of something missing. Source: docs/live.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

from lifeos.contracts.live import (
    Change,
    Changes,
    Frame,
    LiveProblem,
    Ping,
    Pong,
    Replayed,
    Reset,
    Resume,
)
from pydantic import TypeAdapter, ValidationError

from clients.api.errors import HubFailedError

_FRAME: TypeAdapter[Any] = TypeAdapter(cast(Any, Frame))
PING = Ping().model_dump_json()


@dataclass(frozen=True)
class Heard:
    """What one frame meant: new changes, what to say now, and whether some are lost for good."""

    changes: list[Change] = field(default_factory=list)
    say: str | None = None
    is_reset: bool = False


NOTHING = Heard()


class Follower:
    """Where one client stands; it outlives connections. `cursor` is what to go on from."""

    def __init__(self, cursor: str | None = None) -> None:
        self.cursor = cursor
        self._resuming = False
        self._behind = False  # something came meanwhile that was ahead of us

    def begin(self) -> str:
        """The first thing to say on a new connection."""
        self._resuming, self._behind = True, False
        return Resume(after=self.cursor).model_dump_json()

    def hear(self, text: str) -> Heard:
        """Take one frame. Raises: HubFailedError for one that is none, or says we are at fault."""
        try:
            frame = _FRAME.validate_json(text, extra="ignore")
        except ValidationError as error:
            raise HubFailedError("The hub said something this client does not know.") from error
        if isinstance(frame, Changes):
            return self._changes(frame)
        if isinstance(frame, LiveProblem):
            raise HubFailedError(frame.problem.detail)
        if isinstance(frame, Reset):
            return Heard(say=self._stand_at(frame.cursor), is_reset=True)
        if isinstance(frame, Replayed):
            return Heard(say=self._replayed(frame))
        return self._pong(frame)

    def _changes(self, frame: Changes) -> Heard:
        if self.cursor is None or not self._continues(frame):
            return Heard(say=self._missing())
        new = [change for change in frame.items if change.cursor > self.cursor]
        self.cursor = max(self.cursor, frame.cursor)
        return Heard(changes=new)

    def _continues(self, frame: Changes) -> bool:
        """Whether it begins at or before where we stand, in the same epoch."""
        here = self.cursor or ""
        return _epoch(frame.after) == _epoch(here) and frame.after <= here

    def _replayed(self, frame: Replayed) -> str | None:
        if self.cursor is None:
            return self._stand_at(frame.cursor)
        self._behind = self._behind or frame.more or self._is_ahead(frame.cursor)
        return self._caught_up()

    def _stand_at(self, cursor: str) -> str | None:
        self.cursor = cursor
        return self._caught_up()

    def _caught_up(self) -> str | None:
        """One answer has ended; ask again where something came that we could not take."""
        self._resuming = False
        return self._missing() if self._behind else None

    def _pong(self, frame: Pong) -> Heard:
        return Heard(say=self._missing()) if self._is_ahead(frame.cursor) else NOTHING

    def _is_ahead(self, cursor: str) -> bool:
        here = self.cursor or ""
        return _epoch(cursor) != _epoch(here) or cursor > here

    def _missing(self) -> str | None:
        """Ask for what is missing, or remember to, while an answer is still coming."""
        if self._resuming:
            self._behind = True
            return None
        return self.begin()


def _epoch(cursor: str) -> str:
    return cursor.partition(".")[0]
