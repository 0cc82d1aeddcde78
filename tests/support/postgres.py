"""A real PostgreSQL on a socket in a temporary folder, one per test session.

Fixtures: `postgres` (the running cluster, read-only use of its name), `database` (a database of
its own for one test, made and dropped around it).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
import pytest
from psycopg import sql

from local.postgres import APP_ROLE, OWNER_ROLE, SUPERUSER, Postgres
from tests.support.lifetime import ending, short_folder


@dataclass(frozen=True)
class Database:
    """One empty database with `vector`, owned by the owner role."""

    name: str
    server: Postgres

    @property
    def app_url(self) -> str:
        """Bound by row-level security."""
        return self.server.url(APP_ROLE, self.name)

    @property
    def owner_url(self) -> str:
        """For migrations."""
        return self.server.url(OWNER_ROLE, self.name)

    @property
    def superuser_url(self) -> str:
        """For arranging a test only."""
        return self.server.url(SUPERUSER, self.name)


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """Start a cluster in a folder of its own and end both, whatever happens."""
    with short_folder("pg") as folder:
        server = Postgres(folder / "cluster", folder / "run", folder / "postgres.log")
        with ending(server.start(), folder):
            yield server


@contextmanager
def fresh_database(server: Postgres) -> Iterator[Database]:
    """A new database on `server`, dropped afterwards even while connections are open."""
    database = Database(f"t_{uuid.uuid4().hex[:12]}", server)
    name = sql.Identifier(database.name)
    with psycopg.connect(server.url(SUPERUSER, "postgres"), autocommit=True) as connection:
        owner = sql.Identifier(OWNER_ROLE)
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, owner))
    try:
        with psycopg.connect(database.superuser_url, autocommit=True) as connection:
            connection.execute("CREATE EXTENSION vector")
        yield database
    finally:
        with psycopg.connect(server.url(SUPERUSER, "postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The session's cluster, started by the first test that asks for it."""
    with running_postgres() as server:
        yield server


@pytest.fixture
def database(postgres: Postgres) -> Iterator[Database]:
    """An empty database for one test."""
    with fresh_database(postgres) as made:
        yield made
