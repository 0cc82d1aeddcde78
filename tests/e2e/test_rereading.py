"""Reading again on purpose on the deployed hub: a run of its own, and nothing twice."""

from __future__ import annotations

import time
from typing import Any

import httpx
import psycopg
import pytest

from local.postgres import SUPERUSER
from tests.e2e.test_deletion import called, change
from tests.support.hub import RunningHub
from tests.support.visitor import PATIENCE_S, Visitor

pytestmark = pytest.mark.e2e
ROWS = b"2026-03-01,Bakery,-3.20,EUR\n2026-03-02,Rent,-900.00,EUR\n"
STATEMENT = b"Date,Description,Amount,Currency\n" + ROWS
Json = dict[str, Any]


def reread(visitor: Visitor, document: Json) -> httpx.Response:
    return change(visitor, "POST", f"/v1/documents/{document['id']}/runs", document["etag"])


def runs(visitor: Visitor, document: Json) -> list[Json]:
    found: list[Json] = visitor.get(f"/v1/documents/{document['id']}/runs")["items"]
    return found


@pytest.fixture
def document(visitor: Visitor) -> Json:
    """A statement that went all the way."""
    return visitor.ended(visitor.send("statement.csv", STATEMENT))


def test_read_again_it_has_one_more_run_the_same_facts_and_the_persons_word(
    visitor: Visitor, document: Json
) -> None:
    before = visitor.facts(document["id"])
    path = f"/v1/facts/{before[0]['id']}/corrections"
    change(visitor, "POST", path, before[0]["etag"], json={"field": "title", "value": "Bread"})

    begun = reread(visitor, document)
    after = visitor.ended(document["id"])

    assert begun.status_code == 202, begun.text
    assert (begun.json()["state"], begun.json()["outcome"]) == ("READY", None)
    newer, older = runs(visitor, document)
    assert newer["run"] != older["run"]
    assert older["correlation_id"] == document["correlation_id"]
    assert newer["correlation_id"] == begun.headers["X-Correlation-Id"]
    spans = visitor.get(f"/v1/traces/{newer['correlation_id']}")["spans"]
    assert {span["name"] for span in spans} >= {"rereading_api", "ingest_action"}
    assert newer["outcome"] == older["outcome"] == after["outcome"] == "done"
    assert [kept["kept"] for kept in newer["kept"]] == ["Bread"]
    now = {fact["id"]: fact["title"] for fact in visitor.facts(document["id"])}
    assert now == {fact["id"]: fact["title"] for fact in before} | {before[0]["id"]: "Bread"}


def test_asked_for_twice_at_once_it_is_read_once_more(visitor: Visitor, document: Json) -> None:
    answers = [reread(visitor, document) for _ in range(2)]
    visitor.ended(document["id"])

    assert answers[0].status_code == 202
    assert answers[1].status_code in {202, 412}
    assert len(runs(visitor, document)) == 2


def aged(hub: RunningHub, document: Json) -> None:
    """As if a pipeline version before the first had read it."""
    with psycopg.connect(hub.hub.postgres.url(SUPERUSER), autocommit=True) as root:
        for table, own in (("runs", "document_id"), ("documents", "id")):
            older = f"UPDATE {table} SET run = replace(run, '-p1-', '-p0-') WHERE {own} = %s"
            assert root.execute(older, [document["id"]]).rowcount == 1


def test_what_an_older_pipeline_read_is_read_again_when_an_operator_asks(
    hub: RunningHub, visitor: Visitor, document: Json
) -> None:
    facts = [fact["id"] for fact in visitor.facts(document["id"])]
    aged(hub, document)
    before = called(hub, "reckon")

    opened = called(hub, "reckon", reread="outdated")
    called(hub, "audit", patience_s=0)
    deadline = time.monotonic() + PATIENCE_S
    while called(hub, "reckon", reread="outdated")["outdated"]:
        assert time.monotonic() < deadline
        time.sleep(0.5)

    assert (before["outdated"], opened["outdated"], opened["difference"]) == (0, 1, 0)
    assert [run["outcome"] for run in runs(visitor, document)] == ["done", "done"]
    assert visitor.ended(document["id"])["pipeline_version"] == 1
    assert [fact["id"] for fact in visitor.facts(document["id"])] == facts


def test_another_person_has_nothing_of_mine_read(
    hub: RunningHub, visitor: Visitor, document: Json
) -> None:
    assert reread(Visitor.new(hub), document).status_code == 404
    assert len(runs(visitor, document)) == 1
