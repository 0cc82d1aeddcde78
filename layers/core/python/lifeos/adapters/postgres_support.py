"""Which documents support a fact, and what becomes of one that lost its support."""

from __future__ import annotations

from typing import LiteralString

# Two documents of one person may tell of the same facts. Without this, one of them could forget a
# fact for lack of evidence at the moment the other finds it and adds its own.
ONE_AT_A_TIME: LiteralString = """
SELECT pg_advisory_xact_lock(hashtextextended(%(user_id)s::text, 0))
"""
# What an earlier run of this document said and nothing supports any more, neither a document nor
# the person.
FORGET_UNSUPPORTED: LiteralString = """
DELETE FROM facts WHERE user_id = %(user_id)s AND document_id = %(id)s AND corrected IS NULL
AND deleted_at IS NULL AND NOT EXISTS (SELECT FROM evidence
                WHERE evidence.user_id = facts.user_id AND evidence.fact_id = facts.id)
"""
# A fact this document brought first but no longer supports goes over to one that does. Asked fact
# by fact along the evidence's own key, on purpose: as a join it is planned by statistics that a
# fresh table does not have, and took a minute for 20,000 rows instead of a second.
HAND_OVER: LiteralString = """
UPDATE facts SET document_id = coalesce((
  SELECT evidence.document_id FROM evidence
  WHERE evidence.user_id = facts.user_id AND evidence.fact_id = facts.id
  AND NOT evidence.withdrawn
  ORDER BY evidence.document_id LIMIT 1), document_id)
WHERE user_id = %(user_id)s AND document_id = %(id)s AND deleted_at IS NULL
AND %(id)s <> ALL (SELECT evidence.document_id FROM evidence
                   WHERE evidence.user_id = facts.user_id AND evidence.fact_id = facts.id)
"""
# What no document says any more but a deleted one waits for that one to be restored.
WITHDRAW: LiteralString = """
UPDATE facts SET deleted_at = now(), withdrawn = true
WHERE user_id = %(user_id)s AND document_id = %(id)s AND deleted_at IS NULL AND corrected IS NULL
AND (SELECT bool_and(evidence.withdrawn) FROM evidence
     WHERE evidence.user_id = facts.user_id AND evidence.fact_id = facts.id)
"""
# Facts of other documents that this one supports, or did: their evidence changes, so they do.
TOUCH_SHARED: LiteralString = """
UPDATE facts SET updated_at = now() WHERE user_id = %(user_id)s AND document_id <> %(id)s
AND id = ANY(ARRAY(SELECT fact_id FROM evidence
                   WHERE user_id = %(user_id)s AND document_id = %(id)s))
"""
