"""Every fault by name: what is done to a running hub, and for how long.

Each is a function of the hub, the seconds it lasts and chance. It returns when the fault is over;
from then on nobody helps the hub. It answers how often it struck: one that never did shows nothing.
"""

from __future__ import annotations

import json
import random
import signal
import subprocess
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from lifeos.adapters.dynamodb_audit import OPEN_INDEX
from lifeos.adapters.dynamodb_items import OPEN_SHARDS

from local import processes
from tests.faults import stores
from tests.faults.proxy import BROKEN_S3, PASS, SLOW_DOWN_S3, THROTTLED, Call, Treatment, between
from tests.faults.workers import STATES, send_signal, workers_of
from tests.support.hub import RunningHub

Fault = Callable[[RunningHub, float, random.Random], int]
PIPELINE = (*STATES, "start_ingest", "next_ingest")
SLOW_S = 4.0
KILL_EVERY_CALLS = 13  # a prime, so that kills walk through all the calls a state makes
UP_TIMEOUT_S = 600


def _share(share: float, treatments: list[Treatment], service: str) -> Fault:
    """This share of the pipeline's calls to one service is treated so."""

    def fault(running: RunningHub, seconds: float, chance: random.Random) -> int:
        def rule(call: Call) -> Treatment:
            hit = call.service == service and chance.random() < share
            return chance.choice(treatments) if hit else PASS

        with between(running, *PIPELINE) as proxy, proxy.ruled(rule):
            time.sleep(seconds)
        return proxy.treated.total()

    return fault


def _killed_in(function: str) -> Fault:
    """Its worker is killed again and again, each time after another call has had its effect."""

    def fault(running: RunningHub, seconds: float, chance: random.Random) -> int:
        calls = chance.randrange(KILL_EVERY_CALLS)

        def kill() -> None:
            send_signal(signal.SIGKILL, workers_of(running, function)[:1])

        def rule(call: Call) -> Treatment:
            nonlocal calls
            calls += 1
            return PASS if calls % KILL_EVERY_CALLS else Treatment(after=kill)

        with between(running, function) as proxy, proxy.ruled(rule):
            time.sleep(seconds)
        return proxy.treated.total()

    return fault


def _database(fault: Callable[[RunningHub, float], None]) -> Fault:
    def once(running: RunningHub, seconds: float, chance: random.Random) -> int:
        fault(running, seconds)
        return 1

    return once


def emulator_killed(running: RunningHub, seconds: float, chance: random.Random) -> int:
    """`kill -9` of the emulator alone, then `lifeos up`."""
    time.sleep(chance.uniform(0, min(seconds, 10)))
    started = processes.recall(running.hub.home.processes_file)["emulator"]
    struck = send_signal(signal.SIGKILL, started.family())
    up(running)
    return struck


def up(running: RunningHub) -> None:
    """`lifeos up`, as a person would. Raises: RuntimeError with what it said."""
    command, env = running.command("up", "--detach", "--no-sample")
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=UP_TIMEOUT_S)
    if done.returncode:
        raise RuntimeError(f"lifeos up ended with {done.returncode}: {done.stdout}{done.stderr}")


def events_lost(running: RunningHub, seconds: float, chance: random.Random) -> int:
    """Whatever arrives meanwhile, nobody is told: the queue is emptied, its consumer off."""
    functions, queues = running.aws("lambda"), running.aws("sqs")
    queue = running.outputs["IngestQueueUrl"]
    (mapping,) = functions.list_event_source_mappings(FunctionName="LifeOS-start_ingest")[
        "EventSourceMappings"
    ]
    functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)
    try:
        time.sleep(seconds)
        lost = int(
            queues.get_queue_attributes(
                QueueUrl=queue, AttributeNames=["ApproximateNumberOfMessages"]
            )["Attributes"]["ApproximateNumberOfMessages"]
        )
        queues.purge_queue(QueueUrl=queue)
    finally:
        functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=True)
    return lost


def clock_ahead(running: RunningHub, seconds: float, chance: random.Random) -> int:
    """Events are lost, and open documents were last touched by a clock a day ahead."""
    events_lost(running, seconds, chance)
    wrong = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    table = running.aws("dynamodb")
    stamped = 0
    for shard in range(OPEN_SHARDS):
        found = table.query(
            TableName=running.outputs["TableName"],
            IndexName=OPEN_INDEX,
            KeyConditionExpression="#open = :shard",
            ExpressionAttributeNames={"#open": "open"},
            ExpressionAttributeValues={":shard": {"S": str(shard)}},
        )
        for item in found["Items"]:
            stamped += 1
            table.update_item(
                TableName=running.outputs["TableName"],
                Key={"pk": item["pk"], "sk": item["sk"]},
                UpdateExpression="SET updated_at = :wrong",
                ExpressionAttributeValues={":wrong": {"S": wrong}},
            )
    return stamped


def table_lost(running: RunningHub, seconds: float, chance: random.Random) -> int:
    """Every item of the status table is deleted in the middle of the work; `lifeos rebuild`."""
    time.sleep(chance.uniform(0, min(seconds, 10)))
    table, name = running.aws("dynamodb"), running.outputs["TableName"]
    deleted = 0
    for page in table.get_paginator("scan").paginate(TableName=name, ProjectionExpression="pk, sk"):
        for item in page["Items"]:
            table.delete_item(TableName=name, Key=item)
            deleted += 1
    command, env = running.command("rebuild", "--json")
    said = subprocess.run(command, env=env, capture_output=True, text=True, timeout=UP_TIMEOUT_S)
    rounds = [json.loads(line) for line in said.stdout.splitlines()]
    if said.returncode or not rounds:
        raise RuntimeError(f"lifeos rebuild ended with {said.returncode}: {said.stderr}")
    return deleted


def disk_full(running: RunningHub, seconds: float, chance: random.Random) -> int:
    """No byte is free where the hub's home is; a database that gave up is brought back."""
    stores.full_disk(running.home, seconds)
    if not running.hub.postgres.answers():
        up(running)
    return 1


FAULTS: dict[str, Fault] = {
    "postgres-stopped": _database(stores.stopped),
    "postgres-frozen": _database(stores.frozen),
    "postgres-out-of-connections": _database(stores.crowded),
    "dynamodb-throttled": _share(0.4, [THROTTLED], "dynamodb"),
    "dynamodb-answers-lost": _share(0.1, [Treatment(lose_answer=True)], "dynamodb"),
    "s3-errors": _share(0.5, [BROKEN_S3, SLOW_DOWN_S3], "s3"),
    "s3-slow": _share(0.5, [Treatment(wait_s=SLOW_S)], "s3"),
    **{f"killed-in-{name}": _killed_in(name) for name in PIPELINE},
    "events-lost": events_lost,
    "clock-ahead": clock_ahead,
    "table-lost": table_lost,
    "emulator-killed": emulator_killed,
    "disk-full": disk_full,
}
NEEDS_SMALL_DISK = frozenset({"disk-full"})
BEGINS_FIRST = frozenset({"events-lost", "clock-ahead"})  # before any event could be heard
