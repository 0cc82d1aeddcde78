"""A permission taken away and a database that stops: the pipeline says so, and heals."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from local import processes
from tests.e2e.conftest import a_bill, a_file
from tests.support.hub import RunningHub
from tests.support.visitor import Visitor

pytestmark = pytest.mark.e2e


@contextmanager
def without(hub: RunningHub, function: str, action: str) -> Iterator[None]:
    """Take one action out of a function's own policy; put it back afterwards."""
    iam = hub.aws("iam")
    made = hub.aws("lambda").get_function(FunctionName=f"LifeOS-{function}")
    role = made["Configuration"]["Role"].rpartition("/")[2]
    name = iam.list_role_policies(RoleName=role)["PolicyNames"][0]
    whole = iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
    assert action in json.dumps(whole)
    kept = [one for one in whole["Statement"] if action not in one["Action"]]
    put = {"RoleName": role, "PolicyName": name}
    iam.put_role_policy(**put, PolicyDocument=json.dumps({**whole, "Statement": kept}))
    try:
        yield
    finally:
        iam.put_role_policy(**put, PolicyDocument=json.dumps(whole))


def eventually(seen: Callable[[], bool], within_s: float = 30) -> bool:
    deadline = time.monotonic() + within_s
    while not seen():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True


def log_of(hub: RunningHub, function: str, correlation_id: str) -> str:
    group = f"/aws/lambda/LifeOS-{function}"
    found = hub.aws("logs").filter_log_events(logGroupName=group, limit=10_000)["events"]
    return "\n".join(e["message"] for e in found if correlation_id in e["message"])


@pytest.mark.parametrize(
    ("function", "state"), [("ingest_action", "ACTION"), ("ingest_pick", "PICK")]
)
def test_one_permission_taken_away_is_seen_named_and_healed(
    hub: RunningHub, visitor: Visitor, function: str, state: str
) -> None:
    refused = "refused the hub's own credentials"
    with without(hub, function, "s3:GetObject"):
        held_up = visitor.send("bill.pdf", a_bill().content)
        named = eventually(lambda: refused in log_of(hub, function, visitor.correlation_id))
        stuck, facts = visitor.document(held_up), visitor.facts(held_up)

    after = visitor.ended(visitor.send("statement.csv", a_file("csv").content))
    assert named
    assert (stuck["state"], stuck["outcome"], facts) == (state, None, [])
    assert after["outcome"] == "done"
    assert visitor.ended(held_up)["outcome"] == "done"  # the machine had gone on trying


@contextmanager
def database_stopped(hub: RunningHub) -> Iterator[None]:
    """Stop the database server; start it again afterwards."""
    server = hub.hub.postgres
    server.stop(processes.recall(hub.hub.home.processes_file)["postgres"])
    try:
        yield
    finally:
        processes.remember(hub.hub.home.processes_file, server.start())


def test_a_database_that_stops_for_a_while_loses_nothing(hub: RunningHub, visitor: Visitor) -> None:
    filed = a_file("csv", at=1)
    with database_stopped(hub):
        document_id = visitor.send("statement.csv", filed.content)
        noticed = eventually(
            lambda: "could not be reached" in log_of(hub, "ingest_action", visitor.correlation_id)
        )
        refused = visitor.ask("GET", "/v1/facts")
        health = visitor.get("/health")

    document = visitor.ended(document_id)
    rows = [fact for fact in filed.facts if fact.kind == "transaction"]
    assert noticed
    assert refused.status_code == 502
    assert {probe["name"] for probe in health["probes"] if probe["status"] == "down"} == {
        "database"
    }
    assert document["outcome"] == "done"
    found = [fact for fact in visitor.facts(document_id) if fact["kind"] == "transaction"]
    assert len(found) == len(rows)
