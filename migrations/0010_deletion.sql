-- Documents that a person deleted: out of sight at once, kept for a while, then gone. ADR 0016.

SET lock_timeout = '5s';

ALTER TABLE documents
  ADD COLUMN purge_at     timestamptz, -- deleted documents: from when on they are removed for good
  ADD COLUMN deleted_with uuid,        -- the document whose deletion took this one along
  ADD COLUMN followed     bigint NOT NULL DEFAULT 0, -- version of live status that deleted_at follows
  -- Grows with every change of the row; what an ETag is made of and a precondition hangs on.
  ADD COLUMN version      bigint NOT NULL DEFAULT 1;
CREATE INDEX documents_deleted ON documents (user_id, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX documents_deleted_with ON documents (user_id, deleted_with)
  WHERE deleted_with IS NOT NULL;

ALTER TABLE facts
  ADD COLUMN withdrawn  boolean NOT NULL DEFAULT false, -- deleted_at is set only because no document that is there says it
  ADD COLUMN retired_by uuid,                           -- the newer calendar that lacks it; null where none does
  ADD COLUMN version    bigint NOT NULL DEFAULT 1;      -- as documents.version
ALTER TABLE facts NO FORCE ROW LEVEL SECURITY;
UPDATE facts SET retired_by = document_id WHERE deleted_at IS NOT NULL;
ALTER TABLE facts FORCE ROW LEVEL SECURITY;
CREATE INDEX facts_retired_by ON facts (user_id, retired_by) WHERE retired_by IS NOT NULL;

ALTER TABLE evidence
  ADD COLUMN withdrawn boolean NOT NULL DEFAULT false; -- its document is deleted

CREATE FUNCTION next_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := OLD.version + 1;
  RETURN NEW;
END
$$;
CREATE TRIGGER next_version BEFORE UPDATE ON documents FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER next_version BEFORE UPDATE ON facts FOR EACH ROW EXECUTE FUNCTION next_version();

-- That there was a document and when it went, and nothing it said. Never changed, never taken away:
-- a run that comes late finds here that it may not write.
CREATE TABLE purged_documents (
  user_id     uuid        NOT NULL,
  document_id uuid        NOT NULL,
  deleted_at  timestamptz NOT NULL,
  purged_at   timestamptz NOT NULL,
  PRIMARY KEY (user_id, document_id)
);
ALTER TABLE purged_documents ENABLE ROW LEVEL SECURITY;
ALTER TABLE purged_documents FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON purged_documents
  USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid)
  WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid);

DO $$
BEGIN
  REVOKE ALL ON FUNCTION next_version FROM PUBLIC;
  GRANT SELECT, INSERT ON purged_documents TO lifeos_app;
  -- So that a lost live status comes back as deleted, and inside the document it came in.
  GRANT SELECT (deleted_at, purge_at, deleted_with, parent_id) ON documents TO lifeos_audit;
END
$$;
