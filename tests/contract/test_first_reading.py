"""What nobody has told of yet is filed without looking for it; what it says is the same."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lifeos.contracts.facts import Fact
from lifeos.senses.models import FactDraft
from lifeos.spans import recording

from tests.support.own_record import OwnRecord, draft

THINGS = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=6)


def reading(things: str | list[str]) -> list[FactDraft]:
    """One row of a file a thing."""
    return [draft(thing, identity=(thing,), row=row) for row, thing in enumerate(things, 1)]


def rows_of(fact: Fact) -> Counter[int | None]:
    """How many values of the fact stand in each row of some file."""
    return Counter(place.row for place in fact.evidence)


def told(documents: dict[UUID, list[str]]) -> dict[str, Counter[int | None]]:
    """The same, as the files have it; every draft has two values."""
    expected: dict[str, Counter[int | None]] = {}
    for things in documents.values():
        for row, thing in enumerate(things, 1):
            expected.setdefault(thing, Counter())[row] += 2
    return expected


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(runs=st.lists(st.tuples(st.integers(0, 2), THINGS), min_size=1, max_size=5))
def test_however_files_overlap_every_value_has_its_places(
    own: OwnRecord, runs: list[tuple[int, list[str]]]
) -> None:
    person = own.of_somebody_else()
    ids = [person.new_id() for _ in range(3)]
    documents: dict[UUID, list[str]] = {}

    for rerun, (number, things) in enumerate(runs):
        filing = person.filing(ids[number], rerun=rerun)
        committed = person.commit(*reading(things), filing=filing)
        documents[ids[number]] = things
        assert committed.facts == len(set(things))

    found = {fact.title: rows_of(fact) for fact in person.all_facts()}
    assert found == told(documents)


@pytest.mark.parametrize(
    ("known", "things", "asked"),
    [
        ("", "abc", False),  # all new
        ("a", "abc", True),  # one known
        ("", "aab", True),  # one told of twice
    ],
)
def test_only_what_may_be_known_is_looked_for(
    own: OwnRecord, known: str, things: str, asked: bool
) -> None:
    if known:
        own.commit(*reading(known))

    with recording() as spans:
        own.commit(*reading(things))

    assert ("count facts" in {span.name for span in spans}) == asked


def test_a_document_read_anew_into_other_things_leaves_nothing_of_the_old(own: OwnRecord) -> None:
    filing = own.filing()
    own.commit(*reading("abc"), filing=filing)
    ticket = filing.ticket.model_copy(update={"run": "again", "attempt": 1_000_001})

    again = own.commit(*reading("xy"), filing=filing.model_copy(update={"ticket": ticket}))

    assert again.facts == 2
    assert {fact.title: rows_of(fact) for fact in own.all_facts()} == {
        "x": Counter({1: 2}),
        "y": Counter({2: 2}),
    }
