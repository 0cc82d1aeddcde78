"""For each alarm the fault that it is there for, done to a running hub from outside."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from functions.catalogue import CATALOGUE
from local import processes
from tests.e2e.conftest import a_bill
from tests.e2e.test_faults import without
from tests.faults.proxy import THROTTLED, between
from tests.support.hub import RunningHub
from tests.support.visitor import Visitor

Fault = Callable[[RunningHub, str], AbstractContextManager[None]]


def invoke(running: RunningHub, function: str, event: object = None) -> None:
    """Call a function; what it answers is not looked at."""
    running.aws("lambda").invoke(
        FunctionName=f"LifeOS-{function}", Payload=json.dumps(event or {}).encode()
    )


@contextmanager
def record_forgets(running: RunningHub, name: str) -> Iterator[None]:
    """A document ends, and the record loses it while live status says that it ended."""
    import psycopg

    from local.postgres import SUPERUSER

    visitor = Visitor.new(running)
    document = visitor.send("bill.pdf", a_bill().content)
    visitor.ended(document)
    with psycopg.connect(running.hub.postgres.url(SUPERUSER), autocommit=True) as connection:
        connection.execute("DELETE FROM documents WHERE id = %s", [document])
    invoke(running, "reckon")
    yield


@contextmanager
def never_ends(running: RunningHub, name: str) -> Iterator[None]:
    """A file is held up, and was announced an hour ago."""
    with without(running, "ingest_ready", "s3:GetObject"):
        visitor = Visitor.new(running)
        document = visitor.send("bill.pdf", a_bill().content)
        _make_old(running, visitor.id, document)
        invoke(running, "audit", {"patience_s": 0})
        yield


def _make_old(running: RunningHub, user_id: str, document: str) -> None:
    """Its live status says it came in 2020; nothing but the field is touched."""
    table = running.outputs["TableName"]
    client = running.aws("dynamodb")
    for page in client.get_paginator("scan").paginate(TableName=table):
        for item in page["Items"]:
            if document in json.dumps(item) and "created_at" in json.dumps(item):
                aged = json.loads(json.dumps(item))
                _age(aged)
                client.put_item(TableName=table, Item=aged)


def _age(item: dict[str, object]) -> None:
    for key, value in item.items():
        if isinstance(value, dict):
            if key == "created_at" and "S" in value:
                value["S"] = "2020-01-01T00:00:00Z"
            elif "S" in value and '"created_at"' in str(value["S"]):
                told = json.loads(str(value["S"]))
                told["created_at"] = "2020-01-01T00:00:00Z"
                value["S"] = json.dumps(told)
            elif isinstance(value.get("M"), dict):
                _age(value["M"])


@contextmanager
def message_parked(running: RunningHub, name: str) -> Iterator[None]:
    """A message that nobody could handle lies in the parking queue."""
    queues, url = running.aws("sqs"), running.outputs["IngestParkedQueueUrl"]
    queues.send_message(QueueUrl=url, MessageBody="{}")
    try:
        yield
    finally:
        queues.purge_queue(QueueUrl=url)


@contextmanager
def database_stopped(running: RunningHub, name: str) -> Iterator[None]:
    """The server is shut down, and people ask for their facts."""
    server = running.hub.postgres
    visitor = Visitor.new(running)
    visitor.ask("GET", "/v1/facts")
    server.stop(processes.recall(running.hub.home.processes_file)["postgres"])
    try:
        for _ in range(6):
            visitor.ask("GET", "/v1/facts")
        yield
    finally:
        processes.remember(running.hub.home.processes_file, server.start())


@contextmanager
def stores_throttle(running: RunningHub, name: str) -> Iterator[None]:
    """DynamoDB refuses every call of the API for want of room."""
    with between(running, "documents_api") as proxy, proxy.ruled(lambda call: THROTTLED):
        visitor = Visitor.new(running)
        for _ in range(25):
            visitor.ask("GET", f"/v1/documents/{uuid.uuid4()}")
        yield


@contextmanager
def schedule_stopped(running: RunningHub, name: str) -> Iterator[None]:
    """The schedules are switched off."""
    client = running.aws("scheduler")
    found = [
        client.get_schedule(Name=one["Name"], GroupName=one["GroupName"])
        for one in client.list_schedules()["Schedules"]
    ]
    kept = ("Name", "GroupName", "ScheduleExpression", "FlexibleTimeWindow", "Target")
    for one in found:
        client.update_schedule(**{key: one[key] for key in kept}, State="DISABLED")
    try:
        yield
    finally:
        for one in found:
            client.update_schedule(**{key: one[key] for key in kept}, State="ENABLED")


@contextmanager
def schema_locked(running: RunningHub, name: str) -> Iterator[None]:
    """The database is away while a deployment migrates."""
    server = running.hub.postgres
    server.stop(processes.recall(running.hub.home.processes_file)["postgres"])
    event = {
        "RequestType": "Update",
        "LogicalResourceId": "Schema",
        "PhysicalResourceId": "s",
        "StackId": "s",
        "RequestId": "r",
        "ResponseURL": running.hub.emulator.url,
    }
    try:
        invoke(running, "migrate", event)
        yield
    finally:
        processes.remember(running.hub.home.processes_file, server.start())


@contextmanager
def work_costs(running: RunningHub, name: str) -> Iterator[None]:
    """A document is read."""
    visitor = Visitor.new(running)
    visitor.ended(visitor.send("bill.pdf", a_bill().content))
    yield


@contextmanager
def function_breaks(running: RunningHub, name: str) -> Iterator[None]:
    """The function's handler cannot be loaded any more, and it is called."""
    function = name.removeprefix("function-failing-")
    client, full = running.aws("lambda"), f"LifeOS-{function}"
    client.update_function_configuration(FunctionName=full, Handler="gone.handler")
    try:
        for _ in range(2):
            invoke(running, function)
        time.sleep(1)
        yield
    finally:
        client.update_function_configuration(FunctionName=full, Handler="handler.handler")


FAULTS: dict[str, Fault] = {
    "conservation-difference": record_forgets,
    "unfinished-too-old": never_ends,
    "messages-parked": message_parked,
    "api-server-errors": database_stopped,
    "throttled": stores_throttle,
    "database-away": database_stopped,
    "migration-failed": schema_locked,
    "spending": work_costs,
    "auditor-silent": schedule_stopped,
    "reckoner-silent": schedule_stopped,
    **{f"function-failing-{record.name}": function_breaks for record in CATALOGUE},
}
