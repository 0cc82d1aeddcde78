"""Events and tasks of a calendar as facts, each value with the line it stands on."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Literal

from lifeos.contracts.facts import EventData, Evidence, Occurred, TaskData
from lifeos.senses.calendars import events as calendar_events
from lifeos.senses.calendars import values as calendar_values
from lifeos.senses.calendars.lines import Component, Line
from lifeos.senses.calendars.series import Instance, Series
from lifeos.senses.calendars.values import Moment
from lifeos.senses.calendars.zones import Zones
from lifeos.senses.document_facts import SNIPPET_CHARS
from lifeos.senses.models import FactDraft

READER = "ics/1"
UNTITLED = "Untitled"
_CERTAIN = Decimal("1")
_EVENT_FIELDS = {
    "DTSTART": "occurred", "DTEND": "end", "DURATION": "end", "SUMMARY": "title",
    "LOCATION": "location", "RRULE": "rrule", "RECURRENCE-ID": "recurrence_id",
    "STATUS": "status",
}  # fmt: skip
_TASK_FIELDS = {"DUE": "due", "SUMMARY": "title", "STATUS": "status", "COMPLETED": "completed_at"}
_STATUSES: dict[str, Literal["open", "in_progress", "done", "cancelled"]] = {
    "COMPLETED": "done",
    "CANCELLED": "cancelled",
    "IN-PROCESS": "in_progress",
}


def event_fact(instance: Instance, series: Series, *, sha256: str) -> FactDraft:
    """An instance as a fact; its identity is the uid and its original local day."""
    start, zone = instance.start, instance.start.zone
    told = _event_data(instance, series)
    # What the file knows of an instance is as new as the newest it says of it or of its series.
    versions = [instance.event, *([series.master] if series.master else [])]
    return FactDraft(
        domain="calendar",
        occurred=Occurred(start=start.stored, end=told.end, zone=zone.name if zone else None),
        title=(told.summary or UNTITLED)[:300],
        data=told,
        evidence=_event_evidence(instance, series, sha256=sha256),
        confidence=_CERTAIN,
        confidence_reason="stated by the calendar",
        identity=("event", told.uid, *instance.key),
        revision=0 if instance.event.is_answer else _revision(max(v.version for v in versions)),
        series=("event", told.uid),
        whole_series=told.whole_series,
    )


def task_fact(
    task: Component, place: int, *, zones: Zones, undated: Occurred, sha256: str
) -> FactDraft:
    """A VTODO as a fact, `undated` if no property says any time. Raises ValueError for a bad one.

    Most tasks have no time at all: RFC 5545, 3.6.2 asks for none.
    """
    due, start = _moment(task, "DUE", zones=zones), _moment(task, "DTSTART", zones=zones)
    told = _task_data(task, due, zones=zones)
    planned = due or start
    when = planned.stored if planned else told.completed_at or told.last_modified
    zone = planned.zone if planned else None
    occurred = Occurred(start=when, zone=zone.name if zone else None) if when else undated
    return FactDraft(
        domain="tasks",
        occurred=occurred,
        title=(told.summary or UNTITLED)[:300],
        data=told,
        evidence=_evidence(task, place, fields=_TASK_FIELDS, sha256=sha256),
        confidence=_CERTAIN,
        confidence_reason="stated by the calendar",
        identity=("task", told.uid),
        revision=_revision((told.sequence, told.last_modified or _NEVER)),
    )


_NEVER = datetime.min.replace(tzinfo=UTC)
_SECONDS_BITS = 34  # of a time stamp until 2514; with 29 bits of SEQUENCE it fits a bigint


def _revision(version: tuple[int, datetime]) -> int:
    """A version as one number: SEQUENCE decides, then the time stamp (RFC 5546, 2.1.5)."""
    sequence, stamped = version
    seconds = int((stamped - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds())
    bounded = min(max(seconds, 0), (1 << _SECONDS_BITS) - 1)
    return (min(sequence, (1 << 29) - 1) << _SECONDS_BITS) | bounded


def _event_data(instance: Instance, series: Series) -> EventData:
    event, start = instance.event, instance.start
    component = event.component
    return EventData(
        uid=event.uid,
        recurrence_id=instance.original.local.isoformat() if instance.original else None,
        summary=component.text("SUMMARY"),
        description=_description(component),
        location=component.text("LOCATION"),
        organizer=calendar_events.organizer(component),
        attendees=calendar_events.attendees(component),
        start=start.stored,
        end=_end(instance),
        all_day=start.is_day,
        floating=not start.is_day and start.zone is None,
        zone_name=_zone_name(component),
        rrule=series.rule,
        expanded_until=series.expanded_until,
        whole_series=series.master is not None and not event.is_answer,
        status="cancelled" if instance.cancelled else event.status,
        alarms=calendar_events.alarms(component)[0],
        sequence=event.sequence,
        last_modified=event.last_modified,
        calendar=event.calendar,
    )


def _task_data(task: Component, due: Moment | None, *, zones: Zones) -> TaskData:
    completed = calendar_events.stamp(task, zones, "COMPLETED")
    priority = calendar_events.number(task.text("PRIORITY"))
    rule = task.first("RRULE")
    return TaskData(
        uid=task.text("UID") or calendar_events.content_uid(task),
        summary=task.text("SUMMARY"),
        description=_description(task),
        due=due.stored if due else None,
        status=_task_status(task, completed),
        completed_at=completed,
        priority=priority if 0 < priority <= 9 else None,
        rrule=rule.value.strip() if rule else None,
        sequence=calendar_events.number(task.text("SEQUENCE")),
        last_modified=calendar_events.stamp(task, zones, "LAST-MODIFIED", "DTSTAMP", "CREATED"),
    )


def _description(component: Component) -> str | None:
    return (component.text("DESCRIPTION") or "")[: calendar_events.TEXT_CHARS] or None


def _task_status(
    task: Component, completed: datetime | None
) -> Literal["open", "in_progress", "done", "cancelled"]:
    stated = _STATUSES.get((task.text("STATUS") or "").upper())
    finished = completed is not None or task.text("PERCENT-COMPLETE") == "100"
    return stated or ("done" if finished else "open")


def _end(instance: Instance) -> date | datetime | None:
    """The exclusive end: the same exact length for every instance (RFC 5545, 3.8.5.3)."""
    start = instance.start
    if start.is_day:
        return start.local.date() + instance.length
    if not instance.length:
        return None
    if start.zone is None:
        return start.local + instance.length
    end = start.instant().timestamp() + instance.length.total_seconds()
    ended = start.zone.local(datetime.fromtimestamp(end, tz=start.instant().tzinfo))
    return start.zone.at(ended)


def _zone_name(component: Component) -> str | None:
    start = component.first("DTSTART")
    return (start.params.get("TZID") or None) if start else None


def _moment(component: Component, name: str, *, zones: Zones) -> Moment | None:
    line = component.first(name)
    return calendar_values.moment_of(line, zones) if line and line.value.strip() else None


def _event_evidence(instance: Instance, series: Series, *, sha256: str) -> list[Evidence]:
    event, master = instance.event, series.master
    found = _evidence(event.component, event.place, fields=_EVENT_FIELDS, sha256=sha256)
    if instance.changed and master is not None and master is not event:
        found += _lines(master.component, master.place, fields={"RRULE": "rrule"}, sha256=sha256)
    if instance.cancelled and not instance.changed:
        taken = {"EXDATE": "status"}
        found += _lines(event.component, event.place, fields=taken, sha256=sha256)
    return found


def _evidence(
    component: Component, place: int, *, fields: dict[str, str], sha256: str
) -> list[Evidence]:
    """The lines of these fields; the component's BEGIN if it has none of them."""
    begin = Line("", {}, "", component.number, f"BEGIN:{component.name}")
    return _lines(component, place, fields=fields, sha256=sha256) or [
        _at(begin, component, place, field="title", sha256=sha256)
    ]


def _lines(
    component: Component, place: int, *, fields: dict[str, str], sha256: str
) -> list[Evidence]:
    return [
        _at(line, component, place, field=fields[line.name], sha256=sha256)
        for line in component.lines
        if line.name in fields
    ]


def _at(line: Line, component: Component, place: int, *, field: str, sha256: str) -> Evidence:
    return Evidence(
        field=field,
        sha256=sha256,
        line=line.number,
        path=f"{component.name}[{place}]/{line.name}".rstrip("/"),
        snippet=line.raw[:SNIPPET_CHARS],
        reader=READER,
    )
