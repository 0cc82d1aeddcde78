-- Whoever is new has no rows in the statistics, so that the planner expects none of theirs and takes
-- any index that begins with the person: 100,000 rows were then each looked for among 100,000.
-- Without statistics of this column it expects a 200th of the table, and asks for the row itself.
-- Source: PostgreSQL, selfuncs.h, DEFAULT_NUM_DISTINCT.

ALTER TABLE documents ALTER COLUMN user_id SET STATISTICS 0;
ALTER TABLE pages ALTER COLUMN user_id SET STATISTICS 0;
ALTER TABLE facts ALTER COLUMN user_id SET STATISTICS 0;
ALTER TABLE evidence ALTER COLUMN user_id SET STATISTICS 0;
