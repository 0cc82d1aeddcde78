"""A migration beside people who read and write: nobody fails, nobody waits long."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg
import pytest
from lifeos.adapters import postgres_migrations
from lifeos.adapters.postgres_migrations import Migration, found_in, migrate
from lifeos.errors import UpstreamError

from tests.support.postgres import Database
from tests.support.record import MIGRATIONS

# What a release adds: a column, and later code that reads it.
NEXT = Migration(9999, "9999_next.sql", b"ALTER TABLE documents ADD COLUMN next_release text")
pytestmark = pytest.mark.postgres


@dataclass
class Load:
    """Somebody who reads and writes documents until told to stop."""

    url: str
    slowest_s: float = 0.0
    asked: int = 0
    failed: list[str] = field(default_factory=list)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Ask from a thread while the block runs."""
        stop = threading.Event()
        thread = threading.Thread(target=self._ask, args=(stop,))
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    def _ask(self, stop: threading.Event) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            while not stop.is_set():
                started = time.perf_counter()
                try:
                    connection.execute("SELECT name FROM documents LIMIT 1").fetchall()
                    connection.execute("UPDATE documents SET name = name WHERE false")
                except psycopg.Error as error:
                    self.failed.append(type(error).__name__)
                self.asked += 1
                self.slowest_s = max(self.slowest_s, time.perf_counter() - started)
                time.sleep(0.002)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_migrations, "LOCK_WAIT_MS", 100)
    monkeypatch.setattr(postgres_migrations, "LOCK_PAUSE_S", 0.1)


@contextmanager
def a_long_transaction(database: Database) -> Iterator[psycopg.Connection]:
    """Somebody's transaction that has read documents and has not ended."""
    with psycopg.connect(database.app_url) as connection:
        connection.execute("SELECT FROM documents")
        yield connection


def test_a_migration_waits_for_a_long_transaction_and_lets_others_pass(
    database: Database, quick: None
) -> None:
    migrate(database.owner_url, found_in(MIGRATIONS))
    load = Load(database.app_url)

    with a_long_transaction(database) as other, load.running():
        timer = threading.Timer(1.0, other.rollback)
        timer.start()
        applied = migrate(database.owner_url, [*found_in(MIGRATIONS), NEXT])
        timer.join()

    assert applied == [NEXT.version]
    assert load.failed == []
    assert load.asked > 20
    assert load.slowest_s < 0.9  # less than the second that the transaction lasted


def test_a_migration_that_never_gets_its_turn_fails_and_changes_nothing(
    database: Database, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_migrations, "LOCK_ATTEMPTS", 2)
    migrate(database.owner_url, found_in(MIGRATIONS))

    with a_long_transaction(database), pytest.raises(UpstreamError, match="try again"):
        migrate(database.owner_url, [*found_in(MIGRATIONS), NEXT])

    assert migrate(database.owner_url, [*found_in(MIGRATIONS), NEXT]) == [NEXT.version]
