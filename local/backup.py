"""The record of one home as one file, and back, with the tools of the server's own release.

What is in the file: every table, its owner, rights, policies and extensions, as of one instant,
while the hub goes on. Originals are not: they lie as files under <home>/emulator/s3. A restore is
made beside the record that is there and takes its place only when it is whole.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql

from local.postgres import BINARIES, DATABASE, OWNER_ROLE, SUPERUSER, Postgres
from local.trouble import ExitCode, LaptopError

INCOMING = f"{DATABASE}_incoming"
REPLACED = f"{DATABASE}_replaced"
TIMEOUT_S = 3600
_IS_THERE = "SELECT 1 FROM pg_database WHERE datname = %s"


def dump(server: Postgres, file: Path) -> None:
    """Write the record to `file`, which appears only when it is whole. Raises: LaptopError."""
    _require(server)
    partial = file.with_name(f"{file.name}.partial")
    try:
        partial.touch(mode=0o600)
    except OSError as error:
        raise LaptopError(
            f"{file} cannot be written: {error.strerror}.", "Choose another folder."
        ) from error
    try:
        _run("pg_dump", "--format=custom", "--file", str(partial), server.url(SUPERUSER))
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)


def restore(server: Postgres, file: Path) -> None:
    """Put the record of `file` in the place of the one that is there, if there is one.

    Raises: LaptopError for a file that is none of ours; what is there then stays.
    """
    _require(server)
    with psycopg.connect(server.url(SUPERUSER, "postgres"), autocommit=True) as connection:
        _drop(connection, INCOMING)
        connection.execute(_naming("CREATE DATABASE {} OWNER {}", INCOMING, OWNER_ROLE))
        try:
            target = f"--dbname={server.url(SUPERUSER, INCOMING)}"
            _run("pg_restore", "--exit-on-error", "--single-transaction", target, str(file))
        except LaptopError:
            _drop(connection, INCOMING)
            raise
        _take_its_place(connection)


def _require(server: Postgres) -> None:
    if not server.answers():
        raise LaptopError(
            "The database does not answer.", "Start it with ./lifeos up.", code=ExitCode.NOT_RUNNING
        )


def _take_its_place(connection: psycopg.Connection) -> None:
    """Functions lose their connections and open others; they are used to that."""
    _drop(connection, REPLACED)
    if connection.execute(_IS_THERE, [DATABASE]).fetchone():
        connection.execute(_naming("ALTER DATABASE {} ALLOW_CONNECTIONS false", DATABASE))
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s",
            [DATABASE],
        )
        connection.execute(_naming("ALTER DATABASE {} RENAME TO {}", DATABASE, REPLACED))
    connection.execute(_naming("ALTER DATABASE {} RENAME TO {}", INCOMING, DATABASE))
    _drop(connection, REPLACED)


def _drop(connection: psycopg.Connection, name: str) -> None:
    connection.execute(_naming("DROP DATABASE IF EXISTS {} WITH (FORCE)", name))


def _naming(text: LiteralString, *names: str) -> sql.Composed:
    return sql.SQL(text).format(*map(sql.Identifier, names))


def _run(tool: str, *arguments: str) -> None:
    command = [str(BINARIES / tool), "--no-password", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT_S, cwd="/")
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["it said nothing"])[0]
        raise LaptopError(
            f"{tool} failed: {said}", "Nothing was changed. Is this a file of ./lifeos backup?"
        )
