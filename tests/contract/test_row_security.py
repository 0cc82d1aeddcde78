"""Row-level security in a real PostgreSQL: one person a session, whatever a statement asks for."""

from __future__ import annotations

import importlib
import inspect
import uuid
from types import ModuleType
from typing import Any, LiteralString
from uuid import UUID

import psycopg
import pytest
from lifeos.adapters import postgres_archive
from lifeos.adapters.postgres_review import KEEP_CORRECTION, KEEP_HABIT, KEEP_REVIEW
from lifeos.adapters.postgres_staging import STAGE, Staging
from lifeos.errors import LifeOSError
from lifeos.facts.ports import FactQuery
from lifeos.senses.models import Page, Reading
from psycopg.types.json import Jsonb

from tests.support.placeholders import correcting, searching
from tests.support.record import TheRecord
from tests.support.runs import AT, a_draft, a_filing, a_tally, a_ticket, an_ending

pytestmark = pytest.mark.postgres
GUARDED = (
    *("documents", "pages", "runs", "facts", "evidence", "search_words"),
    *("corrections", "reviews", "habits", "purged_documents"),
)


BURY: LiteralString = """
INSERT INTO purged_documents (user_id, document_id, deleted_at, purged_at)
VALUES (%(user_id)s, %(id)s, %(at)s, %(at)s)
"""


@pytest.fixture
def victim(record: TheRecord) -> UUID:
    """Somebody with a row in every table."""
    return somebody(record)


def somebody(record: TheRecord) -> UUID:
    """A document read, corrected and reviewed, and another that was purged."""
    ticket = a_ticket()
    readings: list[Reading] = [Page(number=1, text="Secret"), a_draft("a"), a_tally()]
    record.archive.commit(a_filing(ticket), iter(readings))
    record.archive.conclude(a_filing(ticket), an_ending(ticket))
    (fact,) = record.seen("SELECT * FROM facts WHERE user_id = %s", ticket.user_id)
    values = {**fact, **correcting(fact), "fact_id": fact["id"], "value": Jsonb("1.00")}
    values |= {"run": ticket.run, "reason": None, "correlation_id": ticket.correlation_id}
    with record.connected.session(ticket.user_id) as session:
        for statement in (KEEP_REVIEW, KEEP_CORRECTION, KEEP_HABIT, BURY):
            session.run("say", statement, values)
    return ticket.user_id


def rows_of(record: TheRecord, user_id: UUID) -> dict[str, list[dict[str, Any]]]:
    """Everything of a person, as the superuser sees it."""
    asked = "SELECT * FROM {} WHERE user_id = %s ORDER BY {}::text"
    return {table: record.seen(asked.format(table, table), user_id) for table in GUARDED}


def test_every_table_with_a_person_in_it_is_guarded(record: TheRecord) -> None:
    tables = record.seen(
        "SELECT relname, relrowsecurity AND relforcerowsecurity AS guarded FROM pg_class"
        " JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'user_id'"
        " WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
    )

    assert {row["relname"] for row in tables} == set(GUARDED)
    assert [row["relname"] for row in tables if not row["guarded"]] == []


@pytest.mark.parametrize("table", GUARDED)
def test_a_session_that_names_nobody_sees_nothing(
    record: TheRecord, victim: UUID, table: str
) -> None:
    with record.connected.session(None) as session:
        seen = session.connection.execute(f"SELECT * FROM {table}".encode()).fetchall()

    assert seen == []


@pytest.mark.parametrize("table", GUARDED)
def test_a_connection_that_never_introduced_itself_sees_nothing(
    record: TheRecord, victim: UUID, table: str
) -> None:
    with psycopg.connect(record.at.app_url) as connection:
        assert connection.execute(f"SELECT * FROM {table}".encode()).fetchall() == []


@pytest.mark.parametrize("table", GUARDED)
def test_a_query_that_forgot_its_filter_shows_only_ones_own(
    record: TheRecord, victim: UUID, table: str
) -> None:
    mine = somebody(record)

    with record.connected.session(mine) as session:
        seen = session.connection.execute(f"SELECT user_id FROM {table}".encode()).fetchall()

    assert {row["user_id"] for row in seen} == {mine}


@pytest.mark.parametrize("table", GUARDED)
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET user_id = %(me)s"])
def test_a_write_that_forgot_its_filter_touches_nobody_else(
    record: TheRecord, victim: UUID, table: str, change: str
) -> None:
    before, me, touched = rows_of(record, victim), uuid.uuid4(), 0

    try:
        with record.connected.session(me) as session:
            touched = session.connection.execute(change.format(table).encode(), {"me": me}).rowcount
    except LifeOSError as error:
        assert "SQLSTATE 42501" in error.detail  # noqa: PT017  (some tables take no such write)

    assert touched == 0
    assert rows_of(record, victim) == before


def statements_of(module: ModuleType) -> dict[str, str]:
    """Every SQL statement of an adapter: they are its public upper-case constants."""
    return {
        name: value
        for name, value in inspect.getmembers(module)
        if isinstance(value, str) and name.isupper() and not name.startswith("_")
    }


NAMED = [
    "archive",
    "corrections",
    "deletion",
    "facts",
    "review",
    "search",
    "series",
    "staging",
    "support",
    "timeline",
]
MODULES = [importlib.import_module(f"lifeos.adapters.postgres_{name}") for name in NAMED]
STATEMENTS = {name: sql for module in MODULES for name, sql in statements_of(module).items()}
# Without parts of statements, COPY, and STAGE, which makes tables of the session's own.
WHOLE = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")
STATEMENTS = {name: sql for name, sql in STATEMENTS.items() if sql.split()[0] in WHOLE}


def values_about(record: TheRecord, victim: UUID) -> dict[str, Any]:
    """Values that name the victim's own rows, for every placeholder of every statement."""
    document, run, fact = (rows_of(record, victim)[t][0] for t in ("documents", "runs", "facts"))
    return {
        **document,
        **run,
        "id": document["id"],
        "tally": Jsonb({}),
        "all_new": True,
        "domain": None,
        "document": None,
        "from_at": None,
        "before": None,
        "last_at": None,
        "last_id": None,
        "limit": 10,
        "fact_id": fact["id"],
        "started_at": AT,
        "gone": [document["id"]],
        "back": [document["id"]],
        "ids": [document["id"]],
        **searching(fact),
        **correcting(fact),
    }


@pytest.mark.parametrize("name", STATEMENTS)
def test_no_statement_of_the_hub_reaches_another_persons_rows(
    record: TheRecord, victim: UUID, name: str
) -> None:
    before, values = rows_of(record, victim), values_about(record, victim)
    intruder = a_filing()
    readings: list[Reading] = [Page(number=2, text="More"), a_draft("a"), a_draft("b"), a_tally(2)]
    answered: list[dict[str, Any]] = []

    try:
        with record.connected.session(intruder.ticket.user_id) as session:
            session.run("stage", STAGE)
            Staging(session, intruder, uuid.uuid4).take(iter(readings))
            cursor = session.connection.execute(STATEMENTS[name].encode(), values)
            answered = cursor.fetchall() if cursor.description else []
    except LifeOSError as error:
        assert "SQLSTATE 42501" in error.detail  # noqa: PT017  (either answer is right)

    own_words = [{"word": word} for word in values["words"]]
    harmless = [{"facts": 0}, {"pg_advisory_xact_lock": ""}, *own_words]
    shown = [row for row in answered if row not in harmless]
    assert shown == []
    assert rows_of(record, victim) == before


def test_the_repositories_answer_another_person_with_nothing(
    record: TheRecord, victim: UUID
) -> None:
    fact = rows_of(record, victim)["facts"][0]

    facts, _ = record.facts.page(uuid.uuid4(), FactQuery(document=fact["document_id"]))

    assert facts == []


def test_the_victim_has_something_to_lose_in_every_table(record: TheRecord, victim: UUID) -> None:
    assert [table for table, rows in rows_of(record, victim).items() if not rows] == []


def test_a_row_in_anothers_name_is_refused(record: TheRecord, victim: UUID) -> None:
    theirs = a_ticket()
    forged = theirs.model_copy(update={"user_id": victim})

    with (
        pytest.raises(LifeOSError, match="SQLSTATE 42501"),
        record.connected.session(theirs.user_id) as session,
    ):
        session.run(
            "own document", postgres_archive.OWN_DOCUMENT, postgres_archive._filed(a_filing(forged))
        )


def test_the_person_does_not_outlast_the_session(record: TheRecord, victim: UUID) -> None:
    with record.connected.session(victim) as session:
        assert session.rows("x", "SELECT * FROM facts")
        kept = session.connection

    assert kept.execute(b"SELECT * FROM facts").fetchall() == []
    kept.rollback()
