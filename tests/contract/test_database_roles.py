"""What the functions' and the auditor's roles may not do in a real PostgreSQL."""

from __future__ import annotations

from uuid import UUID

import psycopg
import pytest
from lifeos.adapters import postgres_register

from local.postgres import AUDIT_ROLE
from tests.contract.test_row_security import rows_of, somebody
from tests.support.record import TheRecord, connected

pytestmark = pytest.mark.postgres


@pytest.fixture
def victim(record: TheRecord) -> UUID:
    """Somebody with a row in every table."""
    return somebody(record)


@pytest.mark.parametrize(
    "forbidden",
    [
        "ALTER TABLE facts DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE facts NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE facts OWNER TO lifeos_app",
        "DROP POLICY own_rows ON facts",
        "CREATE POLICY everything ON facts USING (true)",
        "DROP TABLE facts",
        "TRUNCATE facts",
        "CREATE TABLE mine (n int)",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "SELECT * FROM schema_migrations",
        "DELETE FROM schema_migrations",
        "ALTER ROLE lifeos_app BYPASSRLS",
        "SET ROLE lifeos_owner",
        "SET SESSION AUTHORIZATION lifeos_owner",
        "GRANT lifeos_owner TO lifeos_app",
        "COPY facts TO PROGRAM 'cat'",
        "SELECT pg_read_file('/etc/passwd')",
    ],
)
@pytest.mark.parametrize("role", ["lifeos_app", AUDIT_ROLE])
def test_the_functions_roles_cannot_step_outside(
    record: TheRecord, role: str, forbidden: str
) -> None:
    with (
        psycopg.connect(record.at.server.url(role, record.at.name)) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(forbidden.encode())


def test_row_security_cannot_be_switched_off_in_a_session(record: TheRecord, victim: UUID) -> None:
    with psycopg.connect(record.at.app_url) as connection:
        connection.execute("SET row_security = off")

        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT * FROM facts")


@pytest.mark.parametrize("role", ["lifeos_app", AUDIT_ROLE])
def test_the_functions_roles_own_nothing_and_bypass_nothing(record: TheRecord, role: str) -> None:
    owned = record.seen("SELECT tablename FROM pg_tables WHERE tableowner = %s", role)
    told = record.seen(
        "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls AS mighty,"
        " (SELECT count(*) FROM pg_auth_members WHERE member = pg_roles.oid) AS memberships"
        " FROM pg_roles WHERE rolname = %s",
        role,
    )

    assert owned == []
    assert told == [{"mighty": False, "memberships": 0}]


@pytest.mark.parametrize("table", ["facts", "pages", "evidence"])
def test_the_auditor_sees_nothing_a_document_says(
    record: TheRecord, victim: UUID, table: str
) -> None:
    with (
        psycopg.connect(record.at.server.url(AUDIT_ROLE, record.at.name)) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(f"SELECT * FROM {table}".encode())


@pytest.mark.parametrize(
    "change", ["DELETE FROM documents", "UPDATE documents SET outcome = 'done'", "DELETE FROM runs"]
)
def test_the_auditor_changes_nothing(record: TheRecord, victim: UUID, change: str) -> None:
    with (
        psycopg.connect(record.at.server.url(AUDIT_ROLE, record.at.name)) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(change.encode())


def test_the_auditor_sees_how_everybodys_documents_ended(record: TheRecord, victim: UUID) -> None:
    document = rows_of(record, victim)["documents"][0]
    database = connected(record.at.server.url(AUDIT_ROLE, record.at.name))

    standing = postgres_register.PostgresRegister(database).standing([(victim, document["id"])])

    assert standing[document["id"]].document.outcome == "done"
    assert database._kept is not None
    database._kept.close()
