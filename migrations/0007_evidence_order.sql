-- Evidence is numbered by its fact's place in the file, so that no commit has to sort it.

SET lock_timeout = '5s';

-- A thousand places a fact; the facts of one file are not bounded.
ALTER TABLE evidence ALTER COLUMN ordinal TYPE bigint;
