-- Calendars: a newer version of a series retires the instances it no longer has.

SET lock_timeout = '5s';

-- Which series of things in the world the fact is one of; null where it stands alone.
ALTER TABLE facts ADD COLUMN series text;
ALTER TABLE facts NO FORCE ROW LEVEL SECURITY;
UPDATE facts SET series = '["event",' || to_json(data ->> 'uid')::text || ']' WHERE kind = 'event';
ALTER TABLE facts FORCE ROW LEVEL SECURITY;
CREATE INDEX facts_by_series ON facts (user_id, series) WHERE series IS NOT NULL;
