"""What becomes of facts when a document that says them is deleted, restored, purged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lifeos.contracts.facts import Fact
from lifeos.contracts.review import ReviewDecision
from lifeos.errors import GoneError, LifeOSError, NotFoundError
from lifeos.facts import search
from lifeos.facts.ports import Filing, TimelineQuery
from lifeos.senses.models import Doubt, Page

from tests.contract.test_calendar_reimport import agenda, imported, weekly
from tests.support.deleting import LATER, delete, live, restore
from tests.support.own_record import OwnRecord, draft

pytestmark = pytest.mark.postgres
DOUBT = Doubt(code="total-unclear", detail="Which of two?", readings=["1", "9"])


def titles(own: OwnRecord, **query: object) -> list[str]:
    """What the person sees of facts."""
    return sorted(fact.title for fact in own.all_facts(**query))


def found(own: OwnRecord, typed: str) -> list[str]:
    """What a search shows."""
    answer = search.search(
        typed, limit=50, cursor=None, zone="UTC", user_id=own.user_id, finder=own.finder
    )
    return [hit.snippet for hit in answer.items]


def rows(own: OwnRecord, table: str) -> list[dict[str, Any]]:
    """Rows of one table, deleted ones too."""
    with own.database.session(own.user_id) as session:
        return session.rows("look", f"SELECT * FROM {table} ORDER BY {table}::text")


def test_everything_a_deleted_document_says_is_out_of_sight_at_once(own: OwnRecord) -> None:
    gone = own.read(draft("Dentist"), Page(number=1, text="Tooth"), doubts=[DOUBT])
    (fact,) = own.all_facts()

    delete(own, gone)

    timeline, _ = own.timeline.page(own.user_id, TimelineQuery())
    assert (titles(own), timeline, found(own, "dentist"), found(own, "tooth")) == ([], [], [], [])
    assert own.waiting().items == []
    assert titles(own, document=gone.ticket.document_id) == []
    with pytest.raises(NotFoundError):
        own.facts.get(own.user_id, fact.id)
    with pytest.raises(NotFoundError):
        own.desk.case(own.user_id, gone.ticket.document_id)


def test_restored_it_is_as_it_was_with_the_persons_own_values(own: OwnRecord) -> None:
    filed = own.read(draft("Dentist"), Page(number=1, text="Tooth"))
    before = own.correct(own.all_facts()[0], "title", "Orthodontist")
    delete(own, filed)

    restore(own, filed)

    (after,) = own.all_facts()
    assert after.model_copy(update={"etag": before.etag}) == before
    assert found(own, "tooth") == ["Tooth"]


def test_what_another_document_says_too_stays_with_its_evidence_alone(own: OwnRecord) -> None:
    first, second = own.read(draft("Rent", row=1)), own.read(draft("Rent", row=2))

    delete(own, first)

    (fact,) = own.all_facts()
    assert fact.document_id == second.ticket.document_id
    assert {place.row for place in fact.evidence} == {2}
    assert titles(own, document=first.ticket.document_id) == []


def test_the_last_of_two_that_goes_takes_the_fact_and_the_first_back_brings_it(
    own: OwnRecord,
) -> None:
    first, second = own.read(draft("Rent", row=1)), own.read(draft("Rent", row=2))
    delete(own, first)
    delete(own, second)
    gone = titles(own)

    restore(own, first)

    (fact,) = own.all_facts()
    assert gone == []
    assert fact.document_id == first.ticket.document_id
    assert {place.row for place in fact.evidence} == {1}


def test_the_same_file_sent_again_says_its_facts_again(own: OwnRecord) -> None:
    delete(own, own.read(draft("Rent")))

    again = own.read(draft("Rent"))

    (fact,) = own.all_facts()
    assert fact.document_id == again.ticket.document_id


def test_a_fact_that_only_a_deleted_document_still_says_waits_for_it(own: OwnRecord) -> None:
    first, second = own.read(draft("Rent", row=1)), own.read(draft("Rent", row=2))
    delete(own, second)
    filing = own.filing(first.ticket.document_id, rerun=1)

    own.read(draft("Other"), filing=filing)
    seen = titles(own)
    restore(own, second)

    assert (seen, titles(own)) == (["Other"], ["Other", "Rent"])


def test_what_a_deleted_calendar_had_called_off_takes_place(own: OwnRecord, tmp_path: Path) -> None:
    imported(own, tmp_path, weekly(count=4, stamp="1"))
    newer = imported(own, tmp_path, weekly(count=2, stamp="2"))

    delete(own, newer)
    deleted = agenda(own)
    restore(own, newer)

    assert deleted == ["01-05 09", "01-12 09", "01-19 09", "01-26 09"]
    assert agenda(own) == ["01-05 09", "01-12 09"]


def test_a_deleted_newer_calendar_does_not_outdate_an_older_one(
    own: OwnRecord, tmp_path: Path
) -> None:
    delete(own, imported(own, tmp_path, weekly("TU", count=2, sequence=9)))

    imported(own, tmp_path, weekly("MO", count=2, sequence=1))

    assert agenda(own) == ["01-05 09", "01-12 09"]


def test_no_run_writes_to_what_is_deleted(own: OwnRecord) -> None:
    filed = own.filing()
    delete(own, filed)  # before any run has written it

    with pytest.raises(GoneError):
        own.commit(draft("Late"), filing=filed)
    with pytest.raises(GoneError):
        own.commit(draft("Later"), filing=own.filing(filed.ticket.document_id, rerun=5))

    assert rows(own, "facts") == []


def test_after_a_restoration_the_run_that_was_refused_may_write(own: OwnRecord) -> None:
    filed = own.filing()
    delete(own, filed)
    restore(own, filed)

    own.read(draft("Rent"), filing=filed)

    assert titles(own) == ["Rent"]


def test_of_a_deletion_and_a_restoration_that_pass_each_other_the_later_holds(
    own: OwnRecord,
) -> None:
    filed = own.read(draft("Rent"))
    deletion = live(filed, deleted_with=filed.ticket.document_id, version=1_000_001)
    restoration = live(filed, version=1_000_002)

    own.grave.follow(own.user_id, [restoration])
    own.grave.follow(own.user_id, [deletion])

    assert titles(own) == ["Rent"]


def test_what_came_in_it_is_found_by_parent_and_by_deletion(own: OwnRecord) -> None:
    parent = own.read(draft("Mail"))
    root = parent.ticket.document_id
    child = own.filing().model_copy(update={"parent_id": root})
    own.read(draft("Bill"), filing=child)
    before = own.grave.enclosed(own.user_id, root)

    delete(own, parent, child)

    assert before == own.grave.enclosed(own.user_id, root) == {child.ticket.document_id}
    assert titles(own) == []


def test_every_change_of_what_is_shown_changes_the_version(own: OwnRecord) -> None:
    seen: list[str] = []

    def look() -> Fact:
        (fact,) = own.all_facts()
        seen.append(fact.etag)
        return fact

    first = own.read(draft("Rent", row=1))
    own.correct(look(), "amount", "-13")
    look()
    second = own.read(draft("Rent", row=2))
    look()
    delete(own, second)
    look()
    restore(own, second)
    look()
    own.read(draft("Rent", row=3), filing=own.filing(second.ticket.document_id, rerun=1))
    look()
    delete(own, first)
    look()

    assert len(set(seen)) == len(seen) == 7


def test_purged_nothing_is_left_but_that_it_was_there(own: OwnRecord) -> None:
    gone = own.read(draft("Secretword"), Page(number=1, text="Anotherword"), doubts=[DOUBT])
    own.correct(own.all_facts()[0], "title", "Hiddenword")
    own.decide(gone.ticket.document_id, ReviewDecision(decision="confirm", note="Noteword"))
    delete(own, gone)

    own.grave.purge(own.user_id, gone.ticket.document_id, at=LATER)
    own.grave.purge(own.user_id, gone.ticket.document_id, at=LATER)

    emptied = ("documents", "pages", "runs", "facts", "evidence", "corrections", "reviews")
    left = {table: rows(own, table) for table in (*emptied, "habits", "search_words")}
    assert left == {table: [] for table in left}
    (audit,) = rows(own, "purged_documents")
    assert (audit["document_id"], audit["purged_at"]) == (gone.ticket.document_id, LATER)


def test_a_purge_takes_nothing_of_what_is_there_or_can_be_restored(own: OwnRecord) -> None:
    gone, there = own.read(draft("Rent", row=1)), own.read(draft("Rent", row=2))
    other = own.read(draft("Gym"), Page(number=1, text="Membership"))
    delete(own, gone)
    delete(own, other)

    own.grave.purge(own.user_id, gone.ticket.document_id, at=LATER)
    own.grave.purge(own.user_id, there.ticket.document_id, at=LATER)
    restore(own, other)

    assert titles(own) == ["Gym", "Rent"]
    assert found(own, "membrship") == ["Membership"]


def test_a_run_that_comes_after_the_purge_writes_nothing(own: OwnRecord) -> None:
    filed = own.read(draft("Rent"))
    delete(own, filed)
    own.grave.purge(own.user_id, filed.ticket.document_id, at=LATER)

    with pytest.raises(GoneError):
        own.commit(draft("Rent"), filing=own.filing(filed.ticket.document_id, rerun=1))


@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET purged_at = now()"])
def test_that_something_was_purged_cannot_be_taken_back(own: OwnRecord, change: str) -> None:
    filed = own.read(draft("Rent"))
    delete(own, filed)
    own.grave.purge(own.user_id, filed.ticket.document_id, at=LATER)

    with (
        pytest.raises(LifeOSError, match="SQLSTATE 42501"),
        own.database.session(own.user_id) as session,
    ):
        session.connection.execute(change.format("purged_documents").encode())


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    said=st.lists(st.sets(st.sampled_from("abcd"), min_size=1), min_size=1, max_size=3),
    moves=st.lists(st.tuples(st.integers(0, 2), st.booleans()), max_size=6),
)
def test_what_is_seen_is_what_the_documents_that_are_there_say(
    own: OwnRecord, said: list[set[str]], moves: list[tuple[int, bool]]
) -> None:
    mine = own.of_somebody_else()
    filed: list[Filing] = [mine.read(*map(draft, sorted(names))) for names in said]
    there = set(range(len(filed)))

    for at, deletes in moves:
        if at < len(filed):
            (delete if deletes else restore)(mine, filed[at])
            (there.discard if deletes else there.add)(at)

    assert titles(mine) == sorted(set().union(*(said[at] for at in there)))
    assert {f.document_id for f in mine.all_facts()} <= {filed[a].ticket.document_id for a in there}
