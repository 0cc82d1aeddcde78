"""bench-rows: a statement of 100,000 rows into PostgreSQL, against a bare COPY of the same rows.

Ours is what ACTION does once a sense has read a row: staging, merging with what is known, evidence,
words for the search and the vocabulary, in one transaction. Bare is COPY of the finished rows into
tables like ours with all their indexes, over the same connection settings, nothing else. Neither
side checks a foreign key: ours have none since migration 0012 (ADR 0024). Memory is what the
process grows by from 20,000 rows to 100,000.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import psutil
import psycopg
from lifeos.adapters.postgres import Database
from lifeos.adapters.postgres_migrations import found_in, migrate
from lifeos.contracts.facts import Evidence, Occurred, TransactionData
from lifeos.senses.models import FactDraft, Reading
from lifeos.settings import DatabaseSettings
from pydantic import SecretStr

from functions.catalogue import named
from tests.bench.report import Figure, report
from tests.support.own_record import MIGRATIONS, OwnRecord, tally_of
from tests.support.postgres import Database as Made
from tests.support.postgres import fresh_database, running_postgres

ROWS, FEWER = 100_000, 20_000
LEAST_SHARE = 0.5
SHA256 = "0" * 64
FACTS = (
    "user_id, id, identity, document_id, domain, kind, starts_at, occurred, amount, currency,"
    " value, unit, title, data, confidence, confidence_reason, revision, created_at, updated_at,"
    " deleted_at, words, corrected, series"
)
EVIDENCE = "user_id, fact_id, document_id, ordinal, place"


def main() -> int:
    """Commit, copy, compare."""
    with running_postgres() as server, fresh_database(server) as made:
        migrate(made.owner_url, found_in(MIGRATIONS))
        action_s = named("ingest_action").timeout_s
        database = Database(
            DatabaseSettings(
                DATABASE_URL=SecretStr(made.app_url), DATABASE_STATEMENT_TIMEOUT_MS=action_s * 1000
            )
        )
        _commit(database, FEWER)
        before = psutil.Process().memory_info().rss
        ours_s = _commit(database, ROWS)
        grown = (psutil.Process().memory_info().rss - before) / 1e6
        bare_s = _bare_copy(made)
        database.close()
    figures = [
        Figure("rows per second, ours", ROWS / ours_s, "rows/s"),
        Figure("rows per second, bare COPY", ROWS / bare_s, "rows/s"),
        Figure("rows per second, ours to bare", bare_s / ours_s, "x", at_least=LEAST_SHARE),
        Figure("memory grown from 20,000 to 100,000 rows", grown, "MB", at_most=50),
    ]
    return report("rows", figures)


def _commit(database: Database, rows: int) -> float:
    record = OwnRecord(database)
    reading_s = [0.0]
    start = time.perf_counter()
    committed = record.archive.commit(record.filing(), _timed(_readings(rows), reading_s))
    seconds = time.perf_counter() - start - reading_s[0]
    assert committed.facts == rows
    print(f"{rows:,} rows committed in {seconds:.1f} s", file=sys.stderr)
    return seconds


def _timed(readings: Iterator[Reading], spent_s: list[float]) -> Iterator[Reading]:
    """Pass readings on; what making them takes is a sense's time and not counted as ours."""
    while True:
        start = time.perf_counter()
        reading = next(readings, None)
        spent_s[0] += time.perf_counter() - start
        if reading is None:
            return
        yield reading


def _readings(rows: int) -> Iterator[Reading]:
    for number in range(rows):
        yield _row(number)
    yield tally_of(rows)


def _row(number: int) -> FactDraft:
    day = date(2020, 1, 1) + timedelta(days=number // 50)
    amount = Decimal(-(number % 99_999) - 1) / 100
    shop = f"Shop {_letters(number % 3000)}"
    return FactDraft(
        domain="finance",
        occurred=Occurred(start=day),
        amount=amount,
        currency="EUR",
        title=shop,
        data=TransactionData(
            account="DE02120300000000202051",
            description=f"Card payment {shop} {number:08d}",
            counterparty=shop,
            booked_on=day,
        ),
        evidence=[
            _cell("occurred", day.isoformat(), number),
            _cell("amount", str(amount), number),
            _cell("description", shop, number),
        ],
        confidence=Decimal("0.99"),
        confidence_reason="the running balance proves the row",
        identity=(
            "transaction",
            "DE02120300000000202051",
            str(day),
            str(amount),
            shop,
            str(number),
        ),
    )


def _letters(number: int) -> str:
    return "".join("abcdefghijklmnop"[number >> shift & 15] for shift in (0, 4, 8))


def _cell(field: str, snippet: str, number: int) -> Evidence:
    return Evidence(
        field=field, sha256=SHA256, row=number + 1, column=field, snippet=snippet, reader="csv/1"
    )


def _bare_copy(made: Made) -> float:
    """COPY the rows that were committed out, and time only their way in."""
    with psycopg.connect(made.superuser_url, autocommit=True) as connection:
        for table in ("facts", "evidence"):
            connection.execute(f"CREATE TABLE bare_{table} (LIKE {table} INCLUDING ALL)".encode())
        largest = "(SELECT document_id FROM facts GROUP BY 1 ORDER BY count(*) DESC LIMIT 1)"
        chosen = {
            table: _copied_out(connection, table, columns, largest)
            for table, columns in (("facts", FACTS), ("evidence", EVIDENCE))
        }
        start = time.perf_counter()
        with connection.transaction():
            for table, columns in (("facts", FACTS), ("evidence", EVIDENCE)):
                with connection.cursor().copy(
                    f"COPY bare_{table} ({columns}) FROM STDIN".encode()
                ) as copy:
                    for block in chosen[table]:
                        copy.write(block)
        seconds = time.perf_counter() - start
        print(f"bare COPY in {seconds:.1f} s", file=sys.stderr)
    return seconds


def _copied_out(
    connection: psycopg.Connection[Any], table: str, columns: str, largest: str
) -> list[bytes]:
    asked = f"COPY (SELECT {columns} FROM {table} WHERE document_id = {largest}) TO STDOUT"
    with connection.cursor().copy(asked.encode()) as copy:
        return [bytes(block) for block in copy]


if __name__ == "__main__":
    raise SystemExit(main())
