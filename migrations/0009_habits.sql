-- How an issuer writes, as the person decided it in a review; the next file of the issuer profits.

SET lock_timeout = '5s';

CREATE TABLE habits (
  user_id     uuid        NOT NULL,
  issuer      text        NOT NULL, -- the name as papers are read to say it, without case
  topic       text        NOT NULL CHECK (topic IN ('date-order', 'decimal-mark', 'currency')),
  choice      text        NOT NULL, -- dmy or mdy; point or comma; an ISO 4217 code
  document_id uuid        NOT NULL, -- where the person decided it
  at          timestamptz NOT NULL,
  PRIMARY KEY (user_id, issuer, topic)
);
ALTER TABLE habits ENABLE ROW LEVEL SECURITY;
ALTER TABLE habits FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON habits
  USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid)
  WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON habits TO lifeos_app;
