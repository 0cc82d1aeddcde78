"""The Archive port: what ACTION and END write, each in one transaction, each repeatable."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, LiteralString
from uuid import UUID

from psycopg.types.json import Jsonb

from lifeos.adapters import postgres_corrections as corrections
from lifeos.adapters.postgres import Database, Session
from lifeos.adapters.postgres_series import RETIRE, SKIP_OUTDATED
from lifeos.adapters.postgres_staging import MERGE_WORDS, ROOM_TO_MERGE, STAGE, Staging
from lifeos.adapters.postgres_support import (
    FORGET_UNSUPPORTED,
    HAND_OVER,
    ONE_AT_A_TIME,
    TOUCH_SHARED,
    WITHDRAW,
)
from lifeos.contracts.ingest import Ending, Ticket
from lifeos.errors import GoneError, StaleAttemptError
from lifeos.facts.ports import Committed, Filing
from lifeos.senses.models import Reading, Tally

# A lower attempt, or another run of the same attempt, may not write: then no row comes back.
OWN_DOCUMENT: LiteralString = """
INSERT INTO documents (user_id, id, sha256, name, size_bytes, media_type, bucket, object_key,
                       version_id, sense, attempt, run, correlation_id, created_at, parent_id)
SELECT %(user_id)s, %(id)s, %(sha256)s, %(name)s, %(size_bytes)s, %(media_type)s, %(bucket)s,
       %(object_key)s, %(version_id)s, %(sense)s, %(attempt)s, %(run)s, %(correlation_id)s,
       %(created_at)s, %(parent_id)s
WHERE NOT EXISTS (SELECT FROM purged_documents WHERE user_id = %(user_id)s AND document_id = %(id)s)
ON CONFLICT (user_id, id) DO UPDATE
SET sha256 = excluded.sha256, media_type = excluded.media_type, bucket = excluded.bucket,
    object_key = excluded.object_key, version_id = excluded.version_id, sense = excluded.sense,
    attempt = excluded.attempt, run = excluded.run, parent_id = excluded.parent_id,
    updated_at = now()
WHERE (documents.attempt < excluded.attempt OR documents.run = excluded.run)
AND documents.deleted_at IS NULL
"""
FIND_GONE: LiteralString = """
SELECT id FROM documents WHERE user_id = %(user_id)s AND id = %(id)s AND deleted_at IS NOT NULL
UNION ALL
SELECT document_id FROM purged_documents WHERE user_id = %(user_id)s AND document_id = %(id)s
"""
OWN_RUN: LiteralString = """
INSERT INTO runs (user_id, run, document_id, version_id, pipeline_version, attempt,
                  correlation_id, started_at)
VALUES (%(user_id)s, %(run)s, %(id)s, %(version_id)s, %(pipeline_version)s, %(attempt)s,
        %(correlation_id)s, now())
ON CONFLICT (user_id, run) DO NOTHING
"""
# The same thing read again keeps its id. It is rewritten by the document that brought it, or by a
# higher revision of its source; otherwise the first reading stands. Things that change (an event, a
# task) without saying a revision are as the later document has them. Version 1 is a new fact's:
# the trigger `next_version` counts on every change.
MERGE_FACTS: LiteralString = """
WITH merged AS (
INSERT INTO facts AS known (user_id, id, identity, document_id, domain, kind, starts_at, occurred,
       amount, currency, value, unit, title, data, confidence, confidence_reason, revision, series,
       words)
SELECT %(user_id)s, id, identity, %(id)s, domain, kind, starts_at, occurred,
       amount, currency, value, unit, title, data, confidence, confidence_reason, revision,
       series, words
FROM staged_facts
WHERE seq IN (SELECT DISTINCT ON (identity) seq FROM staged_facts
              ORDER BY identity, revision DESC, seq DESC)
ON CONFLICT (user_id, identity) DO UPDATE
SET starts_at = excluded.starts_at, occurred = excluded.occurred, amount = excluded.amount,
    currency = excluded.currency, value = excluded.value, unit = excluded.unit,
    title = excluded.title, data = excluded.data, confidence = excluded.confidence,
    confidence_reason = excluded.confidence_reason, revision = excluded.revision,
    document_id = excluded.document_id, words = excluded.words, updated_at = now(),
    deleted_at = NULL, withdrawn = false, retired_by = NULL
WHERE known.document_id = excluded.document_id OR excluded.revision > known.revision
OR known.withdrawn
OR (excluded.revision = known.revision AND excluded.domain IN ('calendar', 'tasks')
    AND excluded.document_id > known.document_id)
RETURNING known.version
) SELECT count(*) FILTER (WHERE version = 1) AS new FROM merged
"""
FORGET_EVIDENCE: LiteralString = """
DELETE FROM evidence WHERE user_id = %(user_id)s AND document_id = %(id)s
"""
# A new fact has the id it was staged with. Others are asked for fact by fact, as in HAND_OVER and
# for its reason.
MERGE_EVIDENCE: LiteralString = """
INSERT INTO evidence (user_id, fact_id, document_id, ordinal, place)
SELECT %(user_id)s, known.id, %(id)s, staged.seq * 1000 + told.ordinal, told.place
FROM staged_facts staged
CROSS JOIN LATERAL (SELECT CASE WHEN %(all_new)s THEN staged.id ELSE (
                      SELECT id FROM facts WHERE facts.user_id = %(user_id)s
                      AND facts.identity = staged.identity) END AS id LIMIT 1) known
CROSS JOIN LATERAL jsonb_array_elements(staged.places) WITH ORDINALITY AS told (place, ordinal)
"""
COUNT_FACTS: LiteralString = """
SELECT count(DISTINCT fact_id) AS facts FROM evidence
WHERE user_id = %(user_id)s AND document_id = %(id)s
"""
FORGET_PAGES: LiteralString = """
DELETE FROM pages WHERE user_id = %(user_id)s AND document_id = %(id)s
"""
# PostgreSQL has no COPY into a table under row-level security, hence the stop in between.
MERGE_PAGES: LiteralString = """
INSERT INTO pages (user_id, document_id, number, text, words)
SELECT %(user_id)s, %(id)s, number, text, to_tsvector('simple', said) FROM staged_pages
"""
KEEP_TALLY: LiteralString = """
UPDATE runs SET tally = %(tally)s, facts = %(facts)s, kept = %(kept)s
WHERE user_id = %(user_id)s AND run = %(run)s
"""
DESCRIBE_DOCUMENT: LiteralString = """
UPDATE documents SET kind = %(kind)s, title = %(title)s, issuer = %(issuer)s,
       dated_on = %(dated_on)s
WHERE user_id = %(user_id)s AND id = %(id)s
"""
READ_TALLY: LiteralString = """
SELECT tally FROM runs WHERE user_id = %(user_id)s AND run = %(run)s
"""
READ_HABITS: LiteralString = """
SELECT issuer, topic, choice FROM habits WHERE user_id = %(user_id)s ORDER BY at DESC LIMIT 1000
"""
READ_SETTLED: LiteralString = """
SELECT DISTINCT jsonb_array_elements_text(doubts) AS doubt FROM reviews
WHERE user_id = %(user_id)s AND document_id = %(id)s
"""
CONCLUDE_DOCUMENT: LiteralString = """
UPDATE documents SET outcome = %(outcome)s, reason_code = %(reason_code)s, reason = %(reason)s,
       updated_at = now()
WHERE user_id = %(user_id)s AND id = %(id)s AND run = %(run)s
"""
CONCLUDE_RUN: LiteralString = """
UPDATE runs SET outcome = %(outcome)s, reason_code = %(reason_code)s, reason = %(reason)s,
       ended_at = coalesce(ended_at, %(ended_at)s)
WHERE user_id = %(user_id)s AND run = %(run)s
"""


class PostgresArchive:
    """Writes the record."""

    def __init__(self, database: Database, new_id: Callable[[], UUID]) -> None:
        self._database = database
        self._new_id = new_id

    def commit(self, filing: Filing, readings: Iterator[Reading]) -> Committed:
        """Stage everything by COPY, then merge it with what is known, in one transaction."""
        ticket = filing.ticket
        with self._database.session(ticket.user_id, ticket.correlation_id) as session:
            values = _own(session, filing)
            session.run("make room to merge", ROOM_TO_MERGE)
            session.run("stage", STAGE)
            session.run("forget pages", FORGET_PAGES, values)
            staged = Staging(session, filing, self._new_id)
            tally = staged.take(readings)
            session.run("merge pages", MERGE_PAGES, values)
            facts, kept = _merge(session, values, staged=staged.facts)
            session.run("merge words", MERGE_WORDS, values)
            session.run("describe document", DESCRIBE_DOCUMENT, {**values, **_described(tally)})
            session.run(
                "keep tally",
                KEEP_TALLY,
                {
                    **values,
                    "tally": Jsonb(tally.model_dump(mode="json")),
                    "facts": facts,
                    "kept": Jsonb(kept) if kept else None,
                },
            )
        return Committed(facts=facts, pages=staged.pages)

    def tally(self, ticket: Ticket) -> Tally | None:
        """What this run's ACTION committed."""
        with self._database.session(ticket.user_id, ticket.correlation_id) as session:
            found = session.rows(
                "read tally", READ_TALLY, {"user_id": ticket.user_id, "run": ticket.run}
            )
        stored = found[0]["tally"] if found else None
        return Tally.model_validate(stored) if stored is not None else None

    def habits(self, ticket: Ticket) -> dict[str, dict[str, str]]:
        """What the person has decided of the ways issuers write."""
        with self._database.session(ticket.user_id, ticket.correlation_id) as session:
            rows = session.rows("read habits", READ_HABITS, {"user_id": ticket.user_id})
        found: dict[str, dict[str, str]] = {}
        for row in rows:
            found.setdefault(row["issuer"], {})[row["topic"]] = row["choice"]
        return found

    def settled(self, ticket: Ticket) -> frozenset[str]:
        """What the person has decided on this document, in whichever run."""
        with self._database.session(ticket.user_id, ticket.correlation_id) as session:
            found = session.rows(
                "read settled", READ_SETTLED, {"user_id": ticket.user_id, "id": ticket.document_id}
            )
        return frozenset(row["doubt"] for row in found)

    def conclude(self, filing: Filing, ending: Ending) -> None:
        """The outcome on document and run; both are made if no state before did."""
        ticket = filing.ticket
        with self._database.session(ticket.user_id, ticket.correlation_id) as session:
            values = {**_own(session, filing), **_concluded(ending)}
            session.run("conclude document", CONCLUDE_DOCUMENT, values)
            session.run("conclude run", CONCLUDE_RUN, values)

    def note(self, filing: Filing, ending: Ending) -> None:
        """The outcome on the run alone."""
        ticket = filing.ticket
        with self._database.session(ticket.user_id, ticket.correlation_id) as session:
            values = {**_filed(filing), **_concluded(ending)}
            session.run("own run", OWN_RUN, values)
            session.run("conclude run", CONCLUDE_RUN, values)


def _own(session: Session, filing: Filing) -> dict[str, Any]:
    values = _filed(filing)
    if session.run("own document", OWN_DOCUMENT, values) == 0:
        if session.rows("find gone", FIND_GONE, values):
            raise GoneError("The person has deleted this document.")
        raise StaleAttemptError("Another run owns this document now.")
    session.run("own run", OWN_RUN, values)
    return values


def _merge(
    session: Session, values: dict[str, Any], *, staged: int
) -> tuple[int, list[dict[str, Any]]]:
    """Merge what was staged; how many facts stand, and where the person's value was kept.

    Where every staged fact is one that nobody has told of, none is shared or told of twice.
    """
    session.run("wait for the person's other documents", ONE_AT_A_TIME, values)
    lost = corrections.without_reading(session, values)
    staged -= session.run("skip outdated facts", SKIP_OUTDATED, values)
    new: int = session.rows("merge facts", MERGE_FACTS, values)[0]["new"]
    all_new = new == staged
    session.run("retire facts", RETIRE, values)
    session.run("touch shared facts", TOUCH_SHARED, values)
    spoke_before = session.run("forget evidence", FORGET_EVIDENCE, values) > 0
    session.run("merge evidence", MERGE_EVIDENCE, {**values, "all_new": all_new})
    if not all_new:
        session.run("touch shared facts", TOUCH_SHARED, values)
    kept = corrections.keep(session, values, lost)
    if spoke_before:  # a document's first reading takes nothing back
        session.run("forget unsupported facts", FORGET_UNSUPPORTED, values)
        session.run("hand over facts", HAND_OVER, values)
        session.run("withdraw facts", WITHDRAW, values)
    if all_new:
        return new, kept
    return int(session.rows("count facts", COUNT_FACTS, values)[0]["facts"]), kept


def _filed(filing: Filing) -> dict[str, Any]:
    ticket = filing.ticket
    return {
        "user_id": ticket.user_id,
        "id": ticket.document_id,
        "sha256": filing.sha256,
        "name": filing.name,
        "size_bytes": ticket.size_bytes,
        "media_type": filing.media_type,
        "bucket": ticket.object.bucket,
        "object_key": ticket.object.key,
        "version_id": ticket.object.version_id,
        "sense": filing.sense,
        "attempt": ticket.attempt,
        "run": ticket.run,
        "pipeline_version": ticket.pipeline_version,
        "correlation_id": ticket.correlation_id,
        "created_at": filing.created_at,
        "parent_id": filing.parent_id,
    }


def _described(tally: Tally) -> dict[str, Any]:
    return {
        "kind": tally.document_kind,
        "title": tally.title.replace("\x00", ""),
        "issuer": tally.issuer,
        "dated_on": tally.dated_on,
    }


def _concluded(ending: Ending) -> dict[str, Any]:
    return {
        "outcome": ending.outcome,
        "reason_code": ending.reason.code if ending.reason else None,
        "reason": ending.reason.detail if ending.reason else None,
        "ended_at": ending.ended_at,
    }
