"""Keeping facts, reading them back, and saying when they do not add up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifeos.errors import InvalidInputError, NotFoundError, RejectedError, StaleAttemptError
from lifeos.facts import service
from lifeos.facts.ports import FactQuery
from lifeos.senses.models import Doubt, Reading, Tally

from tests.fakes.archive import FakeArchive
from tests.fakes.fact_reader import FakeFactReader
from tests.fakes.sense import TALLY, draft
from tests.support.ingest import ANNA, BELA, document_id, filing, ticket

ODD = Doubt(code="odd", detail="Row 2.")


def tally(**told: object) -> Tally:
    return Tally.model_validate({**TALLY.model_dump(), **told})


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({}, None),
        ({"declared_count": 2, "found_count": 2}, None),
        ({"declared_count": 0, "found_count": 0}, None),
        ({"declared_count": 3, "found_count": 2}, "count-differs"),
        ({"declared_count": 0, "found_count": 2}, "count-differs"),
        ({"declared_sum": Decimal("1.0"), "found_sum": Decimal("1.00")}, None),
        ({"declared_sum": Decimal("1.00"), "found_sum": Decimal("1.01")}, "sum-differs"),
        ({"declared_sum": Decimal(0), "found_sum": None}, "sum-differs"),
        ({"found_sum": Decimal(7)}, None),
        ({"doubts": [ODD]}, "odd"),
        ({"declared_count": 3, "found_count": 2, "doubts": [ODD]}, "count-differs"),
        ({"declared_sum": Decimal(1), "found_sum": Decimal(2), "doubts": [ODD]}, "sum-differs"),
    ],
)
def test_the_first_thing_that_does_not_add_up_is_named(
    told: dict[str, object], code: str | None
) -> None:
    doubt = service.first_doubt(tally(**told))

    assert (doubt.code if doubt else None) == code


def test_a_differing_count_tells_both_numbers() -> None:
    doubt = service.first_doubt(tally(declared_count=120, found_count=119))

    assert doubt is not None
    assert doubt.detail == "The file states 120 rows, 119 were read."


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_only_equal_counts_are_without_doubt(declared: int, found: int) -> None:
    doubt = service.first_doubt(tally(declared_count=declared, found_count=found))

    assert (doubt is None) == (declared == found)


@pytest.fixture
def archive() -> FakeArchive:
    return FakeArchive()


def commit(archive: FakeArchive, number: int, *rows: int, rerun: int = 0) -> int:
    of = ticket(number, rerun=rerun)
    readings: list[Reading] = [*(draft(row) for row in rows), TALLY]
    return service.commit(filing(of), iter(readings), archive=archive).facts


def listed(archive: FakeArchive, **told: object) -> list[str]:
    query = FactQuery.model_validate(told)
    page = service.page(query, user_id=ANNA, reader=FakeFactReader(archive))
    return [fact.title for fact in page.items]


def test_the_same_row_in_two_files_is_one_fact_with_two_places(archive: FakeArchive) -> None:
    commit(archive, 1, 1, 2)
    commit(archive, 2, 2, 3)

    page = service.page(FactQuery(), user_id=ANNA, reader=FakeFactReader(archive))

    assert [(fact.title, len(fact.evidence)) for fact in page.items] == [
        ("Row 3", 1), ("Row 2", 2), ("Row 1", 1),
    ]  # fmt: skip


def test_a_fact_keeps_its_id_and_outlives_the_file_that_brought_it(archive: FakeArchive) -> None:
    commit(archive, 1, 1)
    commit(archive, 2, 1)
    before = next(iter(archive.facts.values())).fact

    commit(archive, 1, rerun=1)

    after = next(iter(archive.facts.values())).fact
    assert (after.id, after.document_id) == (before.id, document_id(2))


def test_a_stream_that_breaks_keeps_nothing(archive: FakeArchive) -> None:
    def breaks() -> Iterator[Reading]:
        yield draft(1)
        raise RejectedError("broken", "The file ends too early.")

    with pytest.raises(RejectedError):
        service.commit(filing(ticket()), breaks(), archive=archive)

    assert (archive.facts, archive.documents) == ({}, {})


def test_an_older_attempt_may_not_write(archive: FakeArchive) -> None:
    commit(archive, 1, 1, 2, rerun=1)

    with pytest.raises(StaleAttemptError):
        commit(archive, 1, 3, rerun=0)

    assert listed(archive) == ["Row 2", "Row 1"]


@pytest.mark.parametrize(
    ("told", "rows"),
    [
        ({"document": document_id(2)}, ["Row 9"]),
        ({"from_day": date(2026, 3, 2)}, ["Row 9", "Row 2"]),
        ({"to_day": date(2026, 3, 2)}, ["Row 2", "Row 1"]),
        ({"kind": "balance"}, []),
        ({"domain": "finance", "limit": 1}, ["Row 9"]),
    ],
)
def test_conditions_hold_together(
    archive: FakeArchive, told: dict[str, object], rows: list[str]
) -> None:
    commit(archive, 1, 1, 2)
    commit(archive, 2, 9)

    assert listed(archive, **told) == rows


def test_pages_join_without_gap_or_repeat(archive: FakeArchive) -> None:
    commit(archive, 1, *range(1, 8))
    seen, cursor = [], None

    for _ in range(3):
        page = service.page(
            FactQuery(limit=3, cursor=cursor), user_id=ANNA, reader=FakeFactReader(archive)
        )
        seen += [fact.title for fact in page.items]
        cursor = page.next_cursor

    assert seen == [f"Row {n}" for n in range(7, 0, -1)]
    assert cursor is None


def test_nobody_sees_another_persons_facts(archive: FakeArchive) -> None:
    commit(archive, 1, 1)
    fact_id: UUID = next(iter(archive.facts.values())).fact.id
    reader = FakeFactReader(archive)

    assert service.page(FactQuery(), user_id=BELA, reader=reader).items == []
    assert service.get(fact_id, user_id=ANNA, reader=reader).title == "Row 1"
    with pytest.raises(NotFoundError):
        service.get(fact_id, user_id=BELA, reader=reader)


def test_a_cursor_nobody_gave_out_is_refused(archive: FakeArchive) -> None:
    with pytest.raises(InvalidInputError):
        listed(archive, cursor="made-up")
