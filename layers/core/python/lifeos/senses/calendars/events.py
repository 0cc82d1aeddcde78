"""One VEVENT read into values, before its series is expanded."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

from lifeos.contracts.facts import Alarm, Attendee
from lifeos.senses.calendars import values as calendar_values
from lifeos.senses.calendars.lines import Component, Line
from lifeos.senses.calendars.values import Moment
from lifeos.senses.calendars.zones import Zones
from lifeos.senses.models import Doubt

MAX_ATTENDEES = 500
MAX_ALARMS = 20
TEXT_CHARS = 4_000  # of a description in each fact; the pages hold all of it
# Messages about an event, not the event: they say who answered and leave out the rest. Source:
# RFC 5546, 1.4.
ANSWERS = frozenset({"REPLY", "REFRESH", "COUNTER", "DECLINECOUNTER"})
_STATUSES: dict[str, Literal["confirmed", "tentative", "cancelled"]] = {
    "TENTATIVE": "tentative",
    "CANCELLED": "cancelled",
    "CANCELED": "cancelled",
}


@dataclass(frozen=True, slots=True)
class Event:
    """A VEVENT with its times read. `length` is exact, or days if the event is all day."""

    component: Component
    place: int  # among the events of the file, from 1
    uid: str
    start: Moment
    length: timedelta
    recurrence_id: Moment | None
    this_and_future: bool
    status: Literal["confirmed", "tentative", "cancelled"]
    sequence: int
    last_modified: datetime | None
    calendar: str | None
    is_answer: bool = False  # says less than the invitation it answers
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def version(self) -> tuple[int, datetime]:
        """Newer versions of one event are greater (RFC 5546, 2.1.5)."""
        return self.sequence, self.last_modified or datetime.min.replace(tzinfo=UTC)


def read_event(
    component: Component, *, place: int, zones: Zones, calendar: Component | None
) -> Event:
    """Read the times and identity of a VEVENT; raises ValueError if it has no usable start."""
    doubts: list[Doubt] = []
    if not (start_line := component.first("DTSTART")):
        raise ValueError("no start")
    start = calendar_values.moment_of(start_line, zones)
    start, length = _length(component, start, zones=zones, doubts=doubts)
    if start.unknown_zone:
        sentence = f"The time zone of the event on line {component.number} is not known."
        doubts.append(Doubt(code="zone-unknown", detail=sentence))
    original = component.first("RECURRENCE-ID")
    method = method_of(calendar)
    stated = _STATUSES.get((component.text("STATUS") or "").upper(), "confirmed")
    return Event(
        component=component,
        place=place,
        uid=component.text("UID") or content_uid(component),
        start=start,
        length=length,
        recurrence_id=calendar_values.moment_of(original, zones) if original else None,
        this_and_future=bool(original and original.params.get("RANGE", "") == "THISANDFUTURE"),
        status="cancelled" if method == "CANCEL" else stated,
        sequence=number(component.text("SEQUENCE")),
        last_modified=stamp(component, zones, "LAST-MODIFIED", "DTSTAMP"),
        calendar=calendar.text("X-WR-CALNAME") if calendar else None,
        is_answer=method in ANSWERS,
        doubts=doubts,
    )


def method_of(calendar: Component | None) -> str:
    """What a calendar is sent for, such as REQUEST; empty if it is not a message."""
    return (calendar.text("METHOD") or "").upper() if calendar else ""


def number(text: str | None) -> int:
    """A count such as SEQUENCE; 0 if it is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def stamp(component: Component, zones: Zones, *names: str) -> datetime | None:
    """The first of these properties that is an instant."""
    for name in names:
        if line := component.first(name):
            try:
                return calendar_values.moment_of(line, zones).instant()
            except ValueError:
                continue
    return None


def attendees(component: Component) -> list[Attendee]:
    """Who is asked, at most MAX_ATTENDEES, each with the answer given."""
    return [
        Attendee(
            name=line.params.get("CN") or None,
            address=address(line),
            status=line.params.get("PARTSTAT", "needs-action").lower(),
            role=line.params.get("ROLE", "").lower() or None,
        )
        for line in component.all("ATTENDEE")[:MAX_ATTENDEES]
        if line.value.strip()
    ]


def address(line: Line) -> str:
    """A mail address without `mailto:`, or whatever URI stands there."""
    value = line.value.strip()
    return value[7:] if value[:7].lower() == "mailto:" else value


def organizer(component: Component) -> str | None:
    """Name and address of who asks."""
    line = component.first("ORGANIZER")
    if not line or not line.value.strip():
        return None
    name = line.params.get("CN")
    return f"{name} <{address(line)}>" if name and name != address(line) else address(line)


def alarms(component: Component) -> tuple[list[Alarm], list[Doubt]]:
    """The alarms that can be read, and a doubt for each that cannot."""
    found: list[Alarm] = []
    doubts: list[Doubt] = []
    for part in [part for part in component.parts if part.name == "VALARM"][:MAX_ALARMS]:
        trigger = part.first("TRIGGER")
        try:
            found.append(_alarm(part, trigger))
        except ValueError:
            sentence = f"The alarm on line {part.number} has no time that can be read."
            doubts.append(Doubt(code="alarm-unreadable", detail=sentence))
    return found, doubts


def _alarm(part: Component, trigger: Line | None) -> Alarm:
    if trigger is None:
        raise ValueError("no trigger")
    value = trigger.value.strip().upper()
    related: Literal["start", "end", "absolute"] = "start"
    if "P" in value:
        calendar_values.duration(value)
        related = "end" if trigger.params.get("RELATED", "").upper() == "END" else "start"
    else:
        at = calendar_values.moment(value, zone_name=None, zones=Zones())
        value, related = at.stored.isoformat(), "absolute"
    return Alarm(
        action=(part.text("ACTION") or "display").lower()[:40],
        trigger=value,
        related_to=related,
        description=(part.text("DESCRIPTION") or "")[:TEXT_CHARS] or None,
    )


def _length(
    component: Component, start: Moment, *, zones: Zones, doubts: list[Doubt]
) -> tuple[Moment, timedelta]:
    """The event's length; a start and end of different kinds both become times."""
    end_line, length_line = component.first("DTEND"), component.first("DURATION")
    if end_line:
        end = calendar_values.moment_of(end_line, zones)
        if start.is_day and not end.is_day:
            start = Moment(start.local, zone=end.zone)
        elif end.is_day and not start.is_day:
            end = Moment(end.local, zone=start.zone)
        length = end.instant() - start.instant()
    elif length_line:
        length = calendar_values.duration(length_line.value)
        if start.is_day and length % timedelta(days=1):
            start = Moment(start.local)
    else:
        length = timedelta(days=1) if start.is_day else timedelta()
    if length < timedelta():
        sentence = f"The event on line {component.number} ends before it starts."
        doubts.append(Doubt(code="end-before-start", detail=sentence))
        length = timedelta()
    if start.is_day and not length:  # RFC 5545 forbids DTEND = DTSTART; programs mean that day
        length = timedelta(days=1)
    return start, length


def content_uid(component: Component) -> str:
    """A name for an event without UID: the same words at the same time are the same event."""
    said = [component.text(name) or "" for name in ("SUMMARY", "DTSTART", "DTEND", "LOCATION")]
    return "content-" + hashlib.sha256("\x00".join(said).encode()).hexdigest()[:32]
