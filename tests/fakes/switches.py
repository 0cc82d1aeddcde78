"""The Switches port in memory."""

from __future__ import annotations

from uuid import UUID

from lifeos.contracts.ingest import FlagsKnown
from lifeos.documents.ports import Decision


class FakeSwitches:
    """`off` names flags, or flags of one person; `known` is how well everything is known."""

    def __init__(self) -> None:
        self.off: set[str | tuple[str, UUID]] = set()
        self.known: FlagsKnown = "current"
        self.asked: list[str] = []

    def decide(self, flag: str, person: UUID) -> Decision:
        self.asked.append(flag)
        off = flag in self.off or (flag, person) in self.off
        return Decision(on=self.known == "unknown" or not off, known=self.known)
