"""`make bench-drill`: the record is lost, twice, and comes back: from a dump, then from originals.

    python -m tests.bench.drill [--files 40]

First: the record is dumped while the hub goes on, the database dropped and restored, and every row
of every table compared. Then: record and live status are emptied, nothing but originals is left,
and `lifeos rebuild` has them read again. Nothing of the hub is stopped meanwhile.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import psycopg
from psycopg import sql

from local.backup import dump, restore
from local.operator import Operator
from local.postgres import DATABASE, SUPERUSER, Postgres
from tests.bench.report import Figure, report
from tests.faults import census
from tests.faults.files import MadeFile, make_files
from tests.faults.uploads import Uploads
from tests.support.hub import RunningHub, running_hub
from tests.support.lifetime import short_folder

Rows = Mapping[str, list[str]]
LONGEST_S = 600.0
LEDGER = "schema_migrations"  # not the record: it says which tables there are
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
SAID = """
SELECT concat_ws(' | ', kind, title, amount, currency, occurred, data) FROM facts
WHERE deleted_at IS NULL ORDER BY 1
"""


@dataclass(frozen=True)
class Drill:
    """How one loss was made good."""

    took_s: float
    lost: int  # rows that are not back
    strange: int  # rows that were not there before

    @classmethod
    def of(cls, before: list[str], after: list[str], took_s: float) -> Drill:
        """Compare what there was with what there is."""
        was, now = Counter(before), Counter(after)
        return cls(took_s, (was - now).total(), (now - was).total())


def main() -> int:
    """Drill, report, and answer the exit code."""
    asked = _arguments()
    with short_folder("drill") as folder, running_hub() as running:
        uploads = Uploads(running, longest_s=LONGEST_S)
        uploads.send(make_files(folder / "files", asked.files))
        census.wait_for_all(running, uploads.accepted, longest_s=LONGEST_S)
        from_dump = after_a_drop(running.hub.postgres, folder / "record.dump")
        answered = readable(running, uploads.accepted)
        from_originals = after_emptying(running)
        found = census.take(running, uploads.accepted)
    return report(
        "drill",
        [
            Figure("documents", asked.files, ""),
            Figure("documents ended as they should", found.outcomes["done"], "", None, asked.files),
            *_told("dump", from_dump),
            Figure("documents the API shows after the restore", answered, "", None, asked.files),
            *_told("originals", from_originals),
            Figure("uploads without an end after the rebuild", found.unended, "", 0),
        ],
    )


def after_a_drop(server: Postgres, file: Path) -> Drill:
    """Dump, drop, restore; rows are those of all tables."""
    dump(server, file)
    before = _flat(rows(server))
    with psycopg.connect(server.url(SUPERUSER, "postgres"), autocommit=True) as connection:
        name = sql.Identifier(DATABASE)
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))
    took_s = _timed(lambda: restore(server, file))
    return Drill.of(before, _flat(rows(server)), took_s)


def after_emptying(running: RunningHub) -> Drill:
    """Empty record and live status, rebuild; rows are what facts say: their ids are new."""
    server = running.hub.postgres
    before = _said(server)
    empty_record(server)
    empty_status(running)
    rebuilt = Operator(running.hub.emulator).rebuild(longest_s=LONGEST_S)
    took_s = _timed(lambda: list(rebuilt))
    return Drill.of(before, _said(server), took_s)


def rows(server: Postgres) -> Rows:
    """Every row of every table, as text."""
    with psycopg.connect(server.url(SUPERUSER)) as connection:
        names = [str(row[0]) for row in connection.execute(TABLES).fetchall()]
        shown = sql.SQL("SELECT t::text FROM {} AS t ORDER BY 1")
        return {
            name: [str(row[0]) for row in connection.execute(shown.format(sql.Identifier(name)))]
            for name in names
        }


def empty_record(server: Postgres) -> None:
    """Delete every row of everybody."""
    with psycopg.connect(server.url(SUPERUSER)) as connection:
        names = [row[0] for row in connection.execute(TABLES).fetchall() if row[0] != LEDGER]
        tables = sql.SQL(", ").join(map(sql.Identifier, names))
        connection.execute(sql.SQL("TRUNCATE {} CASCADE").format(tables))


def empty_status(running: RunningHub) -> None:
    """Delete every item of the table."""
    table, name = running.aws("dynamodb"), running.outputs["TableName"]
    keys = {"ProjectionExpression": "pk, sk"}
    for page in table.get_paginator("scan").paginate(TableName=name, **keys):
        for key in page["Items"]:
            table.delete_item(TableName=name, Key=key)


def readable(running: RunningHub, accepted: Mapping[UUID, MadeFile]) -> int:
    """How many of the documents the public API still shows."""
    from clients.api.connect import connect
    from clients.api.home import Home

    hub = connect(Home(running.home, {}))
    try:
        for one in list(hub.facts({}, limit=1)):
            hub.fact(one.id)
        return sum(one.id in accepted for one in hub.documents({}))
    finally:
        hub.transport.close()


def _said(server: Postgres) -> list[str]:
    with psycopg.connect(server.url(SUPERUSER)) as connection:
        return [str(row[0]) for row in connection.execute(SAID).fetchall()]


def _flat(found: Rows) -> list[str]:
    return [f"{table}: {row}" for table, all_rows in found.items() for row in all_rows]


def _timed(step: Callable[[], object]) -> float:
    begin = time.monotonic()
    step()
    return time.monotonic() - begin


def _told(source: str, drill: Drill) -> list[Figure]:
    return [
        Figure(f"back from {source}", drill.took_s, "s"),
        Figure(f"rows lost, back from {source}", drill.lost, "", 0),
        Figure(f"rows that were never there, back from {source}", drill.strange, "", 0),
    ]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=40)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
