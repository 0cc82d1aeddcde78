"""For each alarm the fault that it is there for, done to a running hub from outside.

A fault lasts as long as its block, and what the block is given goes on with the work that shows it:
it is called every few seconds. `PHASES` are done one after the other, the faults of each at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass

import psycopg

from functions.catalogue import CATALOGUE
from local.postgres import SUPERUSER
from tests.bench.alarm_parts import Work, denied, invoke, lifeos, send, sparing, unloadable
from tests.e2e.conftest import a_file
from tests.e2e.test_faults import database_stopped
from tests.e2e.test_flags import SEEN_AFTER_S
from tests.faults.proxy import PASS, THROTTLED, Treatment, between
from tests.support.hub import RunningHub
from tests.support.visitor import Visitor

READERS = ("ingest_ready", "ingest_pick", "ingest_assert", "ingest_action")
FLOOD = 14  # documents that cost more than the lowered limit allows in a period
_AWAY = Treatment(answer=(503, "application/json", b'{"message": "Service Unavailable"}'))


@dataclass(frozen=True)
class Fault:
    """What is done, for a person; the alarms it must set off; how it is done."""

    says: str
    alarms: tuple[str, ...]
    begin: Callable[[RunningHub], AbstractContextManager[Work]]


@contextmanager
def held_up(running: RunningHub) -> Iterator[Work]:
    """READY may not read one person's files; the schedules do the rest."""
    visitor = Visitor.new(running)
    with denied(running, "ingest_ready", visitor):
        send(visitor)
        yield lambda: None


@contextmanager
def schedules_off(running: RunningHub) -> Iterator[Work]:
    """Every schedule is disabled."""
    client = running.aws("scheduler")
    found = [
        client.get_schedule(Name=one["Name"], GroupName=one["GroupName"])
        for one in client.list_schedules()["Schedules"]
    ]
    kept = ("Name", "GroupName", "ScheduleExpression", "FlexibleTimeWindow", "Target")
    for one in found:
        client.update_schedule(**{key: one[key] for key in kept}, State="DISABLED")
    try:
        yield lambda: None
    finally:
        for one in found:
            client.update_schedule(**{key: one[key] for key in kept}, State="ENABLED")


@contextmanager
def reader_off(running: RunningHub) -> Iterator[Work]:
    """The operator holds one person's files, and that person sends many."""
    visitor = Visitor.new(running)
    lifeos(running, "flags", "set", "reading", "off", "--person", visitor.id)
    time.sleep(SEEN_AFTER_S)
    try:
        yield lambda: send(visitor, 3)
    finally:
        lifeos(running, "flags", "set", "reading", "on")


@contextmanager
def flood(running: RunningHub) -> Iterator[Work]:
    """Somebody sends far more than the limit of cost allows for."""
    visitor = Visitor.new(running)
    send(visitor, FLOOD)
    yield sparing(lambda: send(visitor, 2), every=2)


@contextmanager
def table_throttles(running: RunningHub) -> Iterator[Work]:
    """DynamoDB refuses every call of one function for want of room, and people ask."""
    visitor = Visitor.new(running)
    path = f"/v1/documents/{send(visitor)[0]}"
    tag = visitor.ask("GET", path).headers["ETag"]
    with between(running, "deletion_api") as proxy, proxy.ruled(lambda call: THROTTLED):

        def ask() -> None:
            for _ in range(6):
                visitor.ask("DELETE", path, headers={"If-Match": tag})

        yield ask


@contextmanager
def reader_broken(running: RunningHub) -> Iterator[Work]:
    """ACTION cannot be loaded, and somebody sends more files than the other faults let end well."""
    visitor = Visitor.new(running)
    with unloadable(running, "ingest_action"):
        yield lambda: send(visitor, 5)


@contextmanager
def database_away(running: RunningHub) -> Iterator[Work]:
    """The server is shut down; people ask for their facts, and a deployment migrates."""
    visitor = Visitor.new(running)
    event = dict.fromkeys(("LogicalResourceId", "PhysicalResourceId", "StackId"), "x")
    event |= {"RequestType": "Update", "RequestId": "r", "ResponseURL": _answered(running)}
    with database_stopped(running):

        def work() -> None:
            for _ in range(3):
                visitor.ask("GET", "/v1/facts")
            invoke(running, "migrate", event)

        yield work
    lifeos(running, "parked", "--redrive")  # what could not be done meanwhile


def _answered(running: RunningHub) -> str:
    """Where a deployment waits for a function's answer: a link to an object, as on AWS."""
    place = {"Bucket": running.outputs["BucketName"], "Key": "answers/migrate"}
    link: str = running.aws("s3").generate_presigned_url("put_object", Params=place)
    return link


@contextmanager
def files_denied(running: RunningHub) -> Iterator[Work]:
    """Each of the four states that read a file may not read one person's."""
    visitors = [Visitor.new(running) for _ in READERS]
    with ExitStack() as stack:
        for function, visitor in zip(READERS, visitors, strict=True):
            stack.enter_context(denied(running, function, visitor))

        def work() -> None:
            for visitor in visitors:
                send(visitor)

        yield sparing(work, every=10)


@contextmanager
def flags_away(running: RunningHub) -> Iterator[Work]:
    """AppConfig answers nobody who reads the flags."""
    with (
        between(running, "audit", "ingest_pick") as proxy,
        proxy.ruled(lambda call: _AWAY if call.service == "appconfig" else PASS),
    ):
        yield lambda: None


@contextmanager
def pusher_held_up(running: RunningHub) -> Iterator[Work]:
    """The table refuses whoever tells changes, for longer than a change may wait."""
    visitor = Visitor.new(running)
    lifeos(running, "parked", "--redrive")  # what earlier faults have left there
    with between(running, "live_push") as proxy, proxy.ruled(lambda call: THROTTLED):
        yield sparing(lambda: send(visitor), every=5)
    lifeos(running, "parked", "--redrive")


@contextmanager
def record_forgets(running: RunningHub) -> Iterator[Work]:
    """The record loses a document whenever it has ended, whatever the auditor does about it."""
    visitor = Visitor.new(running)
    document = visitor.send("statement.csv", a_file("csv").content)

    def forget() -> None:
        visitor.ended(document)
        with psycopg.connect(running.hub.postgres.url(SUPERUSER), autocommit=True) as connection:
            connection.execute("DELETE FROM documents WHERE id = %s", [document])
        invoke(running, "reckon")  # opens it again
        invoke(running, "audit", {"patience_s": 0})  # and has it read again

    yield sparing(forget, every=4)
    invoke(running, "reckon")


@contextmanager
def functions_broken(running: RunningHub) -> Iterator[Work]:
    """No function but the four readers can be loaded any more, and each is called."""
    broken = [record.name for record in CATALOGUE if record.name not in READERS]
    with unloadable(running, *broken):

        def call() -> None:
            for name in broken:
                invoke(running, name)

        yield sparing(call, every=6)
    lifeos(running, "parked", "--redrive")  # runs of schedules, and ends of documents


def _failing(*names: str) -> tuple[str, ...]:
    return tuple(f"function-failing-{name}" for name in names)


# Begins before all the others and goes on meanwhile: a file is too old after fifteen minutes.
SLOW = Fault("READY may not read one file", ("unfinished-too-old",), held_up)
PHASES: tuple[tuple[Fault, ...], ...] = (
    (
        Fault(
            "the schedules are disabled",
            ("auditor-silent", "reckoner-silent", "purge-silent"),
            schedules_off,
        ),
        Fault("one person's files are held, and come", ("documents-parked",), reader_off),
        Fault("a flood of files", ("spending",), flood),
        Fault("the table throttles the API", ("throttled",), table_throttles),
        Fault("ACTION cannot be loaded", ("documents-failed", "documents-failing"), reader_broken),
    ),
    (
        Fault(
            "PostgreSQL is shut down",
            ("database-away", "api-server-errors", "migration-failed"),
            database_away,
        ),
        Fault("S3 refuses the reading states", _failing(*READERS), files_denied),
        Fault("AppConfig is away", ("flags-away",), flags_away),
    ),
    (
        Fault("the record loses what ended", ("conservation-difference",), record_forgets),
        Fault("the table throttles live_push", ("live-behind", "messages-parked"), pusher_held_up),
    ),
)
# After the slow one: nothing can be held up in a hub where nothing works.
LAST = Fault(
    "no handler can be loaded",
    _failing(*(record.name for record in CATALOGUE if record.name not in READERS)),
    functions_broken,
)
FAULTS: tuple[Fault, ...] = (SLOW, *(fault for phase in PHASES for fault in phase), LAST)
