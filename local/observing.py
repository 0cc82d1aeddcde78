"""Reads a running hub's measurements from its emulator: logs, `AWS/Lambda`, queues."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from local.alarms import Change, Definition, definitions, watch_once
from local.emulator import Emulator
from local.measurements import Key, Measurements, key_of
from local.operator import root_client

EVERY_S = 15.0  # between two evaluations; CloudWatch's is a minute
OVERLAP_S = 10.0  # lines of one invocation arrive together, at its end
FUNCTIONS_BACK_S = 3600.0
FINEST_S = 10  # period in which the emulator is asked for its own counts


@dataclass
class Observer:
    """Looks at one emulator with root credentials; `since` is when it began to run."""

    emulator: Emulator
    since: float = 0.0
    _clients: dict[str, Any] = field(default_factory=dict)
    _next: float = 0.0
    _measured: Measurements = field(default_factory=Measurements)
    _seen: set[int] = field(default_factory=set)
    _read_from: float = math.inf
    _read_until: float = 0.0

    def changes(self, now: float | None = None) -> list[Change]:
        """Evaluate all alarms; those that began or ended."""
        at = time.time() if now is None else now
        return list(watch_once(self.client("cloudwatch"), self.read, now=at, since=self.since))

    def due_changes(self) -> list[Change]:
        """The same, every `EVERY_S` at most; an emulator that is away has none."""
        if time.time() < self._next:
            return []
        self._next = time.time() + EVERY_S
        try:
            return self.changes()
        except (BotoCoreError, ClientError):
            return []

    def read(self, alarms: list[Definition], begin: float, now: float) -> Measurements:
        """Everything that was measured since `begin`; queues as they are now."""
        if begin < self._read_from:
            self._measured, self._seen, self._read_until = Measurements(), set(), begin
            self._read_from = begin
        for line in self._new_lines(max(begin, self._read_until - OVERLAP_S)):
            self._measured.take_line(line)
        self._read_until = now
        self._count_functions(now, alarms)
        self._count_queues(now, alarms)
        return self._measured

    def alarms(self) -> list[Definition]:
        """Every deployed alarm with its state."""
        return definitions(self.client("cloudwatch"))

    def client(self, service: str) -> Any:
        """One client a service."""
        if service not in self._clients:
            self._clients[service] = root_client(self.emulator, service)
        return self._clients[service]

    def _new_lines(self, begin: float) -> Iterator[str]:
        """Each line once, however often it is asked for."""
        logs = self.client("logs")
        groups = logs.get_paginator("describe_log_groups").paginate(logGroupNamePrefix="/aws/")
        for group in (one["logGroupName"] for page in groups for one in page["logGroups"]):
            pages = logs.get_paginator("filter_log_events").paginate(
                logGroupName=group, startTime=int(begin * 1000)
            )
            for event in (event for page in pages for event in page["events"]):
                mark = hash((group, event.get("eventId"), event["timestamp"], event["message"]))
                if mark not in self._seen:
                    self._seen.add(mark)
                    yield event["message"]

    def _count_functions(self, now: float, alarms: list[Definition]) -> None:
        """What the emulator itself counts, of the last hour; its points are single calls."""
        watched = {one.key for one in alarms if one.key[0] == "AWS/Lambda"}
        for namespace, name, told in watched:
            for metric in {name, "Throttles"}:
                key = (namespace, metric, told)
                self._measured.points[key] = []
                for answer in self._statistics(key, now - FUNCTIONS_BACK_S):
                    at, hits = answer["Timestamp"].timestamp(), int(answer["Sum"])
                    for index in range(int(answer["SampleCount"])):
                        self._measured.add(key, at, float(index < hits))

    def _statistics(self, key: Key, begin: float) -> list[Mapping[str, Any]]:
        namespace, name, told = key
        answer = self.client("cloudwatch").get_metric_statistics(
            Namespace=namespace,
            MetricName=name,
            Dimensions=[{"Name": n, "Value": v} for n, v in told],
            StartTime=datetime.fromtimestamp(begin, UTC),
            EndTime=datetime.fromtimestamp(time.time() + 1, UTC),
            Period=FINEST_S,
            Statistics=["Sum", "SampleCount"],
        )
        points: list[Mapping[str, Any]] = answer["Datapoints"]
        return points

    def _count_queues(self, now: float, alarms: list[Definition]) -> None:
        """A queue knows its length now, not what it was: a point each time somebody looks."""
        queues = self.client("sqs")
        names = {dict(one.key[2])["QueueName"] for one in alarms if one.key[0] == "AWS/SQS"}
        asked = "ApproximateNumberOfMessages"
        for name in names:
            url = queues.get_queue_url(QueueName=name)["QueueUrl"]
            told = queues.get_queue_attributes(QueueUrl=url, AttributeNames=[asked])
            key = key_of("AWS/SQS", f"{asked}Visible", {"QueueName": name})
            self._measured.add(key, now - 0.001, float(told["Attributes"][asked]))
