"""The record written to a file and put back: rows, rights and row security, or nothing at all."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from lifeos.adapters.postgres_migrations import Migrator

from local.backup import INCOMING, REPLACED, dump, restore
from local.postgres import DATABASE, SUPERUSER, Postgres
from local.trouble import ExitCode, LaptopError
from tests.support.postgres import running_postgres
from tests.support.record import MIGRATIONS

pytestmark = pytest.mark.postgres
INSERT = """
INSERT INTO documents (user_id, id, sha256, name, size_bytes, media_type, bucket, object_key,
  attempt, run, correlation_id, created_at)
SELECT gen_random_uuid(), gen_random_uuid(), repeat('a', 64), 'Rechnung № ' || n, n, 'text/csv',
  'originals', 'k' || n, 1, 'r', 'c', now() FROM generate_series(1, 50) AS n
"""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
DATABASES = "SELECT datname FROM pg_database"


@pytest.fixture
def server() -> Iterator[Postgres]:
    """A server of the test's own, because its database is dropped; 50 people, a document each."""
    with running_postgres() as started:
        Migrator(started.owner_url, MIGRATIONS).apply()
        asked(started, INSERT)
        yield started


def asked(server: Postgres, sql: str, database: str = DATABASE) -> list[tuple[Any, ...]]:
    """Rows as the superuser sees them."""
    with psycopg.connect(server.url(SUPERUSER, database), autocommit=True) as connection:
        cursor = connection.execute(sql.encode())
        return cursor.fetchall() if cursor.description else []


def everything(server: Postgres) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    return {
        str(table): asked(server, f'SELECT t::text FROM "{table}" AS t ORDER BY 1')
        for (table,) in asked(server, TABLES)
    }


def test_what_was_dropped_is_back_to_the_last_row(server: Postgres, tmp_path: Path) -> None:
    before, file = everything(server), tmp_path / "record.dump"
    dump(server, file)
    asked(server, f"DROP DATABASE {DATABASE} WITH (FORCE)", "postgres")

    restore(server, file)

    assert len(before["documents"]) == 50
    assert everything(server) == before


def test_what_came_after_the_file_was_written_is_gone(server: Postgres, tmp_path: Path) -> None:
    before, file = everything(server), tmp_path / "record.dump"
    dump(server, file)
    asked(server, "DELETE FROM documents WHERE size_bytes > 10")
    asked(server, "CREATE TABLE later (n int)")

    with psycopg.connect(server.app_url):  # a function that is connected does not stand in the way
        restore(server, file)

    assert everything(server) == before
    assert not {INCOMING, REPLACED} & {name for (name,) in asked(server, DATABASES)}


def test_rights_and_row_security_are_back_too(server: Postgres, tmp_path: Path) -> None:
    dump(server, tmp_path / "record.dump")
    restore(server, tmp_path / "record.dump")

    with psycopg.connect(server.app_url) as connection:
        nobodys = connection.execute("SELECT * FROM documents").fetchall()
        connection.execute("SELECT set_config('app.user_id', %s, true)", [str(uuid.uuid4())])
        somebodys = connection.execute("SELECT * FROM documents").fetchall()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("DROP TABLE facts")

    assert (nobodys, somebodys) == ([], [])
    assert Migrator(server.owner_url, MIGRATIONS).apply() >= "0010"


@pytest.mark.parametrize("content", [b"", b"not a dump", b"PGDMP cut off"])
def test_a_file_that_is_no_dump_changes_nothing(
    server: Postgres, tmp_path: Path, content: bytes
) -> None:
    before = everything(server)
    (tmp_path / "broken").write_bytes(content)

    with pytest.raises(LaptopError, match="pg_restore failed"):
        restore(server, tmp_path / "broken")

    assert everything(server) == before
    assert INCOMING not in {name for (name,) in asked(server, DATABASES)}


def test_a_dump_that_was_cut_off_changes_nothing(server: Postgres, tmp_path: Path) -> None:
    file, before = tmp_path / "record.dump", everything(server)
    dump(server, file)
    file.write_bytes(file.read_bytes()[:-2000])

    with pytest.raises(LaptopError, match="pg_restore failed"):
        restore(server, file)

    assert everything(server) == before


def test_a_dump_that_failed_leaves_no_file(
    server: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("local.backup.SUPERUSER", "nobody_of_that_name")

    with pytest.raises(LaptopError, match="pg_dump failed"):
        dump(server, tmp_path / "record.dump")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("action", [dump, restore])
def test_without_a_server_it_says_so(
    tmp_path: Path, action: Callable[[Postgres, Path], None]
) -> None:
    nobody = Postgres(tmp_path / "cluster", tmp_path / "run", tmp_path / "log")

    with pytest.raises(LaptopError, match="does not answer") as refused:
        action(nobody, tmp_path / "record.dump")

    assert refused.value.code == ExitCode.NOT_RUNNING


def test_a_folder_that_is_not_there_is_a_sentence(server: Postgres, tmp_path: Path) -> None:
    with pytest.raises(LaptopError, match="cannot be written"):
        dump(server, tmp_path / "nowhere" / "record.dump")


def test_only_its_owner_may_read_the_file(server: Postgres, tmp_path: Path) -> None:
    dump(server, tmp_path / "record.dump")

    assert (tmp_path / "record.dump").stat().st_mode & 0o077 == 0
