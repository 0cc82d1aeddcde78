"""One correlation id, sent by a client, found again wherever its request went."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from local.postgres import SUPERUSER
from tests.e2e.conftest import a_file
from tests.support.hub import RunningHub
from tests.support.visitor import Visitor

pytestmark = pytest.mark.e2e
ON_THE_WAY = ["documents_api", "start_ingest", "ingest_ready", "ingest_pick", "ingest_assert",
              "ingest_action", "ingest_end"]  # fmt: skip


@contextmanager
def statements_logged(hub: RunningHub) -> Iterator[None]:
    """The server writes every statement into its log while the block runs."""
    url = hub.hub.postgres.url(SUPERUSER)
    with psycopg.connect(url, autocommit=True) as root:
        root.execute("ALTER SYSTEM SET log_statement = 'all'")
        root.execute("SELECT pg_reload_conf()")
        time.sleep(0.2)  # the backends read it before their next statement
        try:
            yield
        finally:
            root.execute("ALTER SYSTEM RESET log_statement")
            root.execute("SELECT pg_reload_conf()")


@pytest.fixture(scope="module")
def journey(hub: RunningHub) -> tuple[Visitor, dict[str, Any]]:
    """Somebody whose statement went all the way, and whose facts were asked for."""
    visitor = Visitor.new(hub)
    with statements_logged(hub):
        document = visitor.ended(visitor.send("statement.csv", a_file("csv").content))
        assert visitor.facts(document["id"])
    return visitor, document


def logged(hub: RunningHub, function: str, correlation_id: str) -> list[dict[str, Any]]:
    """The log lines of one function that carry the id."""
    group = f"/aws/lambda/LifeOS-{function}"
    found = hub.aws("logs").filter_log_events(logGroupName=group, limit=10_000)["events"]
    lines = [event["message"] for event in found if correlation_id in event["message"]]
    return [json.loads(line) for line in lines if line.lstrip().startswith("{")]


def test_every_answer_returns_it(journey: tuple[Visitor, dict[str, Any]]) -> None:
    visitor, document = journey

    answers = [
        visitor.ask("GET", "/v1/documents"),
        visitor.ask("GET", f"/v1/documents/{document['id']}"),
        visitor.ask("GET", "/v1/facts"),
        visitor.ask("GET", "/v1/facts?limit=0"),
        visitor.ask("POST", "/v1/documents", json={}),
    ]

    assert {answer.headers["x-correlation-id"] for answer in answers} == {visitor.correlation_id}


@pytest.mark.parametrize("offered", ["short", "has spaces in it", "x" * 65, "a/../../b"])
def test_one_that_is_no_good_is_replaced(visitor: Visitor, offered: str) -> None:
    answer = visitor.ask("GET", "/v1/documents", headers={"X-Correlation-ID": offered})

    assert answer.status_code == 200
    assert answer.headers["x-correlation-id"] != offered
    assert len(answer.headers["x-correlation-id"]) == 32


def test_it_is_on_the_status_item_the_object_and_the_run(
    hub: RunningHub, journey: tuple[Visitor, dict[str, Any]]
) -> None:
    visitor, document = journey
    place = {"pk": {"S": f"USER#{visitor.id}"}, "sk": {"S": f"DOC#{document['id']}"}}

    item = hub.aws("dynamodb").get_item(TableName=hub.outputs["TableName"], Key=place)["Item"]
    stored = hub.aws("s3").head_object(
        Bucket=hub.outputs["BucketName"], Key=f"u/{visitor.id}/d/{document['id']}"
    )
    execution = hub.outputs["IngestMachineArn"].replace(":stateMachine:", ":execution:")
    run = hub.aws("stepfunctions").describe_execution(
        executionArn=f"{execution}:{item['run']['S']}"
    )

    assert item["correlation_id"]["S"] == visitor.correlation_id
    assert stored["Metadata"]["correlation-id"] == visitor.correlation_id
    assert json.loads(run["input"])["ticket"]["correlation_id"] == visitor.correlation_id
    assert json.loads(run["output"])["correlation_id"] == visitor.correlation_id


@pytest.mark.parametrize("function", [*ON_THE_WAY, "timeline_api"])
def test_every_function_on_the_way_logged_it_and_no_content(
    hub: RunningHub, journey: tuple[Visitor, dict[str, Any]], function: str
) -> None:
    visitor, document = journey

    lines = logged(hub, function, visitor.correlation_id)

    outcomes = [line for line in lines if line.get("outcome") == "Succeeded"]
    text = json.dumps(lines, ensure_ascii=False)
    assert outcomes
    assert {line["correlation_id"] for line in outcomes} == {visitor.correlation_id}
    for private in ("statement.csv", document["sha256"], a_file("csv").facts[0].title):
        assert private not in text


def test_its_trace_shows_the_whole_way(journey: tuple[Visitor, dict[str, Any]]) -> None:
    visitor, _ = journey

    trace = visitor.get(f"/v1/traces/{visitor.correlation_id}")

    names = {span["name"] for span in trace["spans"]}
    starts = [span["started_at"] for span in trace["spans"]]
    ids = {span["id"] for span in trace["spans"]}
    assert names >= {*ON_THE_WAY, "timeline_api"}
    assert names >= {"queue.wait", "storage.sha256", "ledger.claim", "copy facts", "list facts"}
    assert starts == sorted(starts)
    assert {span["parent_id"] for span in trace["spans"] if span["parent_id"]} <= ids
    assert {span["status"] for span in trace["spans"]} == {"ok"}


@pytest.mark.parametrize("statement", ["COPY staged_facts", "INSERT INTO facts", "SELECT facts.id"])
def test_the_database_server_logged_it_with_the_statements(
    hub: RunningHub, journey: tuple[Visitor, dict[str, Any]], statement: str
) -> None:
    visitor, _ = journey

    log = hub.hub.home.log("postgres").read_text(encoding="utf-8")

    told = log.split("LOG:")
    marked = [line for line in told if f"correlation_id={visitor.correlation_id}" in line]
    assert [line for line in marked if statement in line]
