"""A person's change that meets a deletion of the document it is about, in a real PostgreSQL.

Live status has taken the deletion already; the record follows it while the change is under way.
Whoever comes first, the change is made or answered as not found, and never an error of the hub's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from lifeos.adapters.postgres import Database
from lifeos.contracts.conditions import Expected
from lifeos.contracts.review import FactCorrection, ReviewDecision
from lifeos.errors import ChangedError, ConflictError, LifeOSError, NotFoundError
from lifeos.facts.ports import Filing
from lifeos.senses.models import Doubt
from lifeos.settings import DatabaseSettings
from pydantic import SecretStr

from tests.support import postgres as support
from tests.support.deleting import delete, restore
from tests.support.own_record import OwnRecord, draft

pytestmark = pytest.mark.postgres
DOUBT = Doubt(code="total-unclear", detail="Which of two?", readings=["1", "9"])
ROUNDS = 15


@pytest.fixture
def second(own: OwnRecord, database: support.Database) -> Iterator[OwnRecord]:
    """The same person over another connection, as another function has it."""
    connected = Database(DatabaseSettings(DATABASE_URL=SecretStr(database.app_url)))
    yield OwnRecord(connected, own.user_id)
    connected.close()


@contextmanager
def held(database: support.Database, sql: str, *values: Any) -> Iterator[psycopg.Connection]:
    """Rows locked by somebody until the block ends."""
    with psycopg.connect(database.superuser_url) as connection:
        connection.execute(sql.encode(), values)
        yield connection


def waits(database: support.Database) -> bool:
    """Whether somebody waits for a lock."""
    asked = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    with psycopg.connect(database.superuser_url) as connection:
        (found,) = connection.execute(asked.encode()).fetchone() or (0,)
    return bool(found)


def outcome_of(act: Callable[[], object]) -> str:
    """The name of the refusal, or `made`."""
    try:
        act()
    except LifeOSError as error:
        return type(error).__name__
    return "made"


def until(what: Callable[[], bool], pending: Future[Any]) -> None:
    """Wait for it, but not longer than the other side is at work."""
    while not what() and not pending.done():
        continue


def test_a_correction_that_waited_for_the_deletion_finds_nothing(
    own: OwnRecord, second: OwnRecord, database: support.Database
) -> None:
    filed = own.read(draft("Rent"))
    (fact,) = own.all_facts()

    with (
        ThreadPoolExecutor(1) as other,
        held(database, "SELECT 1 FROM facts WHERE id = %s FOR UPDATE", fact.id) as deletion,
    ):
        correction = other.submit(
            outcome_of, lambda: second.correct(fact, "title", "Flat", expected=version(fact.etag))
        )
        until(lambda: waits(database), correction)
        deletion.execute(b"UPDATE facts SET deleted_at = now(), withdrawn = true")
        deletion.commit()
        answered = correction.result(timeout=30)
    delete(own, filed)
    restore(own, filed)

    assert answered == "NotFoundError"
    assert [(one.title, one.corrections) for one in own.all_facts()] == [("Rent", [])]


def test_a_deletion_that_waited_for_the_correction_takes_it_along_and_brings_it_back(
    own: OwnRecord, second: OwnRecord, database: support.Database
) -> None:
    filed = own.read(draft("Rent"))
    (fact,) = own.all_facts()

    with (
        ThreadPoolExecutor(2) as others,
        held(database, "SELECT 1 FROM facts WHERE id = %s FOR UPDATE", fact.id) as blocker,
    ):
        correction = others.submit(outcome_of, lambda: own.correct(fact, "title", "Flat"))
        until(lambda: waits(database), correction)
        deletion = others.submit(delete, second, filed)
        blocker.commit()
        answered, _ = correction.result(timeout=30), deletion.result(timeout=30)
    gone = own.all_facts()
    restore(own, filed)

    assert answered in {"made", "NotFoundError"}  # made, and its document gone before it was read
    assert gone == []
    assert [one.title for one in own.all_facts()] == ["Flat"]


def version(etag: str) -> Expected:
    """What a client that saw the tag expects."""
    return Expected(versions=(int(etag.strip('"')),))


def test_whoever_wins_nothing_breaks_and_what_was_answered_as_made_is_kept(
    own: OwnRecord, second: OwnRecord
) -> None:
    answers = set()
    for row in range(1, ROUNDS + 1):
        filed = own.read(draft(f"Rent {row}", row=row))
        (fact,) = own.all_facts()
        with ThreadPoolExecutor(2) as others:
            correction = others.submit(outcome_of, lambda: own.correct(fact, "title", "Mine"))  # noqa: B023
            others.submit(delete, second, filed).result(timeout=30)
            answered = correction.result(timeout=30)
        answers.add(answered)
        seen = own.all_facts()
        restore(own, filed)
        titles = [one.title for one in own.all_facts()]
        delete(own, filed)

        assert seen == []
        assert titles in ([["Mine"]] if answered == "made" else [["Mine"], [f"Rent {row}"]])
    assert answers <= {"made", "NotFoundError", "ChangedError"}


def shared(own: OwnRecord) -> tuple[Filing, Filing]:
    """Two documents that say the same two things; one waits for a decision."""
    said = [draft("Rent", row=1), draft("Power", row=2)]
    return own.read(*said, doubts=[DOUBT]), own.read(*said[::-1])


@pytest.mark.parametrize("which", [0, 1], ids=["of its document", "of another that says it too"])
def test_a_decision_about_two_facts_and_a_deletion_do_not_wait_in_a_circle(
    own: OwnRecord, second: OwnRecord, which: int
) -> None:
    answers = set()
    for _ in range(ROUNDS):
        filings = shared(own)
        facts = sorted(own.all_facts(), key=lambda one: one.title, reverse=True)
        decision = ReviewDecision(
            decision="correct",
            corrections=[FactCorrection(fact_id=f.id, field="title", value="Mine") for f in facts],
        )
        with ThreadPoolExecutor(2) as others:
            decided = others.submit(
                outcome_of,
                lambda: own.decide(filings[0].ticket.document_id, decision),  # noqa: B023
            )
            others.submit(delete, second, filings[which]).result(timeout=30)
            answers.add(decided.result(timeout=30))
        delete(own, *filings)

    refusals = {error.__name__ for error in (NotFoundError, ConflictError, ChangedError)}
    assert answers <= {"made", *refusals}
