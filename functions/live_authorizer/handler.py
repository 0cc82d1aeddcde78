"""The live socket's own authorizer: a ticket that holds lets its person in, once."""

from __future__ import annotations

from uuid import UUID

from lifeos import wiring
from lifeos.entry import live
from lifeos.live import tickets


def redeem(ticket: str) -> UUID:
    """Whose ticket it is."""
    hub = wiring.hub()
    return tickets.redeem(ticket, tickets=hub.live.tickets, at=hub.clock.now())


handler = live.authorizer(redeem)
