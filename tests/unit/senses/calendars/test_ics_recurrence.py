"""Recurrence rules, against the examples of RFC 5545 and against dateutil."""

from __future__ import annotations

from datetime import date, datetime
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.senses.calendars.recurrence import Budget, BudgetSpentError, parse_rule, starts

NINE = datetime(1997, 9, 2, 9)
# Source: RFC 5545, 3.8.5.3, all from 2 September 1997 at nine unless said.
EXAMPLES = [
    ("FREQ=MONTHLY;COUNT=4;BYDAY=1FR", "1997-09-05 1997-10-03 1997-11-07 1997-12-05"),
    ("FREQ=MONTHLY;INTERVAL=2;COUNT=4;BYDAY=1SU,-1SU",
     "1997-09-07 1997-09-28 1997-11-02 1997-11-30"),
    ("FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=3", "1997-09-28 1997-10-29 1997-11-28"),
    ("FREQ=YEARLY;INTERVAL=3;COUNT=4;BYYEARDAY=1,100,200",
     "2000-01-01 2000-04-09 2000-07-18 2003-01-01"),
    ("FREQ=YEARLY;BYDAY=20MO;COUNT=2", "1998-05-18 1999-05-17"),
    ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=2", "1998-05-11 1999-05-17"),
    ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=3", "1998-02-13 1998-03-13 1998-11-13"),
    ("FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=2",
     "1997-11-04 2001-11-06"),
    ("FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09-04 1997-10-07 1997-11-06"),
    ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=2", "1997-09-29 1997-10-30"),
    ("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3", "1997-10-31 1997-12-31 1998-01-31"),
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
     "1997-09-02 1997-09-07 1997-09-16 1997-09-21"),
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
     "1997-09-02 1997-09-14 1997-09-16 1997-09-28"),
    ("FREQ=DAILY;COUNT=-1", "1997-09-02 1997-09-03 1997-09-04"),
]  # fmt: skip


def _expand(text: str, first: datetime, most: int) -> list[datetime]:
    found = starts(parse_rule(text), first, until=None, budget=Budget(1_000_000))
    return list(islice(found, most))


@pytest.mark.parametrize(("rule", "expected"), EXAMPLES)
def test_the_examples_of_the_standard(rule: str, expected: str) -> None:
    days = expected.split()

    found = _expand(rule, NINE, len(days))

    assert [moment.date().isoformat() for moment in found] == days
    assert {moment.hour for moment in found} == {9}


def test_times_of_day_are_expanded() -> None:
    found = _expand("FREQ=DAILY;BYHOUR=9,17;BYMINUTE=0,30;COUNT=3", NINE, 9)

    assert [f"{moment:%d %H:%M}" for moment in found] == ["02 09:00", "02 09:30", "02 17:00"]


def test_a_leap_day_comes_back_in_leap_years_only() -> None:
    found = _expand("FREQ=YEARLY", datetime(2096, 2, 29), 3)

    assert [moment.year for moment in found] == [2096, 2104, 2108]


@pytest.mark.parametrize(
    "text",
    ["", "FREQ", "FREQ=", "FREQ=DAILY;INTERVAL=x", "FREQ=DAILY;BYDAY=9", "FREQ=DAILY;BYMONTH=13",
     "FREQ=DAILY;BYHOUR=1;BYHOUR", "RSCALE=CHINESE;FREQ=YEARLY", "FREQ=MONTHLY;BYMONTHDAY=99999"],
)  # fmt: skip
def test_what_the_standard_does_not_define_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_rule(text)


def test_a_rule_that_never_comes_true_ends_when_its_budget_does() -> None:
    budget = Budget(5_000)
    found = starts(
        parse_rule("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30"), NINE, until=None, budget=budget
    )

    with pytest.raises(BudgetSpentError):
        next(found)

    assert budget.left < 0


def test_a_rule_is_not_followed_for_ever() -> None:
    assert _expand("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", NINE, 1) == []
    assert _expand("FREQ=YEARLY;INTERVAL=500", datetime(8999, 1, 1), 5) == [datetime(8999, 1, 1)]


def _by(name: str, values: list[int]) -> st.SearchStrategy[str]:
    picked = st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True)
    some = picked.map(lambda numbers: f";{name}=" + ",".join(map(str, numbers)))
    return st.one_of(st.just(""), some)


_DAYS = st.sampled_from(["", ";BYDAY=MO", ";BYDAY=TU,SA,SU", ";BYDAY=WE,FR"])
# Left out are the corners where dateutil leaves the standard: ordinals mixed with plain weekdays,
# BYSETPOS in a week that DTSTART cuts, week numbers across a year's end.
_RULES = st.builds(
    lambda freq, interval, *parts: f"FREQ={freq};INTERVAL={interval}" + "".join(parts),
    st.sampled_from(["YEARLY", "MONTHLY", "WEEKLY", "DAILY"]),
    st.integers(1, 3),
    _by("BYMONTH", [1, 2, 3, 6, 11, 12]),
    _by("BYMONTHDAY", [1, 13, 28, -1, -3]),
    _DAYS,
    st.sampled_from(["", ";WKST=SU"]),
)


@settings(max_examples=150)
@given(rule=_RULES, day=st.dates(date(1995, 1, 1), date(2035, 1, 1)))
def test_rules_are_read_as_dateutil_reads_them(rule: str, day: date) -> None:
    first = datetime(day.year, day.month, day.day, 9, 30)
    until = first.replace(year=first.year + 3, day=min(first.day, 28))

    ours = starts(parse_rule(rule), first, until=until, budget=Budget(1_000_000))

    theirs = rrulestr(f"{rule};UNTIL={until:%Y%m%dT%H%M%S}", dtstart=first)
    assert list(islice(ours, 30)) == list(islice(theirs, 30))
