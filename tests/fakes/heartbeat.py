"""The Heartbeat port in memory."""

from __future__ import annotations

from datetime import datetime

from lifeos.errors import NotFoundError


class FakeHeartbeat:
    """`at` is when the machine last answered."""

    def __init__(self) -> None:
        self.at: datetime | None = None

    def beat(self, at: datetime) -> None:
        self.at = at

    def last(self) -> datetime:
        if self.at is None:
            raise NotFoundError("The machine has not been asked yet.")
        return self.at
