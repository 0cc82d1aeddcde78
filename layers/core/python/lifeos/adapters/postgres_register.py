"""The Register port: what the record knows across people, for the auditor's read-only role."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, LiteralString
from uuid import UUID

from lifeos.adapters.postgres import Database
from lifeos.contracts.documents import Document, Reason
from lifeos.documents.models import Record
from lifeos.documents.reckoning import Standing, known

_KNOWN: LiteralString = """
SELECT documents.id, documents.name, documents.size_bytes, documents.media_type, documents.sha256,
       documents.sense, documents.kind, documents.title, documents.outcome, documents.reason_code,
       documents.reason, documents.run, documents.attempt, documents.correlation_id,
       documents.created_at, documents.updated_at, documents.deleted_at, documents.purge_at,
       documents.deleted_with, documents.parent_id, documents.user_id,
       coalesce(read.facts, 0) AS facts
FROM documents
LEFT JOIN LATERAL (
    SELECT runs.facts FROM runs
    WHERE runs.user_id = documents.user_id AND runs.document_id = documents.id
    AND runs.facts > 0 ORDER BY runs.attempt DESC LIMIT 1
) read ON true
"""
KNOWN_DOCUMENTS: LiteralString = (
    _KNOWN
    + """WHERE (documents.user_id, documents.id) IN (
    SELECT * FROM unnest(%(users)s::uuid[], %(ids)s::uuid[]))
"""
)
DELETED_DOCUMENTS: LiteralString = (
    _KNOWN
    + """WHERE documents.deleted_at IS NOT NULL
AND (documents.user_id, documents.id) > (%(user_id)s, %(id)s)
ORDER BY documents.user_id, documents.id LIMIT %(limit)s
"""
)
_PAGE = 500
_BEFORE_ALL = UUID(int=0)


class PostgresRegister:
    """Reads the record with the role `lifeos_audit`, whose policy shows every person's rows."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def standing(self, documents: list[tuple[UUID, UUID]]) -> dict[UUID, Standing]:
        """By document id; a document that has not ended is still in one of the five states."""
        if not documents:
            return {}
        values = {
            "users": [user_id for user_id, _ in documents],
            "ids": [document_id for _, document_id in documents],
        }
        with self._database.session(None, "audit") as session:
            rows = session.rows("known documents", KNOWN_DOCUMENTS, values)
        return {row["id"]: _standing(row) for row in rows}

    def deleted(self) -> Iterator[Record]:
        """Page by page, along the primary key."""
        values: dict[str, Any] = {"user_id": _BEFORE_ALL, "id": _BEFORE_ALL, "limit": _PAGE}
        while True:
            with self._database.session(None, "audit") as session:
                rows = session.rows("deleted documents", DELETED_DOCUMENTS, values)
            for row in rows:
                yield known(row["user_id"], _standing(row), object_=None)
            if len(rows) < _PAGE:
                return
            values |= {"user_id": rows[-1]["user_id"], "id": rows[-1]["id"]}


def _standing(row: dict[str, Any]) -> Standing:
    code = row["reason_code"]
    document = Document(
        id=row["id"],
        name=row["name"],
        size_bytes=row["size_bytes"],
        media_type=row["media_type"],
        sha256=row["sha256"],
        state="END" if row["outcome"] else "READY",
        outcome=row["outcome"],
        reason=Reason(code=code, detail=row["reason"] or "") if code else None,
        sense=row["sense"],
        kind=row["kind"],
        title=row["title"],
        facts=row["facts"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        correlation_id=row["correlation_id"],
        parent_id=row["parent_id"],
        deleted_at=row["deleted_at"],
        purge_at=row["purge_at"],
    )
    return Standing(
        document=document,
        run=row["run"],
        attempt=row["attempt"],
        deleted_with=row["deleted_with"],
    )
