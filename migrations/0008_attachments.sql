-- A file that came inside another one is a document of its own and knows which one it came in.

SET lock_timeout = '5s';

ALTER TABLE documents ADD COLUMN parent_id uuid; -- null for what the person sent
CREATE INDEX documents_by_parent ON documents (user_id, parent_id) WHERE parent_id IS NOT NULL;
