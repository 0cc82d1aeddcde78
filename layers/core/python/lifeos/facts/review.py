"""What does not add up waits here until the person has decided."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from lifeos.contracts.conditions import Expected, etag_of
from lifeos.contracts.documents import Reason
from lifeos.contracts.review import (
    ReviewCase,
    ReviewDecision,
    ReviewDoubt,
    Reviewed,
    ReviewPage,
    RunPage,
)
from lifeos.errors import ChangedError, ConflictError, InvalidInputError
from lifeos.facts.corrections import change_of
from lifeos.facts.ports import Change, Desk, FactReader, Habit, LiveStatus, Mark, Verdict, Waiting
from lifeos.facts.service import doubts_of, key_of
from lifeos.senses.habits import issuer_key
from lifeos.senses.models import Tally


def page(*, limit: int, cursor: str | None, user_id: UUID, desk: Desk) -> ReviewPage:
    """What waits for this person. Raises: InvalidInputError for a bad cursor."""
    found, last = desk.page(user_id, limit=limit, cursor=_last(cursor))
    return ReviewPage(
        items=[_case(waiting) for waiting in found], next_cursor=str(last) if last else None
    )


def get(document_id: UUID, *, user_id: UUID, desk: Desk) -> ReviewCase:
    """One document that waits. Raises: NotFoundError, ConflictError if it does not wait."""
    waiting = desk.case(user_id, document_id)
    if waiting.outcome != "needs_review":
        raise ConflictError("This document does not wait for a review.")
    return _case(waiting)


def runs(document_id: UUID, *, user_id: UUID, desk: Desk) -> RunPage:
    """Every run of one document, and where it kept the person's value. Raises: NotFoundError."""
    desk.case(user_id, document_id)
    return RunPage(items=desk.runs(user_id, document_id))


def decide(
    document_id: UUID,
    decision: ReviewDecision,
    *,
    user_id: UUID,
    expected: Expected,
    mark: Mark,
    desk: Desk,
    reader: FactReader,
    status: LiveStatus,
) -> Reviewed:
    """Keep the person's word: in the record, then in live status; a repeat finishes the latter.

    Raises: NotFoundError, InvalidInputError, ConflictError if it does not wait, ChangedError.
    """
    _refuse_contradiction(decision)
    waiting = desk.case(user_id, document_id)
    changes = _changes(decision, user_id=user_id, reader=reader)
    verdict = _verdict(waiting, decision, changes, expected=expected)
    if waiting.outcome == "needs_review":
        _keep(verdict, user_id=user_id, mark=mark, desk=desk)
    elif not (waiting.outcome == "done" and waiting.reviewed):
        raise ConflictError("This document does not wait for a review.")
    status.reviewed(user_id, document_id, waiting.run, at=mark.at)
    return Reviewed(
        document_id=document_id,
        outcome="done",
        corrected_facts=len({change.fact_id for change in verdict.changes}),
        remembered=[f"{habit.topic}={habit.choice}" for habit in verdict.habits],
    )


def _keep(verdict: Verdict, *, user_id: UUID, mark: Mark, desk: Desk) -> None:
    try:
        desk.decide(user_id, verdict, mark=mark)
    except ChangedError as error:
        now = _case(desk.case(user_id, verdict.document_id))
        raise ChangedError(error.detail, current=now) from error


def _refuse_contradiction(decision: ReviewDecision) -> None:
    if decision.decision == "confirm" and decision.corrections:
        raise InvalidInputError("Confirm takes no corrections; decide `correct` to send some.")
    if decision.decision == "correct" and not decision.corrections:
        raise InvalidInputError("Correct needs at least one correction.")


def _changes(decision: ReviewDecision, *, user_id: UUID, reader: FactReader) -> list[Change]:
    return [
        change_of(reader.get(user_id, correction.fact_id), correction)
        for correction in decision.corrections
    ]


def _verdict(
    waiting: Waiting, decision: ReviewDecision, changes: list[Change], *, expected: Expected
) -> Verdict:
    return Verdict(
        expected=expected,
        document_id=waiting.document.id,
        run=waiting.run,
        decision=decision.decision,
        settled=[key_of(doubt) for doubt in doubts_of(waiting.tally)] if waiting.tally else [],
        note=decision.note,
        changes=changes,
        habits=habits_shown_by(changes, waiting.tally),
    )


def habits_shown_by(changes: list[Change], tally: Tally | None) -> list[Habit]:
    """What the readings the person chose say of how the issuer writes.

    Nothing where the value is none of the readings, or the file names no issuer.
    """
    if tally is None or not tally.issuer:
        return []
    chosen = {str(value) for change in changes for value in change.values.values()}
    shown = {
        habit
        for doubt in tally.doubts
        for reading, habit in zip(doubt.readings, doubt.habits, strict=False)
        if reading in chosen
    }
    topics = Counter(habit.partition("=")[0] for habit in shown)
    return [
        Habit(issuer=issuer_key(tally.issuer), topic=topic, choice=choice)
        for topic, _, choice in sorted(habit.partition("=") for habit in shown)
        if topics[topic] == 1  # who chose both ways has decided nothing
    ]


def _case(waiting: Waiting) -> ReviewCase:
    doubts = doubts_of(waiting.tally) if waiting.tally else []
    return ReviewCase(
        document=waiting.document,
        issuer=waiting.issuer,
        reason=waiting.reason or Reason(code="needs-review", detail="Something does not add up."),
        doubts=[ReviewDoubt(**doubt.model_dump(exclude={"habits"})) for doubt in doubts],
        facts=waiting.facts,
        since=waiting.since,
        etag=etag_of(waiting.version),
    )


def _last(cursor: str | None) -> UUID | None:
    try:
        return UUID(cursor) if cursor is not None else None
    except ValueError as error:
        raise InvalidInputError("The cursor is not one this list gave out.") from error
