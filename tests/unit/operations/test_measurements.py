"""What functions write is what the laptop reads: names, dimensions, sums and percentiles."""

from __future__ import annotations

import json

import pytest
from lifeos import metrics, prices
from lifeos.entry import emf

from local.measurements import Measurements, key_of, statistic


def written(capsys: pytest.CaptureFixture[str], *taken: emf.Measured) -> Measurements:
    emf.write("ingest_end", taken)
    found = Measurements()
    for line in capsys.readouterr().out.splitlines():
        found.take_line(line)
    return found


def test_each_way_of_splitting_a_metric_is_a_metric(capsys: pytest.CaptureFixture[str]) -> None:
    found = written(capsys, emf.measured(metrics.COST, 5.0, 7.0))

    for dimensions in ({}, {"service": "ingest_end"}):
        assert found.values(key_of("LifeOS", "CostMicroUsd", dimensions), 0, 9e9) == [5.0, 7.0]


def test_outcomes_do_not_mix(capsys: pytest.CaptureFixture[str]) -> None:
    ends = [emf.measured(metrics.ENDED, 1, outcome=each) for each in ("done", "done", "failed")]

    found = [written(capsys, one) for one in ends]

    done = key_of("LifeOS", "Ended", {"outcome": "done"})
    assert [len(one.values(done, 0, 9e9)) for one in found] == [1, 1, 0]


def test_a_line_that_is_no_metric_changes_nothing() -> None:
    found = Measurements()

    for line in ("", "START", "[1]", "{", json.dumps({"level": "INFO"})):
        found.take_line(line)

    assert (dict(found.points), dict(found.busy_ms)) == ({}, {})


def test_persons_are_told_by_the_time_they_took() -> None:
    found = Measurements()
    for person, took in (("a", 5), ("b", 20), ("a", 10)):
        line = {"outcome": "Succeeded", "person": person, "duration_ms": took}
        found.take_line(json.dumps(line))

    assert found.busiest(1) == [("b", 20.0)]


@pytest.mark.parametrize(
    ("name", "value"),
    [("p50", 50), ("p95", 95), ("p99", 99), ("Sum", 5050), ("Average", 50.5), ("Maximum", 100)],
)
def test_statistics_are_those_of_their_names(name: str, value: float) -> None:
    assert statistic(name, [float(each) for each in range(100, 0, -1)]) == value
    assert statistic(name, []) is None


def test_a_second_with_a_gigabyte_costs_what_the_price_page_says() -> None:
    assert prices.micro_usd(1000, 1024) == pytest.approx(13.3334 + 0.2)
    assert prices.micro_usd(0, 512, transitions=2) == pytest.approx(50.2)
