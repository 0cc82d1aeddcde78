-- What a document says stands when a later run of it failed: the auditor, who writes lost live status
-- anew, looks for the newest run that read something.

SET lock_timeout = '5s';

GRANT SELECT (document_id, attempt) ON runs TO lifeos_audit;
