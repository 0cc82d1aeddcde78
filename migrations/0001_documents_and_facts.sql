-- The record: documents, their pages, runs of the pipeline, facts and the evidence for each value.
-- Forward-compatible by rule: add, backfill, switch, and only a later release drops (ADR 0005).
-- Only core PostgreSQL 16: no extension, no uuidv7(), so it runs on Aurora and on the laptop.

SET lock_timeout = '5s';

-- The role the functions log in as. It owns nothing and cannot bypass row-level security.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'lifeos_app') THEN
    CREATE ROLE lifeos_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
  END IF;
  -- On Aurora a function logs in with an IAM token instead of a password.
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'rds_iam') THEN
    GRANT rds_iam TO lifeos_app;
  END IF;
END
$$;

CREATE TABLE documents (
  user_id          uuid        NOT NULL, -- Cognito sub of the owner; row-level security hangs on it
  id               uuid        NOT NULL, -- UUIDv7 given at registration, so ids sort by time
  sha256           text        NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'), -- of the bytes, as READY read them
  name             text        NOT NULL, -- as the person named it; shown escaped, never used as a path
  size_bytes       bigint      NOT NULL,
  media_type       text        NOT NULL, -- as found by content, or as declared where nothing was found
  bucket           text        NOT NULL, -- where the original lies
  object_key       text        NOT NULL,
  version_id       text,                 -- null where the store keeps no versions
  sense            text,                 -- reader and its version, e.g. pdf/1
  kind             text,                 -- what it is: invoice, bank_statement, letter
  title            text,
  issuer           text,
  dated_on         date,                 -- the date the document gives itself
  outcome          text        CHECK (outcome IN ('done', 'needs_review', 'rejected', 'duplicate', 'parked', 'failed')),
  reason_code      text,                 -- permanent code, for programs
  reason           text,                 -- one sentence, for the person
  attempt          bigint      NOT NULL, -- grows with each intended re-run; a lower one may not write
  run              text        NOT NULL, -- the execution that wrote this row last
  correlation_id   text        NOT NULL,
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL DEFAULT now(),
  deleted_at       timestamptz,          -- soft delete first, purge later
  PRIMARY KEY (user_id, id)
);
-- A person's document by its bytes: duplicates, and the auditor's comparison with the bucket.
CREATE INDEX documents_by_hash ON documents (user_id, sha256);

CREATE TABLE pages (
  user_id     uuid NOT NULL,
  document_id uuid NOT NULL,
  number      int  NOT NULL CHECK (number >= 1),
  text        text NOT NULL,             -- as read, kept for search and as evidence
  words       tsvector GENERATED ALWAYS AS (to_tsvector('simple', text)) STORED, -- language-free
  PRIMARY KEY (user_id, document_id, number),
  FOREIGN KEY (user_id, document_id) REFERENCES documents (user_id, id) ON DELETE CASCADE
);
CREATE INDEX pages_words ON pages USING gin (words);

CREATE TABLE runs (
  user_id          uuid        NOT NULL,
  run              text        NOT NULL, -- execution name = f(document, object version, pipeline version)
  document_id      uuid        NOT NULL,
  version_id       text,                 -- the object version this run was about
  pipeline_version int         NOT NULL,
  attempt          bigint      NOT NULL,
  tally            jsonb,                -- declared against found, doubts; what END compares
  outcome          text        CHECK (outcome IN ('done', 'needs_review', 'rejected', 'duplicate', 'parked', 'failed')),
  reason_code      text,
  reason           text,
  facts            int         NOT NULL DEFAULT 0,
  correlation_id   text        NOT NULL,
  started_at       timestamptz NOT NULL,
  ended_at         timestamptz,
  PRIMARY KEY (user_id, run)
);
CREATE INDEX runs_by_document ON runs (user_id, document_id);

CREATE TABLE facts (
  user_id           uuid        NOT NULL,
  id                uuid        NOT NULL, -- UUIDv7; stays the same when the same thing is read again
  identity          text        NOT NULL CHECK (identity ~ '^[0-9a-f]{64}$'), -- hash of what the thing is in the world
  document_id       uuid        NOT NULL, -- the document that brought it first
  domain            text        NOT NULL,
  kind              text        NOT NULL,
  starts_at         timestamptz NOT NULL, -- for sorting and ranges; a day counts from its midnight UTC
  occurred          jsonb       NOT NULL, -- the exact Occurred: day or instant, end, zone, uncertainty
  amount            numeric,              -- exact; never a float
  currency          text        CHECK (currency ~ '^[A-Z]{3}$'), -- ISO 4217
  value             numeric,
  unit              text,                 -- UCUM
  title             text        NOT NULL,
  data              jsonb       NOT NULL, -- typed per kind; the models in lifeos.contracts.facts
  confidence        numeric     NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  confidence_reason text        NOT NULL,
  revision          bigint      NOT NULL DEFAULT 0, -- the source's own version; a higher one replaces
  created_at        timestamptz NOT NULL DEFAULT now(),
  updated_at        timestamptz NOT NULL DEFAULT now(),
  deleted_at        timestamptz,
  PRIMARY KEY (user_id, id),
  UNIQUE (user_id, identity)
);
CREATE INDEX facts_timeline ON facts (user_id, starts_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX facts_by_document ON facts (user_id, document_id);

CREATE TABLE evidence (
  user_id     uuid  NOT NULL,
  fact_id     uuid  NOT NULL,
  document_id uuid  NOT NULL,
  ordinal     int   NOT NULL,            -- order within the fact, as the reader gave it
  place       jsonb NOT NULL,            -- the Evidence model: field, hash, page, box, row, path, snippet, reader
  PRIMARY KEY (user_id, fact_id, document_id, ordinal),
  FOREIGN KEY (user_id, fact_id) REFERENCES facts (user_id, id) ON DELETE CASCADE,
  FOREIGN KEY (user_id, document_id) REFERENCES documents (user_id, id) ON DELETE CASCADE
);
CREATE INDEX evidence_by_document ON evidence (user_id, document_id);

-- Row-level security from the first table: a session sees one person, the one it names, or nobody.
DO $$
DECLARE
  guarded text;
BEGIN
  FOREACH guarded IN ARRAY ARRAY['documents', 'pages', 'runs', 'facts', 'evidence'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', guarded);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', guarded);
    EXECUTE format(
      'CREATE POLICY own_rows ON %I USING (user_id = nullif(current_setting(''app.user_id'', true), '''')::uuid)'
      || ' WITH CHECK (user_id = nullif(current_setting(''app.user_id'', true), '''')::uuid)', guarded);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO lifeos_app', guarded);
  END LOOP;
END
$$;
