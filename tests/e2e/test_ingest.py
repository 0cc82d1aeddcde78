"""A file's way through the deployed hub: from a presigned upload to facts with evidence."""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from datetime import datetime
from decimal import Decimal
from typing import Any

import httpx
import pytest

from samples.truth import Filed
from tests.e2e.conftest import a_bill, a_file
from tests.support import real_files
from tests.support.hub import RunningHub
from tests.support.visitor import Visitor, post

pytestmark = pytest.mark.e2e
STATES = ["READY", "PICK", "ASSERT", "ACTION", "END"]


def base_name(filed: Filed) -> str:
    return filed.file.rpartition("/")[2]


def amounts(facts: list[dict[str, Any]], kind: str) -> list[Decimal]:
    return sorted(Decimal(fact["amount"]) for fact in facts if fact["kind"] == kind)


def expected(filed: Filed, kind: str) -> list[Decimal]:
    return sorted(f.amount for f in filed.facts if f.kind == kind and f.amount is not None)


def assert_evidence_points_at(facts: list[dict[str, Any]], content: bytes) -> None:
    sha256 = hashlib.sha256(content).hexdigest()
    for fact in facts:
        assert fact["evidence"], fact["title"]
        assert {place["sha256"] for place in fact["evidence"]} == {sha256}


def assert_path_is_whole(document: dict[str, Any]) -> None:
    entered = [datetime.fromisoformat(passed["entered_at"]) for passed in document["path"]]
    left = [datetime.fromisoformat(passed["left_at"]) for passed in document["path"]]
    assert [passed["state"] for passed in document["path"]] == STATES
    assert entered == sorted(entered)
    assert left[:-1] == entered[1:]
    assert all(at.tzinfo for at in entered)


def test_a_bill_ends_as_the_invoice_it_is(visitor: Visitor) -> None:
    filed = a_bill()
    truth = filed.facts[0]

    document = visitor.ended(visitor.send(base_name(filed), filed.content))

    facts = visitor.facts(document["id"])
    assert (document["outcome"], document["kind"]) == ("done", truth.kind)
    assert document["facts"] == len(facts)
    assert amounts(facts, truth.kind) == [truth.amount]
    assert facts[0]["currency"] == truth.currency
    assert facts[0]["data"]["number"] == truth.data["number"]
    assert_evidence_points_at(facts, filed.content)
    assert_path_is_whole(document)


def test_a_statement_ends_with_every_row(visitor: Visitor) -> None:
    filed = a_file("csv")

    document = visitor.ended(visitor.send(base_name(filed), filed.content))

    facts = visitor.facts(document["id"])
    assert (document["outcome"], document["sense"]) == ("done", "csv/1")
    assert amounts(facts, "transaction") == expected(filed, "transaction")
    assert_evidence_points_at(facts, filed.content)
    assert_path_is_whole(document)


@pytest.mark.real_files
@pytest.mark.parametrize("file_format", ["csv", "pdf"])
def test_a_real_file_ends_with_what_is_known_of_it(visitor: Visitor, file_format: str) -> None:
    wanted = {"csv": "n_transactions", "pdf": "total"}[file_format]
    valid = [entry for entry in real_files.entries(file_format) if entry["valid"]]
    known = [e for e in valid if e["truth"].get(wanted) and e["truth"].get("has_text_layer", True)]
    if not known:
        pytest.skip("The collection of real files is not on this machine (LIFEOS_REAL_FILES).")
    entry = known[0]
    content = real_files.path_of(entry).read_bytes()

    document = visitor.ended(visitor.send(f"real.{file_format}", content))

    facts = visitor.facts(document["id"])
    if file_format == "csv":
        assert len(amounts(facts, "transaction")) == entry["truth"]["n_transactions"]
    else:
        assert {Decimal(entry["truth"]["total"])} == {Decimal(fact["amount"]) for fact in facts}
    assert document["outcome"] in {"done", "needs_review"}
    assert_evidence_points_at(facts, content)


def test_the_same_post_twice_is_one_document(visitor: Visitor) -> None:
    filed = a_bill(1)

    answers = [visitor.register("bill.pdf", filed.content, key="one-and-the-same") for _ in "ab"]

    first, second = (answer.json() for answer in answers)
    assert [answer.status_code for answer in answers] == [201, 201]
    assert first == second
    post(second["upload"], filed.content)
    assert visitor.ended(first["document"]["id"])["outcome"] == "done"
    assert len(visitor.get("/v1/documents")["items"]) == 1


def test_a_key_used_with_another_body_is_refused(visitor: Visitor) -> None:
    visitor.register("a.pdf", b"one", key="the-key")

    answer = visitor.register("a.pdf", b"two", key="the-key")

    assert answer.status_code == 422
    assert answer.json()["type"] == "urn:lifeos:problem:idempotency-key-reused"


def test_bytes_the_hub_has_are_not_sent_again_under_another_name(visitor: Visitor) -> None:
    filed = a_file("csv", at=1)
    document = visitor.ended(visitor.send("statement.csv", filed.content))

    answer = visitor.register("statement (1).csv", filed.content)

    told = answer.json()
    assert answer.status_code == 200
    assert (told["duplicate"], told["upload"]) == (True, None)
    assert told["document"]["id"] == document["id"]
    assert len(visitor.facts(document["id"])) == document["facts"]


@pytest.mark.parametrize(("form", "reason"), [
    ("html", "wrong-type"), ("pdf", "password-required"), ("empty", "empty-file")
])  # fmt: skip
def test_what_must_not_go_on_is_rejected_and_kept(visitor: Visitor, form: str, reason: str) -> None:
    filed = a_file(form, outcome="rejected")

    document = visitor.ended(visitor.send(base_name(filed), filed.content))

    original = visitor.original(document["id"])
    assert (document["outcome"], document["reason"]["code"]) == ("rejected", reason)
    assert document["reason"]["detail"].endswith(".")
    assert visitor.facts(document["id"]) == []
    assert original.content == filed.content
    assert "attachment" in original.headers["content-disposition"]


def test_other_bytes_than_announced_are_found_out(visitor: Visitor) -> None:
    answer = visitor.register("bill.pdf", b"%PDF-1.7 announced")
    post(answer.json()["upload"], b"%PDF-1.7 different")

    document = visitor.ended(answer.json()["document"]["id"])

    assert (document["outcome"], document["reason"]["code"]) == ("rejected", "checksum-mismatch")


def test_a_link_takes_no_other_size(visitor: Visitor) -> None:
    upload = visitor.register("bill.pdf", b"announced").json()["upload"]

    answer = httpx.post(
        upload["url"], data=upload["fields"], files={"file": ("f", b"announced and more")}
    )

    assert 400 <= answer.status_code < 500


def executions_of(hub: RunningHub, document_id: str) -> list[dict[str, Any]]:
    arn = hub.outputs["IngestMachineArn"]
    pages = hub.aws("stepfunctions").get_paginator("list_executions").paginate(stateMachineArn=arn)
    every = [one for page in pages for one in page["executions"]]
    return [one for one in every if one["name"].startswith(document_id)]


def arrival(hub: RunningHub, visitor: Visitor, document_id: str) -> str:
    """The event that EventBridge sends for an upload, as S3 words it."""
    bucket, key = hub.outputs["BucketName"], f"u/{visitor.id}/d/{document_id}"
    stored = hub.aws("s3").head_object(Bucket=bucket, Key=key)
    detail = {
        "version": "0",
        "bucket": {"name": bucket},
        "object": {
            "key": key,
            "size": stored["ContentLength"],
            "etag": stored["ETag"].strip('"'),
            "version-id": stored["VersionId"],
        },
        "reason": "PutObject",
    }
    told = {"source": "aws.s3", "detail-type": "Object Created", "id": str(uuid.uuid4())}
    return json.dumps({"version": "0", **told, "detail": detail})


def test_an_event_delivered_five_times_more_is_one_run(hub: RunningHub, visitor: Visitor) -> None:
    filed, queue = a_file("csv", at=2), hub.outputs["IngestQueueUrl"]
    document_id = visitor.send("statement.csv", filed.content)
    event = arrival(hub, visitor, document_id)

    for _ in range(3):
        hub.aws("sqs").send_message(QueueUrl=queue, MessageBody=event)
    document = visitor.ended(document_id)
    for _ in range(2):
        hub.aws("sqs").send_message(QueueUrl=queue, MessageBody=event)
    after = visitor.ended(visitor.send("next.pdf", a_bill(2).content))

    assert (document["outcome"], after["outcome"]) == ("done", "done")
    assert len(executions_of(hub, document_id)) == 1
    assert visitor.document(document_id) == document
    assert len(amounts(visitor.facts(document_id), "transaction")) == len(
        expected(filed, "transaction")
    )


def test_a_large_file_goes_up_in_parts_and_is_hashed_right(visitor: Visitor) -> None:
    content = os.urandom(101 * 1024 * 1024)
    answer = visitor.register("large.bin", content).json()
    upload, sent, start = answer["upload"], [], 0
    for part in upload["parts"]:
        piece = content[start : start + part["size_bytes"]]
        tag = httpx.put(part["url"], content=piece, timeout=60).headers["ETag"]
        sent.append({"number": part["number"], "etag": tag})
        start += len(piece)

    completed = visitor.ask(
        "POST",
        f"/v1/documents/{answer['document']['id']}/complete",
        json={"upload_id": upload["upload_id"], "parts": sent},
        headers={"Idempotency-Key": uuid.uuid4().hex},
    )

    document = visitor.ended(answer["document"]["id"])
    assert (upload["method"], completed.status_code) == ("multipart", 202)
    assert (document["outcome"], document["reason"]["code"]) == ("rejected", "too-large")
    assert document["sha256"] == hashlib.sha256(content).hexdigest()
