"""Recurrence rules of calendars, expanded step by counted step.

A calendar from outside may hold a rule for every second, or one that never comes true (30
February, each day until year 9999). Every day looked at is paid from a budget, so the cost of a
rule is bounded by us and not by its author. All times are local wall-clock times without a zone:
a weekly meeting at nine stays at nine when the clocks change.

Source: RFC 5545, sections 3.3.10 and 3.8.5.3.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import product

MAX_YEARS = 500  # a birthday without a year starts in 1604 in some programs
LAST_YEAR = 9000  # leaves room for arithmetic below datetime.MAXYEAR
FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY")
_STEP = {
    "HOURLY": timedelta(hours=1),
    "MINUTELY": timedelta(minutes=1),
    "SECONDLY": timedelta(seconds=1),
}
_WEEKDAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
_LIMITS = {
    "BYMONTH": 12, "BYWEEKNO": 53, "BYYEARDAY": 366, "BYMONTHDAY": 31, "BYHOUR": 23,
    "BYMINUTE": 59, "BYSECOND": 60, "BYSETPOS": 366,
}  # fmt: skip
_PARTS = {*_LIMITS, "FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST", "RSCALE", "SKIP"}


class BudgetSpentError(Exception):
    """The rule asks for more steps than we give; what it yielded so far is right."""


class Budget:
    """Steps left for expanding rules; shared by all the rules of one file."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def spend(self, steps: int) -> None:
        """Take steps; raises BudgetSpentError when none are left."""
        self.left -= steps
        if self.left < 0:
            raise BudgetSpentError


@dataclass(frozen=True, slots=True)
class Rule:
    """A parsed RRULE. `until` is as written: the caller knows the zone it is meant in."""

    freq: str
    interval: int
    count: int | None
    until: str | None
    by: dict[str, frozenset[int]]
    by_day: frozenset[tuple[int, int]]  # (ordinal or 0, weekday)
    week_start: int


def parse_rule(text: str) -> Rule:
    """Read an RRULE value; raises ValueError for what RFC 5545 does not define."""
    parts = _parts(text)
    freq = parts.get("FREQ", "")
    if freq not in FREQUENCIES or parts.get("RSCALE", "GREGORIAN") != "GREGORIAN":
        raise ValueError("unknown frequency or calendar")
    if parts.get("SKIP", "OMIT") != "OMIT":  # RFC 7529, 4.1: moves instances to other days
        raise ValueError("instances are moved, not left out")
    count = int(parts["COUNT"]) if "COUNT" in parts else 0
    return Rule(
        freq=freq,
        interval=max(1, int(parts.get("INTERVAL", "1"))),
        count=count if count > 0 else None,  # some programs write COUNT=-1 for endless
        until=parts.get("UNTIL"),
        by={key: _numbers(parts[key], limit) for key, limit in _LIMITS.items() if parts.get(key)},
        by_day=frozenset(_weekday(word) for word in parts.get("BYDAY", "").split(",") if word),
        week_start=_WEEKDAYS.get(parts.get("WKST", "MO"), 0),
    )


def _parts(text: str) -> dict[str, str]:
    """A rule's parts by name. A misspelt one would silently make it another rule."""
    parts: dict[str, str] = {}
    for part in filter(str.strip, text.split(";")):
        key, mark, value = part.partition("=")
        name = key.strip().upper()
        if not mark or (name not in _PARTS and not name.startswith("X-")):
            raise ValueError("a rule part has no value or is unknown")
        parts[name] = value.strip().upper()
    return parts


def starts(
    rule: Rule, first: datetime, *, until: datetime | None, budget: Budget
) -> Iterator[datetime]:
    """Local start times from `first` on, in order, as far as the rule and MAX_YEARS go.

    Raises: BudgetSpentError when the steps run out.
    """
    found = 0
    for moments in _periods(_with_defaults(rule, first), first, budget):
        for moment in moments:
            if moment < first:
                continue
            if (until and moment > until) or (rule.count is not None and found >= rule.count):
                return
            found += 1
            yield moment
        if until and moments and moments[0] > until:
            return


def _numbers(text: str, limit: int) -> frozenset[int]:
    numbers = frozenset(int(word) for word in text.split(","))
    if any(abs(number) > limit for number in numbers):
        raise ValueError("a rule part is out of range")
    return numbers


def _weekday(word: str) -> tuple[int, int]:
    ordinal, name = word[:-2].strip(), word[-2:]
    if name not in _WEEKDAYS:
        raise ValueError("unknown weekday")
    return int(ordinal or 0), _WEEKDAYS[name]


def _with_defaults(rule: Rule, first: datetime) -> Rule:
    """Take from the first instance what the rule leaves open (RFC 5545, 3.3.10)."""
    by, by_day = dict(rule.by), rule.by_day
    if not by_day and not by.keys() & {"BYWEEKNO", "BYYEARDAY", "BYMONTHDAY"}:
        if rule.freq == "YEARLY":
            by.setdefault("BYMONTH", frozenset({first.month}))
        if rule.freq in ("YEARLY", "MONTHLY"):
            by["BYMONTHDAY"] = frozenset({first.day})
        if rule.freq == "WEEKLY":
            by_day = frozenset({(0, first.weekday())})
    depth = FREQUENCIES.index(rule.freq)
    for level, (key, value) in enumerate(
        (("BYHOUR", first.hour), ("BYMINUTE", first.minute), ("BYSECOND", first.second)), 4
    ):
        if depth < level:
            by.setdefault(key, frozenset({value}))
    return Rule(rule.freq, rule.interval, rule.count, rule.until, by, by_day, rule.week_start)


def _periods(rule: Rule, first: datetime, budget: Budget) -> Iterator[list[datetime]]:
    """The instances of each year, month, week, day, hour ... that the interval hits."""
    if rule.freq in _STEP:
        periods = _fine_periods(rule, first, budget)
    else:
        periods = _day_periods(rule, first, budget)
    positions = rule.by.get("BYSETPOS")
    for moments in periods:
        moments.sort()
        if positions:
            picked = {p - 1 if p > 0 else len(moments) + p for p in positions if p}
            moments = [moment for place, moment in enumerate(moments) if place in picked]
        yield moments


def _day_periods(rule: Rule, first: datetime, budget: Budget) -> Iterator[list[datetime]]:
    times = [
        time(hour, minute, min(second, 59))  # a leap second has no place in datetime
        for hour, minute, second in product(
            rule.by["BYHOUR"], rule.by["BYMINUTE"], rule.by["BYSECOND"]
        )
        if min(hour, minute, second) >= 0
    ]
    for days in _spans(rule, first.date()):
        budget.spend(1 + len(days))
        fitting = [day for day in days if _fits(rule, day)]
        budget.spend(len(fitting) * len(times))
        yield [datetime.combine(day, at) for day in fitting for at in times]


def _spans(rule: Rule, first: date) -> Iterator[list[date]]:
    """The days of each period, already without the months that the rule rules out."""
    last_year = min(first.year + MAX_YEARS, LAST_YEAR)
    months = rule.by.get("BYMONTH", frozenset(range(1, 13)))
    if rule.freq == "YEARLY":
        for year in range(first.year, last_year + 1, rule.interval):
            yield [day for month in sorted(months) for day in _month_days(year, month)]
    elif rule.freq == "MONTHLY":
        for number in range(first.year * 12 + first.month - 1, (last_year + 1) * 12, rule.interval):
            yield _month_days(number // 12, number % 12 + 1) if number % 12 + 1 in months else []
    else:
        length = 7 if rule.freq == "WEEKLY" else 1
        back = (first.weekday() - rule.week_start) % 7 if rule.freq == "WEEKLY" else 0
        end = date(last_year, 12, 31).toordinal()
        for number in range(first.toordinal() - back, end, length * rule.interval):
            yield [date.fromordinal(number + offset) for offset in range(length)]


def _month_days(year: int, month: int) -> list[date]:
    if month < 1:
        return []
    return [date(year, month, day) for day in range(1, calendar.monthrange(year, month)[1] + 1)]


def _fine_periods(rule: Rule, first: datetime, budget: Budget) -> Iterator[list[datetime]]:
    last_year = min(first.year + MAX_YEARS, LAST_YEAR)
    step, at = _STEP[rule.freq] * min(rule.interval, 10**7), first
    while at.year <= last_year:
        budget.spend(1)
        hours = rule.by.get("BYHOUR")
        yield _moments_at(rule, at) if _fits(rule, at.date()) and _in(hours, at.hour) else []
        at += step


def _moments_at(rule: Rule, at: datetime) -> list[datetime]:
    minutes, seconds = rule.by.get("BYMINUTE"), rule.by.get("BYSECOND")
    if rule.freq == "HOURLY":
        return [
            at.replace(minute=minute, second=min(second, 59))
            for minute, second in product(minutes or (), seconds or ())
            if min(minute, second) >= 0
        ]
    if not _in(minutes, at.minute):
        return []
    if rule.freq == "MINUTELY":
        return [at.replace(second=min(second, 59)) for second in seconds or () if second >= 0]
    return [at] if _in(seconds, at.second) else []


def _in(allowed: frozenset[int] | None, value: int) -> bool:
    return allowed is None or value in allowed


def _fits(rule: Rule, day: date) -> bool:
    """Whether a day passes every filter of the rule."""
    by = rule.by
    if "BYMONTH" in by and day.month not in by["BYMONTH"]:
        return False
    if "BYMONTHDAY" in by:
        length = calendar.monthrange(day.year, day.month)[1]
        if not by["BYMONTHDAY"] & {day.day, day.day - length - 1}:
            return False
    if "BYYEARDAY" in by:
        number, length = day.timetuple().tm_yday, 365 + calendar.isleap(day.year)
        if not by["BYYEARDAY"] & {number, number - length - 1}:
            return False
    if "BYWEEKNO" in by and not by["BYWEEKNO"] & _week_numbers(day, rule.week_start):
        return False
    return not rule.by_day or _fits_weekday(rule, day)


def _fits_weekday(rule: Rule, day: date) -> bool:
    if rule.freq == "YEARLY" and "BYMONTH" not in rule.by:
        place, length = day.timetuple().tm_yday, 365 + calendar.isleap(day.year)
    else:
        place, length = day.day, calendar.monthrange(day.year, day.month)[1]
    allowed = {(0, day.weekday()), ((place + 6) // 7, day.weekday())}
    allowed.add((-((length - place) // 7 + 1), day.weekday()))
    if rule.freq in ("YEARLY", "MONTHLY"):
        return bool(rule.by_day & allowed)
    return any(weekday == day.weekday() for _, weekday in rule.by_day)  # ordinals mean nothing


def _week_numbers(day: date, week_start: int) -> set[int]:
    """A day's week, from the year's start and end; a week belongs where most of its days are."""
    middle = day - timedelta(days=(day.weekday() - week_start) % 7) + timedelta(days=3)
    number = (middle.timetuple().tm_yday - 1) // 7 + 1
    weeks = (date(middle.year, 12, 31).timetuple().tm_yday - middle.timetuple().tm_yday) // 7 + 1
    return {number, -weeks}
