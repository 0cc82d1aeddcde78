"""Getting in: a ticket for somebody signed in, redeemed once. Source: ADR 0017."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from lifeos.contracts.live import LiveTicket
from lifeos.errors import DeniedError
from lifeos.live.ports import Tickets

TICKET_LIVES = timedelta(seconds=60)
_LONGEST = 100  # characters; a ticket has 43


def issue(user_id: UUID, *, tickets: Tickets, url: str, at: datetime) -> LiveTicket:
    """A ticket inside the address that it opens."""
    until = at + TICKET_LIVES
    ticket = tickets.issue(user_id, until=until)
    return LiveTicket(url=f"{url}?ticket={ticket}", expires_at=until)


def redeem(ticket: str, *, tickets: Tickets, at: datetime) -> UUID:
    """Whose ticket it is. Raises: DeniedError for one that is made up, used or over its time."""
    user_id = tickets.redeem(ticket, at=at) if 0 < len(ticket) <= _LONGEST else None
    if user_id is None:
        raise DeniedError("This ticket opens nothing. Ask for a new one.")
    return user_id
