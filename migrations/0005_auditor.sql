-- The auditor compares bucket, record and live status across people. Its role may look at how
-- documents ended and at nothing a document says: no facts, no pages, no evidence, no tally.

SET lock_timeout = '5s';

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'lifeos_audit') THEN
    CREATE ROLE lifeos_audit LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'rds_iam') THEN
    GRANT rds_iam TO lifeos_audit;
  END IF;
END
$$;

GRANT SELECT (user_id, id, name, size_bytes, media_type, sha256, sense, kind, title, outcome,
              reason_code, reason, run, attempt, correlation_id, created_at, updated_at)
  ON documents TO lifeos_audit;
GRANT SELECT (user_id, run, facts) ON runs TO lifeos_audit;
CREATE POLICY audit_all ON documents FOR SELECT TO lifeos_audit USING (true);
CREATE POLICY audit_all ON runs FOR SELECT TO lifeos_audit USING (true);
