"""What the live log needs from outside."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from lifeos.live.models import Connection, Entry, Letter, Observed, Position

__all__ = ["Connections", "Log", "Outgoing", "StatusChanges", "Tickets"]


class Log(Protocol):
    """Each person's changes, numbered without gaps, kept for a week.

    Raises (all methods): UpstreamError, ThrottledError.
    """

    def head(self, user_id: UUID) -> Position:
        """Where the log ends now; a person without one gets its beginning."""
        ...

    def append(self, user_id: UUID, observed: list[Observed]) -> tuple[Position, list[Entry]]:
        """Log what is not logged yet, all of it at once; the new end and what was new.

        At most `CHANGES_IN_A_FRAME`, in the order given. Repeats are told apart and left out.
        """
        ...

    def after(self, place: Position, user_id: UUID, *, limit: int) -> list[Entry]:
        """What follows a place, in order: `limit` or a few more; fewer only at the end.

        Whether it begins right after the place is for the caller to see.
        """
        ...


class Connections(Protocol):
    """Who listens. Raises (all methods): UpstreamError, ThrottledError."""

    def add(self, connection: Connection) -> None:
        """Note one."""
        ...

    def remove(self, connection: Connection) -> None:
        """Forget one; one that is not known is fine."""
        ...

    def of(self, user_id: UUID) -> list[Connection]:
        """All of one person, oldest first."""
        ...


class Tickets(Protocol):
    """Secrets that open one socket each. Raises (all methods): UpstreamError, ThrottledError."""

    def issue(self, user_id: UUID, *, until: datetime) -> str:
        """A new one."""
        ...

    def redeem(self, ticket: str, *, at: datetime) -> UUID | None:
        """Whose it is, the first time only and before its end; None for any other."""
        ...


class Outgoing(Protocol):
    """The way to open sockets."""

    def deliver(self, letters: list[Letter]) -> list[Connection]:
        """Send each connection its letters in order, all connections side by side.

        Takes a few seconds at most, whoever is slow, and raises nothing: what could not be sent
        is fetched by its client. Answers the connections that are gone.
        """
        ...

    def close(self, connection: Connection) -> None:
        """End one; one that is gone already is fine. Raises: UpstreamError, ThrottledError."""
        ...


class StatusChanges(Protocol):
    """Reads what the stream of the status table tells."""

    def read(self, records: list[dict[str, Any]]) -> list[Observed]:
        """The changes among these writes, in order; what cannot be read is left out."""
        ...
