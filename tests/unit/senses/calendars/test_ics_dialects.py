"""Rules, ends and zones as calendars of many programs write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.senses.calendars.recurrence import parse_rule
from lifeos.senses.calendars.series import MAX_RULES

from tests.support.calendars import BERLIN, agenda, calendar, event, events, read


def test_two_rules_of_one_event_are_both_followed(tmp_path: Path) -> None:
    content = calendar(
        event(
            "DTSTART:20260302T070000Z",
            "RRULE:FREQ=WEEKLY;COUNT=3",
            "RRULE:FREQ=DAILY;INTERVAL=10;COUNT=2",
        )
    )

    found = read(tmp_path, content)

    days = ["2026-03-02", "2026-03-09", "2026-03-12", "2026-03-16"]
    assert agenda(found) == [f"{day}T07:00Z" for day in days]
    assert found.tally.doubts == []


def test_a_rule_written_twice_counts_once(tmp_path: Path) -> None:
    rule = "RRULE:FREQ=DAILY;COUNT=2"

    found = read(tmp_path, calendar(event("DTSTART;VALUE=DATE:20260302", rule, rule)))

    assert agenda(found) == ["2026-03-02", "2026-03-03"]


def test_more_rules_than_any_program_writes_are_said_to_be_cut(tmp_path: Path) -> None:
    rules = [f"RRULE:FREQ=DAILY;INTERVAL={n};COUNT=2" for n in range(1, MAX_RULES + 2)]

    found = read(tmp_path, calendar(event("DTSTART;VALUE=DATE:20260302", *rules)))

    assert len(events(found)) == MAX_RULES + 1
    assert [doubt.code for doubt in found.tally.doubts] == ["series-cut"]


@pytest.mark.parametrize("part", ["UNTLI=20260401", "BYEASTER=1", "COUNTS=3", "SKIP=FORWARD"])
def test_a_rule_with_an_unknown_part_is_no_other_rule(tmp_path: Path, part: str) -> None:
    content = calendar(event("DTSTART;VALUE=DATE:20260302", f"RRULE:FREQ=WEEKLY;{part}"))

    found = read(tmp_path, content)

    assert agenda(found) == ["2026-03-02"]
    assert [doubt.code for doubt in found.tally.doubts] == ["rule-unreadable"]


@pytest.mark.parametrize("rule", ["FREQ=DAILY;;COUNT=2;", "X-NOTE=a;FREQ=DAILY;COUNT=2"])
def test_empty_and_private_parts_of_a_rule_change_nothing(rule: str) -> None:
    parsed = parse_rule(rule)

    assert parsed == parse_rule("FREQ=DAILY;COUNT=2")


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20260331T220000Z", "2026-04-01"),  # midnight in Berlin, as Exchange has it
        ("20260401T215959Z", "2026-04-01"),  # the last second of a day there
        ("20260401T000000Z", "2026-04-01"),  # a day, whatever the clock
        ("20260401T235959Z", "2026-04-01"),
        ("20260401", "2026-04-01"),
    ],
)
def test_whole_days_end_on_the_day_that_is_meant(tmp_path: Path, until: str, last: str) -> None:
    content = calendar(
        BERLIN, event("DTSTART;VALUE=DATE:20260330", f"RRULE:FREQ=DAILY;UNTIL={until}")
    )

    found = read(tmp_path, content)

    assert agenda(found)[-1] == last


def test_a_calendar_says_the_zone_it_is_kept_in(tmp_path: Path) -> None:
    content = calendar(
        "X-WR-TIMEZONE:Pacific/Auckland",
        event("DTSTART;VALUE=DATE:20260701", "RRULE:FREQ=DAILY;UNTIL=20260702T120000Z"),
    )

    found = read(tmp_path, content)

    assert agenda(found) == ["2026-07-01", "2026-07-02", "2026-07-03"]


@pytest.mark.parametrize(
    "name",
    ["Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Brussels, Copenhagen, Madrid, Paris"],
)
def test_a_list_of_cities_is_a_zone(tmp_path: Path, name: str) -> None:
    content = calendar(event(f'DTSTART;TZID="{name}":20260701T090000'))

    found = read(tmp_path, content)

    assert agenda(found) == ["2026-07-01T07:00Z"]
    assert found.tally.doubts == []


@pytest.mark.parametrize("name", ["Berlin, Tokyo", "Berlin", "Room 4, Room 5", "Bern, Bonn"])
def test_cities_that_keep_no_common_clock_are_no_zone(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, calendar(event(f'DTSTART;TZID="{name}":20260701T090000')))

    assert [doubt.code for doubt in found.tally.doubts] == ["zone-unknown"]


@pytest.mark.parametrize("offset", ["+0845", "+08:45", "+084500"])
def test_a_zone_may_begin_on_a_day(tmp_path: Path, offset: str) -> None:
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Club time\nBEGIN:STANDARD\nDTSTART;VALUE=DATE:20200101\n"
        f"TZOFFSETFROM:{offset}\nTZOFFSETTO:{offset}\nEND:STANDARD\nEND:VTIMEZONE"
    )

    found = read(tmp_path, calendar(zone, event("DTSTART;TZID=Club time:20260701T090000")))

    assert agenda(found) == ["2026-07-01T00:15Z"]
    assert found.tally.doubts == []


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20260331T220000Z", "2026-04-01"),  # midnight east of Greenwich
        ("20260331T183000Z", "2026-04-01"),  # and where the clock is half an hour off
        ("20260401T050000Z", "2026-04-01"),  # midnight west of it
        ("20260401T000000Z", "2026-04-01"),
        ("20260401T235959Z", "2026-04-01"),
        ("20260401T220000", "2026-04-01"),  # no instant
    ],
)
def test_whole_days_end_by_the_usual_clocks_where_none_is_known(
    tmp_path: Path, until: str, last: str
) -> None:
    content = calendar(event("DTSTART;VALUE=DATE:20260330", f"RRULE:FREQ=DAILY;UNTIL={until}"))

    found = read(tmp_path, content)

    assert agenda(found)[-1] == last


@settings(max_examples=40, deadline=None)
@given(
    first=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    days=st.integers(1, 40),
    zone=st.sampled_from(
        ["Asia/Tokyo", "America/Lima", "Europe/Berlin", "Etc/UTC", "Asia/Kolkata"]
    ),
)
def test_the_last_local_midnight_is_the_last_day_in_every_zone(
    tmp_path_factory: pytest.TempPathFactory, first: date, days: int, zone: str
) -> None:
    last = first + timedelta(days=days)
    until = _midnight_in_utc(last, zone)
    content = calendar(
        f"X-WR-TIMEZONE:{zone}",
        event(f"DTSTART;VALUE=DATE:{first:%Y%m%d}", f"RRULE:FREQ=DAILY;UNTIL={until}"),
    )

    found = read(tmp_path_factory.mktemp("calendar"), content)

    assert agenda(found)[-1] == last.isoformat()
    assert len(agenda(found)) == days + 1


def _midnight_in_utc(day: date, zone: str) -> str:
    local = datetime.combine(day, time(), ZoneInfo(zone))
    return local.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


@pytest.mark.parametrize("name", ["RRULE", "RDATE", "EXDATE"])
def test_a_blank_rule_or_date_is_none(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, calendar(event("DTSTART;VALUE=DATE:20260501", f"{name}: ")))

    assert agenda(found) == ["2026-05-01"]
    assert events(found)[0].recurrence_id is None
    assert found.tally.doubts == []


@pytest.mark.parametrize(("line", "doubts"), [("X-MAP-RADIUS=70.5", 0), ("SUMMARY lost", 1)])
def test_a_private_line_that_cannot_be_read_costs_nothing(
    tmp_path: Path, line: str, doubts: int
) -> None:
    found = read(tmp_path, calendar(event("DTSTART;VALUE=DATE:20260501", line)))

    assert agenda(found) == ["2026-05-01"]
    assert len(found.tally.doubts) == doubts
