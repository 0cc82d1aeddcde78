"""What every Archive promises, held against the fake and PostgreSQL as the role lifeos_app."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from decimal import Decimal
from uuid import UUID

import pytest
from lifeos.contracts.facts import Fact
from lifeos.contracts.ingest import Ticket
from lifeos.errors import LifeOSError, NotFoundError, RejectedError, StaleAttemptError
from lifeos.facts.ports import FactQuery
from lifeos.senses.models import Doubt, Page, Reading

from tests.contract.conftest import Kept
from tests.support.runs import a_draft, a_filing, a_record, a_tally, a_ticket, an_ending


def said(*things: str, amount: str = "-12.90", revision: int = 0) -> Iterator[Reading]:
    """A reading of one fact a thing."""
    for thing in things:
        yield a_draft(thing, amount=amount, revision=revision)
    yield a_tally(len(things))


def commit(kept: Kept, ticket: Ticket, *things: str, amount: str = "-12.90", rev: int = 0) -> int:
    reading = said(*things, amount=amount, revision=rev)
    return kept.archive.commit(a_filing(ticket), reading).facts


def known(kept: Kept, user_id: UUID) -> dict[str, Fact]:
    """Everything known of a person, by title; every write raises a version, whatever it says."""
    facts, _ = kept.facts.page(user_id, FactQuery(limit=500))
    return {fact.title: fact.model_copy(update={"etag": ""}) for fact in facts}


def two_documents() -> tuple[Ticket, Ticket]:
    user_id = uuid.uuid4()
    return a_ticket(a_record(user_id)), a_ticket(a_record(user_id))


def again(ticket: Ticket, rerun: int = 1) -> Ticket:
    """A later attempt at the same document."""
    run = f"{ticket.run}-again-{rerun}"[-80:]
    return ticket.model_copy(update={"run": run, "attempt": ticket.attempt + rerun})


def test_what_was_read_is_kept_as_it_was_read(kept: Kept) -> None:
    ticket, draft = a_ticket(), a_draft("rent", amount="-1234567890.000000001")

    committed = kept.archive.commit(
        a_filing(ticket), iter([Page(number=1, text="Miete"), draft, a_tally()])
    )

    fact = known(kept, ticket.user_id)["Row rent"]
    assert (committed.facts, committed.pages) == (1, 1)
    for name in ("domain", "kind", "occurred", "amount", "currency", "data", "evidence"):
        assert getattr(fact, name) == getattr(draft, name), name
    assert fact.document_id == ticket.document_id


def test_committing_twice_changes_nothing(kept: Kept) -> None:
    ticket = a_ticket()
    counts = [commit(kept, ticket, "a", "b")]
    before = known(kept, ticket.user_id)

    counts.append(commit(kept, ticket, "a", "b"))

    assert counts == [2, 2]
    assert known(kept, ticket.user_id) == before


def test_a_later_attempt_takes_away_what_it_does_not_say_any_more(kept: Kept) -> None:
    ticket = a_ticket()
    commit(kept, ticket, "a", "b", "c")
    before = known(kept, ticket.user_id)

    count = commit(kept, again(ticket), "b", "d")

    after = known(kept, ticket.user_id)
    assert count == 2
    assert set(after) == {"Row b", "Row d"}
    assert after["Row b"].id == before["Row b"].id


def test_one_thing_in_two_documents_is_one_fact_with_two_evidences(kept: Kept) -> None:
    first, second = two_documents()
    commit(kept, first, "a", "b")

    count = commit(kept, second, "b", "c")

    facts = known(kept, first.user_id)
    assert count == 2
    assert {title: len(fact.evidence) for title, fact in facts.items()} == {
        "Row a": 1, "Row b": 2, "Row c": 1
    }  # fmt: skip
    assert facts["Row b"].document_id == first.document_id


def test_a_fact_outlives_the_document_that_brought_it_first(kept: Kept) -> None:
    first, second = two_documents()
    commit(kept, first, "a", "b")
    commit(kept, second, "b")

    commit(kept, again(first), "a")

    fact = known(kept, first.user_id)["Row b"]
    assert fact.document_id == second.document_id
    assert len(fact.evidence) == 1


def test_the_same_thing_twice_in_one_document_is_one_fact_with_both_places(kept: Kept) -> None:
    ticket = a_ticket()

    count = commit(kept, ticket, "a", "a")

    assert count == 1
    assert len(known(kept, ticket.user_id)["Row a"].evidence) == 2


def test_two_people_may_know_the_same_thing(kept: Kept) -> None:
    tickets = [a_ticket(), a_ticket()]

    for ticket in tickets:
        commit(kept, ticket, "a")

    ids = [known(kept, ticket.user_id)["Row a"].id for ticket in tickets]
    assert len(set(ids)) == 2


@pytest.mark.parametrize(("revision", "amount"), [(6, "-2.00"), (5, "-1.00"), (4, "-1.00")])
def test_only_a_higher_revision_from_elsewhere_replaces(
    kept: Kept, revision: int, amount: str
) -> None:
    first, second = two_documents()
    commit(kept, first, "a", amount="-1.00", rev=5)
    before = known(kept, first.user_id)["Row a"]

    commit(kept, second, "a", amount="-2.00", rev=revision)

    after = known(kept, first.user_id)["Row a"]
    assert after.amount == Decimal(amount)
    assert after.id == before.id
    assert after.document_id == (second if revision == 6 else first).document_id


def test_a_document_read_again_corrects_what_it_said(kept: Kept) -> None:
    ticket = a_ticket()
    commit(kept, ticket, "a", amount="-1.00")

    commit(kept, again(ticket), "a", amount="-2.00")

    assert known(kept, ticket.user_id)["Row a"].amount == Decimal("-2.00")


def test_within_one_reading_the_highest_revision_stands(kept: Kept) -> None:
    ticket = a_ticket()
    drafts = [a_draft("a", amount=f"-{revision}.00", revision=revision) for revision in (1, 3, 2)]

    kept.archive.commit(a_filing(ticket), iter([*drafts, a_tally()]))

    assert known(kept, ticket.user_id)["Row a"].amount == Decimal("-3.00")


@pytest.mark.parametrize("write", ["commit", "conclude"])
def test_an_older_attempt_is_refused_and_changes_nothing(kept: Kept, write: str) -> None:
    ticket = a_ticket()
    commit(kept, again(ticket), "new")
    before = known(kept, ticket.user_id)

    writes: dict[str, Callable[[], object]] = {
        "commit": lambda: commit(kept, ticket, "old"),
        "conclude": lambda: kept.archive.conclude(a_filing(ticket), an_ending(ticket, "failed")),
    }

    with pytest.raises(StaleAttemptError):
        writes[write]()

    assert known(kept, ticket.user_id) == before
    assert kept.archive.tally(ticket) is None


def test_another_run_of_the_same_attempt_is_refused(kept: Kept) -> None:
    record = a_record()
    commit(kept, a_ticket(record), "first")

    with pytest.raises(StaleAttemptError):
        commit(kept, a_ticket(record, version="v2"), "second")

    assert set(known(kept, record.user_id)) == {"Row first"}


def breaks_after(*things: str) -> Iterator[Reading]:
    for thing in things:
        yield a_draft(thing)
    raise RejectedError("damaged", "The file is damaged.")


def test_a_reading_that_breaks_off_leaves_nothing(kept: Kept) -> None:
    ticket = a_ticket()

    with pytest.raises(RejectedError):
        kept.archive.commit(a_filing(ticket), breaks_after("a", "b"))

    assert known(kept, ticket.user_id) == {}
    assert kept.archive.tally(ticket) is None


def test_a_reading_that_breaks_off_leaves_what_an_earlier_one_said(kept: Kept) -> None:
    ticket = a_ticket()
    commit(kept, ticket, "a")
    before = known(kept, ticket.user_id)

    with pytest.raises(RejectedError):
        kept.archive.commit(a_filing(again(ticket)), breaks_after("b"))

    assert known(kept, ticket.user_id) == before


def test_a_reading_without_a_tally_is_a_defect_and_keeps_nothing(kept: Kept) -> None:
    ticket = a_ticket()

    with pytest.raises(LifeOSError) as caught:
        kept.archive.commit(a_filing(ticket), iter([a_draft("a")]))

    assert caught.value.kind == "internal"
    assert known(kept, ticket.user_id) == {}


def test_the_tally_is_read_back_by_its_run_alone(kept: Kept) -> None:
    ticket = a_ticket()
    tally = a_tally(
        7,
        declared_sum=Decimal("1.10"),
        found_sum=Decimal("1.1"),
        doubts=[Doubt(code="count-differs", detail="Page 2 says 8.", readings=["7", "8"])],
    )

    kept.archive.commit(a_filing(ticket), iter([tally]))

    assert kept.archive.tally(ticket) == tally
    assert kept.archive.tally(again(ticket)) is None
    assert kept.archive.tally(a_ticket()) is None


def test_an_ending_may_come_without_a_reading_and_twice(kept: Kept) -> None:
    ticket = a_ticket()
    ending = an_ending(ticket, "rejected", facts=0)

    kept.archive.conclude(a_filing(ticket), ending)
    kept.archive.conclude(a_filing(ticket), ending)
    kept.archive.note(a_filing(again(ticket)), an_ending(again(ticket), "duplicate"))

    assert known(kept, ticket.user_id) == {}
    assert kept.archive.tally(ticket) is None


def test_a_fact_is_found_by_its_id_and_by_nobody_else(kept: Kept) -> None:
    ticket = a_ticket()
    commit(kept, ticket, "a")
    fact = known(kept, ticket.user_id)["Row a"]

    assert kept.facts.get(ticket.user_id, fact.id).model_copy(update={"etag": ""}) == fact
    with pytest.raises(NotFoundError):
        kept.facts.get(uuid.uuid4(), fact.id)
    with pytest.raises(NotFoundError):
        kept.facts.get(ticket.user_id, uuid.uuid4())
