"""How the database looks rows up for somebody it has no statistics of."""

from __future__ import annotations

import uuid

import psycopg
import pytest

from tests.support import postgres as support
from tests.support.own_record import OwnRecord, draft

MANY = 400


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        ("SELECT id FROM facts WHERE user_id = %(u)s AND identity = 'x'", "identity_key"),
        ("SELECT id FROM facts WHERE user_id = %(u)s AND id = %(u)s", "facts_pkey"),
        ("SELECT FROM evidence WHERE user_id = %(u)s AND fact_id = %(u)s", "evidence_pkey"),
    ],
)
def test_a_row_of_somebody_new_is_asked_for_itself(
    own: OwnRecord, database: support.Database, asked: str, index: str
) -> None:
    own.commit(*(draft(f"Shop {number}", row=number + 1) for number in range(MANY)))

    with psycopg.connect(database.superuser_url, autocommit=True) as connection:
        connection.execute("ANALYZE facts, evidence")
        plan = connection.execute(b"EXPLAIN " + asked.encode(), {"u": uuid.uuid4()}).fetchall()

    assert index in "\n".join(line for (line,) in plan)
