-- The timeline in the person's own time, and searching without leaving row-level security.

SET lock_timeout = '5s';

ALTER TABLE facts
  -- True: occurred is a local day or a time without zone, and starts_at holds it as if in UTC.
  ADD COLUMN wall_clock boolean NOT NULL
    GENERATED ALWAYS AS ((occurred ->> 'start') !~ '(Z|[+-]\d\d:\d\d)$') STORED,
  -- What a search finds the fact by: the folded words of its title (weight A) and of its data, and
  -- its amount without sign and trailing zeros (`=12.9`). Written with the fact.
  ADD COLUMN words tsvector NOT NULL DEFAULT '';

-- Facts and pages of before: their accents stay unfolded until the document is read again. The
-- owner, too, sees nobody's rows while row-level security is forced on it.
ALTER TABLE facts NO FORCE ROW LEVEL SECURITY;
UPDATE facts SET words = setweight(to_tsvector('simple', lower(title)), 'A')
  || jsonb_to_tsvector('simple', data, '["string"]');
ALTER TABLE facts FORCE ROW LEVEL SECURITY;

-- Two streams, days and instants, each in order; the timeline merges them in the person's zone.
DROP INDEX facts_timeline;
CREATE INDEX facts_timeline ON facts (user_id, wall_clock, starts_at DESC, id DESC)
  WHERE deleted_at IS NULL;
CREATE INDEX facts_by_kind ON facts (user_id, kind, wall_clock, starts_at DESC, id DESC)
  WHERE deleted_at IS NULL;
CREATE INDEX facts_words ON facts USING gin (words);

-- The same for pages; the earlier column kept accents, and nothing ever read it.
DROP INDEX pages_words;
ALTER TABLE pages DROP COLUMN words;
ALTER TABLE pages ADD COLUMN words tsvector NOT NULL DEFAULT '';
ALTER TABLE pages NO FORCE ROW LEVEL SECURITY;
UPDATE pages SET words = to_tsvector('simple', lower(text));
ALTER TABLE pages FORCE ROW LEVEL SECURITY;
CREATE INDEX pages_words ON pages USING gin (words);

-- Operators on words and numbers are not leakproof, so under row-level security PostgreSQL may
-- not use an index for them. The functions below run as the owner, who may look at these two
-- tables, name no person but the one the session is for, and answer with nothing but ids: what is
-- shown is read by the caller, under row-level security. ADR 0011.
CREATE POLICY finding ON facts FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY finding ON pages FOR SELECT TO CURRENT_USER USING (true);

CREATE FUNCTION session_user_id() RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT nullif(current_setting('app.user_id', true), '')::uuid
$$;

-- One stream of the timeline after (last_at, last_id), newest first. A null condition is none.
-- For words there are two ways, and the planner cannot tell which is short: among the newest facts
-- one by one, where frequent words are found at once, and where those do not suffice by the index on
-- words. There, `IS TRUE` keeps every other index out, whatever the planner makes of the words.
CREATE FUNCTION timeline_ids_by_words(
  of_wall_clock boolean, of_domain text, of_kind text, of_document uuid,
  from_at timestamptz, before timestamptz,
  at_least numeric, at_most numeric, of_currency text, wanted tsquery,
  last_at timestamptz, last_id uuid, how_many int
) RETURNS TABLE (id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
SET enable_seqscan = off SET enable_indexscan = off AS $$
BEGIN
  RETURN QUERY
    SELECT f.id FROM facts f
    WHERE f.words @@ wanted AND (f.user_id = session_user_id()) IS TRUE
    AND f.wall_clock = of_wall_clock AND f.deleted_at IS NULL
    AND (from_at IS NULL OR (f.starts_at >= from_at) IS TRUE)
    AND (before IS NULL OR (f.starts_at < before) IS TRUE)
    AND (last_at IS NULL OR ((f.starts_at, f.id) < (last_at, last_id)) IS TRUE)
    AND (of_domain IS NULL OR f.domain = of_domain)
    AND (of_kind IS NULL OR f.kind = of_kind)
    AND (at_least IS NULL OR abs(f.amount) >= at_least)
    AND (at_most IS NULL OR abs(f.amount) <= at_most)
    AND (of_currency IS NULL OR f.currency = of_currency)
    AND (of_document IS NULL OR f.id IN (
         SELECT e.fact_id FROM evidence e
         WHERE e.user_id = session_user_id() AND e.document_id = of_document))
    ORDER BY f.starts_at DESC, f.id DESC
    LIMIT how_many;
END
$$;

CREATE FUNCTION timeline_ids(
  of_wall_clock boolean, of_domain text, of_kind text, of_document uuid,
  from_at timestamptz, before timestamptz,
  at_least numeric, at_most numeric, of_currency text, wanted tsquery,
  last_at timestamptz, last_id uuid, how_many int
) RETURNS TABLE (id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  newest uuid[];
BEGIN
  IF wanted IS NULL THEN
    RETURN QUERY
      SELECT f.id FROM facts f
      WHERE f.user_id = session_user_id() AND f.wall_clock = of_wall_clock AND f.deleted_at IS NULL
      AND (from_at IS NULL OR f.starts_at >= from_at)
      AND (before IS NULL OR f.starts_at < before)
      AND (last_at IS NULL OR (f.starts_at, f.id) < (last_at, last_id))
      AND (of_domain IS NULL OR f.domain = of_domain)
      AND (of_kind IS NULL OR f.kind = of_kind)
      AND (at_least IS NULL OR abs(f.amount) >= at_least)
      AND (at_most IS NULL OR abs(f.amount) <= at_most)
      AND (of_currency IS NULL OR f.currency = of_currency)
      AND (of_document IS NULL OR f.id IN (
           SELECT e.fact_id FROM evidence e
           WHERE e.user_id = session_user_id() AND e.document_id = of_document))
      ORDER BY f.starts_at DESC, f.id DESC
      LIMIT how_many;
    RETURN;
  END IF;
  newest := ARRAY(
    SELECT f.id FROM (
      SELECT * FROM facts
      WHERE facts.user_id = session_user_id() AND facts.wall_clock = of_wall_clock
      AND facts.deleted_at IS NULL
      AND (from_at IS NULL OR facts.starts_at >= from_at)
      AND (before IS NULL OR facts.starts_at < before)
      AND (last_at IS NULL OR (facts.starts_at, facts.id) < (last_at, last_id))
      ORDER BY facts.starts_at DESC, facts.id DESC LIMIT 2000) f
    WHERE f.words @@ wanted
    AND (of_domain IS NULL OR f.domain = of_domain)
    AND (of_kind IS NULL OR f.kind = of_kind)
    AND (at_least IS NULL OR abs(f.amount) >= at_least)
    AND (at_most IS NULL OR abs(f.amount) <= at_most)
    AND (of_currency IS NULL OR f.currency = of_currency)
    AND (of_document IS NULL OR f.id IN (
         SELECT e.fact_id FROM evidence e
         WHERE e.user_id = session_user_id() AND e.document_id = of_document))
    ORDER BY f.starts_at DESC, f.id DESC
    LIMIT how_many);
  IF cardinality(newest) = how_many THEN
    RETURN QUERY SELECT unnest(newest);
  ELSE
    RETURN QUERY
      SELECT by_words.id FROM timeline_ids_by_words(
        of_wall_clock, of_domain, of_kind, of_document, from_at, before, at_least, at_most,
        of_currency, wanted, last_at, last_id, how_many) by_words;
  END IF;
END
$$;

DO $$
BEGIN
  REVOKE ALL ON FUNCTION timeline_ids, timeline_ids_by_words FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION timeline_ids, session_user_id TO lifeos_app;
END
$$;
