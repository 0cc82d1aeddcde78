"""The record in a real PostgreSQL: adapters as the hub's role, and a look past row security."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg
from lifeos.adapters.postgres import Database as Connected
from lifeos.adapters.postgres_archive import PostgresArchive
from lifeos.adapters.postgres_facts import PostgresFacts
from lifeos.adapters.postgres_migrations import Migrator
from lifeos.adapters.system import Uuid7Ids
from lifeos.settings import DatabaseSettings
from psycopg.rows import dict_row

from tests.support.postgres import Database

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


def migrated(database: Database) -> None:
    """Apply the project's migrations as the owner role."""
    Migrator(database.owner_url, MIGRATIONS).apply()


def connected(url: str, **tuning: Any) -> Connected:
    """The product's way into the database at `url`; `tuning` overrides timeouts."""
    return Connected(DatabaseSettings.model_validate({"url": url, **tuning}))


@dataclass(frozen=True)
class TheRecord:
    """One migrated database, as the functions' role and as the superuser."""

    at: Database
    connected: Connected

    @classmethod
    @contextmanager
    def of(cls, database: Database) -> Iterator[TheRecord]:
        """Open it; the connection the adapters keep is closed at the end."""
        opened = cls(database, connected(database.app_url))
        try:
            yield opened
        finally:
            opened.disconnect()

    @cached_property
    def archive(self) -> PostgresArchive:
        """The writing side."""
        return PostgresArchive(self.connected, Uuid7Ids().new)

    @cached_property
    def facts(self) -> PostgresFacts:
        """The reading side."""
        return PostgresFacts(self.connected)

    def disconnect(self) -> None:
        """Close the connection that the adapters keep between calls."""
        kept = self.connected._kept
        if kept is not None:
            kept.close()

    def seen(self, sql: str, *values: Any) -> list[dict[str, Any]]:
        """Rows as the superuser sees them: everybody's."""
        with psycopg.connect(self.at.superuser_url, row_factory=dict_row) as connection:
            return connection.execute(sql.encode(), values).fetchall()
