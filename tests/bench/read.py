"""bench-read: timeline and search over 1,000,000 facts of one person, against the bare SQL.

Facts are made in SQL: 20 years of rows from 4,000 merchants, every hundredth an event, words as
bank rows have them. Each kind of question is asked ROUNDS times with other words; the figure is
the 95th percentile through the ports the API uses, and its ratio to the same candidates asked of
PostgreSQL alone, without row-level security, models or evidence.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import psycopg
from lifeos.adapters.postgres import Database
from lifeos.adapters.postgres_migrations import found_in, migrate
from lifeos.adapters.postgres_search import PostgresFinder
from lifeos.adapters.postgres_timeline import PostgresTimeline
from lifeos.facts import search, timeline
from lifeos.facts.ports import TimelineQuery
from lifeos.settings import DatabaseSettings
from pydantic import SecretStr

from tests.bench.report import Figure, report
from tests.support.postgres import Database as Made
from tests.support.postgres import fresh_database, running_postgres

FACTS = 1_000_000
ROUNDS = 40
AT_MOST_MS = 100
PERSON = UUID("00000000-0000-4000-8000-000000000001")
MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"

MAKE_DOCUMENTS = """
INSERT INTO documents (user_id, id, sha256, name, size_bytes, media_type, bucket, object_key,
                       attempt, run, correlation_id, created_at, kind, title)
SELECT %(person)s, ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid,
       encode(sha256(n::text::bytea), 'hex'), 'statement-' || n || '.csv', 1, 'text/csv', 'b', 'k',
       1, 'r' || n, 'bench-read', now(), 'bank_statement', 'Statement ' || n
FROM generate_series(1, 240) n
"""
# A merchant's name has two words out of syllables; 1 merchant of 40 is a frequent one.
MAKE_FACTS = """
WITH made AS (
  SELECT n, '2006-01-01'::date + (n %% 7300)::int AS day,
         (ARRAY['back','buch','auto','gart','wein','holz','stadt','nord','blum','glas'])
           [1 + n %% 10]
         || (ARRAY['haus','laden','markt','werk','hof','mann','berg','dorf','see','tal'])
            [1 + (n / 10) %% 10]
         || CASE WHEN n %% 40 = 0 THEN '' ELSE
            (ARRAY['a','e','i','o','u','au','ei','eu','ia','io'])[1 + (n / 100) %% 10]
            || (ARRAY['r','n','s','t','l','m','k','d','g','f'])[1 + (n / 1000) %% 10]
            END AS merchant, n %% 100 = 0 AS is_event,
         md5(n::text) AS reference, (n * 7919) %% 100000 AS cents
  FROM generate_series(%(first)s::bigint, %(last)s::bigint) n)
INSERT INTO facts (user_id, id, identity, document_id, domain, kind, starts_at, occurred, amount,
                   currency, title, data, confidence, confidence_reason, words)
SELECT %(person)s, md5('f' || n)::uuid, encode(sha256(n::text::bytea), 'hex'),
       ('00000000-0000-7000-8000-' || lpad((1 + n %% 240)::text, 12, '0'))::uuid,
       CASE WHEN is_event THEN 'calendar' ELSE 'finance' END,
       CASE WHEN is_event THEN 'event' ELSE 'transaction' END,
       day + CASE WHEN is_event THEN '9 hours' ELSE '0' END::interval,
       jsonb_build_object('start', day::text || CASE WHEN is_event THEN 'T09:00:00Z' ELSE '' END),
       -(cents / 100.0), 'EUR', initcap(merchant),
       CASE WHEN is_event
         THEN jsonb_build_object('kind', 'event', 'uid', reference,
                                 'start', day::text || 'T09:00:00Z')
         ELSE jsonb_build_object('kind', 'transaction', 'booked_on', day::text,
                                 'account', 'DE02120300000000202051',
                                 'description', 'Payment ' || merchant || ' ' || reference) END,
       1, 'stated',
       setweight(to_tsvector('simple', merchant), 'A') || to_tsvector('simple',
         'payment ' || merchant || ' de02120300000000202051 ' || reference)
       || array_to_tsvector(ARRAY['=' || trim_scale(cents / 100.0)::text])
FROM made
"""
MAKE_EVIDENCE = """
INSERT INTO evidence (user_id, fact_id, document_id, ordinal, place)
SELECT user_id, id, document_id, 1, jsonb_build_object('field', 'amount', 'sha256',
       identity, 'row', 1, 'column', 'Betrag', 'snippet', amount::text, 'reader', 'csv/1')
FROM facts
"""
MAKE_WORDS = """
INSERT INTO search_words (user_id, part, word)
SELECT DISTINCT %(person)s::uuid, CASE WHEN n = 0 THEN word ELSE left(word, n - 1)
       || substr(word, n + 1) END, word
FROM (SELECT DISTINCT lower(title) AS word FROM facts UNION SELECT 'payment') words,
     generate_series(0, length(word)) n
"""


def main() -> int:
    """Fill a database, ask, report."""
    with running_postgres() as server, fresh_database(server) as made:
        migrate(made.owner_url, found_in(MIGRATIONS))
        merchants = _fill(made)
        database = Database(DatabaseSettings(DATABASE_URL=SecretStr(made.app_url)))
        with psycopg.connect(made.superuser_url, autocommit=True) as bare:
            figures = _measure(database, bare, merchants)
        database.close()
    return report("read", figures)


def _fill(made: Made) -> list[str]:
    with psycopg.connect(made.superuser_url, autocommit=True) as connection:
        connection.execute(MAKE_DOCUMENTS, {"person": PERSON})
        for first in range(0, FACTS, 100_000):
            last = first + 99_999
            connection.execute(MAKE_FACTS, {"person": PERSON, "first": first, "last": last})
            print(f"{last + 1:,} facts made", file=sys.stderr)
        connection.execute(MAKE_EVIDENCE)
        connection.execute(MAKE_WORDS, {"person": PERSON})
        connection.execute("VACUUM ANALYZE")
        rows = connection.execute("SELECT DISTINCT lower(title) FROM facts ORDER BY 1").fetchall()
    return [row[0] for row in rows]


def _measure(database: Database, bare: psycopg.Connection, merchants: list[str]) -> list[Figure]:
    dice = random.Random(4)
    figures: list[Figure] = []
    for name, ask, sql in _questions(database, merchants, dice):
        ours = [_milliseconds(lambda ask=ask: ask()) for _ in range(ROUNDS)]  # type: ignore[misc]
        alone = [
            _milliseconds(lambda sql=sql: bare.execute(sql()).fetchall())  # type: ignore[misc]
            for _ in range(ROUNDS)
        ]
        p95 = statistics.quantiles(ours, n=20)[-1]
        figures.append(Figure(f"{name}: p95", p95, "ms", at_most=AT_MOST_MS))
        ratio = statistics.median(ours) / statistics.median(alone)
        figures.append(Figure(f"{name}: median to bare SQL", ratio, "x"))
        print(f"{name}: {p95:.1f} ms", file=sys.stderr)
    return figures


def _milliseconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


Question = tuple[str, Callable[[], object], Callable[[], bytes]]


def _questions(database: Database, merchants: list[str], dice: random.Random) -> list[Question]:
    rare = [word for word in merchants if len(word) > 9]
    frequent = [word for word in merchants if word not in rare]
    lines = PostgresTimeline(database)
    finder = PostgresFinder(database)

    def line(text: str | None = None, **asked: object) -> object:
        query = TimelineQuery.model_validate({"zone": "Europe/Berlin", **asked})
        return timeline.page(query, text=text, user_id=PERSON, reader=lines)

    def find(typed: str) -> object:
        return search.search(
            typed, limit=20, cursor=None, zone="UTC", user_id=PERSON, finder=finder
        )

    def typo() -> str:
        word = dice.choice(rare)
        return word[:4] + word[5:]

    def day() -> date:
        return date(dice.randint(2007, 2024), dice.randint(1, 12), 1)

    def by_word(word: str) -> bytes:
        return _BY_WORD % f"'{word}':*".replace("'", "''").encode()

    return [
        ("timeline, newest", line, lambda: _NEWEST % b"true"),
        ("timeline, a month", lambda: line(to_day=day()), lambda: _NEWEST % _before(day())),
        ("timeline, events", lambda: line(kind="event"), lambda: _EVENTS % b"kind = 'event'"),
        ("timeline, amounts over 990", lambda: line(at_least=Decimal(990)),
         lambda: _NEWEST % b"abs(amount) >= 990"),
        ("timeline, a text", lambda: line(dice.choice(rare)), lambda: by_word(dice.choice(rare))),
        ("search, a rare word", lambda: find(dice.choice(rare)),
         lambda: by_word(dice.choice(rare))),
        ("search, a frequent word", lambda: find(dice.choice(frequent)),
         lambda: by_word(dice.choice(frequent))),
        ("search, a word in every row", lambda: find("payment"), lambda: by_word("payment")),
        ("search, a typing error", lambda: find(typo()), lambda: by_word(dice.choice(rare))),
        ("search, two words", lambda: find(f"payment {dice.choice(rare)}"),
         lambda: by_word(dice.choice(rare))),
        ("search, two that never meet", lambda: find(" ".join(dice.sample(frequent, 2))),
         lambda: by_word(dice.choice(frequent))),
        ("search, word year amount", lambda: find(f"{dice.choice(frequent)} 2015 >500 eur"),
         lambda: by_word(dice.choice(frequent))),
        ("search, an amount", lambda: find(f"{dice.randint(1, 99999) / 100:.2f}"),
         lambda: _BY_AMOUNT % (b"%d.5" % dice.randint(1, 999))),
    ]  # fmt: skip


# Bare: the same table and indexes, asked by a superuser, ids alone.
_NEWEST = (
    f"SELECT id FROM facts WHERE user_id = '{PERSON}' AND wall_clock AND deleted_at IS NULL"
    " AND %s ORDER BY starts_at DESC, id DESC LIMIT 51"
).encode()
_EVENTS = _NEWEST.replace(b"AND wall_clock", b"AND NOT wall_clock")
_BY_WORD = b"SELECT id FROM facts WHERE words @@ '%s' LIMIT 2000"
_BY_AMOUNT = b"SELECT id FROM facts WHERE words @@ $$'=%s'$$ LIMIT 2000"


def _before(day: date) -> bytes:
    return f"starts_at < '{day}'".encode()


if __name__ == "__main__":
    raise SystemExit(main())
