"""The Starter port: remembers names, starts nothing."""

from __future__ import annotations

from lifeos.contracts.ingest import Ticket
from lifeos.errors import UpstreamError


class FakeStarter:
    """A name once started is refused for ever, as Step Functions does for ninety days.

    `answers_again=True`: as AWS does, unlike the emulator, a run under way is answered as started.
    """

    def __init__(self, *, answers_again: bool = False) -> None:
        self.started: list[Ticket] = []
        self.ended: set[str] = set()
        self.down = False
        self._answers_again = answers_again

    def start(self, ticket: Ticket) -> bool:
        self._require_up()
        if any(ticket.run == earlier.run for earlier in self.started):
            return self._answers_again and self.under_way(ticket)
        self.started.append(ticket)
        return True

    def under_way(self, ticket: Ticket) -> bool:
        self._require_up()
        return ticket in self.started and ticket.run not in self.ended

    def _require_up(self) -> None:
        if self.down:
            raise UpstreamError("The ingest machine could not be reached.")
