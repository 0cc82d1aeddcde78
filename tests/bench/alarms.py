"""`make bench-alarms`: every alarm's fault is produced, and its notification delivered.

    python -m tests.bench.alarms [--only NAME ...]

The hub is deployed as always. Only periods are shortened (to `PERIOD_S`) and the daily limit of
cost is lowered, so that it takes minutes instead of a day; what is measured is real, and the
notification is taken from a queue that is subscribed to the alarms' topic.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console

from local.observing import Observer
from operations.alarms import alarms
from tests.bench.alarm_faults import FAULTS
from tests.bench.report import Figure, report
from tests.support.hub import RunningHub, running_hub

PERIOD_S = 30
LONGEST_S = 150.0
CHEAP_MICRO_USD = 1.0  # the lowered limit of a period
SETTABLE = (
    *("AlarmName", "AlarmDescription", "MetricName", "Namespace", "Statistic", "Dimensions"),
    *("Threshold", "ComparisonOperator", "TreatMissingData", "AlarmActions", "OKActions"),
)


def main() -> int:
    """Produce each fault, wait for its notification, report."""
    asked = _arguments()
    console = Console(stderr=True, markup=False, highlight=False)
    with running_hub() as running:
        listening = Listening(running)
        delivered: dict[str, float] = {}
        for name in asked.only:
            took = listening.hears(name, FAULTS[name])
            console.print(f"{name}: {'not delivered' if took is None else f'{took:.0f} s'}")
            if took is not None:
                delivered[name] = took
    figures = [
        Figure(f"{name}: fault to notification", took, "s") for name, took in delivered.items()
    ]
    known = {one.name for one in alarms(prefix="LifeOS", usd_per_day=1)}
    without = Figure("alarms without a fault here", len(known - set(FAULTS)), "alarms", 0)
    share = Figure("delivered", len(delivered), "alarms", at_least=len(asked.only))
    return report("alarms", [*figures, without, share])


@dataclass
class Listening:
    """A queue behind the topic, and what evaluates the alarms meanwhile."""

    running: RunningHub
    queue: str = field(init=False)
    observer: Observer = field(init=False)

    def __post_init__(self) -> None:
        self.observer = Observer(self.running.hub.emulator)
        queues, topics = self.running.aws("sqs"), self.running.aws("sns")
        self.queue = queues.create_queue(QueueName="heard")["QueueUrl"]
        asked = queues.get_queue_attributes(QueueUrl=self.queue, AttributeNames=["QueueArn"])
        arn, topic = asked["Attributes"]["QueueArn"], self.running.outputs["AlarmTopicArn"]
        policy = json.dumps(_lets_in(topic, arn))
        queues.set_queue_attributes(QueueUrl=self.queue, Attributes={"Policy": policy})
        topics.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
        for alarm in self._alarms():
            self._shorten(alarm)

    def hears(self, name: str, fault: Callable[[RunningHub, str], Any]) -> float | None:
        """Seconds from the beginning of the fault to its notification; None if none came."""
        self._heard()
        begin = time.monotonic()
        with fault(self.running, name):
            while time.monotonic() - begin < LONGEST_S:
                self.observer.changes()
                if f"LifeOS-{name}" in self._heard():
                    return time.monotonic() - begin
                time.sleep(2)
        return None

    def _heard(self) -> set[str]:
        """Names of the alarms that have told since the last call that they fire."""
        queues, found = self.running.aws("sqs"), set()
        while messages := queues.receive_message(QueueUrl=self.queue, MaxNumberOfMessages=10).get(
            "Messages"
        ):
            for message in messages:
                told = json.loads(json.loads(message["Body"])["Message"])
                if told["NewStateValue"] == "ALARM":
                    found.add(told["AlarmName"])
                queues.delete_message(QueueUrl=self.queue, ReceiptHandle=message["ReceiptHandle"])
        return found

    def _alarms(self) -> list[dict[str, Any]]:
        pages = self.running.aws("cloudwatch").get_paginator("describe_alarms").paginate()
        return [alarm for page in pages for alarm in page["MetricAlarms"]]

    def _shorten(self, alarm: dict[str, Any]) -> None:
        """The same alarm over short periods, one of which is enough."""
        kept = {key: alarm[key] for key in SETTABLE if key in alarm}
        if alarm["MetricName"] == "CostMicroUsd":
            kept["Threshold"] = CHEAP_MICRO_USD
        silent = alarm["TreatMissingData"] == "breaching"
        period = {"Period": 90 if silent else PERIOD_S}  # the auditor comes once a minute
        self.running.aws("cloudwatch").put_metric_alarm(
            **kept, **period, EvaluationPeriods=1, DatapointsToAlarm=1
        )


def _lets_in(topic: str, queue: str) -> dict[str, Any]:
    """A queue hears a topic only where its own policy says so."""
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": queue,
        "Condition": {"ArnEquals": {"aws:SourceArn": topic}},
    }
    return {"Version": "2012-10-17", "Statement": [statement]}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", choices=list(FAULTS), default=list(FAULTS))
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
