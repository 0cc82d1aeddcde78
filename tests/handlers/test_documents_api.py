"""/v1/documents and /v1/traces through their real handler."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from lifeos.documents.models import Allowance

from functions.documents_api.handler import app, handler
from tests.events.recorded import Context, request
from tests.fakes.hub import FakeHub
from tests.support.answers import Answer, assert_problem, assert_sound, body_of
from tests.support.ingest import ANNA, BELA, document_id, record, sha256_of, ticket
from tests.support.invoking import Spoken

NEW = {
    "name": "bill.pdf",
    "size_bytes": 6,
    "media_type": "application/pdf",
    "sha256": sha256_of(b"a bill"),
}
ONE = f"/v1/documents/{document_id(1)}"


def call(method: str, path: str, **told: Any) -> Answer:
    return handler(request(method, path, **told), Context())


def register(key: str | None = "key-1", **told: Any) -> Answer:
    headers = {"Idempotency-Key": key} if key else {}
    return call("POST", "/v1/documents", **{"body": NEW, "headers": headers, **told})


def complete(document: str, key: str = "key-2", **told: Any) -> Answer:
    path, headers = f"/v1/documents/{document}/complete", {"Idempotency-Key": key}
    return call("POST", path, **{"body": {}, "headers": headers, **told})


def test_happy_a_registration_answers_a_link_and_the_same_key_the_same_again(
    table_hub: FakeHub, spoken: Spoken
) -> None:
    first, again = register(), register()

    told = assert_sound(first, 201)
    assert body_of(again) == told
    assert told["upload"]["method"] == "post"
    assert list(table_hub.fake_ledger.rows) == [(ANNA, UUID(told["document"]["id"]))]
    assert spoken.metric("Succeeded") == 2
    assert spoken.outcome["status"] == 201


def test_happy_bytes_the_hub_has_answer_200_without_a_link(table_hub: FakeHub) -> None:
    first = body_of(register())["document"]["id"]
    table_hub.fake_ledger.rows[ANNA, UUID(first)].change(state="END", outcome="done")

    told = assert_sound(register("key-9"), 200)

    assert (told["duplicate"], told["upload"], told["document"]["id"]) == (True, None, first)


def test_happy_a_completion_starts_one_run_however_often_it_is_sent(table_hub: FakeHub) -> None:
    table_hub.fake_storage.announces = False
    document = body_of(register())["document"]["id"]
    table_hub.fake_storage.put(f"u/{ANNA}/d/{document}", b"a bill")

    answers = [complete(document), complete(document), complete(document, "key-3")]

    assert [assert_sound(answer, 202)["id"] for answer in answers] == [document] * 3
    assert len(table_hub.fake_starter.started) == 1


def test_happy_documents_are_listed_looked_at_and_fetched(fake_hub: FakeHub) -> None:
    fake_hub.fake_ledger.register(record())
    ref = fake_hub.fake_storage.put(ticket().object.key, b"hello")
    fake_hub.fake_ledger.claim(ticket().model_copy(update={"object": ref}), at=fake_hub.clock.now())

    listed = assert_sound(call("GET", "/v1/documents", query={"state": "READY"}), 200)
    one = assert_sound(call("GET", ONE), 200)
    content = assert_sound(call("GET", f"{ONE}/content"), 200)

    assert listed["items"] == [one]
    assert one["name"] == content["name"] == "file-1.txt"
    assert fake_hub.fake_storage.http.get(content["url"]).content == b"hello"


def test_happy_a_document_names_what_came_in_it_oldest_first(fake_hub: FakeHub) -> None:
    fake_hub.fake_ledger.register(record(1))
    for number in (3, 2):
        child = record(number)
        inside = child.document.model_copy(
            update={"parent_id": document_id(1), "sha256": sha256_of(str(number).encode())}
        )
        fake_hub.fake_ledger.register(child.model_copy(update={"document": inside}))

    told = assert_sound(call("GET", ONE), 200)
    alone = assert_sound(call("GET", f"/v1/documents/{document_id(2)}"), 200)

    assert told["enclosed"] == [str(document_id(2)), str(document_id(3))]
    assert (alone["enclosed"], alone["parent_id"]) == ([], str(document_id(1)))


def test_happy_a_trace_shows_what_happened_for_one_request(table_hub: FakeHub) -> None:
    register(headers={"Idempotency-Key": "key-1", "X-Correlation-ID": "a-request-1"})

    told = assert_sound(call("GET", "/v1/traces/a-request-1"), 200)

    assert told["spans"][0]["name"] == "under_test"
    assert told["spans"][0]["attributes"]["status"] == 201


EXPECTED = [
    ("no key", lambda: register(None), 400, "idempotency-key-missing"),
    ("key too long", lambda: register("k" * 256), 400, "idempotency-key-missing"),
    ("no body", lambda: register(body=""), 422, "validation-failed"),
    ("not json", lambda: register(body="{"), 400, "malformed-request"),
    ("wrong field", lambda: register(body={**NEW, "size_bytes": -1}), 422, "validation-failed"),
    ("too large", lambda: register(body={**NEW, "size_bytes": 401 << 20}), 413, "too-large"),
    ("more fields", lambda: register(body={**NEW, "owner": "me"}), 422, "validation-failed"),
    ("nobody", lambda: register(user_id=None), 403, "denied"),
    ("unknown", lambda: call("GET", f"/v1/documents/{document_id(9)}"), 404, "not-found"),
    ("not here", lambda: call("GET", f"{ONE}/content"), 409, "conflict"),
    ("another's", lambda: call("GET", ONE, user_id=BELA), 404, "not-found"),
    ("not an id", lambda: call("GET", "/v1/documents/1"), 422, "validation-failed"),
    ("limit", lambda: call("GET", "/v1/documents", query={"limit": "0"}), 422, "validation-failed"),
    ("cursor", lambda: call("GET", "/v1/documents", query={"cursor": "x"}), 422, "invalid-input"),
    ("no bytes", lambda: complete(str(document_id(1))), 404, "not-found"),
    ("no trace", lambda: call("GET", "/v1/traces/nobodys-id"), 404, "not-found"),
    ("bad trace", lambda: call("GET", "/v1/traces/x"), 422, "validation-failed"),
    ("route", lambda: call("GET", "/v1/secrets"), 404, "no-such-route"),
    ("method", lambda: call("DELETE", "/v1/documents"), 404, "no-such-route"),
]


@pytest.mark.parametrize(
    ("ask", "status", "code"), [case[1:] for case in EXPECTED], ids=[case[0] for case in EXPECTED]
)
def test_expected_failure_answers_a_problem_and_stores_nothing(
    table_hub: FakeHub, spoken: Spoken, ask: Any, status: int, code: str
) -> None:
    table_hub.fake_ledger.register(record())

    answer = ask()

    assert_problem(answer, status, code)
    assert len(table_hub.fake_ledger.rows) == 1
    assert table_hub.fake_starter.started == []
    assert spoken.level("ERROR") == []
    assert "Traceback" not in spoken.text


def test_expected_failure_over_the_days_share_is_429_and_says_until_when(
    table_hub: FakeHub, spoken: Spoken
) -> None:
    table_hub.fake_quota.allowance = Allowance(files_per_day=1, bytes_per_day=100)
    register()

    answer = register("key-2", body={**NEW, "sha256": sha256_of(b"more")})

    assert_problem(answer, 429, "over-quota")
    assert 0 < int(answer["multiValueHeaders"]["Retry-After"][0]) <= 86_400
    assert len(table_hub.fake_ledger.rows) == 1
    assert spoken.level("ERROR") == []


def test_expected_failure_a_key_used_with_another_body_is_refused(table_hub: FakeHub) -> None:
    register()

    answer = register(body={**NEW, "name": "other.pdf"})

    assert_problem(answer, 422, "idempotency-key-reused")
    assert len(table_hub.fake_ledger.rows) == 1


def test_expected_failure_a_key_whose_first_request_still_runs_is_told_so(
    table_hub: FakeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner: list[Answer] = []
    sound = table_hub.fake_ledger.register

    def registers_slowly(new: Any) -> Any:
        outer_context = dict(app.context)
        inner.append(register())
        app.append_context(**outer_context)  # type: ignore[no-untyped-call]
        return sound(new)

    monkeypatch.setattr(table_hub.fake_ledger, "register", registers_slowly)
    outer = register()

    assert_problem(inner[0], 409, "request-in-progress")
    assert_sound(outer, 201)


def test_expected_failure_two_people_may_use_the_same_key(table_hub: FakeHub) -> None:
    annas, belas = register(), register(user_id=BELA)

    assert body_of(annas)["document"]["id"] != body_of(belas)["document"]["id"]


def test_expected_failure_a_validation_problem_points_at_the_field_and_repeats_no_value(
    table_hub: FakeHub,
) -> None:
    answer = register(body={**NEW, "media_type": "MARKED VALUE"})

    told = assert_problem(answer, 422, "validation-failed")
    assert [error["pointer"] for error in told["errors"]] == ["/media_type"]
    assert "MARKED" not in answer["body"]


@pytest.mark.parametrize("port", ["fake_ledger", "fake_storage"])
def test_system_failure_of_a_store_is_502_noted_once_and_may_be_tried_again(
    table_hub: FakeHub, spoken: Spoken, port: str
) -> None:
    document = body_of(register())["document"]["id"]
    table_hub.fake_storage.put(f"u/{ANNA}/d/{document}", b"a bill")

    getattr(table_hub, port).down = True
    broken = complete(document)
    getattr(table_hub, port).down = False
    again = complete(document)

    assert_problem(broken, 502, "upstream-failed")
    assert_sound(again, 202)
    assert spoken.metric("Failed") == 1
    assert len(spoken.level("ERROR")) == 1


def test_system_failure_of_the_idempotency_table_is_502_and_does_nothing(
    table_hub: FakeHub, spoken: Spoken
) -> None:
    table_hub.dynamodb.delete_table(TableName=table_hub.table)

    answer = register()

    assert_problem(answer, 502, "upstream-failed")
    assert table_hub.fake_ledger.rows == {}
    assert spoken.metric("Failed") == 1


def test_system_failure_of_ours_tells_nothing_of_its_inside(
    table_hub: FakeHub, spoken: Spoken, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise KeyError("MARKED inside")

    monkeypatch.setattr(table_hub.fake_ledger, "page", breaks)
    answer = call("GET", "/v1/documents")

    assert_problem(answer, 500, "internal")
    assert "MARKED" not in answer["body"]
    assert spoken.metric("Failed") == 1
    assert spoken.level("ERROR")[0]["code"] == "KeyError"


def test_system_failure_of_the_span_store_fails_no_request(
    table_hub: FakeHub, spoken: Spoken
) -> None:
    table_hub.fake_spans.down = True

    answer = register()

    assert_sound(answer, 201)
    assert spoken.level("WARNING")[0]["message"] == "spans were not kept"


def test_happy_neither_names_nor_content_reach_a_log_line(
    table_hub: FakeHub, spoken: Spoken
) -> None:
    marked = {**NEW, "name": "MARKED-name.pdf"}
    headers = {"Idempotency-Key": "MARKED-key", "Cookie": "MARKED-cookie"}

    register(body=marked, headers=headers)
    register(body={**marked, "sha256": "MARKED-hash"}, headers=headers)
    call("GET", "/v1/documents", query={"cursor": "MARKED-cursor"})
    call("GET", "/v1/MARKED-route")
    table_hub.fake_ledger.down = True
    register("another", body=marked)

    assert "MARKED" not in spoken.text
    assert str(ANNA) not in spoken.text
