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

from tests.support.own_record import OwnRecord, draft

pytestmark = pytest.mark.postgres


def listed(own: OwnRecord, text: str | None = None, **query: Any) -> Timeline:
    asked = TimelineQuery.model_validate({"limit": 50, **query})
    return timeline.page(asked, text=text, user_id=own.user_id, reader=own.timeline)


def titles(own: OwnRecord, text: str | None = None, **query: Any) -> list[str]:
    return [item.title for item in listed(own, text, **query).items]


def event(title: str, start: datetime) -> Any:
    said = EventData(uid=title, summary=title, start=start)
    return draft(title, when=start, amount=None, said=said, domain="calendar")


def test_an_item_has_what_a_list_shows(own: OwnRecord) -> None:
    filing = own.filing(name="march.csv")
    own.commit(draft("Bakery"), filing=filing)

    item = listed(own).items[0]

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


def test_a_day_begins_where_the_person_is(own: OwnRecord) -> None:
    evening = datetime(2026, 3, 2, 4, 30, tzinfo=UTC)  # still the first of March in New York
    own.commit(draft("day", when=date(2026, 3, 2)), event("evening", evening))

    in_utc = [(i.title, i.day.day) for i in listed(own, zone="UTC").items]
    in_new_york = [(i.title, i.day.day) for i in listed(own, zone="America/New_York").items]

    assert in_utc == [("evening", 2), ("day", 2)]
    assert in_new_york == [("day", 2), ("evening", 1)]


def test_from_and_to_are_local_days(own: OwnRecord) -> None:
    late = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)  # the second of March in Berlin
    own.commit(draft("day", when=date(2026, 3, 2)), event("late", late))
    second: dict[str, Any] = {"from_day": date(2026, 3, 2), "to_day": date(2026, 3, 2)}

    assert titles(own, **second, zone="Europe/Berlin") == ["late", "day"]
    assert titles(own, **second, zone="UTC") == ["day"]


def test_a_floating_time_stays_on_its_own_day(own: OwnRecord) -> None:
    own.commit(event("dentist", datetime(2026, 3, 2, 23, 30)))

    for zone in ("Pacific/Kiritimati", "America/Los_Angeles", "UTC"):
        assert [item.day for item in listed(own, zone=zone).items] == [date(2026, 3, 2)]


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
def test_filters_hold_together(own: OwnRecord, query: dict[str, Any], expected: list[str]) -> None:
    own.commit(
        draft("Bakery", when=date(2026, 3, 2)),
        draft("Rent", when=date(2026, 4, 1), amount="-900", currency="CHF"),
        event("call", datetime(2026, 4, 2, 9, tzinfo=UTC)),
    )

    assert titles(own, **query) == expected


def test_text_finds_words_by_their_beginning_whatever_their_accents(own: OwnRecord) -> None:
    own.commit(draft("Bäckerei Groß"), draft("Bahn"))

    assert titles(own, "backer GROSS") == ["Bäckerei Groß"]
    assert sorted(titles(own, "ba")) == ["Bahn", "Bäckerei Groß"]
    assert titles(own, "backer bahn") == []


def test_a_document_has_the_facts_it_is_evidence_for(own: OwnRecord) -> None:
    first, second = own.filing(), own.filing()
    own.commit(draft("both"), draft("first"), filing=first)
    own.commit(draft("both"), filing=second)

    assert titles(own, document=second.ticket.document_id) == ["both"]


def test_nobody_sees_anybody_elses(own: OwnRecord) -> None:
    other = own.of_somebody_else()
    own.commit(draft("mine"))
    other.commit(draft("theirs"))

    assert titles(own) == ["mine"]
    assert titles(own, "theirs") == []
    assert titles(other, "theirs") == ["theirs"]


STARTS = st.one_of(
    st.dates(date(2026, 3, 25), date(2026, 4, 2)),
    st.datetimes(
        datetime(2026, 3, 25),
        datetime(2026, 4, 2),
        timezones=st.one_of(st.none(), st.just(timezone(timedelta(hours=-5))), st.just(UTC)),
    ),
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(starts=st.lists(STARTS, max_size=25), size=st.integers(1, 7))
def test_pages_are_the_whole_line_cut_without_loss(
    own: OwnRecord, starts: list[date | datetime], size: int
) -> None:
    somebody = own.of_somebody_else()
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
    own: OwnRecord, query: dict[str, Any]
) -> None:
    with pytest.raises(InvalidInputError):
        listed(own, **query)


def test_expected_failure_a_text_of_marks_is_refused(own: OwnRecord) -> None:
    with pytest.raises(InvalidInputError):
        listed(own, "?!")


def test_hostile_text_is_only_words(own: OwnRecord) -> None:
    own.commit(draft("Bakery"))

    assert titles(own, "bakery'); DROP TABLE facts; --") == []
    assert titles(own, "\\ bakery:* & !x".replace("x", "")) == ["Bakery"]


def test_the_list_of_facts_keeps_one_order_over_days_and_instants(own: OwnRecord) -> None:
    own.commit(
        draft("a", when=date(2026, 3, 2)),
        draft("b", when=datetime(2026, 3, 2, 9, tzinfo=UTC)),
        draft("c", when=date(2026, 3, 3)),
    )

    assert [fact.title for fact in own.all_facts()] == ["c", "b", "a"]
    assert uuid.UUID(int=0) not in {fact.id for fact in own.all_facts()}
