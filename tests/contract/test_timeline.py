from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lifeos.contracts.facts import EventData
from lifeos.contracts.timeline import Timeline
from lifeos.errors import InvalidInputError
from lifeos.facts import timeline
from lifeos.facts.ports import TimelineQuery

from tests.support.record import Record, draft

pytestmark = pytest.mark.postgres


def listed(record: Record, text: str | None = None, **query: Any) -> Timeline:
    asked = TimelineQuery.model_validate({"limit": 50, **query})
    return timeline.page(asked, text=text, user_id=record.user_id, reader=record.timeline)


def titles(record: Record, text: str | None = None, **query: Any) -> list[str]:
    return [item.title for item in listed(record, text, **query).items]


def event(title: str, start: datetime) -> Any:
    said = EventData(uid=title, summary=title, start=start)
    return draft(title, when=start, amount=None, said=said, domain="calendar")


def test_an_item_has_what_a_list_shows(record: Record) -> None:
    filing = record.filing(name="march.csv")
    record.commit(draft("Bakery"), filing=filing)

    item = listed(record).items[0]

    assert (item.title, item.day, item.amount, item.currency) == (
        "Bakery",
        date(2026, 3, 2),
        Decimal("-12.90"),
        "EUR",
    )
    assert (item.document.id, item.document.name) == (filing.ticket.document_id, "march.csv")
    assert item.document.kind == "bank_statement"
    assert item.evidence is not None
    assert (item.evidence.field, item.evidence.snippet) == ("amount", "-12.90")


def test_a_day_begins_where_the_person_is(record: Record) -> None:
    evening = datetime(2026, 3, 2, 4, 30, tzinfo=UTC)  # still the first of March in New York
    record.commit(draft("day", when=date(2026, 3, 2)), event("evening", evening))

    in_utc = [(i.title, i.day.day) for i in listed(record, zone="UTC").items]
    in_new_york = [(i.title, i.day.day) for i in listed(record, zone="America/New_York").items]

    assert in_utc == [("evening", 2), ("day", 2)]
    assert in_new_york == [("day", 2), ("evening", 1)]


def test_from_and_to_are_local_days(record: Record) -> None:
    late = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)  # the second of March in Berlin
    record.commit(draft("day", when=date(2026, 3, 2)), event("late", late))
    second: dict[str, Any] = {"from_day": date(2026, 3, 2), "to_day": date(2026, 3, 2)}

    assert titles(record, **second, zone="Europe/Berlin") == ["late", "day"]
    assert titles(record, **second, zone="UTC") == ["day"]


def test_a_floating_time_stays_on_its_own_day(record: Record) -> None:
    record.commit(event("dentist", datetime(2026, 3, 2, 23, 30)))

    for zone in ("Pacific/Kiritimati", "America/Los_Angeles", "UTC"):
        assert [item.day for item in listed(record, zone=zone).items] == [date(2026, 3, 2)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"domain": "calendar"}, ["call"]),
        ({"kind": "transaction"}, ["Rent", "Bakery"]),
        ({"at_least": Decimal("100")}, ["Rent"]),
        ({"at_most": Decimal("100")}, ["Bakery"]),
        ({"currency": "CHF"}, ["Rent"]),
        ({"to_day": date(2026, 3, 2)}, ["Bakery"]),
        ({"from_day": date(2026, 3, 3)}, ["call", "Rent"]),
        ({"kind": "transaction", "currency": "JPY"}, []),
    ],
)
def test_filters_hold_together(record: Record, query: dict[str, Any], expected: list[str]) -> None:
    record.commit(
        draft("Bakery", when=date(2026, 3, 2)),
        draft("Rent", when=date(2026, 4, 1), amount="-900", currency="CHF"),
        event("call", datetime(2026, 4, 2, 9, tzinfo=UTC)),
    )

    assert titles(record, **query) == expected


def test_text_finds_words_by_their_beginning_whatever_their_accents(record: Record) -> None:
    record.commit(draft("Bäckerei Groß"), draft("Bahn"))

    assert titles(record, "backer GROSS") == ["Bäckerei Groß"]
    assert sorted(titles(record, "ba")) == ["Bahn", "Bäckerei Groß"]
    assert titles(record, "backer bahn") == []


def test_a_document_has_the_facts_it_is_evidence_for(record: Record) -> None:
    first, second = record.filing(), record.filing()
    record.commit(draft("both"), draft("first"), filing=first)
    record.commit(draft("both"), filing=second)

    assert titles(record, document=second.ticket.document_id) == ["both"]


def test_nobody_sees_anybody_elses(record: Record) -> None:
    other = record.of_somebody_else()
    record.commit(draft("mine"))
    other.commit(draft("theirs"))

    assert titles(record) == ["mine"]
    assert titles(record, "theirs") == []
    assert titles(other, "theirs") == ["theirs"]


STARTS = st.one_of(
    st.dates(date(2026, 3, 25), date(2026, 4, 2)),
    st.datetimes(
        datetime(2026, 3, 25),
        datetime(2026, 4, 2),
        timezones=st.one_of(st.none(), st.just(timezone(timedelta(hours=-5))), st.just(UTC)),
    ),
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(starts=st.lists(STARTS, max_size=25), size=st.integers(1, 7))
def test_pages_are_the_whole_line_cut_without_loss(
    record: Record, starts: list[date | datetime], size: int
) -> None:
    somebody = record.of_somebody_else()
    drafts = [draft(f"t{n}", when=start, identity=(str(n),)) for n, start in enumerate(starts)]
    somebody.commit(*drafts)

    shown, cursor = [], None
    while True:
        answer = listed(somebody, limit=size, cursor=cursor, zone="Europe/Berlin")
        shown += answer.items
        cursor = answer.next_cursor
        if cursor is None:
            break

    assert sorted(item.title for item in shown) == sorted(f"t{n}" for n in range(len(starts)))
    assert [i.day for i in shown] == sorted((i.day for i in shown), reverse=True)


@pytest.mark.parametrize(
    "query",
    [
        {"cursor": "no"},
        {"cursor": "W10"},
        {"zone": "Atlantis/Capital"},
        {"from_day": date(2026, 3, 2), "to_day": date(2026, 3, 1)},
        {"at_least": Decimal(2), "at_most": Decimal(1)},
    ],
)
def test_expected_failure_what_cannot_be_right_is_refused(
    record: Record, query: dict[str, Any]
) -> None:
    with pytest.raises(InvalidInputError):
        listed(record, **query)


def test_expected_failure_a_text_of_marks_is_refused(record: Record) -> None:
    with pytest.raises(InvalidInputError):
        listed(record, "?!")


def test_hostile_text_is_only_words(record: Record) -> None:
    record.commit(draft("Bakery"))

    assert titles(record, "bakery'); DROP TABLE facts; --") == []
    assert titles(record, "\\ bakery:* & !x".replace("x", "")) == ["Bakery"]


def test_the_list_of_facts_keeps_one_order_over_days_and_instants(record: Record) -> None:
    record.commit(
        draft("a", when=date(2026, 3, 2)),
        draft("b", when=datetime(2026, 3, 2, 9, tzinfo=UTC)),
        draft("c", when=date(2026, 3, 3)),
    )

    assert [fact.title for fact in record.all_facts()] == ["c", "b", "a"]
    assert uuid.UUID(int=0) not in {fact.id for fact in record.all_facts()}
