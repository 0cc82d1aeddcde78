"""The Runs port over what a `FakeStarter` started."""

from __future__ import annotations

from lifeos.documents.audit import RunState
from lifeos.errors import UpstreamError

from tests.fakes.starter import FakeStarter


class FakeRuns:
    """`interrupted` names ended runs that an outage broke."""

    def __init__(self, starter: FakeStarter) -> None:
        self.down = False
        self.interrupted: set[str] = set()
        self._starter = starter

    def state(self, run: str) -> RunState:
        if self.down:
            raise UpstreamError("The ingest machine could not be reached.")
        if all(run != ticket.run for ticket in self._starter.started):
            return "missing"
        if run not in self._starter.ended:
            return "running"
        return "interrupted" if run in self.interrupted else "ended"
