"""All that comes out of a deployed hub besides its answers: logs, metrics, spans, runs, events."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.support.hub import RunningHub

Json = dict[str, Any]


def outlets(hub: RunningHub, listener: str) -> dict[str, str]:
    """By name, all they said so far."""
    return {
        **function_logs(hub),
        **process_logs(hub),
        "metrics": json.dumps(_metrics(hub)),
        "spans": "\n".join(_spans(hub)),
        "histories of runs": "\n".join(_histories(hub)),
        "events": "\n".join(_messages(hub, listener)),
        "parked messages": "\n".join(_messages(hub, hub.outputs["IngestParkedQueueUrl"])),
    }


def function_logs(hub: RunningHub) -> dict[str, str]:
    """Every log group."""
    logs = hub.aws("logs")
    groups = [one for page in logs.get_paginator("describe_log_groups").paginate()
              for one in page["logGroups"]]  # fmt: skip
    return {f"log of {one['logGroupName']}": "\n".join(_lines(logs, one["logGroupName"]))
            for one in groups}  # fmt: skip


def _lines(logs: Any, group: str) -> Iterator[str]:
    for page in logs.get_paginator("filter_log_events").paginate(logGroupName=group):
        yield from (event["message"] for event in page["events"])


def process_logs(hub: RunningHub) -> dict[str, str]:
    """What the emulator, PostgreSQL and the rest wrote into the home."""
    files = sorted((hub.home / "logs").iterdir())
    return {f"file {one.name}": one.read_text(encoding="utf-8", errors="replace") for one in files}


def _metrics(hub: RunningHub) -> list[Json]:
    pages = hub.aws("cloudwatch").get_paginator("list_metrics").paginate()
    return [metric for page in pages for metric in page["Metrics"]]


def _spans(hub: RunningHub) -> Iterator[str]:
    """The items of traces, whosoever; the rest of the table is there to keep personal values."""
    table = hub.aws("dynamodb").get_paginator("scan")
    for page in table.paginate(TableName=hub.outputs["TableName"]):
        for item in page["Items"]:
            if item["pk"]["S"].startswith("TRACE#"):
                yield json.dumps(item)


def _histories(hub: RunningHub) -> Iterator[str]:
    machine = hub.aws("stepfunctions")
    runs = machine.get_paginator("list_executions")
    for page in runs.paginate(stateMachineArn=hub.outputs["IngestMachineArn"]):
        for run in page["executions"]:
            told = machine.get_paginator("get_execution_history")
            for part in told.paginate(executionArn=run["executionArn"]):
                yield json.dumps(part["events"], default=str)


@contextmanager
def listening(hub: RunningHub) -> Iterator[str]:
    """A queue that every event of the bus goes to as well; its URL."""
    sqs, bus = hub.aws("sqs"), hub.aws("events")
    url = sqs.create_queue(QueueName="listening")["QueueUrl"]
    attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]
    pattern = json.dumps({"source": [{"prefix": ""}]})
    bus.put_rule(Name="listening", EventPattern=pattern)
    bus.put_targets(Rule="listening", Targets=[{"Id": "1", "Arn": attributes["QueueArn"]}])
    try:
        yield url
    finally:
        bus.remove_targets(Rule="listening", Ids=["1"])
        bus.delete_rule(Name="listening")
        sqs.delete_queue(QueueUrl=url)


def _messages(hub: RunningHub, url: str) -> Iterator[str]:
    sqs = hub.aws("sqs")
    while got := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
        for message in got:
            yield str(message["Body"])
