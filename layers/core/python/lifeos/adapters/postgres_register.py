"""The Register port: what the record knows across people, for the auditor's read-only role."""

from __future__ import annotations

from typing import Any, LiteralString
from uuid import UUID

from lifeos.adapters.postgres import Database
from lifeos.contracts.documents import Document, Reason
from lifeos.documents.reckoning import Standing

KNOWN_DOCUMENTS: LiteralString = """
SELECT documents.id, documents.name, documents.size_bytes, documents.media_type, documents.sha256,
       documents.sense, documents.kind, documents.title, documents.outcome, documents.reason_code,
       documents.reason, documents.run, documents.attempt, documents.correlation_id,
       documents.created_at, documents.updated_at, coalesce(runs.facts, 0) AS facts
FROM documents
LEFT JOIN runs ON runs.user_id = documents.user_id AND runs.run = documents.run
WHERE (documents.user_id, documents.id) IN (
    SELECT * FROM unnest(%(users)s::uuid[], %(ids)s::uuid[]))
"""


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
    )
    return Standing(document=document, run=row["run"], attempt=row["attempt"])
