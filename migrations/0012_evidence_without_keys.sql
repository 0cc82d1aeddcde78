-- Two keys were looked up for each of a statement's 300,000 places, a third of the time its commit
-- took, although only ACTION writes evidence: of facts it has just found, for a document whose row
-- it holds locked. What the keys did when a fact or a document went, a trigger does. ADR 0024.

SET lock_timeout = '5s';

-- Runs as whoever deletes: who may see a row may see its evidence.
CREATE FUNCTION forget_evidence() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_TABLE_NAME = 'facts' THEN
    DELETE FROM evidence USING gone
    WHERE evidence.user_id = gone.user_id AND evidence.fact_id = gone.id;
  ELSE
    DELETE FROM evidence USING gone
    WHERE evidence.user_id = gone.user_id AND evidence.document_id = gone.id;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER forget_evidence AFTER DELETE ON facts
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION forget_evidence();
CREATE TRIGGER forget_evidence AFTER DELETE ON documents
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION forget_evidence();
ALTER TABLE evidence
  -- squawk-ignore ban-drop-constraint -- what it did on a deletion, the triggers do, for any release
  DROP CONSTRAINT evidence_user_id_fact_id_fkey,
  -- squawk-ignore ban-drop-constraint -- the same
  DROP CONSTRAINT evidence_user_id_document_id_fkey;

DO $$
BEGIN
  REVOKE ALL ON FUNCTION forget_evidence FROM PUBLIC;
END
$$;
