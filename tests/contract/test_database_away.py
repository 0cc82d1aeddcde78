"""`with_db` when the database is slow, full, restarted or gone: which failure, and how soon."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack

import psycopg
import pytest
from lifeos.adapters.postgres import Database, Session
from lifeos.errors import LifeOSError, ThrottledError, UpstreamError
from lifeos.facts.ports import FactQuery

from local.postgres import APP_ROLE, SUPERUSER, Postgres
from tests.support.postgres import running_postgres
from tests.support.record import TheRecord, connected
from tests.support.runs import a_draft, a_filing, a_tally, a_ticket

pytestmark = pytest.mark.postgres
SLEEP = "SELECT pg_sleep(%(s)s::float8)"


@pytest.fixture(scope="module")
def own_server() -> Iterator[list[Postgres]]:
    """A cluster of this module's own, because its tests restart and fill it."""
    with running_postgres() as server:
        yield [server]


def test_a_statement_over_its_time_is_throttled_in_time(record: TheRecord) -> None:
    hasty = connected(record.at.app_url, statement_timeout_ms=200)
    begun = time.monotonic()

    with pytest.raises(ThrottledError), hasty.session(None) as session:
        session.rows("x", SLEEP, {"s": 30})

    assert time.monotonic() - begun < 5
    with hasty.session(None) as session:
        assert session.rows("x", SLEEP, {"s": 0.01})
    TheRecord(record.at, hasty).disconnect()


def test_a_deadlock_asks_to_try_again(record: TheRecord) -> None:
    first, second = connected(record.at.app_url), connected(record.at.app_url)
    lock, met = "SELECT pg_advisory_xact_lock(%(n)s)", threading.Barrier(2)
    raised: list[LifeOSError] = []

    def locks(database: Database, order: tuple[int, int]) -> None:
        try:
            with database.session(None) as session:
                session.rows("x", lock, {"n": order[0]})
                met.wait(10)
                session.rows("x", lock, {"n": order[1]})
        except LifeOSError as error:
            raised.append(error)
        TheRecord(record.at, database).disconnect()

    threads = [
        threading.Thread(target=locks, args=(database, order))
        for database, order in ((first, (11, 12)), (second, (12, 11)))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert [type(error) for error in raised] == [UpstreamError]


def test_a_killed_connection_costs_nothing_between_two_sessions(record: TheRecord) -> None:
    ticket = a_ticket()
    record.archive.commit(a_filing(ticket), iter([a_draft("a"), a_tally()]))
    assert record.connected._kept is not None
    pid = record.connected._kept.info.backend_pid

    record.seen("SELECT pg_terminate_backend(%s)", pid)
    wait_until_gone(record, pid)

    assert len(record.facts.page(ticket.user_id, FactQuery())[0]) == 1


def wait_until_gone(record: TheRecord, pid: int) -> None:
    deadline = time.monotonic() + 10
    while record.seen("SELECT 1 FROM pg_stat_activity WHERE pid = %s", pid):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def go_on_without_a_server(record: TheRecord, session: Session) -> None:
    pid = session.connection.info.backend_pid
    record.seen("SELECT pg_terminate_backend(%s)", pid)
    wait_until_gone(record, pid)
    session.rows("x", "SELECT 1")


def test_a_connection_killed_within_a_session_is_upstream_and_the_next_is_good(
    record: TheRecord,
) -> None:
    with pytest.raises(UpstreamError), record.connected.session(None) as session:
        go_on_without_a_server(record, session)

    record.connected.probe()


def test_a_server_restarted_between_two_calls_is_not_noticed(own_server: list[Postgres]) -> None:
    server = own_server[0]
    opened = connected(server.url(APP_ROLE))
    opened.probe()
    restart(server)

    opened.probe()

    assert opened._kept is not None
    opened._kept.close()


def restart(server: Postgres) -> None:
    """Stop the server and start it again, as its owner would."""
    pid_file = server.cluster / "postmaster.pid"
    started = server._adopt()
    assert started is not None
    server.stop(started)
    assert not pid_file.exists()
    server.start()


def take_all(server: Postgres, held: ExitStack) -> None:
    while True:
        held.enter_context(psycopg.connect(server.url(APP_ROLE)))


def test_out_of_connections_is_throttled_and_passes(own_server: list[Postgres]) -> None:
    server = own_server[0]
    opened = connected(server.url(APP_ROLE))
    with ExitStack() as held:
        with pytest.raises(psycopg.OperationalError, match=r"too many clients|slots are reserved"):
            take_all(server, held)

        with pytest.raises(ThrottledError):
            opened.probe()

    patiently(opened)
    assert opened._kept is not None
    opened._kept.close()


def patiently(opened: Database) -> None:
    """The server takes a moment to count closed connections out."""
    deadline = time.monotonic() + 10
    while True:
        try:
            return opened.probe()
        except ThrottledError:
            assert time.monotonic() < deadline
            time.sleep(0.05)


@pytest.mark.parametrize("limited", ["ROLE lifeos_app", "DATABASE lifeos"])
def test_a_limit_of_role_or_database_is_throttled_too(
    own_server: list[Postgres], limited: str
) -> None:
    server = own_server[0]
    with psycopg.connect(server.url(SUPERUSER), autocommit=True) as root:
        root.execute(f"ALTER {limited} CONNECTION LIMIT 0".encode())
        try:
            with pytest.raises(ThrottledError):
                connected(server.url(APP_ROLE)).probe()
        finally:
            root.execute(f"ALTER {limited} CONNECTION LIMIT -1".encode())


def test_nobody_there_is_upstream_at_once() -> None:
    with pytest.raises(UpstreamError):
        connected("postgresql://lifeos_app@/lifeos?host=/nonexistent").probe()


def test_somebody_who_never_answers_is_upstream_in_the_stated_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        begun = time.monotonic()

        with pytest.raises(UpstreamError):
            connected(
                f"postgresql://lifeos_app@127.0.0.1:{port}/lifeos", connect_timeout_s=2
            ).probe()

    assert 1 < time.monotonic() - begun < 6
