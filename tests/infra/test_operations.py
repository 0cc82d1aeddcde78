"""Alarms reach a topic in every profile; what is charted and alarmed on exists."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from lifeos import metrics
from lifeos.documents.audit import Audited
from lifeos.documents.reckoning import Reckoned

from functions.catalogue import CATALOGUE
from operations.alarms import OURS, alarms
from operations.charts import CHARTS, OUTCOMES, Chart, Series
from tests.support.sources import ROOT
from tests.support.templates import CLOUD, PROFILES, synthesised

RUNBOOK = (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8")
FLAGS_ALARM = "LifeOS-flags-take-back"  # tells AppConfig and nobody else
ALL = alarms(prefix="LifeOS", usd_per_day=1.0)


def vocabulary() -> dict[str, metrics.Metric]:
    """Every metric that functions write."""
    found = {one.name: one for one in metrics.OF_AN_INVOCATION}
    for model in (Audited, Reckoned):
        for field in model.model_fields:
            if field != "outcomes":
                made = metrics.found_by_auditor(field)
                found[made.name] = made
    return found


def test_whatever_is_charted_or_alarmed_on_is_written_split_like_that() -> None:
    asked = [
        *((s.namespace, s.metric, split_of(s)) for chart in CHARTS for s in every_series(chart)),
        *((a.namespace, a.metric, tuple(key for key, _ in a.dimensions)) for a in ALL),
    ]

    unknown = [
        (name, split)
        for namespace, name, split in asked
        if namespace == OURS and split not in vocabulary()[name].by
    ]

    assert unknown == []


def every_series(chart: Chart) -> list[Series]:
    """Of its lines, and of what its ratios are made of."""
    return [*chart.series, *(one for r in chart.ratios for one in (*r.of, *r.over))]


def split_of(series: Series) -> tuple[str, ...]:
    return (series.each,) if series.each else tuple(key for key, _ in series.dimensions)


def test_outcomes_of_the_chart_are_those_of_the_contract() -> None:
    from typing import get_args

    from lifeos.contracts.documents import Outcome

    assert set(OUTCOMES) == set(get_args(Outcome))


def test_every_alarm_has_its_section_of_the_runbook_and_no_section_is_left_over() -> None:
    sections = set(re.findall(r"^## `([a-z-]+)`$", RUNBOOK, re.M))

    assert sections == {alarm.anchor for alarm in ALL}


@pytest.mark.parametrize("anchor", sorted({alarm.anchor for alarm in ALL}))
def test_a_section_says_what_to_see_what_to_do_and_when_it_is_over(anchor: str) -> None:
    section = RUNBOOK.split(f"## `{anchor}`\n")[1].split("\n## ")[0]

    lacking = [
        part
        for part in ("**Means.**", "**Look.**", "**Do.**", "**Healed.**")
        if part not in section
    ]

    assert lacking == []
    assert "`./lifeos" in section or "`aws " in section  # an exact command


@pytest.mark.parametrize("profile", PROFILES)
def test_every_alarm_is_made_and_tells_one_topic_when_it_begins_and_ends(profile: str) -> None:
    every = synthesised(profile).of_type("AWS::CloudWatch::Alarm").values()
    made = [one for one in every if one["AlarmName"] != FLAGS_ALARM]
    (topic,) = synthesised(profile).of_type("AWS::SNS::Topic")

    told = {topic_of(one["AlarmActions"]) for one in made}
    ends = {topic_of(one["OKActions"]) for one in made}

    assert {one["AlarmName"] for one in made} == {f"LifeOS-{alarm.name}" for alarm in ALL}
    assert told == ends == {topic.split("/")[1]}


def topic_of(told: list[Any]) -> str:
    """Logical id of the one topic in a list of actions."""
    (action,) = told
    return str(action["Ref"])


@pytest.mark.parametrize("profile", PROFILES)
def test_no_alarm_needs_metric_math_and_each_says_what_silence_means(profile: str) -> None:
    for alarm in synthesised(profile).of_type("AWS::CloudWatch::Alarm").values():
        assert "Metrics" not in alarm
        assert alarm["TreatMissingData"] in {"breaching", "notBreaching"}
        assert alarm.get("DatapointsToAlarm", 1) <= alarm["EvaluationPeriods"]
        assert alarm["Period"] * alarm["EvaluationPeriods"] <= 86_400


@pytest.mark.parametrize("profile", CLOUD)
def test_the_dashboard_has_every_chart_and_who_sends_most(profile: str) -> None:
    boards = synthesised(profile).of_type("AWS::CloudWatch::Dashboard").values()
    body = "".join(json.dumps(board["DashboardBody"]) for board in boards)

    lacking = [chart.title for chart in CHARTS if chart.title not in body]

    assert lacking == []
    assert "by person" in body
    assert "SEARCH('{LifeOS,reason} MetricName=" in body
    assert "FILL(a4, 0)) / (FILL(b0, 0)" in body  # five states, by outcomes


def test_each_function_is_watched() -> None:
    watched = {alarm.name.removeprefix("function-failing-") for alarm in ALL}

    assert {record.name for record in CATALOGUE} <= watched
