"""Which files wait for their reader, and which of them need not any more.

A reader whose flag is off for a person holds that person's files: they end as `parked`, unread, and
are set going again once the flag is on. Nobody releases them without knowing: while the flags are
away, what is held stays held. Source: ADR 0019.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol
from uuid import UUID

from lifeos.contracts.base import Model
from lifeos.contracts.documents import Reason
from lifeos.contracts.ingest import FlagsKnown
from lifeos.documents.models import READER_HELD, RERUNS_PER_PIPELINE, Record
from lifeos.documents.ports import Switches

READING: Final = "reading"  # the flag of all readers together
NOBODY: Final = UUID(int=0)
SENTENCE: Final = Reason(
    code=READER_HELD,
    detail="The hub is not reading files of this kind at the moment."
    " This one is kept, and will be read by itself as soon as it does again.",
)
# A file that was released and held again waits longer each time: a change of a flag reaches one
# process before another, and in the cloud over minutes.
MOST_DOUBLINGS: Final = 5


class Hold(Model):
    """Which flag holds a file back, if one does."""

    by: str | None
    known: FlagsKnown


class HeldDocuments(Protocol):
    """Documents that wait for their reader. Raises: UpstreamError."""

    def held(self, *, before: datetime) -> Iterator[Record]:
        """Those last touched before an instant, in no order."""
        ...

    def release(self, record: Record, *, at: datetime) -> bool:
        """Open it again; False if somebody else did, or it is deleted."""
        ...


def flag_of(sense: str) -> str:
    """The flag of one reader."""
    return f"sense.{sense}"


def ask(sense: str, person: UUID, *, switches: Switches) -> Hold:
    """Whether this reader may read for this person."""
    of_all = switches.decide(READING, person)
    if not of_all.on:
        return Hold(by=READING, known=of_all.known)
    own = switches.decide(flag_of(sense), person)
    return Hold(by=None if own.on else flag_of(sense), known=own.known)


@dataclass
class Release:
    """One look at all that is held; its counters are whole once `records` has run out."""

    documents: HeldDocuments
    switches: Switches
    now: datetime
    patience: timedelta
    held: int = 0  # and stay so
    released: int = 0

    @property
    def counted(self) -> dict[str, int]:
        """As the auditor answers it; flags that are away show without a file that waits."""
        away = self.switches.decide(READING, NOBODY).known != "current"
        return {"held": self.held, "released": self.released, "flags_away": int(away)}

    def records(self) -> Iterator[Record]:
        """Those that were opened again, as they are now."""
        for record in self.documents.held(before=self.now - self.patience):
            if self._may_go(record) and self.documents.release(record, at=self.now):
                self.released += 1
                opened = record.document.model_copy(update={"updated_at": self.now})
                yield record.model_copy(update={"document": opened, "reopened_at": self.now})

    def _may_go(self, record: Record) -> bool:
        sense = (record.document.sense or "").partition("/")[0]
        hold = ask(sense, record.user_id, switches=self.switches)
        goes = hold.by is None and hold.known != "unknown" and self._has_waited(record)
        self.held += not goes
        return goes

    def _has_waited(self, record: Record) -> bool:
        reruns = record.attempt % RERUNS_PER_PIPELINE
        longer = self.patience * (1 << min(reruns, MOST_DOUBLINGS))
        return record.document.updated_at <= self.now - longer
