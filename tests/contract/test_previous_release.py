"""The code of the release before runs on the newest schema: what ADR 0022 promises.

Its statements come from a file, not from the repository's history, so a shallow clone will do.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from local.postgres import Postgres
from tests.previous.__main__ import main
from tests.previous.release import RECORDED, recorded, refused, rules, statements, types
from tests.support.postgres import Database, fresh_database
from tests.support.record import migrated

pytestmark = pytest.mark.postgres
# New rules that the release before obeys though it does not know them, each with its reason.
OBEYED: dict[str, str] = {}


@pytest.fixture(scope="module")
def newest(postgres: Postgres) -> Iterator[Database]:
    """A database with this checkout's schema."""
    with fresh_database(postgres) as made:
        migrated(made)
        yield made


@pytest.fixture
def schema(newest: Database) -> Iterator[psycopg.Connection[Any]]:
    """The newest schema, to be changed at will: everything is undone afterwards."""
    with psycopg.connect(newest.superuser_url) as connection:
        yield connection
        connection.rollback()


def new_rules(connection: psycopg.Connection[Any]) -> set[str]:
    """Rules that rows of tables the release before knows must obey since."""
    known = set(recorded()["rules"])
    tables = {rule.partition(":")[0] for rule in known}
    return {rule for rule in rules(connection) if rule.partition(":")[0] in tables} - known


def retyped(connection: psycopg.Connection[Any]) -> dict[str, str]:
    """Columns that are there still and of another type than they were."""
    known = recorded()["types"]
    return {name: now for name, now in types(connection).items() if known.get(name, now) != now}


def test_every_statement_of_the_release_before_still_runs(
    schema: psycopg.Connection[Any],
) -> None:
    asked = recorded()["statements"]

    assert len(asked) > 50
    assert refused(schema, asked) == {}


def test_nothing_new_refuses_what_the_release_before_writes(
    schema: psycopg.Connection[Any],
) -> None:
    assert new_rules(schema) - set(OBEYED) == set()


def test_no_column_that_the_release_before_knows_is_of_another_type(
    schema: psycopg.Connection[Any],
) -> None:
    assert retyped(schema) == {}


def test_a_column_that_changed_its_type_is_found(schema: psycopg.Connection[Any]) -> None:
    schema.execute("ALTER TABLE runs ALTER COLUMN tally TYPE text")

    assert retyped(schema) == {"runs.tally": "text"}


def test_every_statement_of_this_checkout_runs(schema: psycopg.Connection[Any]) -> None:
    assert refused(schema, statements()) == {}


@pytest.mark.parametrize(
    ("change", "hit"),
    [
        ("ALTER TABLE facts RENAME COLUMN title TO heading", "postgres_facts.GET_FACT"),
        ("ALTER TABLE documents DROP COLUMN outcome CASCADE", "postgres_review.GET_CASE"),
        ("DROP TABLE pages CASCADE", "postgres_archive.MERGE_PAGES"),
        ("REVOKE SELECT ON facts FROM lifeos_app", "postgres_facts.GET_FACT"),
        ("REVOKE ALL ON documents FROM lifeos_audit", "postgres_register.KNOWN_DOCUMENTS"),
    ],
)
def test_a_change_that_takes_something_away_is_found(
    schema: psycopg.Connection[Any], change: str, hit: str
) -> None:
    schema.execute(change.encode())

    assert hit in refused(schema, recorded()["statements"])


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE facts ADD COLUMN mood text NOT NULL",
        "ALTER TABLE facts ALTER COLUMN amount SET NOT NULL",
        "ALTER TABLE documents ADD CHECK (name <> '')",
        "CREATE UNIQUE INDEX ON documents (user_id, name)",
    ],
)
def test_a_rule_that_the_release_before_does_not_know_is_found(
    schema: psycopg.Connection[Any], change: str
) -> None:
    schema.execute(change.encode())

    assert new_rules(schema)


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE facts ADD COLUMN mood text",
        "ALTER TABLE facts ADD COLUMN mood text NOT NULL DEFAULT 'calm'",
        "CREATE TABLE moods (id uuid PRIMARY KEY, mood text NOT NULL CHECK (mood <> ''))",
        "CREATE INDEX ON facts (title)",
    ],
)
def test_what_is_only_added_troubles_nobody(schema: psycopg.Connection[Any], change: str) -> None:
    schema.execute(change.encode())

    assert refused(schema, recorded()["statements"]) == {}
    assert new_rules(schema) == set()


def test_the_record_is_not_made_anew_in_passing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RELEASE", raising=False)
    before = RECORDED.read_bytes()

    assert main() == 1
    assert RECORDED.read_bytes() == before
