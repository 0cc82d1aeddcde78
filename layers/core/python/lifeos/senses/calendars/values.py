"""Dates, times and durations as calendars write them.

Source: RFC 5545, sections 3.3.4 to 3.3.6.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from lifeos.senses.calendars.lines import Line
from lifeos.senses.calendars.zones import UTC_ZONE, Zone, Zones

FIRST_YEAR, LAST_YEAR = 1583, 9000  # the Gregorian calendar, with room for arithmetic
MAX_DURATION = timedelta(days=36_600)  # a century
_MOMENT = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2}):?(\d{2}):?(\d{2})?)?(Z)?$")
_DURATION = re.compile(
    r"([+-])?P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?$"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, a local time, or a local time in a zone."""

    local: datetime  # without tzinfo; midnight for a day
    is_day: bool = False
    zone: Zone | None = None  # None: a day, or floating
    unknown_zone: str | None = None  # a zone was named and nobody knows it

    @property
    def stored(self) -> date | datetime:
        """A date, an instant with offset, or a floating local time."""
        if self.is_day:
            return self.local.date()
        return self.zone.at(self.local) if self.zone else self.local

    def instant(self) -> datetime:
        """For comparing two moments of one event; a floating time counts as UTC."""
        return self.zone.at(self.local) if self.zone else self.local.replace(tzinfo=UTC)

    def local_to(self, other: Moment) -> datetime:
        """The moment on the wall clock of another: how EXDATE finds its instance."""
        if self.is_day or other.is_day or not (self.zone and other.zone):
            return self.local
        return self.local if self.zone == other.zone else other.zone.local(self.instant())


def moment(text: str, *, zone_name: str | None, zones: Zones) -> Moment:
    """Read one DATE or DATE-TIME; raises ValueError if it is neither."""
    match = _MOMENT.match(text.strip().upper())
    if not match or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        raise ValueError("not a date")
    day = date(int(match[1]), int(match[2]), int(match[3]))
    if match[4] is None:
        return Moment(datetime.combine(day, time()), is_day=True)
    at = time(int(match[4]), int(match[5]), min(int(match[6] or 0), 59))  # leap seconds: as :59
    local = datetime.combine(day, at)
    if match[7]:
        return Moment(local, zone=UTC_ZONE)
    zone = zones.named(zone_name) if zone_name else None
    return Moment(local, zone=zone, unknown_zone=zone_name if zone_name and not zone else None)


def moment_of(line: Line, zones: Zones) -> Moment:
    """Read a DTSTART, DTEND, DUE or RECURRENCE-ID line; raises ValueError."""
    return moment(line.value, zone_name=line.params.get("TZID"), zones=zones)


def moments_of(line: Line, zones: Zones) -> list[tuple[Moment, timedelta | None]]:
    """Read an EXDATE or RDATE line; a PERIOD gives its length too. Raises ValueError."""
    found: list[tuple[Moment, timedelta | None]] = []
    for word in line.value.split(","):
        start_text, slash, end_text = word.partition("/")
        start = moment(start_text, zone_name=line.params.get("TZID"), zones=zones)
        length = _length(start, end_text, line=line, zones=zones) if slash else None
        found.append((start, length))
    return found


def duration(text: str) -> timedelta:
    """Read a DURATION; raises ValueError if it is none or longer than MAX_DURATION."""
    match = _DURATION.match(text.strip().upper())
    if not match or not any(match.groups()[1:]):
        raise ValueError("not a duration")
    weeks, days, hours, minutes, seconds = (int(group or 0) for group in match.groups()[1:])
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    if length > MAX_DURATION:
        raise ValueError("too long")
    return -length if match[1] == "-" else length


def until(text: str, start: Moment, zones: Zones) -> datetime:
    """Read an UNTIL onto the wall clock of its series; a day includes all of that day.

    Raises ValueError if it is no time.
    """
    last = moment(text, zone_name=None, zones=Zones())
    local = _last_day(last, zones) if start.is_day and not last.is_day else last.local_to(start)
    if last.is_day or start.is_day:
        return datetime.combine(local.date(), datetime.max.time())
    return local


def _last_day(last: Moment, zones: Zones) -> datetime:
    """The end of whole days, stated as an instant: Exchange writes the local midnight in UTC.

    It counts on the clock of the calendar only where it is a midnight there, or the second before.
    With no clock known, a full quarter of an hour in the second half of a UTC day is the next
    day's midnight east of Greenwich; west of it the day is the same.
    """
    home = zones.home if last.zone else None
    if home:
        local = home.local(last.instant())
        is_midnight = (local + timedelta(seconds=1)).time() <= time(0, 0, 1)
        return local if is_midnight else last.local
    at = last.local
    is_eastern = last.zone and at.hour >= 12 and not (at.minute % 15 or at.second)
    return at + timedelta(days=1) if is_eastern else at


def _length(start: Moment, end_text: str, *, line: Line, zones: Zones) -> timedelta:
    if end_text.strip().upper().startswith(("P", "+P")):
        return duration(end_text)
    end = moment(end_text, zone_name=line.params.get("TZID"), zones=zones)
    return end.instant() - start.instant()
