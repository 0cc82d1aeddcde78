"""The grammar of calendars: content lines, components, dates and durations."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.senses.calendars import lines as calendar_lines
from lifeos.senses.calendars import values as calendar_values
from lifeos.senses.calendars.lines import Line, parse
from lifeos.senses.calendars.values import Moment, duration, moment
from lifeos.senses.calendars.zones import Zones


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("PT15M", timedelta(minutes=15)),
        ("-P1DT2H", -timedelta(days=1, hours=2)),
        ("+P2W", timedelta(weeks=2)),
        ("p1d", timedelta(days=1)),
        ("PT0S", timedelta()),
        ("P1DT1H1M1S", timedelta(days=1, hours=1, minutes=1, seconds=1)),
    ],
)
def test_durations_are_read(text: str, length: timedelta) -> None:
    assert duration(text) == length


@pytest.mark.parametrize("text", ["", "P", "PT", "15M", "P1Y", "PT1.5H", "P99999D", "soon", "P-1D"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"duration|too long"):
        duration(text)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("20250310", date(2025, 3, 10)),
        ("2025-03-10", date(2025, 3, 10)),
        ("20250310Z", date(2025, 3, 10)),
        ("20250310T090000", datetime(2025, 3, 10, 9)),
        ("20250310T0900", datetime(2025, 3, 10, 9)),
        ("2025-03-10T09:00:00Z", datetime(2025, 3, 10, 9, tzinfo=UTC)),
        (" 20250310t090000z ", datetime(2025, 3, 10, 9, tzinfo=UTC)),
        ("20161231T235960Z", datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_days_local_times_and_instants_are_told_apart(text: str, stored: date) -> None:
    found = moment(text, zone_name=None, zones=Zones()).stored

    assert found == stored
    assert type(found) is type(stored)


@pytest.mark.parametrize(
    "text",
    ["", "today", "20250230", "20251301", "20250310T2500", "00010101", "99990101T000000Z",
     "20250310T", "2025031", "20250310T090000+0100"],
)  # fmt: skip
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        moment(text, zone_name=None, zones=Zones())


def test_the_zone_of_an_instant_goes_before_a_named_one() -> None:
    found = moment("20250310T090000Z", zone_name="Europe/Berlin", zones=Zones())

    assert found.stored == datetime(2025, 3, 10, 9, tzinfo=UTC)


def test_a_moment_is_put_on_the_wall_clock_of_another() -> None:
    zones = Zones()
    berlin = moment("20250701T090000", zone_name="Europe/Berlin", zones=zones)
    tokyo = moment("20250701T160000", zone_name="Asia/Tokyo", zones=zones)
    floating = Moment(datetime(2025, 7, 1, 16))

    assert tokyo.local_to(berlin) == datetime(2025, 7, 1, 9)
    assert floating.local_to(berlin) == datetime(2025, 7, 1, 16)
    assert berlin.local_to(berlin) == datetime(2025, 7, 1, 9)


def test_lists_of_dates_and_periods_are_read() -> None:
    line = Line("RDATE", {}, "20250310T090000Z,20250311T090000Z/PT2H,"
                "20250312T090000Z/20250312T100000Z", 1, "")  # fmt: skip

    found = calendar_values.moments_of(line, Zones())

    assert [length for _, length in found] == [None, timedelta(hours=2), timedelta(hours=1)]


@pytest.mark.parametrize(
    ("raw", "name", "params", "value"),
    [
        (b"SUMMARY:a:b;c", "SUMMARY", {}, "a:b;c"),
        (b"summary ;x=1:v", "SUMMARY", {"X": "1"}, "v"),
        (b"DTSTART;VALUE=DATE:20250310", "DTSTART", {"VALUE": "DATE"}, "20250310"),
        (b'X;A="1:2;3",B:v', "X", {"A": "1:2;3,B"}, "v"),
        (b"X;A=:v", "X", {"A": ""}, "v"),
        (b"X; A = b :v", "X", {"A": "b"}, "v"),
        (b'ATTENDEE;CN=Dr. "X" Y:mailto:q@r', "ATTENDEE", {"CN": "Dr. X Y"}, "mailto:q@r"),
        (b"X;broken:v", "X", {}, "v"),
        (b"\xc3\xa4:v", "", {}, ""),
    ],
)
def test_content_lines_are_split(raw: bytes, name: str, params: dict[str, str], value: str) -> None:
    lines = parse(raw).lines

    if name:
        assert [(line.name, line.params, line.value) for line in lines] == [(name, params, value)]
    else:
        assert lines == []


@pytest.mark.parametrize(
    ("value", "text"),
    [(r"a\nb", "a\nb"), (r"a\Nb", "a\nb"), (r"a\,b\;c\\d", r"a,b;c\d"), (r"C:\\new", r"C:\new"),
     ("end\\", "end\\"), ("  blank ", "blank")],
)  # fmt: skip
def test_escapes_of_text_are_resolved(value: str, text: str) -> None:
    assert Line("X", {}, value, 1, "").text == text


def test_line_numbers_are_those_of_the_file() -> None:
    root = parse(b"A:1\r\n\r\nB:2\r\n  folded\r\n\tagain\r\nC:3\r\n")

    assert [(line.name, line.number) for line in root.lines] == [("A", 1), ("B", 3), ("C", 6)]
    assert root.lines[1].value == "2 foldedagain"
    assert root.lines[1].raw == "B:2\n  folded\n\tagain"


def test_components_nest_and_count() -> None:
    raw = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nBEGIN:VALARM\nEND:VALARM\nEND:VEVENT\nEND:VCALENDAR\n"

    root = parse(raw * 2)

    assert root.closed
    assert len(list(root.walk("VEVENT"))) == 2
    assert [alarm.number for alarm in root.walk("VALARM")] == [3, 9]
    assert all(part.closed for part in root.walk("VCALENDAR", "VEVENT", "VALARM"))
    assert calendar_lines.count_declared(raw * 2, "VEVENT", "VALARM") == 4


def test_a_blank_text_counts_as_none() -> None:
    root = parse(b"LOCATION:\r\nSUMMARY:x\r\nSUMMARY:y\r\n")

    assert root.text("LOCATION") is None
    assert root.text("MISSING") is None
    assert [line.value for line in root.all("SUMMARY")] == ["x", "y"]


@settings(max_examples=150)
@given(st.binary(max_size=300))
def test_any_bytes_are_lines_components_or_named_as_unreadable(raw: bytes) -> None:
    root = parse(b"BEGIN:VEVENT\n" + raw)

    numbers = [line.number for line in root.lines]
    assert numbers == sorted(numbers)
    assert all(number <= raw.count(b"\n") + raw.count(b"\r") + 2 for number in numbers)


@settings(max_examples=100)
@given(st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1)).map(lambda d: d.replace(fold=0)))
def test_a_written_time_is_read_back(at: datetime) -> None:
    written = at.strftime("%Y%m%dT%H%M%S")

    found = moment(written, zone_name=None, zones=Zones())

    assert found.local == at.replace(microsecond=0)
    assert not found.is_day
