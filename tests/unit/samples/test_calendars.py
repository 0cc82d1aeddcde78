from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from samples import clock
from tests.unit.samples.conftest import Row, Written


def timed(inbox: Written) -> list[Row]:
    events = [fact for row in inbox.of_format("ics") for fact in row["facts"]]
    return [fact for fact in events if "zone" in fact["occurred"]]


def test_offsets_are_those_of_the_named_zone(inbox: Written) -> None:
    events = timed(inbox)

    assert len(events) > 45
    for fact in events:
        start = datetime.fromisoformat(fact["occurred"]["start"])
        zone = ZoneInfo(fact["occurred"]["zone"])
        assert start.utcoffset() == start.astimezone(zone).utcoffset()


def test_the_series_keeps_its_local_hour_over_the_clock_change(inbox: Written) -> None:
    standups = [fact for fact in timed(inbox) if fact["title"] == "Team Stand-up"]

    hours = {fact["occurred"]["start"][11:16] for fact in standups}
    offsets = {fact["occurred"]["start"][-6:] for fact in standups}

    assert hours == {"09:30"}
    assert offsets == {"+01:00", "+02:00"}
    assert "2026-04-06" not in {fact["occurred"]["start"][:10] for fact in standups}


def test_one_training_is_moved_and_one_is_called_off(inbox: Written) -> None:
    training = [fact for fact in timed(inbox) if fact["title"] == "Roeitraining acht"]

    moved = [
        fact for fact in training if fact["occurred"]["start"] != fact["data"]["recurrence_id"]
    ]
    cancelled = [fact for fact in training if fact["data"]["status"] == "cancelled"]

    assert [fact["data"]["recurrence_id"] for fact in moved] == ["2026-03-31T19:00:00+02:00"]
    assert [fact["occurred"]["start"] for fact in moved] == ["2026-04-01T19:30:00+02:00"]
    assert [fact["occurred"]["start"][:10] for fact in cancelled] == ["2026-05-19"]


def test_a_calendar_program_finds_the_same_instants(inbox: Written) -> None:
    icalendar = pytest.importorskip("icalendar")
    recurring = pytest.importorskip("recurring_ical_events")

    for row in inbox.of_format("ics"):
        calendar = icalendar.Calendar.from_ical(inbox.path(row["file"]).read_bytes())
        found = recurring.of(calendar).between(date(2026, 1, 1), date(2026, 7, 1))
        starts = sorted(str(event["SUMMARY"]) + event["DTSTART"].dt.isoformat() for event in found)
        expected = [fact["title"] + fact["occurred"]["start"] for fact in row["facts"]]
        assert starts == sorted(expected)


def test_lines_are_folded_and_end_as_the_format_asks(inbox: Written) -> None:
    for row in inbox.of_format("ics"):
        content = inbox.path(row["file"]).read_bytes()

        lines = content.split(b"\r\n")

        assert lines[-1] == b""
        assert b"\n" not in b"".join(lines)
        assert max(len(line) for line in lines) <= 75
        assert lines[0] == b"BEGIN:VCALENDAR"


@pytest.mark.parametrize("day", [date(2026, 3, 28), date(2026, 3, 29), date(2026, 6, 30)])
def test_local_time_agrees_with_the_time_zone_database(day: date) -> None:
    moment = clock.local(day, 12, minute=15)

    same = moment.astimezone(ZoneInfo("Europe/Amsterdam"))

    assert moment.utcoffset() == same.utcoffset()
    assert (same.hour, same.minute) == (12, 15)
