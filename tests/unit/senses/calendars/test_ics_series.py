"""Calendars: series, their exceptions, and what a second import does."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.senses.calendars import series as calendar_series

from tests.support.calendars import BERLIN, agenda, as_text, calendar, event, events, read

STANDUP = (
    "SUMMARY:Standup",
    "DTSTART;TZID=Europe/Berlin:20250326T090000",
    "DTEND;TZID=Europe/Berlin:20250326T091500",
)


def test_a_weekly_meeting_stays_at_nine_when_the_clocks_change(tmp_path: Path) -> None:
    found = read(tmp_path, calendar(BERLIN, event(*STANDUP, "RRULE:FREQ=WEEKLY;COUNT=3")))

    assert agenda(found) == ["2025-03-26T08:00Z", "2025-04-02T07:00Z", "2025-04-09T07:00Z"]
    assert [each.recurrence_id for each in events(found)] == [
        "2025-03-26T09:00:00", "2025-04-02T09:00:00", "2025-04-09T09:00:00",
    ]  # fmt: skip
    assert {each.rrule for each in events(found)} == {"FREQ=WEEKLY;COUNT=3"}


def test_a_time_the_clock_skips_is_moved_on_and_one_it_repeats_is_the_first(tmp_path: Path) -> None:
    skipped = event("DTSTART;TZID=Europe/Berlin:20250330T023000", uid="a")
    repeated = event("DTSTART;TZID=Europe/Berlin:20251026T023000", uid="b")

    found = read(tmp_path, calendar(BERLIN, skipped, repeated))

    assert agenda(found) == ["2025-03-30T01:30Z", "2025-10-26T00:30Z"]


def test_two_feeds_one_moved_one_cancelled_and_a_clock_change(tmp_path: Path) -> None:
    moved = event(
        "RECURRENCE-ID;TZID=Europe/Berlin:20250402T090000",
        "DTSTART;TZID=Europe/Berlin:20250403T140000",
        "SUMMARY:Standup, moved",
    )
    cancelled = event(
        "RECURRENCE-ID:20250409T070000Z", "DTSTART:20250409T070000Z", "STATUS:CANCELLED"
    )
    content = calendar(BERLIN, event(*STANDUP, "RRULE:FREQ=WEEKLY;COUNT=4"), moved, cancelled)

    found = read(tmp_path, content)

    assert agenda(found) == ["2025-03-26T08:00Z", "2025-04-03T12:00Z", "2025-04-16T07:00Z"]
    assert len({draft.identity for draft in found.facts}) == 4
    assert found.tally.doubts == []


def test_a_deleted_instance_becomes_a_cancelled_fact_of_the_same_identity(tmp_path: Path) -> None:
    rule = "RRULE:FREQ=WEEKLY;COUNT=3"
    before = read(tmp_path, calendar(BERLIN, event(*STANDUP, rule)))
    after = read(
        tmp_path,
        calendar(BERLIN, event(*STANDUP, rule, "EXDATE;TZID=Europe/Berlin:20250402T090000")),
    )

    assert [draft.identity for draft in before.facts] == [draft.identity for draft in after.facts]
    assert [each.status for each in events(after)] == ["confirmed", "cancelled", "confirmed"]
    assert [e.path for e in after.facts[1].evidence if e.path and "EXDATE" in e.path]


@pytest.mark.parametrize(
    "exdate",
    ["EXDATE:20250402T070000Z", "EXDATE;VALUE=DATE:20250402", "EXDATE:20250402T090000",
     "EXDATE;TZID=America/New_York:20250402T030000,20250101T000000"],
)  # fmt: skip
def test_an_exception_is_found_however_its_time_is_written(tmp_path: Path, exdate: str) -> None:
    content = calendar(BERLIN, event(*STANDUP, "RRULE:FREQ=WEEKLY;COUNT=2", exdate))

    assert agenda(read(tmp_path, content)) == ["2025-03-26T08:00Z"]


def test_a_new_time_or_text_updates_and_never_duplicates(tmp_path: Path) -> None:
    rule = "RRULE:FREQ=WEEKLY;COUNT=3"
    later = [line.replace("T09", "T11") for line in STANDUP]

    before = read(tmp_path, calendar(BERLIN, event(*STANDUP, rule, "SEQUENCE:1")))
    after = read(tmp_path, calendar(BERLIN, event(*later, rule, "SEQUENCE:2", "LOCATION:Room 2")))

    assert [draft.identity for draft in before.facts] == [draft.identity for draft in after.facts]
    assert agenda(after) == ["2025-03-26T10:00Z", "2025-04-02T09:00Z", "2025-04-09T09:00Z"]
    assert {each.sequence for each in events(after)} == {2}


def test_a_single_event_moved_to_another_day_is_the_same_event(tmp_path: Path) -> None:
    (before,) = read(tmp_path, calendar(event("DTSTART:20250310T090000Z"))).facts
    (after,) = read(tmp_path, calendar(event("DTSTART:20250412T090000Z", "SEQUENCE:1"))).facts

    assert before.identity == after.identity
    assert before.occurred != after.occurred


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_versions_in_one_file_the_newer_stays(
    tmp_path: Path, order: tuple[int, int]
) -> None:
    versions = [
        event("DTSTART:20250310T090000Z", "SEQUENCE:0", "SUMMARY:Old"),
        event("DTSTART:20250311T090000Z", "SEQUENCE:1", "SUMMARY:New"),
    ]

    found = read(tmp_path, calendar(*(versions[place] for place in order)))

    assert [each.summary for each in events(found)] == ["New"]
    assert found.tally.found_count == found.tally.declared_count == 2


def test_added_dates_and_periods_are_instances_too(tmp_path: Path) -> None:
    content = calendar(
        event("DTSTART:20250310T090000Z", "DTEND:20250310T100000Z",
              "RDATE:20250312T090000Z,20250301T090000Z",
              "RDATE;VALUE=PERIOD:20250314T090000Z/PT3H,20250315T090000Z/20250315T120000Z")
    )  # fmt: skip

    found = read(tmp_path, content)

    assert agenda(found) == [f"2025-03-{day}T09:00Z" for day in ("01", "10", "12", "14", "15")]
    lengths = {as_text(each.start)[8:10]: each.end - each.start for each in events(found)}  # type: ignore[operator]
    assert lengths["14"] == lengths["15"] == timedelta(hours=3)
    assert lengths["12"] == timedelta(hours=1)


def test_this_and_future_shifts_every_later_instance(tmp_path: Path) -> None:
    change = event(
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20250312T090000Z",
        "DTSTART:20250312T103000Z", "DTEND:20250312T113000Z", "SUMMARY:Later",
    )  # fmt: skip
    master = event("DTSTART:20250310T090000Z", "RRULE:FREQ=DAILY;COUNT=4", "SUMMARY:Early")

    found = read(tmp_path, calendar(master, change))

    assert agenda(found) == ["2025-03-10T09:00Z", "2025-03-11T09:00Z",
                             "2025-03-12T10:30Z", "2025-03-13T10:30Z"]  # fmt: skip
    assert [each.summary for each in events(found)] == ["Early", "Early", "Later", "Later"]


def test_a_lone_instance_of_a_series_has_the_identity_it_has_in_the_series(tmp_path: Path) -> None:
    lone = event("RECURRENCE-ID:20250402T070000Z", "DTSTART;TZID=Europe/Berlin:20250402T160000")

    series = read(tmp_path, calendar(BERLIN, event(*STANDUP, "RRULE:FREQ=WEEKLY;COUNT=2")))
    (alone,) = read(tmp_path, calendar(BERLIN, lone)).facts

    assert alone.identity == series.facts[1].identity
    assert not events(read(tmp_path, calendar(BERLIN, lone)))[0].whole_series
    assert events(series)[0].whole_series


def test_several_instances_a_day_are_told_apart(tmp_path: Path) -> None:
    content = calendar(event("DTSTART:20250310T090000Z", "RRULE:FREQ=HOURLY;INTERVAL=6;COUNT=5"))

    identities = [draft.identity for draft in read(tmp_path, content).facts]

    assert identities[:3] == [
        ("event", "one@example.org", "2025-03-10"),
        ("event", "one@example.org", "2025-03-10", "2"),
        ("event", "one@example.org", "2025-03-10", "3"),
    ]
    assert len(set(identities)) == 5


@pytest.mark.parametrize(
    ("until", "last"),
    [("20250402T070000Z", "2025-04-02T07:00Z"), ("20250402T065959Z", "2025-03-26T08:00Z"),
     ("20250402", "2025-04-02T07:00Z"), ("20250402T090000", "2025-04-02T07:00Z"),
     ("20240101T000000Z", "2025-03-26T08:00Z")],
)  # fmt: skip
def test_until_is_read_in_the_zone_of_the_series(tmp_path: Path, until: str, last: str) -> None:
    content = calendar(BERLIN, event(*STANDUP, f"RRULE:FREQ=WEEKLY;UNTIL={until}"))

    assert agenda(read(tmp_path, content))[-1] == last


def test_an_endless_rule_reaches_past_the_newest_stamp_and_says_how_far(tmp_path: Path) -> None:
    old = event("DTSTART:20100104T090000Z", "RRULE:FREQ=WEEKLY", "DTSTAMP:20250601T000000Z")
    birthday = event("DTSTART;VALUE=DATE:19500505", "RRULE:FREQ=YEARLY", uid="b")

    found = read(tmp_path, calendar(old, birthday))

    weekly = [each for each in events(found) if each.uid != "b"]
    years = [each.start.year for each in events(found) if each.uid == "b"]
    horizon = 2025 + calendar_series.HORIZON_YEARS
    assert weekly[-1].start.year == horizon
    assert weekly[0].expanded_until is not None
    assert weekly[0].expanded_until.year >= horizon
    assert years == list(range(1950, 1950 + calendar_series.MIN_INSTANCES))
    assert found.tally.doubts == []


@pytest.mark.parametrize(
    ("rule", "code"),
    [("FREQ=SECONDLY", "series-cut"), ("FREQ=MINUTELY;INTERVAL=2", "series-cut"),
     ("FREQ=HOURLY", "series-cut"), ("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "series-cut"),
     ("FREQ=WEEKLY;BYDAY=XX", "rule-unreadable"), ("FREQ=FORTNIGHTLY", "rule-unreadable"),
     ("FREQ=DAILY;UNTIL=soon", "rule-unreadable"), ("INTERVAL=2", "rule-unreadable")],
)  # fmt: skip
def test_a_rule_we_cannot_follow_is_bounded_and_said(tmp_path: Path, rule: str, code: str) -> None:
    found = read(tmp_path, calendar(event("DTSTART:20250310T090000Z", f"RRULE:{rule}")))

    assert [doubt.code for doubt in found.tally.doubts] == [code]
    assert 1 <= len(found.facts) <= calendar_series.MAX_INSTANCES
    assert agenda(found)[0] == "2025-03-10T09:00Z"


def test_a_thousand_hostile_rules_cost_one_budget(tmp_path: Path) -> None:
    hostile = "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30"
    content = calendar(
        *(event("DTSTART:20250310T090000Z", hostile, uid=str(number)) for number in range(1000))
    )

    found = read(tmp_path, content)

    assert len(found.facts) == 1000
    assert found.tally.doubts[-1].code == "many-doubts"


_RULES = st.builds(
    lambda freq, interval, end, by: f"FREQ={freq};INTERVAL={interval}{end}{by}",
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    st.integers(1, 4),
    st.sampled_from(["", ";COUNT=7", ";UNTIL=20260101T080000Z"]),
    st.sampled_from(["", ";BYDAY=MO,WE", ";BYMONTH=3,6,10", ";BYMONTHDAY=1,15,-1"]),
)


@settings(max_examples=60)
@given(
    rule=_RULES,
    day=st.dates(date(2025, 1, 1), date(2025, 12, 28)),
    excluded=st.lists(st.integers(0, 400), max_size=3),
)
def test_the_agenda_agrees_to_the_minute_with_an_independent_program(
    tmp_path_factory: pytest.TempPathFactory, rule: str, day: date, excluded: list[int]
) -> None:
    exdates = [
        f"EXDATE;TZID=Europe/Berlin:{day + timedelta(days=offset):%Y%m%d}T093000"
        for offset in excluded
    ]
    start = f"DTSTART;TZID=Europe/Berlin:{day:%Y%m%d}T093000"
    content = calendar(BERLIN, event(start, "DURATION:PT45M", f"RRULE:{rule}", *exdates))

    ours = agenda(read(tmp_path_factory.getbasetemp(), content))

    theirs = recurring_ical_events.of(icalendar.Calendar.from_ical(content.decode()))
    until = datetime(2027, 1, 1, tzinfo=UTC)
    expected = sorted(
        as_text(found["DTSTART"].dt) for found in theirs.between((2024, 12, 1), until)
    )
    assert [start for start in ours if start < "2027"] == [s for s in expected if s < "2027"]
