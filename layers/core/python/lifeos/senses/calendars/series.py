"""A series of one uid: the rule, its exceptions, and the instances changed one by one.

Each instance is named by its original local day, so that a new time or a new text updates it
instead of adding another. See ADR on calendar instances for the window and the bounds.
"""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from lifeos.senses.calendars import recurrence
from lifeos.senses.calendars import values as calendar_values
from lifeos.senses.calendars.events import Event
from lifeos.senses.calendars.values import Moment
from lifeos.senses.calendars.zones import Zones
from lifeos.senses.models import Doubt

HORIZON_YEARS = 5  # an endless rule is expanded this far past the newest stamp in the file
MIN_INSTANCES = 100  # but never to fewer: a yearly birthday reaches a century
MAX_INSTANCES = 10_000  # of one series: daily for 27 years
MAX_FINE_INSTANCES = 100  # of a rule by the minute or second
MAX_RULES = 10  # of one event: RFC 5545 wants one, some programs write two
SERIES_STEPS = 100_000  # days looked at for one rule, about 0.1 s
FILE_STEPS = 2_000_000  # for all rules of a file


@dataclass(frozen=True, slots=True)
class Instance:
    """One instance: the event whose content it has, and when it is."""

    event: Event
    start: Moment
    length: timedelta
    key: tuple[str, ...]  # of the identity, after the uid
    original: Moment | None  # its place in the series; None for a single event
    cancelled: bool = False
    changed: bool = False  # an override stands in the file


@dataclass(slots=True)
class Series:
    """All versions and instances of one uid that a file holds."""

    master: Event | None = None
    overrides: dict[tuple[datetime, bool, str], Event] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    expanded_until: date | None = None

    @property
    def anchor(self) -> Event | None:
        """The event whose rule and dates are expanded: the master, or the rest of a split series.

        Exchange sends the rest of a series alone, as its first instance and all that follow.
        """
        if self.master is None and len(self.overrides) == 1:
            (only,) = self.overrides.values()
            split_at = only.recurrence_id and only.recurrence_id.local_to(only.start)
            return only if only.this_and_future and split_at == only.start.local else None
        return self.master

    @property
    def rules(self) -> list[str]:
        """The rules as written; together they give the series (RFC 5545, 3.8.5.3)."""
        lines = self.anchor.component.all("RRULE") if self.anchor else []
        return list(dict.fromkeys(rule for line in lines if (rule := line.value.strip())))

    @property
    def rule(self) -> str | None:
        """The first rule as written."""
        return next(iter(self.rules), None)

    def add(self, event: Event) -> None:
        """Take an event in; of two versions of the same instance the newer one stays."""
        if event.recurrence_id is None:
            if self.master is None or event.version >= self.master.version:
                self.master = event
            return
        original = event.recurrence_id
        key = (original.local, original.is_day, original.zone.written if original.zone else "")
        if key not in self.overrides or event.version >= self.overrides[key].version:
            self.overrides[key] = event


def instances(
    series: Series, zones: Zones, *, stamped: date | None, budget: recurrence.Budget
) -> Iterator[Instance]:
    """Every instance inside the window, cancelled ones included, in no order."""
    master = series.anchor
    dated = [line for line in master.component.all("RDATE") if line.value.strip()] if master else []
    recurs = bool(series.rules or dated)
    if master is None or (series.master is None and not recurs):
        yield from _lone_overrides(series)
        return
    if not recurs and not series.overrides:
        cancelled = master.status == "cancelled"
        yield Instance(master, master.start, master.length, (), None, cancelled)
        return
    dates = _Dates(series, zones)
    overrides = {dates.original(event): event for event in series.overrides.values()}
    changes = sorted((at, event) for at, event in overrides.items() if event.this_and_future)
    ordinals: dict[date, int] = {}
    for local in _all_starts(series, dates, stamped=stamped, budget=budget):
        key = _key(local, ordinals)
        override = overrides.pop(local, None)
        if override is not None and not dates.excludes(local):
            yield _overridden(override, replace(master.start, local=local), key)
        else:
            yield _regular(master, local, key=key, dates=dates, changes=changes)
    for local, event in overrides.items():  # moved in from outside the rule or the window
        if not dates.excludes(local):
            yield _overridden(event, replace(master.start, local=local), _key(local, ordinals))


def _key(local: datetime, ordinals: dict[date, int]) -> tuple[str, ...]:
    """The day, and the ordinal of all but the first instance on it; counts the instance."""
    day = local.date()
    ordinals[day] = ordinals.get(day, 0) + 1
    return (day.isoformat(),) if ordinals[day] == 1 else (day.isoformat(), str(ordinals[day]))


def _overridden(event: Event, original: Moment, key: tuple[str, ...]) -> Instance:
    cancelled = event.status == "cancelled"
    return Instance(event, event.start, event.length, key, original, cancelled, changed=True)


def _regular(
    master: Event,
    local: datetime,
    *,
    key: tuple[str, ...],
    dates: _Dates,
    changes: list[tuple[datetime, Event]],
) -> Instance:
    original = replace(master.start, local=local)
    content, start, length = master, original, dates.lengths.get(local, master.length)
    place = bisect_right(changes, local, key=lambda change: change[0])
    if place:  # RANGE=THISANDFUTURE: the same shift, length and words from there on
        changed_at, content = changes[place - 1]
        shift = content.start.local_to(master.start) - changed_at
        start, length = replace(original, local=local + shift), content.length
    cancelled = dates.excludes(local) or content.status == "cancelled"
    return Instance(content, start, length, key, original, cancelled)


def _lone_overrides(series: Series) -> Iterator[Instance]:
    """Single instances of a series whose rule is not in the file, as in an invitation."""
    ordinals: dict[date, int] = {}
    for event in series.overrides.values():
        if event.recurrence_id is not None:
            local = event.recurrence_id.local_to(event.start)
            original = replace(event.start, local=local)
            yield _overridden(event, original, _key(local, ordinals))


class _Dates:
    """The dates a master adds and takes away, on its own wall clock."""

    def __init__(self, series: Series, zones: Zones) -> None:
        assert series.anchor is not None
        self.start, self.zones = series.anchor.start, zones
        self.lengths: dict[datetime, timedelta] = {}
        self.added: set[datetime] = set()
        self._excluded: set[datetime] = set()
        self._excluded_days: set[date] = set()
        component = series.anchor.component
        lines = component.all("EXDATE") + component.all("RDATE")
        for line in filter(lambda each: each.value.strip(), lines):
            try:
                for at, length in calendar_values.moments_of(line, zones):
                    self._take(line.name, at, length)
            except ValueError:
                sentence = f"A date on line {line.number} cannot be read."
                series.doubts.append(Doubt(code="date-unreadable", detail=sentence))

    def _take(self, name: str, at: Moment, length: timedelta | None) -> None:
        local = self.local(at)
        if name == "RDATE":
            self.added.add(local)
            if length is not None:
                self.lengths[local] = length
        elif at.is_day:
            self._excluded_days.add(at.local.date())
        else:
            self._excluded.add(local)

    def local(self, at: Moment) -> datetime:
        """A moment on the master's wall clock; only its day if the master is all day."""
        local = at.local_to(self.start)
        if self.start.is_day:
            return datetime.combine(local.date(), datetime.min.time())
        return datetime.combine(local.date(), self.start.local.time()) if at.is_day else local

    def original(self, event: Event) -> datetime:
        """Which instance an override replaces."""
        return self.local(event.recurrence_id or event.start)

    def excludes(self, local: datetime) -> bool:
        """Whether an EXDATE takes this instance away."""
        return local in self._excluded or local.date() in self._excluded_days


def _all_starts(
    series: Series, dates: _Dates, *, stamped: date | None, budget: recurrence.Budget
) -> Iterator[datetime]:
    """Starts by the first instance, the rule and the added dates, each once."""
    first = dates.start.local
    by_rule: list[Iterator[datetime]] = []
    try:
        for written in series.rules[:MAX_RULES]:
            rule = recurrence.parse_rule(written)
            ends = _ends(rule, dates)
            by_rule.append(_rule_starts(series, rule, ends, stamped=stamped, budget=budget))
    except ValueError:
        _doubt(series, "rule-unreadable", "cannot be read; only its first instance is kept")
        by_rule = []
    if len(series.rules) > MAX_RULES:
        _doubt(series, "series-cut", f"has more rules than we read; {MAX_RULES} are read")
    last = None
    for local in heapq.merge(sorted({first, *dates.added}), *by_rule):
        if local != last:
            yield local
        last = local


def _ends(rule: recurrence.Rule, dates: _Dates) -> datetime | None:
    return calendar_values.until(rule.until, dates.start, dates.zones) if rule.until else None


def _rule_starts(
    series: Series,
    rule: recurrence.Rule,
    until: datetime | None,
    *,
    stamped: date | None,
    budget: recurrence.Budget,
) -> Iterator[datetime]:
    assert series.anchor is not None
    first = series.anchor.start.local
    fine = rule.freq in ("MINUTELY", "SECONDLY")
    most = MAX_FINE_INSTANCES if fine else MAX_INSTANCES
    horizon = max(first.year, stamped.year if stamped else 0) + HORIZON_YEARS
    own = recurrence.Budget(min(SERIES_STEPS, max(0, budget.left)))
    given, count = own.left, 0
    try:
        for local in recurrence.starts(rule, first, until=until, budget=own):
            if count >= most:
                raise recurrence.BudgetSpentError
            if count >= MIN_INSTANCES and local.year > horizon:
                reached = local.date() - timedelta(days=1)
                series.expanded_until = min(reached, series.expanded_until or reached)
                break
            count += 1
            yield local
    except recurrence.BudgetSpentError:
        _doubt(series, "series-cut", f"has more instances than we keep; {count} are kept")
    finally:
        budget.left -= given - max(0, own.left)


def _doubt(series: Series, code: str, what: str) -> None:
    line = series.anchor.component.number if series.anchor else 0
    sentence = f"The recurrence of the event on line {line} {what}."
    series.doubts.append(Doubt(code=code, detail=sentence))
