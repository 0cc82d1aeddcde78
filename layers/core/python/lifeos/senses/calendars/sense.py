"""Calendars (iCalendar, .ics): every instance of every event, and tasks.

The structure is read by our own tolerant grammar (`calendar_lines`), so that a bad event costs
itself and nothing else; see ADR on calendar instances for why, and for every bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from lifeos.contracts.facts import Occurred
from lifeos.errors import RejectedError
from lifeos.senses.calendars import events as calendar_events
from lifeos.senses.calendars import lines as calendar_lines
from lifeos.senses.calendars import series as calendar_series
from lifeos.senses.calendars.events import Event
from lifeos.senses.calendars.facts import event_fact, task_fact
from lifeos.senses.calendars.lines import Component
from lifeos.senses.calendars.recurrence import Budget
from lifeos.senses.calendars.series import FILE_STEPS, Series
from lifeos.senses.calendars.zones import Zones
from lifeos.senses.document_facts import title_of, undated_on
from lifeos.senses.models import Doubt, FactDraft, Head, Reading, Source, Tally
from lifeos.senses.texts import text_encoding

LIMIT_BYTES = 20_000_000
MAX_COMPONENTS = 50_000  # events and tasks of one file
MAX_FACTS = 100_000  # instances of one file
MAX_DOUBTS = 100  # of one file; the last one says how many there are
_CALENDAR = re.compile(r"(?im)^\s*BEGIN\s*:\s*VCALENDAR\s*$")
_EVENT = re.compile(r"(?im)^\s*BEGIN\s*:\s*(?:VEVENT|VTODO|VJOURNAL|VFREEBUSY)\s*$")


@dataclass(slots=True)
class _Contents:
    """What a calendar file holds, sorted by uid."""

    zones: Zones
    undated: Occurred  # what a task without any time is given
    series: dict[str, Series] = field(default_factory=dict)
    tasks: list[FactDraft] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    shared: set[str] = field(default_factory=set)  # uids that name several events
    read_count: int = 0
    stamped: date | None = None  # newest stamp in the file: about when it was exported
    newest: date | None = None  # newest start in the file

    def doubt(self, code: str, sentence: str) -> None:
        """Note something that does not add up."""
        self.doubts.append(Doubt(code=code, detail=sentence))


class IcsSense:
    """Calendars: recurrence expanded inside stated bounds, time zones of every program."""

    name = "ics"
    version = 1
    media_types: tuple[str, ...] = ("text/calendar",)

    def score(self, head: Head) -> float:
        """Certain if a calendar begins in the first lines, likely if one begins further down."""
        text = text_encoding.decode(text_encoding.trim(head.first_bytes)).lstrip("\ufeff\x00\r\n ")
        if _CALENDAR.match(text[:200]):
            return 0.99
        if _CALENDAR.search(text) and _EVENT.search(text):
            return 0.7  # a calendar inside something else, or behind some stray lines
        return 0.6 if _EVENT.match(text[:200]) else 0.0

    def check(self, source: Source) -> None:
        """Raise RejectedError `empty-file`, `too-large`, `not-a-calendar` or `too-many-events`."""
        raw = text_encoding.read_bytes(source, LIMIT_BYTES)
        if not calendar_lines.count_declared(raw, "VCALENDAR", "VEVENT", "VTODO"):
            raise RejectedError("not-a-calendar", "The file holds no calendar.")
        if calendar_lines.count_declared(raw, "VEVENT", "VTODO") > MAX_COMPONENTS:
            sentence = f"A calendar may hold {MAX_COMPONENTS} events and tasks at most."
            raise RejectedError("too-many-events", sentence)

    def read(self, source: Source) -> Iterator[Reading]:
        """Yield the file's text, a fact for each instance and task, and the tally."""
        raw = text_encoding.read_bytes(source, LIMIT_BYTES)
        yield from text_encoding.pages_of(text_encoding.decode(raw))
        root = calendar_lines.parse(raw)
        contents = _contents(root, source)
        yield from _facts(contents, source.sha256)
        name = next((name for part in root.walk("VCALENDAR") if (name := _name(part))), None)
        yield Tally(
            document_kind="calendar",
            title=(name or title_of(source.name))[:300],
            dated_on=contents.stamped,
            found_count=contents.read_count,
            declared_count=calendar_lines.count_declared(raw, "VEVENT", "VTODO"),
            doubts=_bounded(contents.doubts),
        )


def _name(calendar: Component) -> str | None:
    return calendar.text("X-WR-CALNAME") or calendar.text("NAME")


def _contents(root: Component, source: Source) -> _Contents:
    contents = _Contents(Zones(root, FILE_STEPS), undated_on(source))
    if not root.closed:
        contents.doubt("file-truncated", "The file ends in the middle of a calendar.")
    places = {"VEVENT": 0, "VTODO": 0}
    for calendar, part in _parts(root):
        places[part.name] += 1
        if _is_answer_alone(part, calendar):
            contents.read_count += 1
            continue
        try:
            _take(contents, part, calendar=calendar, place=places[part.name], sha256=source.sha256)
            contents.read_count += 1
        except ValueError:
            kind = "event" if part.name == "VEVENT" else "task"
            dated = part.name == "VTODO" or part.first("DTSTART")
            what = "a time that cannot be read" if dated else "no start"
            sentence = f"The {kind} on line {part.number} has {what}."
            contents.doubt(f"{kind}-unreadable", sentence)
        for line in part.unreadable:
            contents.doubt("line-unreadable", f"Line {line} of the calendar cannot be read.")
    return contents


def _parts(root: Component) -> Iterator[tuple[Component | None, Component]]:
    """Events and tasks with the calendar each stands in; some files have no calendar around."""
    for part in root.parts:
        if part.name == "VCALENDAR":
            for inner in part.walk("VEVENT", "VTODO"):
                yield part, inner
        elif part.name in ("VEVENT", "VTODO"):
            yield None, part


def _is_answer_alone(part: Component, calendar: Component | None) -> bool:
    """An answer that names the event it answers by its uid only: it says nothing of when."""
    answers = calendar_events.method_of(calendar) in calendar_events.ANSWERS
    return answers and part.name == "VEVENT" and not part.first("DTSTART")


def _take(
    contents: _Contents, part: Component, *, calendar: Component | None, place: int, sha256: str
) -> None:
    """Sort one event or task in; raises ValueError if its times cannot be read."""
    if part.name == "VTODO":
        task = task_fact(part, place, zones=contents.zones, undated=contents.undated, sha256=sha256)
        contents.tasks.append(task)
    else:
        event = calendar_events.read_event(
            part, place=place, zones=contents.zones, calendar=calendar
        )
        _sort_in(contents, event)
        contents.doubts += event.doubts + calendar_events.alarms(part)[1]
    stamp = calendar_events.stamp(part, contents.zones, "LAST-MODIFIED", "DTSTAMP", "CREATED")
    start = calendar_events.stamp(part, contents.zones, "DTSTART")
    contents.stamped = max(filter(None, (contents.stamped, stamp and stamp.date())), default=None)
    contents.newest = max(filter(None, (contents.newest, start and start.date())), default=None)


def _sort_in(contents: _Contents, event: Event) -> None:
    """Add an event to its series; where one uid names several events (some feeds), keep all."""
    series = contents.series.get(event.uid)
    other = series.master if series else None
    if series and other is not None and _is_another(event, other):
        contents.shared.add(event.uid)
        contents.series[event.uid] = Series(overrides=series.overrides)
        _sort_in(contents, other)
    if event.recurrence_id is None and event.uid in contents.shared:
        event = replace(event, uid=f"{event.uid}#{event.start.local.isoformat()}")
    contents.series.setdefault(event.uid, Series()).add(event)


def _is_another(event: Event, other: Event) -> bool:
    """Whether two events of one uid differ in time with nothing that makes one the newer."""
    changed = {part.component.text("LAST-MODIFIED") for part in (event, other)}
    single = event.recurrence_id is None and event.start != other.start
    return single and event.sequence == other.sequence and len(changed) == 1


def _facts(contents: _Contents, sha256: str) -> Iterator[FactDraft]:
    yield from _newest(contents.tasks)
    budget, left = Budget(FILE_STEPS), MAX_FACTS
    for series in contents.series.values():
        found = list(
            calendar_series.instances(
                series, contents.zones, stamped=contents.stamped or contents.newest, budget=budget
            )
        )
        contents.doubts += series.doubts
        whole = len(found) <= left
        for instance in found[:left]:
            fact = event_fact(instance, series, sha256=sha256)
            yield fact if whole else fact.model_copy(update={"whole_series": False})
        left -= min(left, len(found))
    if not left:
        contents.doubt("calendar-cut", f"Of this calendar, {MAX_FACTS} instances are kept.")


def _newest(tasks: list[FactDraft]) -> list[FactDraft]:
    """Of two versions of one task the later in the file."""
    return list({task.identity: task for task in tasks}.values())


def _bounded(doubts: list[Doubt]) -> list[Doubt]:
    if len(doubts) <= MAX_DOUBTS:
        return doubts
    more = f"There are {len(doubts)} doubts in this calendar; the first are listed."
    return [*doubts[: MAX_DOUBTS - 1], Doubt(code="many-doubts", detail=more)]
