"""Admission: how many runs are under way, and whose turn is next.

An object that arrived either gets a slot, and its run is started, or waits in a line. When a run
has ended its slot goes to the next in line. The line is fair: each person's files are numbered in
rounds, and the lowest round goes first, so one person's thousand files cannot hold up another
person's one (start-time fair queueing, Goyal, Vin and Cheng 1996). Source: ADR 0008.

Every step may be repeated: slots are a set of run names, and starting a run twice is refused.
One thing is left to the auditor: a starter that looked at the line long ago and dies with the slot
of a run that has ended meanwhile.
"""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from lifeos.contracts.ingest import Ticket
from lifeos.documents.ports import Starter


class Slots(Protocol):
    """The set of runs under way, and the line behind it. Raises (all): UpstreamError."""

    def take(self, run: str) -> bool | None:
        """Take a slot: True if taken now, False if this run had one, None if there is no room."""
        ...

    def give_back(self, run: str) -> None:
        """Free the slot of a run, if it has one."""
        ...

    def held(self) -> set[str]:
        """Runs that have a slot."""
        ...

    def line_up(self, ticket: Ticket) -> None:
        """Put a ticket at its place in the line; a ticket that waits already stays where it is."""
        ...

    def first_in_line(self) -> Ticket | None:
        """Whose turn it is."""
        ...

    def leave_line(self, ticket: Ticket) -> None:
        """Take a ticket out of the line, if it is there."""
        ...

    def waiting(self) -> set[UUID]:
        """Documents that have a ticket in the line."""
        ...


def admit(ticket: Ticket, *, slots: Slots, starter: Starter) -> bool:
    """Start a run that has arrived, or line it up; True if it was started now.

    Whoever lines up or frees a slot looks at the line afterwards, so that of two who pass each
    other the later one sees what the earlier one did.
    """
    # Nobody overtakes, except a run whose starter died with its slot: it would wait for itself.
    waits = slots.first_in_line() is not None and ticket.run not in slots.held()
    started = None if waits else _start(ticket, slots=slots, starter=starter)
    if started is None:
        slots.line_up(ticket)
    return bool(started) or ticket.run in advance(slots=slots, starter=starter)


def ended(run: str, *, slots: Slots, starter: Starter) -> list[str]:
    """Free the slot of a run that has ended and let the next in; names of the runs started."""
    slots.give_back(run)
    return advance(slots=slots, starter=starter)


def advance(*, slots: Slots, starter: Starter) -> list[str]:
    """Start whoever is next for as long as there is room; names of the runs started."""
    started: list[str] = []
    while (ticket := slots.first_in_line()) is not None:
        begun = _start(ticket, slots=slots, starter=starter)
        if begun is None:
            break
        slots.leave_line(ticket)
        if begun:
            started.append(ticket.run)
    return started


def _start(ticket: Ticket, *, slots: Slots, starter: Starter) -> bool | None:
    """True if started now, False if it was started before, None if there is no room."""
    if slots.take(ticket.run) is None:
        return None
    if starter.start(ticket):
        return True
    if not starter.under_way(ticket):  # it has ended, and nobody else will free this slot
        slots.give_back(ticket.run)
    return False
