"""Evaluates the deployed alarms on this machine: a stand-in for CloudWatch's own evaluation.

The emulator holds alarms and publishes their changes to the topic, but what it evaluates ignores
dimensions, data points and silence. So definitions are read from it (`DescribeAlarms`, as the
template made them), evaluated here over real metrics, and put back as a state (`SetAlarmState`):
the emulator then delivers the notification. ADR 0018.
Source: CloudWatch user guide, "Evaluating an alarm" and "Configuring how to treat missing data".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from local.measurements import Key, Measurements, key_of, statistic

State = Literal["OK", "ALARM"]


@dataclass(frozen=True)
class Definition:
    """One alarm as it is deployed."""

    name: str
    description: str
    key: Key
    statistic: str
    period_s: int
    points: int
    of: int
    threshold: float
    below: bool
    silence_breaches: bool
    state: str

    @classmethod
    def of_api(cls, described: dict[str, Any]) -> Definition:
        """From DescribeAlarms. Raises: KeyError for a comparison that the hub does not use."""
        told = {one["Name"]: one["Value"] for one in described.get("Dimensions", [])}
        of = int(described["EvaluationPeriods"])
        comparison = described["ComparisonOperator"]
        below = {"GreaterThanThreshold": False, "LessThanThreshold": True}[comparison]
        return cls(
            name=described["AlarmName"],
            description=described.get("AlarmDescription", ""),
            key=key_of(described["Namespace"], described["MetricName"], told),
            statistic=described["Statistic"],
            period_s=int(described["Period"]),
            points=int(described.get("DatapointsToAlarm", of)),
            of=of,
            threshold=float(described["Threshold"]),
            below=below,
            silence_breaches=described.get("TreatMissingData") == "breaching",
            state=described["StateValue"],
        )

    @property
    def span_s(self) -> int:
        """How far back it looks."""
        return self.period_s * self.of

    def evaluate(self, measured: Measurements, now: float) -> tuple[State, str]:
        """State and reason from the periods that end now."""
        seen = [self._period(measured, now - self.period_s * back) for back in range(self.of)]
        breaching = [self._breaches(value) for value in seen]
        told = ", ".join("none" if value is None else f"{value:g}" for value in seen)
        sign = "<" if self.below else ">"
        reason = (
            f"{sum(breaching)} of the last {self.of} periods {sign} {self.threshold:g}"
            f" (newest first: {told})"
        )
        return ("ALARM" if sum(breaching) >= self.points else "OK"), reason

    def _period(self, measured: Measurements, end: float) -> float | None:
        return statistic(self.statistic, measured.values(self.key, end - self.period_s, end))

    def _breaches(self, value: float | None) -> bool:
        if value is None:
            return self.silence_breaches
        return value < self.threshold if self.below else value > self.threshold


@dataclass(frozen=True)
class Change:
    """An alarm that began or ended."""

    name: str
    state: State
    reason: str
    description: str


def watch_once(
    client: Any,
    read: Callable[[list[Definition], float, float], Measurements],
    *,
    now: float,
    since: float = 0.0,
) -> Iterator[Change]:
    """Evaluate every deployed alarm once and put back what changed.

    `read` gives the measurements between two instants. A hub that has run only since `since` is
    not yet silent: an alarm that fires on silence waits until a whole span lies behind it.
    """
    found = definitions(client)
    measured = read(found, now - max((one.span_s for one in found), default=0), now)
    for one in found:
        if one.silence_breaches and now - since < one.span_s:
            continue
        state, reason = one.evaluate(measured, now)
        if state != one.state:
            client.set_alarm_state(AlarmName=one.name, StateValue=state, StateReason=reason)
            if state == "ALARM" or one.state == "ALARM":
                yield Change(one.name, state, reason, one.description)


def definitions(client: Any) -> list[Definition]:
    """Every alarm that is deployed."""
    pages = client.get_paginator("describe_alarms").paginate()
    return [Definition.of_api(one) for page in pages for one in page["MetricAlarms"]]
