"""The adapters under contract; emulator and PostgreSQL start when a test first asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from lifeos.documents.ports import Ledger
from lifeos.facts.ports import Archive, FactReader

from local.emulator import Emulator
from local.postgres import Postgres
from tests.fakes.archive import FakeArchive
from tests.fakes.fact_reader import FakeFactReader
from tests.fakes.ledger import FakeLedger
from tests.support.postgres import Database, fresh_database
from tests.support.record import TheRecord, migrated
from tests.support.stores import Store, fake_store, local_store, s3_compatible_store, s3_store
from tests.support.tables import Table, empty_table

REAL_RECORD = pytest.param("record", marks=pytest.mark.postgres)
REAL_TABLE = pytest.param("table", marks=pytest.mark.emulator)


@pytest.fixture
def fake() -> Iterator[Store]:
    with fake_store() as store:
        yield store


@pytest.fixture
def s3(emulator: Emulator) -> Iterator[Store]:
    with s3_store(emulator.url) as store:
        yield store


@pytest.fixture
def s3_compatible(emulator: Emulator) -> Iterator[Store]:
    with s3_compatible_store(emulator.url) as store:
        yield store


@pytest.fixture
def local(tmp_path: Path) -> Iterator[Store]:
    with local_store(tmp_path) as store:
        yield store


@pytest.fixture(
    params=[
        "fake",
        pytest.param("s3", marks=pytest.mark.emulator),
        pytest.param("s3_compatible", marks=pytest.mark.emulator),
        "local",
    ]
)
def store(request: pytest.FixtureRequest) -> Store:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Store)
    return found


@pytest.fixture
def table(emulator: Emulator) -> Iterator[Table]:
    """An empty status table."""
    with empty_table(emulator) as made:
        yield made


@pytest.fixture(params=["fake", REAL_TABLE])
def ledger(request: pytest.FixtureRequest) -> Ledger:
    if request.param == "fake":
        return FakeLedger()
    table: Table = request.getfixturevalue("table")
    return table.ledger


@pytest.fixture(scope="session")
def migrated_database(postgres: Postgres) -> Iterator[Database]:
    """One migrated database; tests keep apart by being about different people."""
    with fresh_database(postgres) as made:
        migrated(made)
        yield made


@pytest.fixture
def record(migrated_database: Database) -> Iterator[TheRecord]:
    """The record as the hub's functions see it."""
    with TheRecord.of(migrated_database) as opened:
        yield opened


@dataclass(frozen=True)
class Kept:
    """The record's two sides."""

    archive: Archive
    facts: FactReader


@pytest.fixture(params=["fake", REAL_RECORD])
def kept(request: pytest.FixtureRequest) -> Kept:
    if request.param == "fake":
        fake = FakeArchive()
        return Kept(fake, FakeFactReader(fake))
    record: TheRecord = request.getfixturevalue("record")
    return Kept(record.archive, record.facts)
