"""One way into PostgreSQL: psycopg, row-level security, one transaction a session. ADR 0005."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, LiteralString
from urllib.parse import quote
from uuid import UUID

import psycopg
from psycopg.rows import dict_row

from lifeos.adapters.postgres_text import hold_any_text
from lifeos.errors import LifeOSError, ThrottledError, UpstreamError
from lifeos.settings import DatabaseSettings
from lifeos.spans import correlation_id, span

Connection = psycopg.Connection[dict[str, Any]]
_SERVICE = "The database"
# A server that vanished without a word (a failover, a cut line) is noticed within 11 seconds,
# not when the function's time is up. Source: PostgreSQL manual, libpq connection parameters.
_NOTICE_SILENCE = {
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 11_000,  # ms
}
NOTICES_SILENCE_WITHIN_S = 11
_COMMENT_SAFE = re.compile(r"[^A-Za-z0-9._-]")
# libpq keeps the SQLSTATE of a refused connection (53300) to itself, so the words must do.
# Source: PostgreSQL 16 to 18, postinit.c and miscinit.c; the server's messages are in English.
_FULL = ("too many clients already", "connection slots are reserved", "too many connections for")
_AGAIN = (
    psycopg.errors.SerializationFailure,
    psycopg.errors.DeadlockDetected,
    psycopg.errors.LockNotAvailable,
)


@contextmanager
def postgres_errors() -> Iterator[None]:
    """Translate psycopg's errors; messages are not copied, they quote values.

    Raises: ThrottledError when out of connections or over the statement time, UpstreamError when
    unreachable or failing over, LifeOSError for what is a defect of the hub.
    """
    try:
        yield
    except (psycopg.errors.TooManyConnections, psycopg.errors.QueryCanceled) as error:
        raise ThrottledError(f"{_SERVICE} has no room right now.") from error
    except _AGAIN as error:
        raise UpstreamError(f"{_SERVICE} asks to try again.") from error
    except (psycopg.OperationalError, psycopg.InterfaceError) as error:
        if any(words in str(error) for words in _FULL):
            raise ThrottledError(f"{_SERVICE} has no room right now.") from error
        raise UpstreamError(f"{_SERVICE} could not be reached.") from error
    except psycopg.Error as error:
        code = getattr(error, "sqlstate", None) or "unknown"
        raise LifeOSError(f"{_SERVICE} refused a statement (SQLSTATE {code}).") from error


class Session:
    """One transaction as one person. Statements carry their name and the correlation id."""

    def __init__(self, connection: Connection, correlation_id: str) -> None:
        self.connection = connection
        self._comment = f"/* correlation_id={_COMMENT_SAFE.sub('', correlation_id)} */ "

    def run(self, name: str, sql: LiteralString, values: dict[str, Any] | None = None) -> int:
        """Run one statement; the number of rows it touched."""
        with self.statement(name), self.connection.cursor() as cursor:
            cursor.execute(self.marked(sql), values)
            return cursor.rowcount

    def rows(
        self, name: str, sql: LiteralString, values: dict[str, Any] | None = None
    ) -> list[dict[str, Any]]:
        """Run one query; all its rows."""
        with self.statement(name), self.connection.cursor() as cursor:
            cursor.execute(self.marked(sql), values)
            return cursor.fetchall()

    def marked(self, sql: LiteralString) -> bytes:
        """The statement with the correlation id as a comment in front, for the server's log."""
        return (self._comment + sql).encode()

    @contextmanager
    def statement(self, name: str) -> Iterator[None]:
        """Record a span for one statement or one COPY."""
        with span(name, "sql"):
            yield


class Database:
    """Connections to one database, one kept open between the invocations of a process."""

    def __init__(self, settings: DatabaseSettings) -> None:
        self._settings = settings
        self._kept: Connection | None = None

    @contextmanager
    def session(self, user_id: UUID | None, correlated_to: str = "") -> Iterator[Session]:
        """`with_db`: one transaction in which row-level security shows one person's rows.

        With no person the session sees nobody's rows. Statements carry the correlation id given,
        else the running invocation's. Commits when the block ends, rolls back
        when it raises.

        Raises: UpstreamError, ThrottledError, LifeOSError.
        """
        with postgres_errors():
            connection = self._connection()
            try:
                with connection.transaction():
                    self._introduce(connection, user_id)
                    yield Session(connection, correlated_to or correlation_id())
            finally:
                if connection.broken or connection.closed:
                    self._kept = None

    def probe(self) -> None:
        """Ask the server for anything. Raises: UpstreamError, ThrottledError."""
        with self.session(None) as session:
            session.rows("probe", "SELECT 1 AS up")

    def close(self) -> None:
        """Give the kept connection back; the next session opens a new one."""
        if self._kept is not None:
            self._kept.close()
            self._kept = None

    def _introduce(self, connection: Connection, user_id: UUID | None) -> None:
        connection.execute(
            "SELECT set_config('app.user_id', %(user)s, true),"
            " set_config('statement_timeout', %(timeout)s, true)",
            {
                "user": "" if user_id is None else str(user_id),
                "timeout": str(self._settings.statement_timeout_ms),
            },
        )

    def _connection(self) -> Connection:
        """The kept connection if it still answers, else a new one.

        A server that restarted leaves a dead socket behind; finding out costs one round trip,
        and only after a pause, when it can have happened unnoticed.
        """
        kept = self._kept
        if kept is not None and not kept.closed:
            try:
                kept.execute("SELECT 1")
                kept.rollback()
                return kept
            except psycopg.OperationalError:
                kept.close()
        with span("connect", "sql"):
            made = self._connect()
        hold_any_text(made)
        self._kept = made
        return made

    def _connect(self) -> Connection:
        settings = self._settings
        shared: dict[str, Any] = {
            "connect_timeout": settings.connect_timeout_s,
            "application_name": "lifeos",
            "row_factory": dict_row,
            **_NOTICE_SILENCE,
        }
        if settings.url is not None:
            return psycopg.connect(settings.url.get_secret_value(), **shared)
        return psycopg.connect(
            host=settings.host,
            port=settings.port,
            dbname=settings.name,
            user=settings.user,
            password=_iam_token(settings),
            sslmode="verify-full",
            sslrootcert="system",
            **shared,
        )


def owner_url(settings: DatabaseSettings) -> str:
    """A libpq URL for the schema's owner; only the migration function asks for it."""
    if settings.url is not None:
        return settings.url.get_secret_value()
    token = quote(_iam_token(settings), safe="")
    return (
        f"postgresql://{settings.user}:{token}@{settings.host}:{settings.port}/{settings.name}"
        "?sslmode=verify-full&sslrootcert=system"
    )


def _iam_token(settings: DatabaseSettings) -> str:
    """A login token signed with the function's role; valid 15 minutes. No network call."""
    import boto3

    client = boto3.client("rds", region_name=settings.region)
    token: str = client.generate_db_auth_token(
        DBHostname=str(settings.host), Port=settings.port, DBUsername=settings.user
    )
    return token
