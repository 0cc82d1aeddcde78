"""The auditor's acting half: whatever is not ended and not under way is set going again.

It trusts nothing it was told: events may be lost, runs may have died with the emulator or been
stopped, slots may have leaked. It looks at the open documents, at the bucket and at the machine,
and starts the next run of what stands still. Three runs that broke down are enough: then a last
run ends the document as `failed`, which a person sees. An outage does not count as a strike.

Source: DESIGN invariant 2, ADR 0009.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Literal, Protocol
from uuid import UUID

from lifeos.contracts.base import Model
from lifeos.contracts.ingest import ObjectRef, Ticket
from lifeos.documents import admission
from lifeos.documents.admission import Slots
from lifeos.documents.holding import HeldDocuments, Release
from lifeos.documents.models import Record, next_rerun, object_key, pipeline_of, ticket_for
from lifeos.documents.ports import Starter, Storage, Switches
from lifeos.errors import NotFoundError

RunState = Literal["missing", "running", "ended", "interrupted"]
STRIKES = 3
PATIENCE = timedelta(minutes=2)  # longer than an event takes, shorter than a person waits
_NEVER = datetime.min.replace(tzinfo=UTC)
NEVER_SENT = timedelta(days=1)  # a link lives an hour: nothing is coming any more


class Runs(Protocol):
    """What the machine knows of a run. Raises: UpstreamError, ThrottledError."""

    def state(self, run: str) -> RunState:
        """`interrupted`: ended by an outage or a restart, through no fault of the file."""
        ...


class OpenDocuments(HeldDocuments, Protocol):
    """Documents that have not ended, or only until their reader's flag is on again.

    Raises: UpstreamError.
    """

    def unended(self, *, before: datetime, after: datetime) -> Iterator[Record]:
        """Those last touched before one instant or after another, in no order."""
        ...

    def still_open(self, record: Record) -> bool:
        """Whether it has not ended by now: the list lags behind what runs write meanwhile."""
        ...

    def close(self, user_id: UUID, document_id: UUID) -> None:
        """Stop looking at a document whose bytes never came."""
        ...


class Audited(Model):
    """What one audit found and did."""

    looked_at: int = 0
    restarted: int = 0
    lined_up: int = 0  # there was no room; what waits in line already is not counted
    waiting_for_bytes: int = 0
    slots_freed: int = 0
    held: int = 0  # they wait for their reader's flag
    released: int = 0  # the flag is on again
    flags_away: int = 0  # 1 while the flags are not there
    oldest_unfinished_s: int = 0


def audit(
    *,
    pipeline_version: int,
    now: datetime,
    patience: timedelta = PATIENCE,
    documents: OpenDocuments,
    storage: Storage,
    runs: Runs,
    slots: Slots,
    starter: Starter,
    switches: Switches,
) -> Audited:
    """Look once at everything that has not ended; without patience also at what just arrived."""
    late_s = _oldest_under_way_s(documents, now=now, patience=patience)
    found = Audited(slots_freed=_free_slots(runs=runs, slots=slots), oldest_unfinished_s=late_s)
    release, waiting = Release(documents, switches, now, patience), slots.waiting()
    for record in chain(release.records(), _left_behind(documents, now=now, patience=patience)):
        if record.document.id in waiting:
            found = _seen(found, record, now, arrived=True)
            continue
        ref = _bytes_of(record, storage=storage)
        found = _seen(found, record, now, arrived=ref is not None)
        if ref is None:
            found = _without_bytes(found, record, now=now, documents=documents)
            continue
        ticket = next_ticket(record, ref, pipeline=pipeline_version, runs=runs)
        if ticket is not None and documents.still_open(record):  # asked after the machine
            found = _set_going(found, admission.admit(ticket, slots=slots, starter=starter))
    admission.advance(slots=slots, starter=starter)
    return found.model_copy(update=release.counted)


def _left_behind(
    documents: OpenDocuments, *, now: datetime, patience: timedelta
) -> Iterator[Record]:
    """Those that nothing else sees to: deleted ones are the purge's."""
    # What a clock that ran ahead has touched is not left alone until ours has caught up.
    unended = documents.unended(before=now - patience, after=now + PATIENCE)
    return (one for one in unended if not one.is_deleted and not one.settling)


def _oldest_under_way_s(documents: OpenDocuments, *, now: datetime, patience: timedelta) -> int:
    """A file that is tried again and again was touched just now, and is late all the same."""
    recent = documents.unended(before=_NEVER, after=now - patience)
    alive = (one for one in recent if one.object and not one.is_deleted and not one.settling)
    return max((_age_s(one, now) for one in alive), default=0)


def _age_s(record: Record, now: datetime) -> int:
    """Since it came, or since it was opened again."""
    since = record.reopened_at or record.document.created_at
    return max(0, int((now - since).total_seconds()))


def next_ticket(record: Record, ref: ObjectRef, *, pipeline: int, runs: Runs) -> Ticket | None:
    """The run that should go on with a document, or None while one is under way.

    A run that is missing was never started, or the machine has lost it: it is started (again)
    under its own name. One that has ended without ending its document gets a successor. So does
    one that did end it, when the document is opened again: that run is over, and is no strike.
    """
    rerun, strikes = next_rerun(record, pipeline), record.strikes
    if _runs_elsewhere(record, pipeline, runs=runs):
        return None
    while True:
        ticket = ticket_for(
            record, ref, size_bytes=record.document.size_bytes, pipeline=pipeline, rerun=rerun
        )
        state = runs.state(ticket.run)
        if state == "running":
            return None
        if state == "missing":
            return ticket.model_copy(update={"strikes": strikes})
        strikes += state == "ended"
        rerun += 1


def _runs_elsewhere(record: Record, pipeline: int, *, runs: Runs) -> bool:
    """Whether a run that an earlier deployment began is under way: it is left to its end."""
    run = record.run or ""
    begun = pipeline_of(run) not in (None, pipeline) and record.document.outcome is None
    return begun and runs.state(run) == "running"


def _free_slots(*, runs: Runs, slots: Slots) -> int:
    dead = [run for run in slots.held() if runs.state(run) in ("ended", "interrupted")]
    for run in dead:
        slots.give_back(run)
    return len(dead)


def _seen(found: Audited, record: Record, now: datetime, *, arrived: bool) -> Audited:
    """A file nobody sent yet is not late, nor is one that was opened again only now."""
    age_s = _age_s(record, now) if arrived else 0
    return found.model_copy(
        update={
            "looked_at": found.looked_at + 1,
            "oldest_unfinished_s": max(found.oldest_unfinished_s, age_s),
        }
    )


def _without_bytes(
    found: Audited, record: Record, *, now: datetime, documents: OpenDocuments
) -> Audited:
    if now - record.document.created_at > NEVER_SENT:
        documents.close(record.user_id, record.document.id)
    return found.model_copy(update={"waiting_for_bytes": found.waiting_for_bytes + 1})


def _set_going(found: Audited, begun: bool) -> Audited:
    if begun:
        return found.model_copy(update={"restarted": found.restarted + 1})
    return found.model_copy(update={"lined_up": found.lined_up + 1})


def _bytes_of(record: Record, *, storage: Storage) -> ObjectRef | None:
    if record.object is not None:
        return record.object
    try:
        return storage.stat(object_key(record.user_id, record.document.id)).ref
    except NotFoundError:
        return None
