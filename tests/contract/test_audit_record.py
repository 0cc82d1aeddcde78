"""The auditor's look at the real record: across people, outcomes only, ended or not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from lifeos.adapters.postgres import Database as Record
from lifeos.adapters.postgres_archive import PostgresArchive
from lifeos.adapters.postgres_migrations import Migrator
from lifeos.adapters.postgres_register import PostgresRegister
from lifeos.adapters.system import Uuid7Ids
from lifeos.errors import UpstreamError
from lifeos.senses.models import Reading, Tally
from lifeos.settings import DatabaseSettings
from pydantic import SecretStr

from local.postgres import AUDIT_ROLE
from tests.support.ingest import ANNA, BELA, document_id, ending, filing, ticket
from tests.support.postgres import Database
from tests.support.runs import a_draft

pytestmark = pytest.mark.postgres
MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


@pytest.fixture
def archive(database: Database) -> Iterator[PostgresArchive]:
    """The record of a fresh schema."""
    Migrator(database.owner_url, MIGRATIONS).apply()
    with opened(database.app_url) as record:
        yield PostgresArchive(record, Uuid7Ids().new)


@pytest.fixture
def register(database: Database) -> Iterator[PostgresRegister]:
    with opened(database.server.url(AUDIT_ROLE, database.name)) as record:
        yield PostgresRegister(record)


@contextmanager
def opened(url: str) -> Iterator[Record]:
    """A record whose kept connection ends with the test."""
    record = Record(DatabaseSettings(url=SecretStr(url)))
    try:
        yield record
    finally:
        if record._kept is not None:
            record._kept.close()


def both() -> list[tuple[UUID, UUID]]:
    return [(ANNA, document_id(1)), (BELA, document_id(2))]


def test_documents_of_all_people_are_seen_with_how_they_ended(
    archive: PostgresArchive, register: PostgresRegister
) -> None:
    theirs = ticket(2, user_id=BELA)
    archive.conclude(filing(ticket(1)), ending(ticket(1), "needs_review"))
    archive.conclude(filing(theirs), ending(theirs, "rejected"))

    found = register.standing(both())

    assert {one: known.document.outcome for one, known in found.items()} == {
        document_id(1): "needs_review",
        document_id(2): "rejected",
    }
    assert found[document_id(1)].run == ticket(1).run
    assert found[document_id(1)].document.state == "END"


def test_a_document_that_has_not_ended_is_known_with_its_attempt(
    archive: PostgresArchive, register: PostgresRegister
) -> None:
    begun = ticket(1, rerun=3)
    tally = Tally(document_kind="letter", title="A letter", found_count=0)
    readings: list[Reading] = [tally]
    archive.commit(filing(begun), iter(readings))

    known = register.standing(both())[document_id(1)]

    assert (known.document.outcome, known.attempt, known.run) == (None, begun.attempt, begun.run)


def test_facts_are_those_of_the_newest_run_that_read_it(
    archive: PostgresArchive, register: PostgresRegister
) -> None:
    first, broken = ticket(1), ticket(1, rerun=1)
    letter = Tally(document_kind="letter", title="A letter", found_count=1)
    readings: list[Reading] = [a_draft("one"), letter]
    archive.commit(filing(first), iter(readings))
    archive.conclude(filing(first), ending(first))
    archive.conclude(filing(broken), ending(broken, "failed"))

    known = register.standing(both())[document_id(1)]

    assert (known.document.outcome, known.run, known.document.facts) == ("failed", broken.run, 1)


def test_what_the_record_does_not_know_is_left_out(
    archive: PostgresArchive, register: PostgresRegister
) -> None:
    archive.conclude(filing(ticket(1)), ending(ticket(1)))

    assert set(register.standing([*both(), (ANNA, document_id(7))])) == {document_id(1)}
    assert register.standing([]) == {}


def test_another_persons_document_is_not_found_under_ones_own_name(
    archive: PostgresArchive, register: PostgresRegister
) -> None:
    archive.conclude(filing(ticket(1)), ending(ticket(1)))

    assert register.standing([(BELA, document_id(1))]) == {}


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("table", ["facts", "evidence", "pages"])
def test_the_auditor_cannot_read_what_documents_say(database: Database, table: str) -> None:
    url = database.server.url(AUDIT_ROLE, database.name)

    with psycopg.connect(url) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(f"SELECT * FROM {table}")


def test_a_record_that_is_away_is_told(tmp_path: Path) -> None:
    url = f"postgresql://nobody@/none?host={tmp_path}"

    with opened(url) as record, pytest.raises(UpstreamError):
        PostgresRegister(record).standing(both())
