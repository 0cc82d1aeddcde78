"""How deployed alarms are evaluated on a laptop: points of periods, silence, what changed."""

from __future__ import annotations

from typing import Any

import pytest

from local.alarms import Definition, watch_once
from local.measurements import Measurements, key_of

NOW = 10_000.0
KEY = key_of("LifeOS", "Difference", {"service": "reckon"})


class FakeWatch:
    """The part of CloudWatch that holds alarms."""

    def __init__(self, **changed: Any) -> None:
        self.alarm = {
            "AlarmName": "LifeOS-x", "Namespace": "LifeOS", "MetricName": "Difference",
            "Dimensions": [{"Name": "service", "Value": "reckon"}], "Statistic": "Maximum",
            "Period": 60, "EvaluationPeriods": 2, "DatapointsToAlarm": 2, "Threshold": 0.0,
            "ComparisonOperator": "GreaterThanThreshold", "TreatMissingData": "notBreaching",
            "StateValue": "OK", **changed,
        }  # fmt: skip
        self.put: list[str] = []

    def get_paginator(self, operation: str) -> FakeWatch:
        assert operation == "describe_alarms"
        return self

    def paginate(self) -> list[dict[str, Any]]:
        return [{"MetricAlarms": [self.alarm]}]

    def set_alarm_state(self, **state: str) -> None:
        self.put.append(state["StateValue"])
        self.alarm["StateValue"] = state["StateValue"]


def measured(*points: tuple[float, float]) -> Measurements:
    found = Measurements()
    for at, value in points:
        found.add(KEY, at, value)
    return found


def evaluated(watch: FakeWatch, found: Measurements, *, since: float = 0.0) -> list[str]:
    """States that were told."""
    changes = watch_once(watch, lambda *_: found, now=NOW, since=since)
    return [change.state for change in changes]


@pytest.mark.parametrize(
    ("points", "told"),
    [
        ([(NOW - 10, 1.0), (NOW - 70, 1.0)], ["ALARM"]),
        ([(NOW - 10, 1.0)], []),
        ([(NOW - 10, 1.0), (NOW - 70, 0.0)], []),
        ([(NOW - 10, 0.0), (NOW - 70, 0.0)], []),
        ([(NOW - 130, 9.0), (NOW - 10, 9.0)], []),
        ([], []),
    ],
)
def test_enough_points_over_the_threshold_fire(
    points: list[tuple[float, float]], told: list[str]
) -> None:
    assert evaluated(FakeWatch(), measured(*points)) == told


def test_it_tells_once_that_it_fires_and_once_that_it_ends() -> None:
    watch = FakeWatch()
    bad = measured((NOW - 10, 1.0), (NOW - 70, 1.0))

    told = [evaluated(watch, bad), evaluated(watch, bad), evaluated(watch, measured())]

    assert told == [["ALARM"], [], ["OK"]]
    assert watch.put == ["ALARM", "OK"]


def test_the_same_metric_of_another_service_is_another_metric() -> None:
    found = Measurements()
    for at in (NOW - 10, NOW - 70):
        found.add(key_of("LifeOS", "Difference", {"service": "audit"}), at, 9.0)

    assert evaluated(FakeWatch(), found) == []


@pytest.mark.parametrize(("since", "told"), [(0.0, ["ALARM"]), (NOW - 60, [])])
def test_silence_fires_only_where_it_is_meant_to_and_after_a_whole_span(
    since: float, told: list[str]
) -> None:
    silent = FakeWatch(TreatMissingData="breaching", ComparisonOperator="LessThanThreshold")

    assert evaluated(silent, measured(), since=since) == told


def test_a_first_look_that_finds_nothing_wrong_is_not_told() -> None:
    watch = FakeWatch(StateValue="INSUFFICIENT_DATA")

    assert evaluated(watch, measured()) == []
    assert watch.put == ["OK"]


def test_a_comparison_the_hub_does_not_use_is_refused() -> None:
    alarm = FakeWatch(ComparisonOperator="LessThanOrEqualToThreshold").alarm

    with pytest.raises(KeyError):
        Definition.of_api(alarm)
