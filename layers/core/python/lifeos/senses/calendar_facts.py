"""Events and tasks of a calendar as facts, each value with the line it stands on."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from lifeos.contracts.facts import EventData, Evidence, Occurred, TaskData
from lifeos.senses import calendar_events, calendar_values
from lifeos.senses.calendar_lines import Component
from lifeos.senses.calendar_series import Instance, Series
from lifeos.senses.calendar_values import Moment
from lifeos.senses.calendar_zones import Zones
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


def event_fact(instance: Instance, series: Series, sha256: str) -> FactDraft:
    """An instance as a fact; its identity is the uid and its original local day."""
    event = instance.event
    start, end = instance.start.stored, _end(instance)
    found_alarms, _ = calendar_events.alarms(event.component)
    data = EventData(
        uid=event.uid,
        recurrence_id=instance.original.local.isoformat() if instance.original else None,
        summary=event.component.text("SUMMARY"),
        description=(event.component.text("DESCRIPTION") or "")[: calendar_events.TEXT_CHARS]
        or None,
        location=event.component.text("LOCATION"),
        organizer=calendar_events.organizer(event.component),
        attendees=calendar_events.attendees(event.component),
        start=start,
        end=end,
        all_day=instance.start.is_day,
        floating=not instance.start.is_day and instance.start.zone is None,
        zone_name=_zone_name(event.component),
        rrule=series.rule,
        expanded_until=series.expanded_until,
        whole_series=series.master is not None,
        status="cancelled" if instance.cancelled else event.status,
        alarms=found_alarms,
        sequence=event.sequence,
        last_modified=event.last_modified,
        calendar=event.calendar,
    )
    zone = instance.start.zone
    return FactDraft(
        domain="calendar",
        occurred=Occurred(start=start, end=end, zone=zone.name if zone else None),
        title=(data.summary or UNTITLED)[:300],
        data=data,
        evidence=_event_evidence(instance, series, sha256),
        confidence=_CERTAIN,
        confidence_reason="stated by the calendar",
        identity=("event", event.uid, *instance.key),
    )


def task_fact(task: Component, place: int, *, zones: Zones, sha256: str) -> FactDraft | None:
    """A VTODO as a fact; None if no property says any time. Raises ValueError for a bad time."""
    due, start = _moment(task, "DUE", zones), _moment(task, "DTSTART", zones)
    completed = calendar_events.stamp(task, zones, "COMPLETED")
    modified = calendar_events.stamp(task, zones, "LAST-MODIFIED", "DTSTAMP", "CREATED")
    when: date | datetime | None = (
        (due and due.stored) or (start and start.stored) or completed or modified
    )
    if when is None:
        return None
    priority = calendar_events.number(task.text("PRIORITY"))
    rule = task.first("RRULE")
    uid = task.text("UID") or calendar_events.content_uid(task)
    zone = due.zone if due else start.zone if start else None
    return FactDraft(
        domain="tasks",
        occurred=Occurred(start=when, zone=zone.name if zone else None),
        title=(task.text("SUMMARY") or UNTITLED)[:300],
        data=TaskData(
            uid=uid,
            summary=task.text("SUMMARY"),
            description=(task.text("DESCRIPTION") or "")[: calendar_events.TEXT_CHARS] or None,
            due=due.stored if due else None,
            status=_task_status(task, completed),
            completed_at=completed,
            priority=priority if 0 < priority <= 9 else None,
            rrule=rule.value.strip() if rule else None,
            sequence=calendar_events.number(task.text("SEQUENCE")),
            last_modified=modified,
        ),
        evidence=_evidence(task, place, _TASK_FIELDS, sha256),
        confidence=_CERTAIN,
        confidence_reason="stated by the calendar",
        identity=("task", uid),
    )


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


def _moment(component: Component, name: str, zones: Zones) -> Moment | None:
    line = component.first(name)
    return calendar_values.moment_of(line, zones) if line and line.value.strip() else None


def _event_evidence(instance: Instance, series: Series, sha256: str) -> list[Evidence]:
    event = instance.event
    found = _evidence(event.component, event.place, _EVENT_FIELDS, sha256)
    master = series.master
    if instance.changed and master is not None and master is not event:
        rule = {"RRULE": "rrule"}
        found += _evidence(master.component, master.place, rule, sha256, required=False)
    if instance.cancelled and not instance.changed:
        taken = {"EXDATE": "status"}
        found += _evidence(event.component, event.place, taken, sha256, required=False)
    return found


def _evidence(
    component: Component, place: int, fields: dict[str, str], sha256: str, required: bool = True
) -> list[Evidence]:
    found = [
        Evidence(
            field=fields[line.name],
            sha256=sha256,
            line=line.number,
            path=f"{component.name}[{place}]/{line.name}",
            snippet=line.raw[:SNIPPET_CHARS],
            reader=READER,
        )
        for line in component.lines
        if line.name in fields
    ]
    if found or not required:
        return found
    begin = f"BEGIN:{component.name}"
    path = f"{component.name}[{place}]"
    return [
        Evidence(
            field="title",
            sha256=sha256,
            line=component.number,
            path=path,
            snippet=begin,
            reader=READER,
        )
    ]
