"""The Starter port: remembers names, starts nothing."""

from __future__ import annotations

from lifeos.contracts.ingest import Ticket
from lifeos.errors import UpstreamError


class FakeStarter:
    """A name once started is refused for ever, as Step Functions does for ninety days."""

    def __init__(self) -> None:
        self.started: list[Ticket] = []
        self.down = False

    def start(self, ticket: Ticket) -> bool:
        if self.down:
            raise UpstreamError("The ingest machine could not be reached.")
        if any(ticket.run == earlier.run for earlier in self.started):
            return False
        self.started.append(ticket)
        return True
