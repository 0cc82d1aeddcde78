"""The five states, one function each. Source: DESIGN section 3.

Each function may be run again at any time, by a retry or a second delivery: what it writes is
either keyed by what it is about or refused because another run owns the document.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing, suppress
from typing import TypeVar
from uuid import UUID

from lifeos.contracts.documents import Outcome, Reason
from lifeos.contracts.ingest import (
    Claim,
    Ending,
    Failure,
    Plan,
    Result,
    StepInput,
    Verdict,
)
from lifeos.documents import enclosures, holding
from lifeos.documents import quota as quotas
from lifeos.documents.models import Errand, Record, registered_at
from lifeos.documents.ports import Clock, Ledger, Quota, Reader, Storage, Switches
from lifeos.errors import (
    GoneError,
    InvalidInputError,
    LifeOSError,
    OverQuotaError,
    RejectedError,
)
from lifeos.facts import service as facts
from lifeos.facts.ports import Archive, Filing
from lifeos.senses import registry, sniff
from lifeos.senses.models import HEAD_BYTES, Attachment, Head, Tally

MAX_STRIKES = 3
T = TypeVar("T")


class GaveUpError(LifeOSError):
    """The last run of a document that every earlier run broke down on: it ends as failed."""

    code = "gave-up"


def ready(step: StepInput, *, ledger: Ledger, storage: Storage, clock: Clock) -> Claim:
    """Claim the object version, hash it, know a duplicate.

    Raises: RejectedError `checksum-mismatch` if other bytes arrived than were announced,
    GaveUpError after too many runs that broke down.
    """
    ticket = step.ticket
    owned = ledger.claim(ticket, at=clock.now())
    if owned and ticket.strikes >= MAX_STRIKES:
        raise GaveUpError("Every earlier run broke down on this file.")
    sha256 = storage.sha256(ticket.object)
    if not owned:
        return Claim(sha256=sha256, duplicate_of=ticket.document_id)
    declared = ledger.get(ticket.user_id, ticket.document_id).document.sha256
    if sha256 != declared:
        ledger.release(ticket, declared)
        raise RejectedError(
            "checksum-mismatch",
            "The bytes that arrived are not the ones that were announced. Upload the file again.",
        )
    holder = ledger.hold(ticket, sha256)
    return Claim(sha256=sha256, duplicate_of=None if holder == ticket.document_id else holder)


def pick(
    step: StepInput, *, ledger: Ledger, storage: Storage, clock: Clock, switches: Switches
) -> Plan:
    """Sniff the first bytes, pick the sense that reads them, ask whether it may."""
    ticket = step.ticket
    record = ledger.enter(ticket, "PICK", at=clock.now())
    head = Head(
        first_bytes=storage.first_bytes(ticket.object, HEAD_BYTES),
        name=record.document.name,
        media_type=record.declared,
        size_bytes=ticket.size_bytes,
    )
    plan = _plan(head, ticket.user_id, switches=switches)
    ledger.planned(ticket, plan)
    return plan


def _plan(head: Head, person: UUID, *, switches: Switches) -> Plan:
    sense = registry.pick(head)
    if sense is None:
        return Plan(media_type=sniff.media_type(head))
    hold = holding.ask(sense.name, person, switches=switches)
    return Plan(
        sense=sense.name,
        sense_version=sense.version,
        media_type=sense.media_types[0],
        held_by=hold.by,
        flags=hold.known,
    )


def check(
    step: StepInput, *, ledger: Ledger, reader: Reader, quota: Quota, clock: Clock
) -> Verdict:
    """ASSERT: refuse what must not go on.

    Raises: RejectedError with a reason code and a sentence for the person.
    """
    ticket = step.ticket
    record = ledger.enter(ticket, "ASSERT", at=clock.now())
    try:
        quotas.take(
            ticket.document_id,
            user_id=ticket.user_id,
            size_bytes=ticket.size_bytes,
            made_at=registered_at(record),
            quota=quota,
        )
    except OverQuotaError as error:
        raise RejectedError(error.code, error.detail) from error
    if ticket.size_bytes == 0:
        raise RejectedError("empty-file", "The file is empty.")
    reader.check(_errand(record, step))
    return Verdict()


Enclose = Callable[[Record, list[Attachment]], int]


def act(
    step: StepInput,
    *,
    ledger: Ledger,
    reader: Reader,
    archive: Archive,
    clock: Clock,
    enclose: Enclose,
) -> Result:
    """ACTION: read the file and commit what it says, all of it or nothing; then what is in it.

    Raises: RejectedError for what only shows while reading.
    """
    ticket = step.ticket
    record = ledger.enter(ticket, "ACTION", at=clock.now())
    inside: list[Attachment] = []
    depth = enclosures.depth_of(record, ledger=ledger)
    errand = _errand(record, step).model_copy(update={"habits": archive.habits(ticket)})
    with closing(reader.read(errand)) as readings:
        rest = enclosures.take_out(readings, into=inside, depth=depth)
        committed = facts.commit(_filing(record, step), rest, archive=archive)
    return Result(facts=committed.facts, pages=committed.pages, attachments=enclose(record, inside))


def end(step: StepInput, *, ledger: Ledger, archive: Archive, clock: Clock) -> Ending:
    """END: one outcome, in the record first and then in the live status."""
    ticket = step.ticket
    tally = archive.tally(ticket) if step.failure is None and step.result else None
    settled = archive.settled(ticket) if tally and facts.first_doubt(tally) else frozenset()
    outcome, reason = _outcome(step, tally, settled)
    ending = Ending(
        run=ticket.run,
        user_id=ticket.user_id,
        document_id=ticket.document_id,
        correlation_id=ticket.correlation_id,
        outcome=outcome,
        reason=reason,
        duplicate_of=step.claim.duplicate_of if step.claim else None,
        facts=step.result.facts if step.result else 0,
        ended_at=clock.now(),
    )
    with suppress(GoneError):  # deleted meanwhile: nothing of it is kept
        _conclude(step, ending, tally, ledger=ledger, archive=archive)
    return ending


def _conclude(
    step: StepInput, ending: Ending, tally: Tally | None, *, ledger: Ledger, archive: Archive
) -> None:
    ticket = step.ticket
    if ending.duplicate_of == ticket.document_id:  # a second version of the same object
        record = ledger.find(ticket.user_id, ticket.document_id)
        if not record.is_deleted:
            archive.note(_filing(record, step), ending)
        return
    record = ledger.enter(ticket, "END", at=ending.ended_at)
    archive.conclude(_filing(record, step), ending)
    kind, title = (tally.document_kind, tally.title) if tally else (None, None)
    ledger.finish(ticket, ending, kind=kind, title=title)


def _outcome(
    step: StepInput, tally: Tally | None, settled: frozenset[str]
) -> tuple[Outcome, Reason | None]:
    if step.failure is not None:
        return _failed(step.failure)
    if step.claim is not None and step.claim.duplicate_of is not None:
        return "duplicate", Reason(code="duplicate", detail="The hub already has this file.")
    if step.plan is not None and step.plan.held_by is not None:
        return "parked", holding.SENTENCE
    if tally is None:
        return "failed", Reason(code="no-result", detail="The file was not read to its end.")
    doubt = facts.first_doubt(tally, settled)
    if doubt is not None:
        return "needs_review", Reason(code=doubt.code, detail=doubt.detail)
    return "done", None


def _failed(failure: Failure) -> tuple[Outcome, Reason]:
    """Tell a refusal, which carries a reason, from a breakdown, which must not show its insides."""
    if failure.error == "RejectedInput":
        try:
            told = json.loads(json.loads(failure.cause)["errorMessage"])
            return "rejected", Reason(code=told["code"], detail=told["detail"])
        except (ValueError, KeyError, TypeError):
            return "rejected", Reason(code="rejected", detail="The file cannot be read.")
    if failure.error in {"States.Timeout", "Sandbox.Timedout"}:
        return "failed", Reason(code="took-too-long", detail="Reading the file took too long.")
    if failure.error == "PermanentFailure" and GaveUpError.code in failure.cause:
        return "failed", Reason(
            code=GaveUpError.code,
            detail="The hub tried this file three times and gave up. It is kept for another try.",
        )
    return "failed", Reason(
        code="broke-down", detail="The hub broke down on this file. It is kept, and can be retried."
    )


def _filing(record: Record, step: StepInput) -> Filing:
    plan, document = step.plan, record.document
    return Filing(
        ticket=step.ticket,
        sha256=step.claim.sha256 if step.claim else document.sha256,
        name=document.name,
        media_type=plan.media_type if plan else document.media_type,
        sense=f"{plan.sense}/{plan.sense_version}" if plan and plan.sense else None,
        created_at=document.created_at,
        parent_id=document.parent_id,
    )


def _errand(record: Record, step: StepInput) -> Errand:
    claim, plan = _need(step.claim), _need(step.plan)
    return Errand(
        object=step.ticket.object,
        size_bytes=step.ticket.size_bytes,
        sha256=claim.sha256,
        name=record.document.name,
        declared=record.declared,
        media_type=plan.media_type,
        sense=plan.sense,
        received_on=record.document.created_at.date(),
    )


def _need(value: T | None) -> T:
    if value is None:
        raise InvalidInputError("A state was entered before the one it builds on.")
    return value
