"""What the time zone names in a calendar mean.

Programs write IANA names, IANA names behind a vendor's prefix, Windows names, the labels Windows
shows to people, or a name of their own with its rules in a VTIMEZONE. A name that leads to an
IANA zone is read as that zone, whose history is better than the two rules a program exports;
otherwise the VTIMEZONE's rules are used. A name that leads nowhere is no zone: the caller says so.

Source: RFC 5545, sections 3.2.19 and 3.6.5; Unicode CLDR windowsZones (through icalendar).
"""

from __future__ import annotations

import re
import zoneinfo
from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cache

from lifeos.senses.calendars import recurrence
from lifeos.senses.calendars.lines import Component

FIRST_YEAR, LAST_YEAR = 1900, 2100  # a VTIMEZONE is expanded between these years
MAX_ONSETS = 2_000  # clock changes of one VTIMEZONE
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2}):?(\d{2})?\s*$")
_LABEL = re.compile(
    r"\s*\((?:UTC|GMT)(?:(?P<sign>[+-])(?P<hours>\d{1,2}):(?P<minutes>\d{2}))?\)\s*(?P<places>.*)$",
    re.IGNORECASE,
)
_MIDWINTERS = (datetime(2025, 1, 1), datetime(2025, 7, 1))  # of the two hemispheres


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone we can reckon with: an IANA zone, or the rules of a VTIMEZONE."""

    name: str | None  # IANA
    written: str  # as the file has it
    onsets: tuple[tuple[datetime, timedelta], ...] = ()  # local onset and the offset from then on

    def at(self, local: datetime) -> datetime:
        """The instant of a local time; one that the clock skips keeps the offset before."""
        if self.name:
            instant = local.replace(tzinfo=zoneinfo.ZoneInfo(self.name))
            return instant.astimezone(UTC).astimezone(instant.tzinfo)
        place = bisect_right(self.onsets, local, key=lambda onset: onset[0])
        return local.replace(tzinfo=timezone(self.onsets[max(0, place - 1)][1]))

    def local(self, instant: datetime) -> datetime:
        """The wall-clock time of an instant."""
        if self.name:
            return instant.astimezone(zoneinfo.ZoneInfo(self.name)).replace(tzinfo=None)
        naive = instant.astimezone(UTC).replace(tzinfo=None)
        offset = self.onsets[0][1]
        for onset, after in self.onsets:
            if onset - offset > naive:
                break
            offset = after
        return naive + offset


UTC_ZONE = Zone("UTC", "UTC")


class Zones:
    """The zones of one file; nothing is remembered from one file to the next."""

    def __init__(self, root: Component | None = None, steps: int = 0) -> None:
        self._budget = recurrence.Budget(steps)  # for the rules of every VTIMEZONE
        self._declared: dict[str, Component] = {}
        self._known: dict[str, Zone | None] = {}
        self._home: str | None = None  # the zone the calendar says it is kept in
        for part in root.walk("VTIMEZONE", "VCALENDAR") if root else ():
            name = part.text("TZID")
            if part.name == "VTIMEZONE" and name:
                self._declared.setdefault(name.strip('"'), part)
            self._home = self._home or part.text("X-WR-TIMEZONE")

    def named(self, written: str) -> Zone | None:
        """The zone a TZID means; None if neither its name nor a VTIMEZONE says."""
        name = written.strip().strip('"')
        if name not in self._known:
            self._known[name] = self._find(name)
        return self._known[name]

    @property
    def home(self) -> Zone | None:
        """The one zone the file is kept in: stated, or the only one but UTC that it declares."""
        names = [self._home] if self._home else list(self._declared)
        zones = {zone for name in names if (zone := self.named(name)) and zone.name != "UTC"}
        return zones.pop() if len(zones) == 1 else None

    def _find(self, name: str) -> Zone | None:
        declared = self._declared.get(name)
        located = declared.text("X-LIC-LOCATION") if declared else None
        iana = _iana(name) or (located and _iana(located))
        if iana:
            return Zone(iana, name)
        onsets = self._onsets(declared) if declared else ()
        return Zone(None, name, onsets) if onsets else None

    def _onsets(self, declared: Component) -> tuple[tuple[datetime, timedelta], ...]:
        """Every clock change of a VTIMEZONE in local time, earliest first."""
        found: dict[datetime, timedelta] = {}
        for part in declared.walk("STANDARD", "DAYLIGHT"):
            after = _offset(part.text("TZOFFSETTO"))
            first = _moment(part.text("DTSTART"))
            if after is None or first is None:
                continue
            for onset in self._rule_onsets(part, first):
                found[onset] = after
                if len(found) >= MAX_ONSETS:
                    break
        return tuple(sorted(found.items()))

    def _rule_onsets(self, part: Component, first: datetime) -> list[datetime]:
        onsets = [first]
        onsets += [at for line in part.all("RDATE") if (at := _moment(line.value))]
        rule_line = part.first("RRULE")
        if not rule_line:
            return onsets
        try:
            rule = recurrence.parse_rule(rule_line.value)
            until = _moment(rule.until) if rule.until else None
            if rule.freq != "YEARLY":  # clocks change by the year, or by a list of dates
                return onsets
            start = _near(first, rule)
            for onset in recurrence.starts(rule, start, until=until, budget=self._budget):
                if onset.year > LAST_YEAR:
                    break
                onsets.append(onset)
        except (ValueError, recurrence.BudgetSpentError):
            return onsets
        return onsets


def _near(first: datetime, rule: recurrence.Rule) -> datetime:
    """A start not before FIRST_YEAR: Windows dates its rules from the year 1601."""
    if first.year >= FIRST_YEAR or rule.count or rule.interval > 1:
        return first
    return first.replace(year=FIRST_YEAR, day=min(first.day, 28))


@cache
def _iana_names() -> dict[str, str]:
    return {name.lower(): name for name in zoneinfo.available_timezones() if name != "localtime"}


@cache
def _windows_names() -> dict[str, str]:
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    return {windows.lower(): name for windows, name in WINDOWS_TO_OLSON.items()}


def _iana(written: str) -> str | None:
    """The IANA zone that a name means, if it means one."""
    name = written.strip().strip("/")
    parts = name.split("/")
    for start in range(len(parts)):  # "/freeassociation.sourceforge.net/Europe/Berlin"
        suffix = "/".join(parts[start:]).replace(" ", "_").lower()
        if suffix in _iana_names() and (start == 0 or "/" in suffix):
            return _iana_names()[suffix]
    return _windows_names().get(name.lower()) or _from_label(name) or _from_places(name)


def _from_label(name: str) -> str | None:
    """`(UTC+01:00) Amsterdam, Berlin` or `(UTC-05:00) Eastern Time (US & Canada)`.

    A place or zone is taken only if its standard offset is the one the label states.
    """
    label = _LABEL.match(name)
    if not label:
        return None
    stated = f"{label['sign']}{label['hours']:0>2}{label['minutes']}" if label["sign"] else "+0000"
    offset = _offset(stated)
    zone_word = re.sub(r"\s*\(.*\)", "", label["places"]).strip()
    candidates = [_windows_names().get(re.sub(r" time$", " standard time", zone_word.lower()))]
    for place in re.split(r"[,:]", label["places"]):
        candidates += _zones_of_place(place)
    return next((zone for zone in candidates if zone and _standard_offset(zone) == offset), None)


def _from_places(name: str) -> str | None:
    """`Amsterdam, Berlin, Rome, Stockholm`: a label of Windows without its offset.

    It is taken if two of its places or more are known, and all of them keep the same clock.
    """
    known = [zones[0] for place in name.split(",") if (zones := _zones_of_place(place))]
    clocks = {tuple(at.replace(tzinfo=zoneinfo.ZoneInfo(zone)).utcoffset() for at in _MIDWINTERS)
              for zone in known}  # fmt: skip
    return known[0] if len(known) > 1 and len(clocks) == 1 else None


def _zones_of_place(place: str) -> list[str]:
    """IANA zones that are named after a city."""
    suffix = "/" + place.strip().replace(" ", "_").lower()
    return [full for low, full in _iana_names().items() if low.endswith(suffix)]


def _standard_offset(name: str) -> timedelta | None:
    zone = zoneinfo.ZoneInfo(name)
    offsets = [at.replace(tzinfo=zone).utcoffset() for at in _MIDWINTERS]
    return min(offset for offset in offsets if offset is not None)


def _offset(text: str | None) -> timedelta | None:
    match = _OFFSET.match(text.strip()) if text else None
    if not match:
        return None
    size = timedelta(hours=int(match[2]), minutes=int(match[3]), seconds=int(match[4] or 0))
    if size >= timedelta(hours=24):
        return None
    return -size if match[1] == "-" else size


def _moment(text: str | None) -> datetime | None:
    """An onset; some programs write the day alone, whose first moment it is."""
    digits = re.match(r"(\d{8})(?:T(\d{6})|$)", text.strip()) if text else None
    try:
        written = digits[1] + (digits[2] or "000000") if digits else ""
        return datetime.strptime(written, "%Y%m%d%H%M%S") if written else None
    except ValueError:
        return None
