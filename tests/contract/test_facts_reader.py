"""What every FactReader promises: pages newest first, filters that hold together, one person."""

from __future__ import annotations

import base64
import uuid
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

import pytest
from lifeos.contracts.facts import DocumentData, Fact, Occurred
from lifeos.errors import InvalidInputError
from lifeos.facts.ports import FactQuery
from lifeos.senses.models import FactDraft

from tests.contract.conftest import Kept
from tests.support.runs import a_draft, a_filing, a_record, a_tally, a_ticket

CET = timezone(timedelta(hours=1))


def filed(kept: Kept, *drafts: FactDraft, user_id: UUID | None = None) -> tuple[UUID, UUID]:
    """Person and document that hold these facts."""
    ticket = a_ticket(a_record(user_id))
    kept.archive.commit(a_filing(ticket), iter([*drafts, a_tally(len(drafts))]))
    return ticket.user_id, ticket.document_id


def titles(kept: Kept, user_id: UUID, **asked: object) -> list[str]:
    facts, _ = kept.facts.page(user_id, FactQuery.model_validate(asked))
    return [fact.title.removeprefix("Row ") for fact in facts]


def on(start: date | datetime, name: str = "") -> FactDraft:
    return a_draft(name or start.isoformat(), occurred=Occurred(start=start))


def letter(name: str) -> FactDraft:
    return a_draft(name, domain="documents", data=DocumentData(document_kind="letter"))


def walked(kept: Kept, user_id: UUID, limit: int) -> list[list[Fact]]:
    """Every page to the last."""
    pages, cursor = [], None
    while True:
        facts, cursor = kept.facts.page(user_id, FactQuery(limit=limit, cursor=cursor))
        pages.append(facts)
        if cursor is None:
            return pages


@pytest.mark.parametrize("limit", [1, 3, 7, 8])
def test_pages_follow_each_other_without_gap_or_repeat(kept: Kept, limit: int) -> None:
    days = [date(2026, 3, 1 + n // 3) for n in range(7)]  # several facts share a day
    user_id, _ = filed(kept, *(on(day, f"{n}") for n, day in enumerate(days)))

    pages = walked(kept, user_id, limit)

    facts = [fact for page in pages for fact in page]
    assert len({fact.id for fact in facts}) == len(facts) == 7
    assert [f.occurred.start for f in facts] == sorted(days, reverse=True)
    assert all(len(page) == limit for page in pages[:-1])
    assert pages[-1]


def test_days_instants_and_floating_times_stand_in_one_order(kept: Kept) -> None:
    user_id, _ = filed(
        kept,
        on(datetime(2026, 3, 14, 0, 30, tzinfo=CET), "before midnight UTC"),
        on(date(2026, 3, 14), "the day"),
        on(datetime(2026, 3, 14, 0, 15), "floating"),
        on(datetime(2026, 3, 14, 0, 20, tzinfo=UTC), "instant"),
    )

    assert titles(kept, user_id) == ["instant", "floating", "the day", "before midnight UTC"]


def test_a_page_stays_the_same_while_newer_facts_arrive(kept: Kept) -> None:
    user_id, _ = filed(kept, *(on(date(2026, 3, day)) for day in (1, 2, 3, 4)))
    first, cursor = kept.facts.page(user_id, FactQuery(limit=2))

    filed(kept, on(date(2026, 3, 30)), user_id=user_id)

    rest, _ = kept.facts.page(user_id, FactQuery(limit=2, cursor=cursor))
    assert [f.occurred.start.day for f in first + rest] == [4, 3, 2, 1]


def test_from_and_to_include_their_days(kept: Kept) -> None:
    user_id, _ = filed(kept, *(on(date(2026, 3, day)) for day in (1, 2, 3, 4)))

    found = titles(kept, user_id, from_day="2026-03-02", to_day="2026-03-03")

    assert found == ["2026-03-03", "2026-03-02"]


def test_the_first_and_the_last_day_there_is_are_limits_too(kept: Kept) -> None:
    user_id, _ = filed(kept, on(date(1, 1, 1)), on(date(2026, 3, 1)), on(date(9999, 12, 31)))

    assert len(titles(kept, user_id, from_day=date.min, to_day=date.max)) == 3
    assert titles(kept, user_id, to_day=date.min) == ["0001-01-01"]
    assert titles(kept, user_id, from_day=date.max) == ["9999-12-31"]


def test_filters_hold_together(kept: Kept) -> None:
    user_id, first = filed(kept, a_draft("a"), letter("b"))
    _, second = filed(kept, a_draft("c"), letter("d"), user_id=user_id)

    assert set(titles(kept, user_id, domain="documents")) == {"b", "d"}
    assert set(titles(kept, user_id, kind="transaction")) == {"a", "c"}
    assert titles(kept, user_id, document=second, kind="document") == ["d"]
    assert titles(kept, user_id, document=first, domain="documents", kind="transaction") == []
    assert titles(kept, user_id, document=uuid.uuid4()) == []


def test_a_fact_is_listed_under_every_document_that_supports_it(kept: Kept) -> None:
    user_id, first = filed(kept, a_draft("a"))
    _, second = filed(kept, a_draft("a"), user_id=user_id)

    assert [titles(kept, user_id, document=d) for d in (first, second)] == [["a"], ["a"]]


@pytest.mark.parametrize("kind", ["transaction'--", "%", "\x00", "TRANSACTION", "", "\ud800"])
def test_a_kind_nobody_has_finds_nothing_and_breaks_nothing(kept: Kept, kind: str) -> None:
    user_id, _ = filed(kept, a_draft("a"))

    facts, _ = kept.facts.page(user_id, FactQuery.model_construct(kind=kind, limit=5))

    assert facts == []


def encoded(place: str) -> str:
    return base64.urlsafe_b64encode(place.encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "ä",
        "!!!",
        "A" * 200,
        encoded("2026-03-14T00:00:00+00:00"),
        encoded("|"),
        encoded(f"yesterday|{uuid.UUID(int=1)}"),
        encoded("2026-03-14T00:00:00+00:00|1 OR 1=1"),
        encoded("\x00|\x00"),
    ],
)
def test_a_cursor_nobody_gave_out_is_refused(kept: Kept, cursor: str) -> None:
    with pytest.raises(InvalidInputError):
        kept.facts.page(uuid.uuid4(), FactQuery(cursor=cursor))


def test_another_persons_cursor_opens_nothing_of_theirs(kept: Kept) -> None:
    theirs, _ = filed(kept, *(on(date(2026, 3, day)) for day in (1, 2, 3)))
    _, cursor = kept.facts.page(theirs, FactQuery(limit=1))
    mine, _ = filed(kept, on(date(2026, 3, 1), "mine"))

    assert set(titles(kept, mine, cursor=cursor)) <= {"mine"}
    assert titles(kept, uuid.uuid4(), cursor=cursor) == []


def test_a_person_without_facts_has_an_empty_page(kept: Kept) -> None:
    assert kept.facts.page(uuid.uuid4(), FactQuery()) == ([], None)
