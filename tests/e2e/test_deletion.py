"""Deleting, restoring and purging on the deployed hub, where IAM and row security hold."""

from __future__ import annotations

import json
import uuid
from typing import Any

import httpx
import pytest

from tests.support.hub import RunningHub
from tests.support.visitor import Visitor

pytestmark = pytest.mark.e2e
STATEMENT = b"Date,Description,Amount,Currency\n2026-03-01,Bakery,-3.20,EUR\n"
MONTH_S = 31 * 24 * 3600
Json = dict[str, Any]


def change(
    visitor: Visitor, method: str, path: str, etag: str | None = "*", **more: Any
) -> httpx.Response:
    """A change that starts from `etag`."""
    headers = {"Idempotency-Key": uuid.uuid4().hex} | ({"If-Match": etag} if etag else {})
    return visitor.ask(method, path, headers=headers, **more)


def called(hub: RunningHub, name: str, **event: Any) -> Json:
    """What a scheduled function answers when it is called now."""
    answer = hub.aws("lambda").invoke(
        FunctionName=f"LifeOS-{name}", Payload=json.dumps(event).encode()
    )
    told: Json = json.loads(answer["Payload"].read())
    assert "errorType" not in told, told
    return told


def versions(hub: RunningHub, prefix: str) -> list[str]:
    """Every version of everything that lies there."""
    page = hub.aws("s3").list_object_versions(Bucket=hub.outputs["BucketName"], Prefix=prefix)
    return [one["VersionId"] for one in page.get("Versions", []) + page.get("DeleteMarkers", [])]


@pytest.fixture
def document(visitor: Visitor) -> Json:
    """A statement that went all the way."""
    return visitor.ended(visitor.send("statement.csv", STATEMENT))


def test_deleted_it_is_out_of_sight_and_restored_it_is_back(
    visitor: Visitor, document: Json
) -> None:
    path = f"/v1/documents/{document['id']}"
    fact = visitor.facts(document["id"])[0]

    deleted = change(visitor, "DELETE", path, document["etag"])
    gone = [visitor.ask("GET", one).status_code for one in (path, f"/v1/facts/{fact['id']}")]
    found = visitor.get("/v1/search", q="bakery")["items"]
    (listed,) = visitor.get("/v1/documents", deleted="true")["items"]
    restored = change(visitor, "POST", f"{path}/restore", listed["etag"])

    assert (deleted.status_code, gone, found) == (200, [404, 404], [])
    assert listed["purge_at"] == deleted.json()["purge_at"]
    assert restored.status_code == 200, restored.text
    assert [one["id"] for one in visitor.facts(document["id"])] == [fact["id"]]


def test_a_change_from_another_state_is_told_the_state_there_is(
    visitor: Visitor, document: Json
) -> None:
    path = f"/v1/documents/{document['id']}"
    fact = visitor.facts(document["id"])[0]
    correction = {"field": "title", "value": "Bread"}

    missing = change(visitor, "DELETE", path, None)
    stale = change(visitor, "DELETE", path, '"1"')
    corrected = [
        change(visitor, "POST", f"/v1/facts/{fact['id']}/corrections", tag, json=correction)
        for tag in ('"999"', fact["etag"])
    ]
    known = visitor.ask("GET", path, headers={"If-None-Match": document["etag"]})

    assert (missing.status_code, stale.status_code, known.status_code) == (428, 412, 304)
    assert stale.json()["current"]["etag"] == document["etag"]
    assert [one.status_code for one in corrected] == [412, 201]


def test_deleted_during_its_run_it_stays_deleted_and_nothing_of_it_is_kept(
    hub: RunningHub, visitor: Visitor
) -> None:
    many = b"".join(b"2026-03-01,Row %d,-3.20,EUR\n" % n for n in range(3000))
    document_id = visitor.send("long.csv", b"Date,Description,Amount,Currency\n" + many)

    deleted = change(visitor, "DELETE", f"/v1/documents/{document_id}")
    called(hub, "audit", patience_s=0)
    reckoned = called(hub, "reckon")

    assert deleted.status_code == 200, deleted.text
    assert visitor.facts(document_id) == visitor.get("/v1/timeline")["items"] == []
    assert reckoned["difference"] == 0
    assert reckoned["deleted"] >= 1


def test_live_status_written_anew_knows_what_is_deleted(
    hub: RunningHub, visitor: Visitor, document: Json
) -> None:
    path = f"/v1/documents/{document['id']}"
    change(visitor, "DELETE", path)
    item = {"pk": {"S": f"USER#{visitor.id}"}, "sk": {"S": f"DOC#{document['id']}"}}
    hub.aws("dynamodb").delete_item(TableName=hub.outputs["TableName"], Key=item)

    called(hub, "reckon")
    listed = visitor.get("/v1/documents", deleted="true")["items"]
    restored = change(visitor, "POST", f"{path}/restore", listed[0]["etag"])

    assert visitor.get("/v1/documents")["items"][0]["id"] == document["id"]
    assert (restored.status_code, len(visitor.facts(document["id"]))) == (200, 1)


def test_purged_no_version_of_anything_is_left_and_it_can_be_sent_again(
    hub: RunningHub, visitor: Visitor, document: Json
) -> None:
    path, prefix = f"/v1/documents/{document['id']}", f"u/{visitor.id}/d/{document['id']}"
    before = versions(hub, prefix)
    change(visitor, "DELETE", path)

    found = called(hub, "purge", ahead_s=MONTH_S)

    assert (len(before), versions(hub, prefix)) == (1, [])
    assert (found["purged"] >= 1, found["failed"]) == (True, 0)
    assert visitor.get("/v1/documents", deleted="true")["items"] == []
    assert change(visitor, "POST", f"{path}/restore").status_code == 404
    again = visitor.ended(visitor.send("statement.csv", STATEMENT))
    assert len(visitor.facts(again["id"])) == 1


def test_another_person_deletes_and_restores_nothing(
    hub: RunningHub, visitor: Visitor, document: Json
) -> None:
    stranger, path = Visitor.new(hub), f"/v1/documents/{document['id']}"

    refused = change(stranger, "DELETE", path)
    change(visitor, "DELETE", path)
    unheard = change(stranger, "POST", f"{path}/restore")

    assert (refused.status_code, unheard.status_code) == (404, 404)
    assert stranger.get("/v1/documents", deleted="true")["items"] == []
