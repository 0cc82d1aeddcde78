-- Search: a vocabulary that forgives a typing error, and candidates found by index.

SET lock_timeout = '5s';

-- Every distinct word of letters in a person's facts and pages, and what remains of it when any one
-- letter is left out: two words that differ by one letter share such a rest. Source: Wolf Garbe,
-- Symmetric Delete spelling correction (2012). 12 rows a word, looked up by equality.
CREATE TABLE search_words (
  user_id uuid             NOT NULL,
  part    text COLLATE "C" NOT NULL, -- the word itself, or the word without one of its letters
  word    text COLLATE "C" NOT NULL,
  PRIMARY KEY (user_id, part, word)
);
ALTER TABLE search_words ENABLE ROW LEVEL SECURITY;
ALTER TABLE search_words FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON search_words
  USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid)
  WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON search_words TO lifeos_app;

-- Matches among the newest facts of a range. Finds the frequent words at once: what is in one row of
-- fifty needs no index on words.
CREATE FUNCTION newest_matches(
  wanted tsquery, from_at timestamptz, before timestamptz,
  at_least numeric, at_most numeric, of_currency text, look_at int, how_many int
) RETURNS TABLE (id uuid, score real, starts_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
BEGIN
  RETURN QUERY
    SELECT newest.id, ts_rank(newest.words, wanted) AS score, newest.starts_at FROM (
      (SELECT f.id, f.words, f.amount, f.currency, f.starts_at FROM facts f
       WHERE f.user_id = session_user_id() AND f.wall_clock AND f.deleted_at IS NULL
       AND (from_at IS NULL OR f.starts_at >= from_at) AND (before IS NULL OR f.starts_at < before)
       ORDER BY f.starts_at DESC, f.id DESC LIMIT look_at)
      UNION ALL
      (SELECT f.id, f.words, f.amount, f.currency, f.starts_at FROM facts f
       WHERE f.user_id = session_user_id() AND NOT f.wall_clock AND f.deleted_at IS NULL
       AND (from_at IS NULL OR f.starts_at >= from_at) AND (before IS NULL OR f.starts_at < before)
       ORDER BY f.starts_at DESC, f.id DESC LIMIT look_at)
    ) newest
    WHERE newest.words @@ wanted
    AND (at_least IS NULL OR abs(newest.amount) >= at_least)
    AND (at_most IS NULL OR abs(newest.amount) <= at_most)
    AND (of_currency IS NULL OR newest.currency = of_currency)
    ORDER BY score DESC, newest.starts_at DESC, newest.id
    LIMIT how_many;
END
$$;

-- Matches by the index on words alone: whatever the planner thinks of the words, it must not walk
-- the table. `session_user_id()` is compared in a way no index answers, for the same reason.
CREATE FUNCTION indexed_matches(
  wanted tsquery, from_at timestamptz, before timestamptz,
  at_least numeric, at_most numeric, of_currency text, look_at int, how_many int
) RETURNS TABLE (id uuid, score real, starts_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
SET enable_seqscan = off SET enable_indexscan = off AS $$
BEGIN
  RETURN QUERY
    SELECT found.id, ts_rank(found.words, wanted) AS score, found.starts_at FROM (
      SELECT f.id, f.words, f.starts_at FROM facts f
      WHERE f.words @@ wanted AND (f.user_id = session_user_id()) IS TRUE AND f.deleted_at IS NULL
      AND (from_at IS NULL OR (f.starts_at >= from_at) IS TRUE)
      AND (before IS NULL OR (f.starts_at < before) IS TRUE)
      AND (at_least IS NULL OR abs(f.amount) >= at_least)
      AND (at_most IS NULL OR abs(f.amount) <= at_most)
      AND (of_currency IS NULL OR f.currency = of_currency)
      LIMIT look_at
    ) found
    ORDER BY score DESC, found.starts_at DESC, found.id
    LIMIT how_many;
END
$$;

CREATE FUNCTION matching_pages(wanted tsquery, look_at int, how_many int)
RETURNS TABLE (document_id uuid, number int, score real)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
SET enable_seqscan = off SET enable_indexscan = off AS $$
BEGIN
  RETURN QUERY
    SELECT found.document_id, found.number, ts_rank(found.words, wanted, 1) AS score FROM (
      SELECT p.document_id, p.number, p.words FROM pages p
      WHERE p.words @@ wanted AND (p.user_id = session_user_id()) IS TRUE
      LIMIT look_at
    ) found
    ORDER BY score DESC, found.document_id DESC, found.number
    LIMIT how_many;
END
$$;

DO $$
BEGIN
  REVOKE ALL ON FUNCTION newest_matches, indexed_matches, matching_pages FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION newest_matches, indexed_matches, matching_pages TO lifeos_app;
END
$$;
