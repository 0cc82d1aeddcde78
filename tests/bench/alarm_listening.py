"""Who hears a running hub's alarms: a queue behind their topic, and what evaluates them."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from local.observing import Observer
from tests.support.hub import RunningHub

PREFIX = "LifeOS-"


@dataclass(frozen=True)
class Told:
    """One notification, by a clock that only goes forward."""

    alarm: str
    state: str
    changed: float  # when the hub's evaluation saw it
    arrived: float  # in the queue's subscriber


@dataclass
class Listening:
    """Evaluates as `lifeos up` does and keeps every notification that arrives."""

    running: RunningHub
    told: list[Told] = field(default_factory=list)
    observer: Observer = field(init=False)
    _queue: str = field(init=False)
    _changed: dict[tuple[str, str], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.observer = Observer(self.running.hub.emulator, since=time.time())
        queues, topics = self.running.aws("sqs"), self.running.aws("sns")
        self._queue = queues.create_queue(QueueName="heard")["QueueUrl"]
        asked = queues.get_queue_attributes(QueueUrl=self._queue, AttributeNames=["QueueArn"])
        arn, topic = asked["Attributes"]["QueueArn"], self.running.outputs["AlarmTopicArn"]
        policy = json.dumps(_lets_in(topic, arn))
        queues.set_queue_attributes(QueueUrl=self._queue, Attributes={"Policy": policy})
        topics.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)

    def listen(self) -> list[Told]:
        """Evaluate if it is time to, and hear what was told; the new ones."""
        for change in self.observer.due_changes():
            self._changed[(change.name, change.state)] = time.monotonic()
        new = list(self._received())
        self.told += new
        return new

    def first(self, alarm: str, state: str, *, since: float) -> Told | None:
        """The first notification of an alarm's state after an instant."""
        return next(
            (t for t in self.told if (t.alarm, t.state) == (alarm, state) and t.changed >= since),
            None,
        )

    def fires(self, alarm: str) -> bool:
        """Whether its last notification said so."""
        last = [one.state for one in self.told if one.alarm == alarm]
        return last[-1:] == ["ALARM"]

    def _received(self) -> Iterator[Told]:
        queues = self.running.aws("sqs")
        while messages := queues.receive_message(QueueUrl=self._queue, MaxNumberOfMessages=10).get(
            "Messages"
        ):
            for message in messages:
                said = json.loads(json.loads(message["Body"])["Message"])
                name, state, now = said["AlarmName"], said["NewStateValue"], time.monotonic()
                changed = self._changed.get((name, state), now)
                yield Told(name.removeprefix(PREFIX), state, changed, now)
                queues.delete_message(QueueUrl=self._queue, ReceiptHandle=message["ReceiptHandle"])


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
