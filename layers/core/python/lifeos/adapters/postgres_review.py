"""The Desk port: what waits for the person, what the person says, and the runs of a document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, LiteralString
from uuid import UUID

from psycopg.types.json import Jsonb

from lifeos.adapters import postgres_corrections as corrections
from lifeos.adapters.postgres import Database, Session
from lifeos.adapters.postgres_support import ONE_AT_A_TIME
from lifeos.contracts.conditions import Expected
from lifeos.contracts.documents import Reason
from lifeos.contracts.review import KeptValue, Run
from lifeos.contracts.timeline import DocumentRef
from lifeos.errors import ChangedError, ConflictError, InvalidInputError, NotFoundError
from lifeos.facts.ports import Change, Mark, Verdict, Waiting
from lifeos.senses.models import Tally

_CASE: LiteralString = """
SELECT documents.id, documents.name, documents.title, documents.kind, documents.issuer,
       documents.outcome, documents.reason_code, documents.reason, documents.run,
       documents.updated_at, documents.version, runs.tally, runs.facts, runs.ended_at,
       EXISTS (SELECT FROM reviews WHERE reviews.user_id = documents.user_id
               AND reviews.document_id = documents.id AND reviews.run = documents.run) AS reviewed
FROM documents
LEFT JOIN runs ON runs.user_id = documents.user_id AND runs.run = documents.run
WHERE documents.user_id = %(user_id)s AND documents.deleted_at IS NULL
"""
LIST_WAITING: LiteralString = (
    _CASE
    + """AND documents.outcome = 'needs_review'
AND (%(cursor)s::uuid IS NULL OR documents.id < %(cursor)s)
ORDER BY documents.id DESC LIMIT %(limit)s
"""
)
GET_CASE: LiteralString = _CASE + "AND documents.id = %(id)s"
LIST_RUNS: LiteralString = """
SELECT run, pipeline_version, outcome, reason_code, reason, facts, kept, correlation_id,
       started_at, ended_at
FROM runs WHERE user_id = %(user_id)s AND document_id = %(id)s ORDER BY attempt DESC, run
"""
KEEP_CORRECTION: LiteralString = """
INSERT INTO corrections (user_id, id, fact_id, field, value, previous, reason, review_id,
                         correlation_id, at)
VALUES (%(user_id)s, %(id)s, %(fact_id)s, %(field)s, %(value)s, %(previous)s, %(reason)s,
        %(review_id)s, %(correlation_id)s, %(at)s)
"""
KEEP_REVIEW: LiteralString = """
INSERT INTO reviews (user_id, id, document_id, run, decision, doubts, note, correlation_id, at)
VALUES (%(user_id)s, %(id)s, %(document_id)s, %(run)s, %(decision)s, %(doubts)s, %(note)s,
        %(correlation_id)s, %(at)s)
"""
KEEP_HABIT: LiteralString = """
INSERT INTO habits (user_id, issuer, topic, choice, document_id, at)
VALUES (%(user_id)s, %(issuer)s, %(topic)s, %(choice)s, %(document_id)s, %(at)s)
ON CONFLICT (user_id, issuer, topic) DO UPDATE
SET choice = excluded.choice, document_id = excluded.document_id, at = excluded.at
"""
LOCK_CASE: LiteralString = """
SELECT run, outcome, version FROM documents
WHERE user_id = %(user_id)s AND id = %(document_id)s AND deleted_at IS NULL FOR UPDATE
"""
END_REVIEW: LiteralString = """
UPDATE documents SET outcome = 'done', reason_code = NULL, reason = NULL, updated_at = now()
WHERE user_id = %(user_id)s AND id = %(document_id)s AND run = %(run)s
AND outcome = 'needs_review' AND deleted_at IS NULL
"""
# Facts that are not of this document: neither brought by it nor supported by it.
FIND_FOREIGN: LiteralString = """
SELECT facts.id FROM facts WHERE facts.user_id = %(user_id)s AND facts.id = ANY(%(fact_ids)s)
AND facts.document_id <> %(document_id)s
AND NOT EXISTS (SELECT FROM evidence WHERE evidence.user_id = facts.user_id
                AND evidence.fact_id = facts.id AND evidence.document_id = %(document_id)s)
"""


class PostgresDesk:
    """The desk in the record."""

    def __init__(self, database: Database, new_id: Callable[[], UUID]) -> None:
        self._database = database
        self._new_id = new_id

    def page(
        self, user_id: UUID, *, limit: int, cursor: UUID | None
    ) -> tuple[list[Waiting], UUID | None]:
        """One row more than fits is asked for, to know whether more follow."""
        values = {"user_id": user_id, "cursor": cursor, "limit": limit + 1}
        with self._database.session(user_id) as session:
            rows = session.rows("list waiting", LIST_WAITING, values)
        shown = [_waiting(row) for row in rows[:limit]]
        return shown, shown[-1].document.id if len(rows) > limit else None

    def case(self, user_id: UUID, document_id: UUID) -> Waiting:
        """One document, whether it waits or not."""
        with self._database.session(user_id) as session:
            rows = session.rows("get case", GET_CASE, {"user_id": user_id, "id": document_id})
        if not rows:
            raise NotFoundError("There is no such document.")
        return _waiting(rows[0])

    def correct(self, user_id: UUID, change: Change, *, mark: Mark, expected: Expected) -> None:
        """Compared and written under the fact's lock."""
        with self._database.session(user_id, mark.correlation_id) as session:
            row = _locked(session, user_id, change)
            if not expected.allows(row["version"]):
                raise ChangedError("The fact has changed since.")
            self._change(session, change, row, mark=mark)

    def decide(self, user_id: UUID, verdict: Verdict, *, mark: Mark) -> None:
        """Verdict, corrections and outcome in one transaction.

        Its facts may be another document's too: the person's lock second, as everywhere, so that a
        run or a deletion of that one and this do not wait for each other in a circle.
        """
        values = {
            **mark.model_dump(),
            **verdict.model_dump(exclude={"changes", "settled", "habits", "expected"}),
            "user_id": user_id,
            "doubts": Jsonb(verdict.settled),
            "fact_ids": [change.fact_id for change in verdict.changes],
        }
        with self._database.session(user_id, mark.correlation_id) as session:
            _require_as_seen(session, verdict, values)
            session.run("wait for the person's documents", ONE_AT_A_TIME, {"user_id": user_id})
            session.run("end review", END_REVIEW, values)
            if session.rows("find foreign facts", FIND_FOREIGN, values):
                raise InvalidInputError("A corrected fact is not of this document.")
            session.run("keep review", KEEP_REVIEW, values)
            for change in verdict.changes:
                row = _locked(session, user_id, change)
                self._change(session, change, row, mark=mark, review_id=mark.id)
            for habit in verdict.habits:
                session.run("keep habit", KEEP_HABIT, {**values, **habit.model_dump()})

    def runs(self, user_id: UUID, document_id: UUID) -> list[Run]:
        """Runs of one document, newest first."""
        with self._database.session(user_id) as session:
            rows = session.rows("list runs", LIST_RUNS, {"user_id": user_id, "id": document_id})
        return [_run(row) for row in rows]

    def _change(
        self,
        session: Session,
        change: Change,
        row: dict[str, Any],
        *,
        mark: Mark,
        review_id: UUID | None = None,
    ) -> None:
        user_id = row["user_id"]
        previous = corrections.published(row, change.field)
        corrected = _with_change(row, change, at=mark.at.isoformat())
        corrections.write(session, row, corrected, user_id=user_id)
        session.run(
            "keep correction",
            KEEP_CORRECTION,
            {
                "user_id": user_id,
                "fact_id": change.fact_id,
                "id": self._new_id(),
                "field": change.field,
                "value": Jsonb(change.value),
                "previous": Jsonb(previous),
                "reason": change.reason,
                "review_id": review_id,
                "correlation_id": mark.correlation_id,
                "at": mark.at,
            },
        )


def _locked(session: Session, user_id: UUID, change: Change) -> dict[str, Any]:
    named = {"user_id": user_id, "fact_id": change.fact_id}
    found = session.rows("lock fact", corrections.LOCK_FACT, named)
    if not found:
        raise NotFoundError("There is no such fact.")
    return found[0]


def _require_as_seen(session: Session, verdict: Verdict, values: dict[str, Any]) -> None:
    """Under the document's lock, which is held until the decision is kept."""
    found = session.rows("lock case", LOCK_CASE, values)
    if not found:
        raise NotFoundError("There is no such document.")
    if (found[0]["run"], found[0]["outcome"]) != (verdict.run, "needs_review"):
        raise ConflictError("This document does not wait for a review any more.")
    if not verdict.expected.allows(found[0]["version"]):
        raise ChangedError("The document has changed since.")


def _with_change(row: dict[str, Any], change: Change, *, at: str) -> dict[str, Any]:
    """`facts.corrected` with this change; what was read first stays known."""
    corrected = dict(row["corrected"] or {})
    for field, value in change.values.items():
        known = corrected.get(field)
        read = known["read"] if known else corrections.published(row, field)
        corrected[field] = {"value": value, "read": read, "reason": change.reason, "at": at}
    return corrected


def _waiting(row: dict[str, Any]) -> Waiting:
    return Waiting(
        document=DocumentRef(id=row["id"], name=row["name"], title=row["title"], kind=row["kind"]),
        run=row["run"],
        outcome=row["outcome"],
        reviewed=row["reviewed"],
        issuer=row["issuer"],
        reason=_reason(row),
        tally=Tally.model_validate(row["tally"]) if row["tally"] else None,
        facts=row["facts"] or 0,
        since=row["ended_at"] or row["updated_at"],
        version=row["version"],
    )


def _run(row: dict[str, Any]) -> Run:
    return Run(
        run=row["run"],
        pipeline_version=row["pipeline_version"],
        outcome=row["outcome"],
        reason=_reason(row),
        facts=row["facts"],
        kept=[KeptValue.model_validate(kept) for kept in row["kept"] or []],
        correlation_id=row["correlation_id"],
        started_at=row["started_at"],
        ended_at=row["ended_at"],
    )


def _reason(row: dict[str, Any]) -> Reason | None:
    return Reason(code=row["reason_code"], detail=row["reason"]) if row["reason_code"] else None
