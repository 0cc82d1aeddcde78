"""Two calendars: one from work with German time zone rules, one private."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from samples import truth
from samples.clock import local

_ZONES: Final = {"Arbeit/work-calendar.ics": "Europe/Berlin", "agenda-mara.ics": "Europe/Amsterdam"}
_MADE: Final = "20260220T090000Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A single event, or a weekly series with its exceptions."""

    uid: str
    summary: str
    start: datetime
    minutes: int
    place: str = ""
    last: date | None = None  # last day of a weekly series
    moved: tuple[date, datetime] | None = None  # the day by rule, and when it is instead
    cancelled: date | None = None  # an instance called off by the organiser
    skipped: date | None = None  # an instance taken out of the rule (EXDATE)
    all_day: bool = False


def calendars() -> list[truth.Filed]:
    """Both calendars as files."""
    return [_filed("Arbeit/work-calendar.ics", _WORK), _filed("agenda-mara.ics", _PRIVATE)]


def _filed(file: str, events: Sequence[Event]) -> truth.Filed:
    zone = _ZONES[file]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Example Calendar//EN",
        "CALSCALE:GREGORIAN",
        *_time_zone(zone),
        *(line for event in events for line in _components(event, zone)),
        "END:VCALENDAR",
    ]
    return truth.Filed(
        file=file,
        content="".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode(),
        format="ics",
        document_kind="calendar",
        facts=tuple(fact for event in events for fact in _instances(event, zone)),
        more={"series": sum(event.last is not None for event in events)},
    )


def _time_zone(zone: str) -> list[str]:
    """The rule both zones follow. Source: RFC 5545 section 3.6.5."""
    return [
        "BEGIN:VTIMEZONE",
        f"TZID:{zone}",
        "BEGIN:DAYLIGHT",
        "DTSTART:19810329T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "TZNAME:CEST",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:19961027T030000",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "TZNAME:CET",
        "END:STANDARD",
        "END:VTIMEZONE",
    ]


def _components(event: Event, zone: str) -> Iterator[str]:
    """The event, then one more component for each instance that differs."""
    more = []
    if event.last:
        # UNTIL is in UTC when the start has a zone; 22:00 UTC is past any training that day.
        more.append(f"RRULE:FREQ=WEEKLY;UNTIL={event.last:%Y%m%d}T220000Z")
    if event.skipped:
        more.append(f"EXDATE;TZID={zone}:{_on(event, event.skipped):%Y%m%dT%H%M%S}")
    yield from _component(event, zone, start=event.start, more=more)
    if event.moved:
        day, instead = event.moved
        yield from _component(
            event, zone, start=instead, more=[_recurrence_id(event, zone, day=day), "SEQUENCE:1"]
        )
    if event.cancelled:
        start = _on(event, event.cancelled)
        lines = [_recurrence_id(event, zone, day=event.cancelled), "SEQUENCE:1", "STATUS:CANCELLED"]
        yield from _component(event, zone, start=start, more=lines)


def _component(event: Event, zone: str, *, start: datetime, more: Sequence[str]) -> list[str]:
    end = start + timedelta(minutes=event.minutes)
    times = [f"DTSTART;TZID={zone}:{start:%Y%m%dT%H%M%S}", f"DTEND;TZID={zone}:{end:%Y%m%dT%H%M%S}"]
    if event.all_day:
        following = start + timedelta(days=1)
        times = [f"DTSTART;VALUE=DATE:{start:%Y%m%d}", f"DTEND;VALUE=DATE:{following:%Y%m%d}"]
    place = [f"LOCATION:{_escaped(event.place)}"] if event.place else []
    return [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{_MADE}",
        *times,
        *more,
        f"SUMMARY:{_escaped(event.summary)}",
        *place,
        "END:VEVENT",
    ]


def _recurrence_id(event: Event, zone: str, *, day: date) -> str:
    return f"RECURRENCE-ID;TZID={zone}:{_on(event, day):%Y%m%dT%H%M%S}"


def _on(event: Event, day: date) -> datetime:
    """The event's usual time on another day: the clock stays, the offset may change."""
    return local(day, event.start.hour, minute=event.start.minute)


def _escaped(text: str) -> str:
    """Source: RFC 5545 section 3.3.11."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> Iterator[str]:
    """Lines of at most 75 octets, going on after a blank. Source: RFC 5545 section 3.1."""
    room, part = 75, ""
    for sign in line:
        if len((part + sign).encode()) > room:
            yield part
            part = " "
        part += sign
    yield part


def _instances(event: Event, zone: str) -> Iterator[truth.Fact]:
    """One fact for every time the event happens, and one for the one called off."""
    day = event.start.date()
    while day <= (event.last or event.start.date()):
        if day != event.skipped:
            yield _instance(event, zone, day=day)
        day += timedelta(days=7)


def _instance(event: Event, zone: str, *, day: date) -> truth.Fact:
    usual = _on(event, day)
    start = event.moved[1] if event.moved and event.moved[0] == day else usual
    end = start + timedelta(minutes=event.minutes)
    occurred = {"start": start.isoformat(), "end": end.isoformat(), "zone": zone}
    if event.all_day:
        occurred = {"start": day.isoformat(), "end": (day + timedelta(days=1)).isoformat()}
    told = {
        "uid": event.uid,
        "recurrence_id": usual.isoformat() if event.last else "",
        "summary": event.summary,
        "location": event.place,
        "status": "cancelled" if day == event.cancelled else "confirmed",
    }
    return truth.Fact(
        thing=f"event-{event.uid}-{day}",
        domain="calendar",
        kind="event",
        occurred=occurred,
        title=event.summary,
        data=truth.filled(told),
    )


_WORK: Final = (
    Event(
        uid="standup-7410@nordlicht-analytik.example",
        summary="Team Stand-up",
        start=local(date(2026, 1, 12), 9, minute=30),
        minutes=15,
        place="Videokonferenz, Raum »Alster«",
        last=date(2026, 6, 29),
        skipped=date(2026, 4, 6),  # Easter Monday
    ),
    Event(
        uid="quarter-review-q1@nordlicht-analytik.example",
        summary="Quartalsgespräch; Zahlen Q1",
        start=local(date(2026, 3, 17), 11),
        minutes=90,
        place="Am Rheinspeicher 12, Köln",
    ),
    Event(
        uid="portland-2026@nordlicht-analytik.example",
        summary="Vorbereitung Konferenz Portland",
        start=local(date(2026, 5, 12), 14),
        minutes=60,
    ),
    Event(
        uid="company-day-2026@nordlicht-analytik.example",
        summary="Betriebsfest",
        start=local(date(2026, 6, 19), 12),
        minutes=0,
        place="Köln",
        all_day=True,
    ),
)

_PRIVATE: Final = (
    Event(
        uid="8f0c-roeien@lindqvist.example",
        summary="Roeitraining acht",
        start=local(date(2026, 2, 3), 19),
        minutes=120,
        place="Botenhuis De Vaart",
        last=date(2026, 6, 30),
        moved=(date(2026, 3, 31), local(date(2026, 4, 1), 19, minute=30)),
        cancelled=date(2026, 5, 19),  # she is in Portland
    ),
    Event(
        uid="8f11-tandarts@lindqvist.example",
        summary="Tandarts, halfjaarlijkse controle",
        start=local(date(2026, 3, 10), 8, minute=40),
        minutes=40,
        place="Tandartspraktijk Singelhof, Singelhof 2",
    ),
    Event(
        uid="8f15-garage@lindqvist.example",
        summary="Auto naar Van Dalen (beurt en APK)",
        start=local(date(2026, 5, 12), 8),
        minutes=30,
        place="Maarssen",
    ),
    Event(
        uid="8f19-eten@lindqvist.example",
        summary="Eten met Joris en Noor",
        start=local(date(2026, 5, 30), 18, minute=30),
        minutes=150,
        place="Eethuis De Roerganger",
    ),
    Event(
        uid="8f1c-verjaardag@lindqvist.example",
        summary="Verjaardag Noor",
        start=local(date(2026, 4, 23), 12),
        minutes=0,
        all_day=True,
    ),
)
