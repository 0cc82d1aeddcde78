"""Calendars in the shape each program and feed gives them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from lifeos.senses.calendars.sense import IcsSense
from lifeos.senses.registry import pick

from tests.support.calendars import agenda, calendar, event, events, read
from tests.support.readings import head_of

GOOGLE = """BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALNAME:Familie
X-WR-TIMEZONE:Europe/Vienna
BEGIN:VEVENT
DTSTART;TZID=Europe/Vienna:20250303T170000
DTEND;TZID=Europe/Vienna:20250303T180000
RRULE:FREQ=WEEKLY;WKST=MO;UNTIL=20250331T215959Z;BYDAY=MO
EXDATE;TZID=Europe/Vienna:20250317T170000
DTSTAMP:20250301T100000Z
UID:abc@google.com
SUMMARY:Klavier
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID=Europe/Vienna:20250311T160000
DTEND;TZID=Europe/Vienna:20250311T170000
DTSTAMP:20250301T100000Z
UID:abc@google.com
RECURRENCE-ID;TZID=Europe/Vienna:20250310T170000
SUMMARY:Klavier (verschoben)
END:VEVENT
END:VCALENDAR
"""
OUTLOOK = """BEGIN:VCALENDAR
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
VERSION:2.0
METHOD:REQUEST
X-MS-OLK-FORCEINSPECTOROPEN:TRUE
BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16011028T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
ATTENDEE;CN="Meier, Ida";RSVP=TRUE:mailto:ida@example.com
ORGANIZER;CN="Kurz, Ben":mailto:ben@example.com
DTSTART;TZID="W. Europe Standard Time":20250331T090000
DTEND;TZID="W. Europe Standard Time":20250331T100000
UID:040000008200E00074C5B7101A82E00800000000
RECURRENCE-ID;TZID="W. Europe Standard Time":20250331T080000
SUMMARY;LANGUAGE=de:Jour fixe
X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE
BEGIN:VALARM
TRIGGER:-PT15M
ACTION:DISPLAY
DESCRIPTION:Reminder
END:VALARM
END:VEVENT
END:VCALENDAR
"""
APPLE = """BEGIN:VCALENDAR
CALSCALE:GREGORIAN
PRODID:-//Apple Inc.//macOS 15.1//EN
VERSION:2.0
X-APPLE-CALENDAR-COLOR:#1BADF8
BEGIN:VEVENT
CREATED:20250101T000000Z
DTSTART;VALUE=DATE:16040505
DTEND;VALUE=DATE:16040506
RRULE:FREQ=YEARLY
SUMMARY:Birthday without a year
UID:A1
X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC
BEGIN:VALARM
ACTION:NONE
TRIGGER;VALUE=DATE-TIME:19760401T005545Z
END:VALARM
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID=America/New_York:20250704T180000
DTEND;TZID=America/New_York:20250704T230000
SUMMARY:Fireworks
LOCATION:Pier 17\\nNew York
UID:A2
END:VEVENT
END:VCALENDAR
"""
NEXTCLOUD = """BEGIN:VCALENDAR
PRODID:-//IDN nextcloud.com//Calendar app 4.7.6//EN
VERSION:2.0
BEGIN:VEVENT
DTSTAMP:20250201T080000Z
UID:9d6e0f4c-1111-2222-3333-444455556666
DTSTART;TZID=Europe/Paris:20250210T190000
DTEND;TZID=Europe/Paris:20250210T210000
RRULE:FREQ=MONTHLY;BYDAY=2MO;COUNT=3
STATUS:CONFIRMED
SUMMARY:Réunion
CATEGORIES:école,asso
END:VEVENT
END:VCALENDAR
"""
SPORT = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//league//feed//EN
BEGIN:VEVENT
UID:match-1
DTSTAMP:20250801T000000Z
DTSTART:20250816T133000Z
DTEND:20250816T151500Z
SUMMARY:SC Freiburg - FC Augsburg (2:1)
END:VEVENT
BEGIN:VEVENT
UID:match-2
DTSTAMP:20250801T000000Z
DTSTART;VALUE=DATE:20250823
DTEND;VALUE=DATE:20250825
SUMMARY:Matchday 2 (kick-off open)
STATUS:TENTATIVE
END:VEVENT
END:VCALENDAR
"""
SCHOOL = """BEGIN:VCALENDAR
VERSION:2.0
METHOD:PUBLISH
BEGIN:VEVENT
SUMMARY:Herbstferien
DTSTART;VALUE=DATE:20251006
DTEND;VALUE=DATE:20251019
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
SUMMARY:Elternabend 3b
DTSTART:20251021T193000
DURATION:PT1H30M
LOCATION:Aula
END:VEVENT
END:VCALENDAR
"""
FEEDS = {
    "google": (GOOGLE, ["2025-03-03T16:00Z", "2025-03-11T15:00Z", "2025-03-24T16:00Z",
                        "2025-03-31T15:00Z"]),
    "outlook": (OUTLOOK, ["2025-03-31T07:00Z"]),
    "nextcloud": (NEXTCLOUD, ["2025-02-10T18:00Z", "2025-03-10T18:00Z", "2025-04-14T17:00Z"]),
    "sport": (SPORT, ["2025-08-16T13:30Z", "2025-08-23"]),
    "school": (SCHOOL, ["2025-10-06", "2025-10-21T19:30:00"]),
}  # fmt: skip


@pytest.mark.parametrize("feed", FEEDS)
def test_the_agenda_of_a_feed_is_what_its_program_shows(tmp_path: Path, feed: str) -> None:
    text, expected = FEEDS[feed]

    found = read(tmp_path, text.replace("\n", "\r\n").encode())

    assert agenda(found) == expected
    assert found.tally.doubts == []
    assert found.tally.found_count == found.tally.declared_count


def test_an_invitation_to_one_instance_is_no_whole_series(tmp_path: Path) -> None:
    (invited,) = events(read(tmp_path, OUTLOOK.encode()))

    assert invited.recurrence_id == "2025-03-31T08:00:00"
    assert not invited.whole_series
    assert invited.organizer == "Kurz, Ben <ben@example.com>"
    assert [(a.name, a.status) for a in invited.attendees] == [("Meier, Ida", "needs-action")]
    assert invited.zone_name == "W. Europe Standard Time"


def test_a_birthday_without_a_year_reaches_our_days(tmp_path: Path) -> None:
    found = events(read(tmp_path, APPLE.encode()))

    birthdays = [each.start for each in found if each.uid == "A1"]
    assert date(1604, 5, 5) in birthdays
    assert date(2025, 5, 5) in birthdays


def test_a_place_in_two_lines_and_an_absolute_alarm(tmp_path: Path) -> None:
    found = events(read(tmp_path, APPLE.encode()))

    fireworks = found[-1]
    assert fireworks.location == "Pier 17\nNew York"
    assert fireworks.end == datetime(2025, 7, 5, 3, tzinfo=UTC)
    assert found[0].alarms[0].related_to == "absolute"


def test_the_day_a_zone_names_is_the_local_day(tmp_path: Path) -> None:
    (draft,) = [d for d in read(tmp_path, APPLE.encode()).facts if d.title == "Fireworks"]

    assert isinstance(draft.occurred.start, datetime)
    assert draft.occurred.start.date() == date(2025, 7, 4)
    assert draft.occurred.zone == "America/New_York"


@pytest.mark.parametrize("text", [GOOGLE, OUTLOOK, APPLE, NEXTCLOUD, SPORT, SCHOOL])
def test_every_feed_is_known_by_content(text: str) -> None:
    picked = pick(head_of(text.encode(), "basic"))

    assert picked is not None
    assert picked.name == IcsSense().name


def test_reading_the_same_feed_twice_gives_the_same_facts(tmp_path: Path) -> None:
    first, again = (read(tmp_path, GOOGLE.encode()).facts for _ in range(2))

    assert first == again


def test_overrides_survive_when_their_uid_turns_out_to_be_shared(tmp_path: Path) -> None:
    extra = GOOGLE.replace(
        "END:VCALENDAR",
        "BEGIN:VEVENT\nUID:abc@google.com\nDTSTART:20250901T080000Z\nDTSTAMP:20250301T100000Z\n"
        "SUMMARY:Other\nEND:VEVENT\nEND:VCALENDAR",
    )

    found = read(tmp_path, extra.encode())

    assert {"Klavier", "Klavier (verschoben)", "Other"} == {d.summary for d in events(found)}
    assert len({draft.identity for draft in found.facts}) == len(found.facts)


def test_an_old_calendar_has_its_words_in_quoted_printable(tmp_path: Path) -> None:
    name = "SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Gr=C3=B6=C3=9Fe"

    found = read(tmp_path, calendar(event("DTSTART:20250103T100000Z", name)))

    assert found.facts[0].title == "Größe"


@pytest.mark.parametrize(
    ("lines", "starts"),
    [
        (("RRULE:FREQ=DAILY;UNTIL=20250105T100000",), [3, 4, 5]),
        (("RRULE:FREQ=DAILY;UNTIL=20250105",), [3, 4, 5]),
        (("RRULE:FREQ=DAILY;COUNT=4", "EXDATE;TZID=Europe/Berlin:20250104T100000,20250106T100000"),
         [3, 5]),
        (("RRULE:FREQ=DAILY;COUNT=3", "EXDATE;VALUE=DATE:20250104"), [3, 5]),
        (("RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20250104T090000Z"), [3, 5]),
        (("RDATE;VALUE=PERIOD:20250106T090000Z/PT1H,20250108T090000Z/20250108T100000Z",),
         [3, 6, 8]),
    ],
)  # fmt: skip
def test_a_series_in_each_spelling(
    lines: tuple[str, ...], starts: list[int], tmp_path: Path
) -> None:
    found = read(
        tmp_path, calendar(event("DTSTART;TZID=Europe/Berlin:20250103T100000", "SUMMARY:R", *lines))
    )

    assert agenda(found) == [f"2025-01-{day:02}T09:00Z" for day in starts]
    assert found.tally.doubts == []


@pytest.mark.parametrize(
    "zone",
    ['"W. Europe Standard Time"', "W. Europe Standard Time",
     '"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"'],
)  # fmt: skip
def test_zones_as_outlook_names_them(zone: str, tmp_path: Path) -> None:
    found = read(tmp_path, calendar(event(f"DTSTART;TZID={zone}:20250703T100000", "SUMMARY:M")))

    assert agenda(found) == ["2025-07-03T08:00Z"]


def test_fifty_three_bad_events_cost_none_of_the_good_one(tmp_path: Path) -> None:
    bad = [event("DTSTART:2025-99-99", "SUMMARY:bad", uid=f"b{number}") for number in range(53)]

    found = read(tmp_path, calendar(*bad, event("DTSTART:20250103T100000Z", "SUMMARY:good")))

    assert [fact.title for fact in found.facts] == ["good"]
    assert found.tally.declared_count == 54
    assert {doubt.code for doubt in found.tally.doubts} == {"event-unreadable"}
