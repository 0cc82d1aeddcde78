"""Calendars: one event and its values, as the programs people use write it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from lifeos.contracts.facts import Fact, TaskData
from lifeos.errors import RejectedError
from lifeos.senses.calendars.sense import LIMIT_BYTES, MAX_COMPONENTS, IcsSense
from lifeos.senses.models import Sense
from lifeos.senses.registry import pick

from tests.support.calendars import BERLIN, calendar, event, events, read
from tests.support.readings import head_of, source_of

SENSE: Sense = IcsSense()
MEETING = event(
    "SUMMARY:Budget\\, part 2\\; final",
    "DTSTART;TZID=Europe/Berlin:20250310T090000",
    "DTEND;TZID=Europe/Berlin:20250310T103000",
    "DESCRIPTION:First line\\nSecond line that is long enough to be fo",
    " lded by the program",
    "LOCATION:Room 4",
    'ORGANIZER;CN="Doe, Jane":mailto:jane@example.org',
    "ATTENDEE;CN=Sam;ROLE=REQ-PARTICIPANT;PARTSTAT=DECLINED:MAILTO:sam@example.org",
    "ATTENDEE;PARTSTAT=ACCEPTED:mailto:jane@example.org",
    "STATUS:TENTATIVE",
    "SEQUENCE:3",
    "LAST-MODIFIED:20250301T101112Z",
    "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER;RELATED=END:-PT15M\nDESCRIPTION:Go\nEND:VALARM",
)


def test_a_meeting_keeps_everything_it_says(tmp_path: Path) -> None:
    (meeting,) = events(read(tmp_path, calendar("X-WR-CALNAME:Work", BERLIN, MEETING)))

    assert meeting.start == datetime(2025, 3, 10, 8, tzinfo=UTC)
    assert meeting.end == datetime(2025, 3, 10, 9, 30, tzinfo=UTC)
    assert meeting.summary == "Budget, part 2; final"
    assert (
        meeting.description
        == "First line\nSecond line that is long enough to be folded by the program"
    )
    assert (meeting.location, meeting.status, meeting.sequence) == ("Room 4", "tentative", 3)
    assert meeting.organizer == "Doe, Jane <jane@example.org>"
    assert [(a.name, a.address, a.status) for a in meeting.attendees] == [
        ("Sam", "sam@example.org", "declined"),
        (None, "jane@example.org", "accepted"),
    ]
    assert [(a.trigger, a.related_to, a.action) for a in meeting.alarms] == [
        ("-PT15M", "end", "display")
    ]
    assert (meeting.calendar, meeting.zone_name) == ("Work", "Europe/Berlin")


def test_the_fact_keeps_the_offset_of_its_zone_and_survives_storage(tmp_path: Path) -> None:
    (draft,) = read(tmp_path, calendar(BERLIN, MEETING)).facts

    stored = draft.model_validate_json(draft.model_dump_json())

    assert draft.occurred.zone == "Europe/Berlin"
    assert isinstance(draft.occurred.start, datetime)
    assert draft.occurred.start.isoformat() == "2025-03-10T09:00:00+01:00"
    assert stored.occurred.start == draft.occurred.start
    assert stored.data == draft.data
    assert "data" in Fact.model_fields


def test_every_value_points_at_its_line(tmp_path: Path) -> None:
    content = calendar(BERLIN, MEETING)
    (draft,) = read(tmp_path, content).facts

    lines = content.decode().split("\r\n")

    found = {evidence.field: evidence for evidence in draft.evidence}
    assert set(found) == {"title", "occurred", "end", "location", "status"}
    for evidence in draft.evidence:
        assert evidence.line is not None
        assert lines[evidence.line - 1] == evidence.snippet.split("\n")[0]
    assert found["occurred"].path == "VEVENT[1]/DTSTART"


@pytest.mark.parametrize(
    ("lines", "start", "end"),
    [
        (["DTSTART;VALUE=DATE:20250310"], date(2025, 3, 10), date(2025, 3, 11)),
        (["DTSTART:20250310"], date(2025, 3, 10), date(2025, 3, 11)),
        (["DTSTART;VALUE=DATE:20250310", "DTEND;VALUE=DATE:20250313"], date(2025, 3, 10),
         date(2025, 3, 13)),
        (["DTSTART;VALUE=DATE:20250310", "DURATION:P3D"], date(2025, 3, 10), date(2025, 3, 13)),
        (["DTSTART;VALUE=DATE:20250310", "DTEND;VALUE=DATE:20250310"], date(2025, 3, 10),
         date(2025, 3, 11)),
        (["DTSTART:20250310T090000", "DURATION:PT1H30M"], datetime(2025, 3, 10, 9),
         datetime(2025, 3, 10, 10, 30)),
        (["DTSTART:20250310T090000"], datetime(2025, 3, 10, 9), None),
        (["DTSTART:20250310", "DTEND:20250310T120000Z"], datetime(2025, 3, 10, tzinfo=UTC),
         datetime(2025, 3, 10, 12, tzinfo=UTC)),
        (["DTSTART;TZID=America/New_York:20250310T220000",
          "DTEND;TZID=Europe/London:20250311T090000"],
         datetime(2025, 3, 11, 2, tzinfo=UTC), datetime(2025, 3, 11, 9, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_days_floating_times_and_lengths(
    tmp_path: Path, lines: list[str], start: date, end: date | None
) -> None:
    (found,) = events(read(tmp_path, calendar(event(*lines))))

    assert (found.start, found.end) == (start, end)
    assert found.all_day is not isinstance(start, datetime)
    assert found.floating is (isinstance(start, datetime) and start.tzinfo is None)


def test_a_floating_time_stays_local_and_names_no_zone(tmp_path: Path) -> None:
    (draft,) = read(tmp_path, calendar(event("DTSTART:20250310T090000"))).facts

    assert draft.occurred.zone is None
    assert draft.occurred.start == datetime(2025, 3, 10, 9)
    assert draft.title == "Untitled"


def test_an_event_that_ends_before_it_starts_is_kept_and_doubted(tmp_path: Path) -> None:
    content = calendar(event("DTSTART:20250310T090000Z", "DTEND:20250309T090000Z"))

    found = read(tmp_path, content)

    assert [doubt.code for doubt in found.tally.doubts] == ["end-before-start"]
    assert events(found)[0].end is None


def test_a_cancelled_meeting_is_said_so_by_status_or_by_method(tmp_path: Path) -> None:
    by_status = calendar(event("DTSTART:20250310T090000Z", "STATUS:CANCELLED"))
    by_method = calendar("METHOD:CANCEL", event("DTSTART:20250310T090000Z"))

    statuses = [events(read(tmp_path, content))[0].status for content in (by_status, by_method)]

    assert statuses == ["cancelled", "cancelled"]


def test_tasks_are_kept_with_due_day_and_whether_they_are_done(tmp_path: Path) -> None:
    task = "BEGIN:VTODO\nUID:{}\nDTSTAMP:20250101T000000Z\n{}\nSUMMARY:Tax\nEND:VTODO"
    content = calendar(
        task.format(1, "DUE;VALUE=DATE:20250531\nPRIORITY:1"),
        task.format(2, "DUE:20250531T120000Z\nCOMPLETED:20250530T120000Z"),
        task.format(3, "STATUS:IN-PROCESS\nRRULE:FREQ=YEARLY"),
        "BEGIN:VTODO\nUID:4\nSUMMARY:Some day\nEND:VTODO",
    )

    found = read(tmp_path, content)

    tasks = [draft.data for draft in found.facts if isinstance(draft.data, TaskData)]
    assert [task.status for task in tasks] == ["open", "done", "in_progress", "open"]
    assert (tasks[0].due, tasks[0].priority) == (date(2025, 5, 31), 1)
    assert found.facts[2].occurred.start == datetime(2025, 1, 1, tzinfo=UTC)
    assert (found.tally.found_count, found.tally.declared_count) == (4, 4)
    assert found.facts[3].occurred.uncertainty_days > 365
    assert found.tally.doubts == []


def test_several_calendars_in_one_file_are_all_read(tmp_path: Path) -> None:
    first = calendar("X-WR-CALNAME:A", event("DTSTART:20250310T090000Z", uid="a"))
    second = calendar("X-WR-CALNAME:B", event("DTSTART:20250311T090000Z", uid="b"))

    found = read(tmp_path, first + second)

    assert [each.calendar for each in events(found)] == ["A", "B"]
    assert found.tally.title == "A"


def test_one_uid_used_for_different_events_loses_none(tmp_path: Path) -> None:
    same = [
        event(f"DTSTART:2025031{day}T090000Z", f"DTSTAMP:2025030{day}T000000Z", uid="same")
        for day in (1, 2, 3)
    ]

    found = read(tmp_path, calendar(*same))
    again = read(tmp_path, calendar(*reversed(same)))

    assert len({draft.identity for draft in found.facts}) == len(found.facts) == 3
    by_identity = {draft.identity: draft.occurred for draft in found.facts}
    assert {draft.identity: draft.occurred for draft in again.facts} == by_identity


def test_an_event_without_uid_is_named_by_what_it_says(tmp_path: Path) -> None:
    bare = "BEGIN:VEVENT\nDTSTART:20250310T090000Z\nSUMMARY:{}\nEND:VEVENT"

    first = read(tmp_path, calendar(bare.format("A"), bare.format("B"))).facts
    again = read(tmp_path, calendar("X-NEW:1", bare.format("B"), bare.format("A"))).facts

    assert {draft.identity for draft in first} == {draft.identity for draft in again}
    assert len({draft.identity for draft in first}) == 2


@pytest.mark.parametrize(
    ("content", "lowest", "highest"),
    [
        (calendar(MEETING), 0.9, 1.0),
        (b"\xef\xbb\xbf" + calendar(MEETING), 0.9, 1.0),
        (calendar(MEETING).decode().encode("utf-16"), 0.9, 1.0),
        (b"\r\n\r\nbegin:vcalendar\r\nEND:VCALENDAR", 0.9, 1.0),
        (b"X-Stray: line\r\n" * 30 + calendar(MEETING), 0.5, 0.8),
        (event("DTSTART:20250310").encode(), 0.5, 0.8),
        (b"Dear all, the file starts with BEGIN:VCALENDAR as usual", 0.0, 0.0),
        (b"BEGIN:VCARD\r\nEND:VCARD\r\n", 0.0, 0.0),
        (b"", 0.0, 0.0),
    ],
)
def test_a_calendar_is_known_by_content(content: bytes, lowest: float, highest: float) -> None:
    assert lowest <= SENSE.score(head_of(content, "any.bin")) <= highest


def test_a_calendar_goes_to_this_sense_and_not_to_plain_text() -> None:
    picked = pick(head_of(calendar(MEETING), "notes.txt"))

    assert picked is not None
    assert picked.name == "ics"


def test_what_is_no_calendar_is_refused_with_a_reason(tmp_path: Path) -> None:
    many = b"BEGIN:VEVENT\r\nEND:VEVENT\r\n" * (MAX_COMPONENTS + 1)
    cases = {b"": "empty-file", b"hello": "not-a-calendar", many: "too-many-events",
             b" " * LIMIT_BYTES + b"ab": "too-large"}  # fmt: skip

    for content, reason in cases.items():
        with pytest.raises(RejectedError) as refused:
            SENSE.check(source_of(tmp_path, content))
        assert refused.value.reason == reason


def test_an_empty_calendar_is_read_as_such(tmp_path: Path) -> None:
    found = read(tmp_path, calendar())

    assert (found.tally.found_count, found.tally.declared_count, found.facts) == (0, 0, [])
    assert found.tally.title == "calendar.ics"


def test_the_newest_stamp_dates_the_calendar(tmp_path: Path) -> None:
    stamps = ["DTSTAMP:20250101T000000Z", "DTSTAMP:20250401T000000Z"]

    found = read(
        tmp_path,
        calendar(*(event("DTSTART:20250310", stamp, uid=stamp) for stamp in stamps)),
    )

    assert found.tally.dated_on == date(2025, 4, 1)
    assert all(each.end == date(2025, 3, 10) + timedelta(days=1) for each in events(found))
