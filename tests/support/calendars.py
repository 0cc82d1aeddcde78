"""Small calendars as programs write them, and what the calendar sense makes of them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from lifeos.contracts.facts import EventData
from lifeos.senses.calendars.sense import IcsSense

from tests.support.readings import Read, read_all, source_of

BERLIN = """BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:19810329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE"""


def event(*lines: str, uid: str = "one@example.org") -> str:
    return "\n".join(["BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT"])


def calendar(*parts: str) -> bytes:
    text = "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//X//EN", *parts, "END:VCALENDAR"])
    return (text + "\n").replace("\n", "\r\n").encode()


def read(folder: Path, content: bytes) -> Read:
    return read_all(IcsSense(), source_of(folder, content, "calendar.ics"))


def events(read: Read) -> list[EventData]:
    return [fact.data for fact in read.facts if isinstance(fact.data, EventData)]


def agenda(read: Read) -> list[str]:
    """What a calendar program would show: starts in UTC, days and floating times as they are."""
    shown = [each.start for each in events(read) if each.status != "cancelled"]
    return sorted(as_text(start) for start in shown)


def as_text(start: date | datetime) -> str:
    if isinstance(start, datetime) and start.tzinfo:
        return start.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
    return start.isoformat()
