"""The Grave port: what deleting, restoring and purging change in the record.

A document's row is locked first and the person's advisory lock second, as ACTION does, so the two
never wait for each other in a circle.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID

from lifeos.adapters.postgres import Database, Session
from lifeos.adapters.postgres_support import ONE_AT_A_TIME
from lifeos.documents.models import Record, object_key

FIND_ENCLOSED: LiteralString = """
SELECT id FROM documents
WHERE user_id = %(user_id)s AND id <> %(id)s AND (parent_id = %(id)s OR deleted_with = %(id)s)
"""
# A document that no run has written yet gets its row here, so that a late one finds it deleted.
FOLLOW: LiteralString = """
INSERT INTO documents (user_id, id, sha256, name, size_bytes, media_type, bucket, object_key,
       version_id, attempt, run, correlation_id, created_at, parent_id, deleted_at, purge_at,
       deleted_with, followed)
VALUES (%(user_id)s, %(id)s, %(sha256)s, %(name)s, %(size_bytes)s, %(media_type)s, %(bucket)s,
       %(object_key)s, %(version_id)s, %(attempt)s, %(run)s, %(correlation_id)s, %(created_at)s,
       %(parent_id)s, %(deleted_at)s, %(purge_at)s, %(deleted_with)s, %(followed)s)
ON CONFLICT (user_id, id) DO UPDATE
SET deleted_at = excluded.deleted_at, purge_at = excluded.purge_at,
    deleted_with = excluded.deleted_with, followed = excluded.followed, updated_at = now()
WHERE documents.followed < excluded.followed
"""
FIND_FOLLOWED: LiteralString = """
SELECT id, deleted_at IS NOT NULL AS deleted FROM documents
WHERE user_id = %(user_id)s AND id = ANY(%(ids)s)
"""
# Facts are asked for one by one along the evidence's key, as in ACTION and for its reason.
_SUPPORT: LiteralString = """
(SELECT evidence.document_id FROM evidence
 WHERE evidence.user_id = facts.user_id AND evidence.fact_id = facts.id AND NOT evidence.withdrawn
 ORDER BY evidence.document_id LIMIT 1)
"""
WITHDRAW_EVIDENCE: LiteralString = """
UPDATE evidence SET withdrawn = true WHERE user_id = %(user_id)s AND document_id = ANY(%(gone)s)
"""
GIVE_BACK_EVIDENCE: LiteralString = """
UPDATE evidence SET withdrawn = false WHERE user_id = %(user_id)s AND document_id = ANY(%(back)s)
"""
# Evidence is part of a fact as it is shown, so its version grows.
TOUCH_FACTS: LiteralString = """
UPDATE facts SET updated_at = now() WHERE user_id = %(user_id)s
AND id = ANY(ARRAY(SELECT fact_id FROM evidence WHERE user_id = %(user_id)s
                   AND document_id = ANY(%(ids)s)))
"""
# What another document says too stays, as that document's.
KEEP_SUPPORTED: LiteralString = (
    "UPDATE facts SET document_id = "
    + _SUPPORT
    + """WHERE user_id = %(user_id)s AND document_id = ANY(%(gone)s) AND deleted_at IS NULL
AND EXISTS """
    + _SUPPORT
)
WITHDRAW_FACTS: LiteralString = """
UPDATE facts SET deleted_at = now(), withdrawn = true
WHERE user_id = %(user_id)s AND document_id = ANY(%(gone)s) AND deleted_at IS NULL
"""
# What only a deleted calendar said was over is not.
UNRETIRE: LiteralString = (
    "UPDATE facts SET deleted_at = NULL, document_id = "
    + _SUPPORT
    + """WHERE user_id = %(user_id)s AND retired_by = ANY(%(gone)s) AND deleted_at IS NOT NULL
AND NOT withdrawn AND EXISTS """
    + _SUPPORT
)
GIVE_BACK_FACTS: LiteralString = (
    "UPDATE facts SET deleted_at = NULL, withdrawn = false, document_id = coalesce("
    + _SUPPORT
    + """, document_id)
WHERE user_id = %(user_id)s AND withdrawn
AND (document_id = ANY(%(back)s) OR id = ANY(ARRAY(SELECT fact_id FROM evidence
     WHERE user_id = %(user_id)s AND document_id = ANY(%(back)s))))
"""
)
RETIRE_AGAIN: LiteralString = """
UPDATE facts SET deleted_at = now(), document_id = retired_by
WHERE user_id = %(user_id)s AND retired_by = ANY(%(back)s) AND deleted_at IS NULL
AND corrected IS NULL
"""
LOCK_DELETED: LiteralString = """
SELECT id FROM documents
WHERE user_id = %(user_id)s AND id = %(id)s AND deleted_at IS NOT NULL FOR UPDATE
"""
NOTE_PURGED: LiteralString = """
INSERT INTO purged_documents (user_id, document_id, deleted_at, purged_at)
SELECT user_id, id, deleted_at, %(at)s FROM documents
WHERE user_id = %(user_id)s AND id = %(id)s AND deleted_at IS NOT NULL
ON CONFLICT DO NOTHING
"""
# Words that nothing but this document has said; found before it goes.
FORGET_WORDS: LiteralString = """
DELETE FROM search_words WHERE user_id = %(user_id)s AND word IN (
  SELECT unnest(tsvector_to_array(words)) FROM pages
  WHERE user_id = %(user_id)s AND document_id = %(id)s
  UNION SELECT unnest(tsvector_to_array(words)) FROM facts
  WHERE user_id = %(user_id)s AND document_id = %(id)s
  EXCEPT (
    SELECT unnest(tsvector_to_array(words)) FROM pages
    WHERE user_id = %(user_id)s AND document_id <> %(id)s
    UNION SELECT unnest(tsvector_to_array(words)) FROM facts
    WHERE user_id = %(user_id)s AND document_id <> %(id)s))
"""
LEAVE_FACTS: LiteralString = """
UPDATE facts SET document_id = (
  SELECT evidence.document_id FROM evidence WHERE evidence.user_id = facts.user_id
  AND evidence.fact_id = facts.id AND evidence.document_id <> %(id)s
  ORDER BY evidence.withdrawn, evidence.document_id LIMIT 1)
WHERE user_id = %(user_id)s AND document_id = %(id)s
AND EXISTS (SELECT FROM evidence WHERE evidence.user_id = facts.user_id
            AND evidence.fact_id = facts.id AND evidence.document_id <> %(id)s)
"""
PURGE_FACTS: LiteralString = """
DELETE FROM facts WHERE user_id = %(user_id)s AND document_id = %(id)s
"""
PURGE_RETIREMENTS: LiteralString = """
UPDATE facts SET retired_by = NULL WHERE user_id = %(user_id)s AND retired_by = %(id)s
"""
PURGE_HABITS: LiteralString = """
DELETE FROM habits WHERE user_id = %(user_id)s AND document_id = %(id)s
"""
PURGE_RUNS: LiteralString = """
DELETE FROM runs WHERE user_id = %(user_id)s AND document_id = %(id)s
"""
# Pages, evidence and reviews go with it.
PURGE_DOCUMENT: LiteralString = """
DELETE FROM documents WHERE user_id = %(user_id)s AND id = %(id)s AND deleted_at IS NOT NULL
"""


class PostgresGrave:
    """Deleted documents in the record."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def enclosed(self, user_id: UUID, document_id: UUID) -> set[UUID]:
        """By either of two indexes."""
        with self._database.session(user_id) as session:
            rows = session.rows(
                "find enclosed", FIND_ENCLOSED, {"user_id": user_id, "id": document_id}
            )
        return {row["id"] for row in rows}

    def follow(self, user_id: UUID, records: list[Record]) -> None:
        """Rows in the order of their ids, so that two of these do not wait for each other."""
        with self._database.session(user_id) as session:
            for record in sorted(records, key=lambda one: one.document.id):
                session.run("follow", FOLLOW, _followed(record))
            ids = [record.document.id for record in records]
            session.run("wait for the person's documents", ONE_AT_A_TIME, {"user_id": user_id})
            values: dict[str, Any] = {"user_id": user_id, "ids": ids}
            rows = session.rows("find followed", FIND_FOLLOWED, values)
            values["gone"] = [row["id"] for row in rows if row["deleted"]]
            values["back"] = [row["id"] for row in rows if not row["deleted"]]
            _withdraw(session, values)
            _give_back(session, values)
            session.run("touch facts", TOUCH_FACTS, values)

    def purge(self, user_id: UUID, document_id: UUID, *, at: datetime) -> None:
        """One transaction; a document that is not there any more was purged before."""
        values = {"user_id": user_id, "id": document_id, "at": at}
        with self._database.session(user_id) as session:
            if not session.rows("lock deleted", LOCK_DELETED, values):
                return
            session.run("wait for the person's documents", ONE_AT_A_TIME, values)
            session.run("note purged", NOTE_PURGED, values)
            session.run("forget words", FORGET_WORDS, values)
            session.run("leave facts", LEAVE_FACTS, values)
            session.run("purge facts", PURGE_FACTS, values)
            session.run("purge retirements", PURGE_RETIREMENTS, values)
            session.run("purge habits", PURGE_HABITS, values)
            session.run("purge runs", PURGE_RUNS, values)
            session.run("purge document", PURGE_DOCUMENT, values)


def _withdraw(session: Session, values: dict[str, Any]) -> None:
    session.run("withdraw evidence", WITHDRAW_EVIDENCE, values)
    session.run("keep supported facts", KEEP_SUPPORTED, values)
    session.run("withdraw facts", WITHDRAW_FACTS, values)
    session.run("unretire facts", UNRETIRE, values)


def _give_back(session: Session, values: dict[str, Any]) -> None:
    session.run("give back evidence", GIVE_BACK_EVIDENCE, values)
    session.run("give back facts", GIVE_BACK_FACTS, values)
    session.run("retire again", RETIRE_AGAIN, values)


def _followed(record: Record) -> dict[str, Any]:
    document, ref = record.document, record.object
    return {
        "user_id": record.user_id,
        "id": document.id,
        "sha256": document.sha256,
        "name": document.name,
        "size_bytes": document.size_bytes,
        "media_type": document.media_type,
        "bucket": ref.bucket if ref else "",
        "object_key": object_key(record.user_id, document.id),
        "version_id": ref.version_id if ref else None,
        "attempt": record.attempt,
        "run": record.run or "",
        "correlation_id": document.correlation_id,
        "created_at": document.created_at,
        "parent_id": document.parent_id,
        "deleted_at": document.deleted_at,
        "purge_at": document.purge_at,
        "deleted_with": record.deleted_with,
        "followed": record.version,
    }
