"""Calendars: what a newer version of a series says of the instances an older one had. ADR 0010."""

from __future__ import annotations

from typing import LiteralString

# A series that a newer version holds whole is known: an older version adds nothing to it.
SKIP_OUTDATED: LiteralString = """
DELETE FROM staged_facts staged
USING (SELECT series, max(revision) AS revision FROM facts
       WHERE user_id = %(user_id)s AND document_id <> %(id)s
       AND series IN (SELECT DISTINCT series FROM staged_facts)
       AND coalesce((data ->> 'whole_series')::boolean, false)
       AND EXISTS (SELECT FROM documents WHERE documents.user_id = facts.user_id
                   AND documents.id = facts.document_id AND documents.deleted_at IS NULL)
       GROUP BY series) known
WHERE staged.series = known.series AND staged.revision < known.revision
AND NOT EXISTS (SELECT FROM facts WHERE facts.user_id = %(user_id)s
                AND facts.identity = staged.identity)
"""
# What a newer version of a whole series lacks is gone. It goes over to this document, so that the
# older one cannot bring it back; what the person corrected stays.
RETIRE: LiteralString = """
UPDATE facts SET deleted_at = now(), updated_at = now(), document_id = %(id)s, retired_by = %(id)s,
       revision = whole.revision
FROM (SELECT series, max(revision) AS revision, min(data ->> 'expanded_until')::date AS until
      FROM staged_facts WHERE whole_series AND series IS NOT NULL GROUP BY series) whole
WHERE facts.user_id = %(user_id)s AND facts.series = whole.series AND facts.deleted_at IS NULL
AND facts.corrected IS NULL AND (whole.until IS NULL OR facts.starts_at < whole.until + 1)
AND (facts.revision < whole.revision
     OR (facts.revision = whole.revision AND facts.document_id < %(id)s))
AND NOT EXISTS (SELECT FROM staged_facts staged WHERE staged.identity = facts.identity)
"""
