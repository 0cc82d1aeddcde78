"""Applies the versioned SQL files, each once, in order, under one lock.

The ledger keeps each file's hash: a file that was applied and has changed since stops the
deployment instead of being passed over. Source: ADR 0005.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString

import psycopg

from lifeos.adapters.postgres import postgres_errors
from lifeos.errors import ConflictError

_LOCK = 7_266_843  # any number, the same in every deployment
LOCK_WAIT_MS = 1_000
LOCK_PAUSE_S = 1.0
LOCK_ATTEMPTS = 60  # two minutes of the function's five
CREATE_LEDGER: LiteralString = """
CREATE TABLE IF NOT EXISTS schema_migrations (
  version    int         PRIMARY KEY,
  name       text        NOT NULL,
  sha256     text        NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now()
)
"""


@dataclass(frozen=True, slots=True)
class Migration:
    """One file, `NNNN_name.sql`."""

    version: int
    name: str
    sql: bytes

    @property
    def sha256(self) -> str:
        """Hash of the file's bytes."""
        return hashlib.sha256(self.sql).hexdigest()


def found_in(folder: Path) -> list[Migration]:
    """The migrations of a folder in order. Raises: ConflictError where two share a number."""
    found = [
        Migration(int(path.name[:4]), path.name, path.read_bytes())
        for path in sorted(folder.glob("[0-9][0-9][0-9][0-9]_*.sql"))
    ]
    if len({migration.version for migration in found}) != len(found):
        raise ConflictError("Two migrations have the same number.")
    return found


class Migrator:
    """Brings one database to the newest schema this code knows."""

    def __init__(self, url: str, folder: Path) -> None:
        self._url = url
        self._folder = folder

    def apply(self) -> str:
        """Apply what is missing; the newest version. Raises: as `migrate`."""
        migrations = found_in(self._folder)
        migrate(self._url, migrations)
        return f"{migrations[-1].version:04d}" if migrations else "0000"


def migrate(url: str, migrations: list[Migration]) -> list[int]:
    """Apply what is missing; the versions applied now.

    Raises: ConflictError if an applied file has changed, UpstreamError if the database is away.
    """
    with postgres_errors(), psycopg.connect(url, autocommit=True, connect_timeout=10) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (_LOCK,))
        connection.execute(CREATE_LEDGER)
        applied: dict[int, str] = dict(
            connection.execute("SELECT version, sha256 FROM schema_migrations").fetchall()
        )
        _refuse_changed(migrations, applied)
        missing = [migration for migration in migrations if migration.version not in applied]
        for migration in missing:
            _apply_between_others(connection, migration)
        return [migration.version for migration in missing]


def _refuse_changed(migrations: list[Migration], applied: dict[int, str]) -> None:
    for migration in migrations:
        if applied.get(migration.version, migration.sha256) != migration.sha256:
            raise ConflictError(f"Migration {migration.name} was applied and has changed since.")


def _apply_between_others(connection: psycopg.Connection, migration: Migration) -> None:
    """Apply one file without standing in the way of what runs.

    Whoever waits for a lock makes everybody behind it wait as well, so a file waits LOCK_WAIT_MS
    at most, lets them pass, and tries again. Source: PostgreSQL manual, explicit locking.
    """
    for attempt in range(1, LOCK_ATTEMPTS + 1):
        try:
            _apply(connection, migration)
            return
        except psycopg.errors.LockNotAvailable:
            if attempt == LOCK_ATTEMPTS:
                raise
            time.sleep(LOCK_PAUSE_S)


def _apply(connection: psycopg.Connection, migration: Migration) -> None:
    with connection.transaction():
        connection.execute("SELECT set_config('lock_timeout', %s, true)", (str(LOCK_WAIT_MS),))
        connection.execute(migration.sql)
        connection.execute(
            "INSERT INTO schema_migrations (version, name, sha256) VALUES (%s, %s, %s)",
            (migration.version, migration.name, migration.sha256),
        )
