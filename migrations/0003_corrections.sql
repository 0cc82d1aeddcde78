-- What the person says against what was read: corrections, and reviews of what did not add up.

SET lock_timeout = '5s';

-- Null where nothing was corrected, else by field: the person's value, what was read instead,
-- reason and time. Laid over the row after every re-run (DESIGN invariant 5).
ALTER TABLE facts ADD COLUMN corrected jsonb;
CREATE INDEX facts_corrected ON facts (user_id, document_id) WHERE corrected IS NOT NULL;

-- Re-runs: the values this run read otherwise and did not take, because the person's stand.
ALTER TABLE runs ADD COLUMN kept jsonb;

CREATE TABLE corrections (
  user_id        uuid        NOT NULL,
  id             uuid        NOT NULL,  -- UUIDv7
  fact_id        uuid        NOT NULL,
  field          text        NOT NULL,  -- amount, title, data.due_on
  value          jsonb       NOT NULL,  -- as the person gave it
  previous       jsonb,                 -- what stood there before
  reason         text,
  review_id      uuid,                  -- the review it was part of, if it was
  correlation_id text        NOT NULL,
  at             timestamptz NOT NULL,
  PRIMARY KEY (user_id, id),
  FOREIGN KEY (user_id, fact_id) REFERENCES facts (user_id, id) ON DELETE CASCADE
);
CREATE INDEX corrections_by_fact ON corrections (user_id, fact_id, at);

CREATE TABLE reviews (
  user_id        uuid        NOT NULL,
  id             uuid        NOT NULL,  -- UUIDv7
  document_id    uuid        NOT NULL,
  run            text        NOT NULL,  -- the run that ended as needs_review
  decision       text        NOT NULL CHECK (decision IN ('confirm', 'correct')),
  doubts         jsonb       NOT NULL,  -- the doubts it settles; a re-run that has the same is done
  note           text,
  correlation_id text        NOT NULL,
  at             timestamptz NOT NULL,
  PRIMARY KEY (user_id, id),
  FOREIGN KEY (user_id, document_id) REFERENCES documents (user_id, id) ON DELETE CASCADE
);
CREATE INDEX reviews_by_document ON reviews (user_id, document_id);
CREATE INDEX documents_waiting ON documents (user_id, id DESC)
  WHERE outcome = 'needs_review' AND deleted_at IS NULL;

DO $$
DECLARE
  guarded text;
BEGIN
  FOREACH guarded IN ARRAY ARRAY['corrections', 'reviews'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', guarded);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', guarded);
    EXECUTE format(
      'CREATE POLICY own_rows ON %I USING (user_id = nullif(current_setting(''app.user_id'', true), '''')::uuid)'
      || ' WITH CHECK (user_id = nullif(current_setting(''app.user_id'', true), '''')::uuid)', guarded);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO lifeos_app', guarded);
  END LOOP;
END
$$;
