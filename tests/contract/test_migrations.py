"""Migrations against a real PostgreSQL: once, in order, whole or not at all, one at a time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from lifeos.adapters.postgres_migrations import Migration, Migrator, found_in, migrate
from lifeos.errors import ConflictError, LifeOSError, UpstreamError

from local.postgres import APP_ROLE, OWNER_ROLE, Postgres
from tests.support.postgres import Database
from tests.support.record import MIGRATIONS

pytestmark = pytest.mark.postgres


def a_migration(version: int, sql: str, name: str = "step") -> Migration:
    return Migration(version, f"{version:04d}_{name}.sql", sql.encode())


def asked(database: Database, sql: str) -> list[tuple[object, ...]]:
    with psycopg.connect(database.superuser_url) as connection:
        return connection.execute(sql.encode()).fetchall()


def tables(database: Database) -> set[object]:
    sql = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    return {row[0] for row in asked(database, sql)}


def test_the_projects_own_migrations_apply_from_empty_and_then_not_again(
    database: Database,
) -> None:
    migrations = found_in(MIGRATIONS)

    first = migrate(database.owner_url, migrations)
    second = migrate(database.owner_url, migrations)

    assert first == [migration.version for migration in migrations]
    assert second == []
    assert tables(database) >= {"documents", "pages", "runs", "facts", "evidence"}


def test_each_applied_file_is_remembered_by_its_hash(database: Database) -> None:
    steps = [a_migration(1, "CREATE TABLE one ()"), a_migration(7, "CREATE TABLE seven ()")]

    migrate(database.owner_url, steps)

    known = asked(database, "SELECT version, name, sha256 FROM schema_migrations ORDER BY version")
    assert known == [(step.version, step.name, step.sha256) for step in steps]


def test_a_new_file_is_applied_after_those_before_it(database: Database) -> None:
    first = a_migration(1, "CREATE TABLE one (n int)")
    migrate(database.owner_url, [first])

    applied = migrate(
        database.owner_url, [first, a_migration(2, "ALTER TABLE one ADD COLUMN m int")]
    )

    assert applied == [2]


def test_an_applied_file_that_changed_stops_everything(database: Database) -> None:
    migrate(database.owner_url, [a_migration(1, "CREATE TABLE one ()")])
    changed = a_migration(1, "CREATE TABLE one () -- a comment more")

    with pytest.raises(ConflictError, match=r"0001_step\.sql was applied and has changed"):
        migrate(database.owner_url, [changed, a_migration(2, "CREATE TABLE two ()")])

    assert "two" not in tables(database)


def test_a_failing_file_leaves_nothing_of_itself_and_all_before_it(database: Database) -> None:
    steps = [
        a_migration(1, "CREATE TABLE one ()"),
        a_migration(2, "CREATE TABLE two (); INSERT INTO two VALUES (1); CREATE TABLE three ()"),
        a_migration(3, "CREATE TABLE four ()"),
    ]

    with pytest.raises(LifeOSError, match="SQLSTATE 42601"):
        migrate(database.owner_url, steps)

    assert tables(database) == {"one", "schema_migrations"}
    assert migrate(database.owner_url, steps[:1]) == []


def test_after_a_failure_the_corrected_file_is_applied(database: Database) -> None:
    with pytest.raises(LifeOSError):
        migrate(database.owner_url, [a_migration(1, "CREATE TABLE one (n nonsense)")])

    assert migrate(database.owner_url, [a_migration(1, "CREATE TABLE one (n int)")]) == [1]


def test_of_deployments_at_once_each_file_is_applied_by_one(database: Database) -> None:
    steps = [a_migration(n, f"CREATE TABLE t{n} (); SELECT pg_sleep(0.05)") for n in range(1, 5)]

    with ThreadPoolExecutor(6) as threads:
        applied = list(threads.map(lambda _: migrate(database.owner_url, steps), range(6)))

    assert sorted(applied) == [[]] * 5 + [[1, 2, 3, 4]]


def test_two_files_of_one_number_are_refused(tmp_path: Path) -> None:
    for name in ("0001_a.sql", "0001_b.sql"):
        (tmp_path / name).write_text("SELECT 1")

    with pytest.raises(ConflictError, match="same number"):
        found_in(tmp_path)


def test_only_numbered_files_count_in_order_of_their_numbers(tmp_path: Path) -> None:
    for name in ("0010_b.sql", "0002_a.sql", "README.md", "draft.sql", "1_short.sql"):
        (tmp_path / name).write_text("SELECT 1")

    assert [step.name for step in found_in(tmp_path)] == ["0002_a.sql", "0010_b.sql"]


def test_the_answer_is_the_newest_version(database: Database, tmp_path: Path) -> None:
    nothing = Migrator(database.owner_url, tmp_path).apply()
    (tmp_path / "0003_three.sql").write_text("CREATE TABLE three ()")

    newest = [Migrator(database.owner_url, tmp_path).apply() for _ in range(2)]

    assert (nothing, newest) == ("0000", ["0003", "0003"])


def test_a_database_that_is_away_is_an_upstream_failure(tmp_path: Path) -> None:
    away = Postgres(tmp_path, tmp_path, tmp_path / "log").url(OWNER_ROLE)

    with pytest.raises(UpstreamError):
        migrate(away, [a_migration(1, "SELECT 1")])


def test_the_functions_role_may_not_migrate(database: Database) -> None:
    migrate(database.owner_url, [a_migration(1, "CREATE TABLE one ()")])

    with pytest.raises(LifeOSError, match="SQLSTATE 42501"):
        migrate(database.server.url(APP_ROLE, database.name), [a_migration(2, "SELECT 1")])
