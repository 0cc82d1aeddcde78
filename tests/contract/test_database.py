"""`with_db` against a real PostgreSQL: transactions, comments, spans and how to sign in."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import LiteralString

import psycopg
import pytest
from lifeos import spans
from lifeos.adapters.postgres import Database, Session, owner_url
from lifeos.errors import LifeOSError
from lifeos.facts.ports import FactQuery
from lifeos.settings import DatabaseSettings
from lifeos.spans import Span

from tests.support.record import TheRecord, connected
from tests.support.runs import a_draft, a_filing, a_tally, a_ticket

pytestmark = pytest.mark.postgres


@pytest.fixture
def opened(record: TheRecord) -> Database:
    return record.connected


def fail_after(session: Session, sql: LiteralString) -> None:
    assert session.run("x", sql) > 0
    raise ZeroDivisionError


def test_a_session_is_one_transaction(record: TheRecord) -> None:
    ticket = a_ticket()
    record.archive.commit(a_filing(ticket), iter([a_draft("a"), a_tally()]))

    with pytest.raises(ZeroDivisionError), record.connected.session(ticket.user_id) as session:
        fail_after(session, "DELETE FROM facts")

    assert len(record.facts.page(ticket.user_id, FactQuery())[0]) == 1


def test_the_connection_is_kept_between_sessions(opened: Database) -> None:
    pids = []
    for _ in range(3):
        with opened.session(None) as session:
            pids.append(session.connection.info.backend_pid)

    assert len(set(pids)) == 1


def test_a_connection_is_good_again_after_a_failed_statement(opened: Database) -> None:
    with pytest.raises(LifeOSError), opened.session(None) as session:
        session.run("x", "SELECT no_such_column")

    with opened.session(None) as session:
        assert session.rows("x", "SELECT 1 AS one") == [{"one": 1}]


def test_a_defect_names_its_sqlstate_and_quotes_nothing(opened: Database) -> None:
    with pytest.raises(LifeOSError) as caught, opened.session(None) as session:
        session.run("x", "SELECT %(v)s::text::int", {"v": "a private sentence"})

    assert caught.value.kind == "internal"
    assert "22P02" in caught.value.detail
    assert "private" not in caught.value.detail


def running_statement(record: TheRecord, correlation_id: str) -> list[str]:
    """What the server says is running, seen from another connection."""
    asked = "SELECT query FROM pg_stat_activity WHERE query LIKE %s AND pid <> pg_backend_pid()"
    return [row["query"] for row in record.seen(asked, f"%{correlation_id}%")]


def test_the_server_sees_the_correlation_id_given(record: TheRecord) -> None:
    correlation_id = f"cli-{uuid.uuid4().hex}"

    with record.connected.session(None, correlation_id) as session:
        session.rows("x", "SELECT 1")
        seen = running_statement(record, correlation_id)

    assert seen == [f"/* correlation_id={correlation_id} */ SELECT 1"]


def test_the_server_sees_the_correlation_id_of_the_running_invocation(record: TheRecord) -> None:
    correlation_id = f"cli-{uuid.uuid4().hex}"
    spans.correlate(correlation_id)

    try:
        record.facts.page(uuid.uuid4(), FactQuery())
        with record.connected.session(None) as session:
            session.rows("x", "SELECT 2")
            seen = running_statement(record, correlation_id)
    finally:
        spans.correlate("none")

    assert seen == [f"/* correlation_id={correlation_id} */ SELECT 2"]


def test_a_commit_carries_its_correlation_id_copy_included(record: TheRecord) -> None:
    ticket = a_ticket()
    seen: list[str] = []

    def reading() -> Iterator[object]:
        yield from (a_draft(str(n)) for n in range(2_000))  # a full batch: its COPY was sent
        seen.extend(running_statement(record, ticket.correlation_id))
        yield a_draft("one more")
        yield a_tally()

    record.archive.commit(a_filing(ticket), reading())  # type: ignore[arg-type]

    mark = f"/* correlation_id={ticket.correlation_id} */ COPY staged_"
    assert len(seen) == 1
    assert seen[0].startswith(mark)


@pytest.mark.parametrize("hostile", ["x */ DROP TABLE facts; /*", "a\nb", "%s", "\x00", "ü"])
def test_a_correlation_id_cannot_leave_its_comment(opened: Database, hostile: str) -> None:
    with opened.session(None, hostile) as session:
        assert session.rows("x", "SELECT 1 AS one") == [{"one": 1}]
        marked = session.marked("SELECT 1").decode()

    inside = marked.removeprefix("/* correlation_id=").removesuffix(" */ SELECT 1")
    assert inside.replace(".", "").replace("-", "").isalnum() or inside == ""


def recorded(opened: Database) -> list[Span]:
    with spans.recording() as found, opened.session(None) as session:
        session.rows("count facts", "SELECT 1 AS one")
    return found


def test_each_statement_and_the_connecting_is_a_span(record: TheRecord) -> None:
    fresh = connected(record.at.app_url)

    first, second = recorded(fresh), recorded(fresh)

    assert [span.name for span in first] == ["connect", "count facts"]
    assert [span.name for span in second] == ["count facts"]
    assert {span.kind for span in first} == {"sql"}
    TheRecord(record.at, fresh).disconnect()


def test_the_owners_url_is_the_one_handed_in() -> None:
    url = "postgresql://lifeos_owner@/lifeos"

    assert owner_url(DatabaseSettings.model_validate({"url": url})) == url


def test_in_the_cloud_the_owner_signs_in_with_a_token(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    told = {"host": "db.example", "user": "lifeos_owner", "region": "eu-central-1"}

    url = owner_url(DatabaseSettings.model_validate(told))

    token = psycopg.conninfo.conninfo_to_dict(url)["password"]
    assert url.endswith("?sslmode=verify-full&sslrootcert=system")
    assert str(token).startswith("db.example:5432/?Action=connect&DBUser=lifeos_owner")
