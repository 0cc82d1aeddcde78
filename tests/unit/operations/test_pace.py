"""Alarms look as long as what they look at takes to come, in every profile and when shortened."""

from __future__ import annotations

import pytest

from functions.catalogue import CATALOGUE
from functions.catalogue import named as function
from operations.alarms import Alarm, alarms
from operations.pace import Pace

SCHEDULED = [record for record in CATALOGUE if record.trigger == "schedule"]
PACES = [Pace(), Pace(pauses=True), Pace(longest_s=60), Pace(pauses=True, longest_s=60)]
# Source: CloudWatch API reference, PutMetricAlarm: whole minutes, at most a day in all.
DAY_S = 86_400


def of(pace: Pace) -> list[Alarm]:
    return list(alarms(prefix="LifeOS", usd_per_day=1, pace=pace))


@pytest.mark.parametrize("pace", PACES)
def test_an_alarm_over_runs_sees_one_in_every_period_and_silence_after_two(pace: Pace) -> None:
    for alarm in of(pace):
        if alarm.runs_of:
            run_s = pace.minutes(function(alarm.runs_of)) * 60

            assert alarm.period_s >= (2 if alarm.below else 1) * run_s, alarm.name


@pytest.mark.parametrize("pace", PACES)
def test_every_period_is_one_that_cloudwatch_takes(pace: Pace) -> None:
    for alarm in of(pace):
        assert alarm.period_s % 60 == 0, alarm.name
        assert alarm.period_s * alarm.of <= DAY_S, alarm.name


def test_what_is_scheduled_is_missed_when_it_does_not_come() -> None:
    missed = {alarm.runs_of for alarm in of(Pace()) if alarm.below}

    assert missed == {record.name for record in SCHEDULED}


def test_where_the_database_pauses_nobody_is_woken_for_a_reckoning_that_is_not_due() -> None:
    (silent,) = [a for a in of(Pace(pauses=True)) if a.name == "reckoner-silent"]

    assert silent.period_s == 3 * 360 * 60


@pytest.mark.parametrize("longest_s", [60, 120])
def test_shortened_everything_comes_and_is_told_within_minutes(longest_s: int) -> None:
    pace = Pace(longest_s=longest_s)

    assert {pace.minutes(record) for record in SCHEDULED} <= {1, longest_s // 60}
    assert max(alarm.period_s * alarm.of for alarm in of(pace)) <= 5 * longest_s


def test_a_state_that_refuses_files_is_not_said_to_fail() -> None:
    """AWS counts what a state raises as an error, and refusing a file is done by raising."""
    watched = {a.name: a for a in of(Pace()) if a.name.startswith("function-failing-")}
    own = {name for name, alarm in watched.items() if alarm.namespace == "LifeOS"}

    assert own == {f"function-failing-ingest_{s}" for s in ("ready", "pick", "assert", "action")}
    assert {watched[name].metric for name in own} == {"Failed"}
