"""Evidence has no foreign keys (ADR 0024): it goes with its fact and its document all the same."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lifeos.adapters.postgres import Database
from lifeos.errors import GoneError
from lifeos.facts.ports import Filing
from lifeos.settings import DatabaseSettings
from pydantic import SecretStr

from tests.contract.test_deleted_facts import rows, titles
from tests.previous.release import recorded
from tests.support import postgres as support
from tests.support.deleting import LATER, delete, restore
from tests.support.own_record import OwnRecord, draft

pytestmark = pytest.mark.postgres
OF_NOTHING = """
SELECT evidence.* FROM evidence
LEFT JOIN facts ON facts.user_id = evidence.user_id AND facts.id = evidence.fact_id
LEFT JOIN documents ON documents.user_id = evidence.user_id AND documents.id = evidence.document_id
WHERE facts.id IS NULL OR documents.id IS NULL
"""
# What the release before does in a purge, in its order.
ITS_PURGE = ("LEAVE_FACTS", "PURGE_FACTS", "PURGE_RETIREMENTS", "PURGE_RUNS", "PURGE_DOCUMENT")


def run(own: OwnRecord, sql: str, **values: object) -> None:
    """One statement as the person."""
    with own.database.session(own.user_id) as session:
        session.connection.execute(sql.encode(), values)


def of_nothing(own: OwnRecord) -> list[dict[str, Any]]:
    """The person's evidence whose fact or document is not there."""
    with own.database.session(own.user_id) as session:
        return session.rows("look", OF_NOTHING)


def purge(own: OwnRecord, filed: Filing) -> None:
    own.grave.purge(own.user_id, filed.ticket.document_id, at=LATER)


def read_unless_gone(own: OwnRecord, filing: Filing, names: set[str]) -> None:
    """A run, which a deletion may have overtaken."""
    try:
        own.read(*map(draft, sorted(names)), filing=filing)
    except GoneError:
        return


def test_with_a_fact_goes_its_evidence_and_no_other(own: OwnRecord) -> None:
    other = own.of_somebody_else()
    for each in (own, other):
        each.read(draft("Rent"), draft("Gym"))
    (rent,) = (fact for fact in own.all_facts() if fact.title == "Rent")

    run(own, "DELETE FROM facts WHERE id = %(id)s", id=rent.id)

    (gym,) = own.all_facts()
    assert {row["fact_id"] for row in rows(own, "evidence")} == {gym.id}
    assert len(rows(other, "evidence")) == 4


def test_with_a_document_goes_what_it_says_of_every_fact(own: OwnRecord) -> None:
    first, second = own.read(draft("Rent"), draft("Gym")), own.read(draft("Rent"))

    run(own, "DELETE FROM documents WHERE id = %(id)s", id=first.ticket.document_id)

    left = {row["document_id"] for row in rows(own, "evidence")}
    assert left == {second.ticket.document_id}


def test_somebody_elses_deletion_reaches_no_evidence(own: OwnRecord) -> None:
    filed, other = own.read(draft("Rent")), own.of_somebody_else()

    run(other, "DELETE FROM documents WHERE id = %(id)s", id=filed.ticket.document_id)
    run(other, "DELETE FROM facts")

    assert len(rows(own, "evidence")) == 2


def test_a_purge_by_the_release_before_leaves_no_evidence(own: OwnRecord) -> None:
    gone, there = own.read(draft("Rent", row=1), draft("Gym")), own.read(draft("Rent", row=2))
    delete(own, gone)
    statements = recorded()["statements"]

    for name in ITS_PURGE:
        run(
            own,
            statements[f"postgres_deletion.{name}"],
            user_id=own.user_id,
            id=gone.ticket.document_id,
            at=LATER,
        )

    left = {row["document_id"] for row in rows(own, "evidence")}
    assert (left, titles(own)) == ({there.ticket.document_id}, ["Rent"])


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    moves=st.lists(
        st.tuples(
            st.integers(0, 2),
            st.sampled_from(["read", "delete", "restore", "purge"]),
            st.sets(st.sampled_from("abcd"), min_size=1),
        ),
        min_size=4,
        max_size=12,
    )
)
def test_no_order_of_runs_and_deletions_leaves_evidence_of_nothing(
    own: OwnRecord, moves: list[tuple[int, str, set[str]]]
) -> None:
    mine = own.of_somebody_else()
    filed = [mine.read(draft("a"), draft("b")) for _ in range(3)]

    for rerun, (at, move, names) in enumerate(moves, start=1):
        document = filed[at].ticket.document_id
        if move == "read":
            read_unless_gone(mine, mine.filing(document, rerun=rerun), names)
        elif move == "purge":
            purge(mine, filed[at])
        elif any(row["id"] == document for row in rows(mine, "documents")):
            (delete if move == "delete" else restore)(mine, filed[at])

    assert of_nothing(mine) == []
    assert all(fact.evidence for fact in mine.all_facts())


def test_runs_and_purges_at_once_leave_no_evidence_of_nothing(
    own: OwnRecord, database: support.Database
) -> None:
    gone, there = own.read(draft("Rent")), own.read(draft("Rent"), draft("Gym"))
    delete(own, gone)

    def at_once(step: int) -> None:
        with_own = Database(DatabaseSettings(DATABASE_URL=SecretStr(database.app_url)))
        mine = OwnRecord(with_own, own.user_id)
        if step % 3 == 0:
            purge(mine, gone)
        else:
            again = mine.filing((gone if step % 3 == 1 else there).ticket.document_id, rerun=1)
            read_unless_gone(mine, again, {"Rent", "Gym"} if step % 2 else {"Rent"})
        with_own.close()

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(at_once, range(18)))

    assert of_nothing(own) == []
    assert "Rent" in titles(own)
