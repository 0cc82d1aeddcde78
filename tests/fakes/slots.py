"""The Slots port in memory: a set of run names and a sorted line."""

from __future__ import annotations

import itertools
from uuid import UUID

from lifeos.contracts.ingest import Ticket
from lifeos.errors import UpstreamError


class FakeSlots:
    """A place in line is (round of the person, order of arrival)."""

    def __init__(self, limit: int = 2) -> None:
        self.limit = limit
        self.down = False
        self.runs: set[str] = set()
        self.line: dict[str, tuple[int, int, Ticket]] = {}
        self._rounds: dict[UUID, int] = {}
        self._turn = 0  # the highest round that has left the line
        self._arrivals = itertools.count(1)

    def take(self, run: str) -> bool | None:
        self._require_up()
        if run in self.runs:
            return False
        if len(self.runs) >= self.limit:
            return None
        self.runs.add(run)
        return True

    def give_back(self, run: str) -> None:
        self._require_up()
        self.runs.discard(run)

    def held(self) -> set[str]:
        self._require_up()
        return set(self.runs)

    def line_up(self, ticket: Ticket) -> None:
        self._require_up()
        if ticket.run in self.line:
            return
        head = min((round_ for round_, _, _ in self.line.values()), default=self._turn)
        round_ = max(self._rounds.get(ticket.user_id, 0) + 1, head)
        self._rounds[ticket.user_id] = round_
        self.line[ticket.run] = (round_, next(self._arrivals), ticket)

    def first_in_line(self) -> Ticket | None:
        self._require_up()
        first = min(self.line.values(), key=lambda place: place[:2], default=None)
        return first[2] if first else None

    def leave_line(self, ticket: Ticket) -> None:
        self._require_up()
        place = self.line.pop(ticket.run, None)
        self._turn = max(self._turn, place[0] if place else 0)

    def waiting(self) -> set[UUID]:
        self._require_up()
        return {ticket.document_id for _, _, ticket in self.line.values()}

    def _require_up(self) -> None:
        if self.down:
            raise UpstreamError("The status table could not be reached.")
