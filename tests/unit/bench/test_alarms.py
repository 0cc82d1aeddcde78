"""No alarm is without a fault, and what is told of a trial is what happened."""

from __future__ import annotations

import io
import math
from collections import Counter
from contextlib import nullcontext
from typing import Any, cast

import pytest
from rich.console import Console

from functions.catalogue import CATALOGUE
from operations.alarms import alarms
from tests.bench.alarm_faults import FAULTS, READERS, Fault
from tests.bench.alarm_listening import Listening, Told
from tests.bench.alarm_parts import sparing
from tests.bench.alarms import Bench, Trial, _figures


def test_every_alarm_is_set_off_by_exactly_one_fault() -> None:
    struck = Counter(name for fault in FAULTS for name in fault.alarms)

    assert set(struck) == {alarm.name for alarm in alarms(prefix="LifeOS", usd_per_day=1)}
    assert set(struck.values()) == {1}


def test_the_states_that_read_are_those_that_refuse_files() -> None:
    known = {record.name for record in CATALOGUE if record.trigger == "step"}

    assert set(READERS) == known - {"ingest_end"}


def listening(*told: tuple[str, float, float]) -> Listening:
    """What heard these states of the alarm `x`: when they changed and when that arrived."""
    made = object.__new__(Listening)
    made.told = [Told("x", *one) for one in told]
    return made


def bench(*told: tuple[str, float, float]) -> Bench:
    made = object.__new__(Bench)
    made.listening, made.console = listening(*told), Console(file=io.StringIO())
    made.trials = {"x": Trial("a fault", begun=10.0, ended=100.0)}
    return made


@pytest.mark.parametrize(
    ("told", "row"),
    [
        ([("ALARM", 70.0, 71.0), ("OK", 130.0, 131.0)], (60.0, 1.0, 31.0)),
        ([("ALARM", 70.0, 71.0), ("OK", 90.0, 91.0)], (60.0, 1.0, 0.0)),
        ([("ALARM", 5.0, 6.0)], None),  # before its fault
        ([("OK", 70.0, 71.0)], None),
        ([], None),
    ],
)
def test_an_alarm_is_timed_from_its_fault_and_its_end_from_the_faults_end(
    told: list[tuple[str, float, float]], row: tuple[float, float, float] | None
) -> None:
    assert bench(*told).row("x") == row


def test_an_alarm_that_fires_still_is_not_over() -> None:
    again = [("ALARM", 70.0, 71.0), ("OK", 110.0, 111.0), ("ALARM", 120.0, 121.0)]

    row = bench(*again).row("x")

    assert row is not None
    assert math.isnan(row[2])


@pytest.mark.parametrize(
    ("row", "missed"),
    [
        ((60.0, 1.0, 31.0), []),
        ((60.0, 1.0, math.nan), ["over, and that delivered too"]),
        (None, ["fired and delivered", "over, and that delivered too"]),
    ],
)
def test_a_figure_is_missed_when_an_alarm_is_not_delivered_or_not_over(
    row: tuple[float, float, float] | None, missed: list[str]
) -> None:
    figures = _figures({"x": row}, early=[], minutes=1)

    assert [one.what for one in figures if one.missed] == missed


def test_an_alarm_with_nothing_wrong_is_a_miss() -> None:
    figures = _figures({}, early=["spending"], minutes=1)

    assert [f.what for f in figures if f.missed] == ["alarms that fired with nothing wrong"]


def test_work_that_is_spared_is_done_at_once_and_then_seldom() -> None:
    done: list[int] = []
    work = sparing(lambda: done.append(1), every=3)

    for _ in range(7):
        work()

    assert len(done) == 3


class Unwatched(Bench):
    """A bench that does not wait for anything."""

    def wait(self, names: list[str], *, within_s: float, firing: bool = True) -> None: ...


def test_work_of_a_fault_goes_on_through_others_and_ends_with_its_own() -> None:
    made = object.__new__(Unwatched)
    made.running, made.console = cast(Any, None), Console(file=io.StringIO())
    made.trials, made.work = {}, []
    done: list[str] = []

    with made.struck(fault("slow", done)), made.struck():
        with made.struck(fault("a", done), fault("b", done)):
            during = list(made.work)
        left = list(made.work)

    for work in (*during, *left):
        work()
    assert done == ["slow", "a", "b", "slow"]
    assert made.work == []
    assert all(trial.ended >= trial.begun for trial in made.trials.values())


def fault(name: str, done: list[str]) -> Fault:
    return Fault(f"says {name}", (name,), lambda running: nullcontext(lambda: done.append(name)))
