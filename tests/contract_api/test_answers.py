"""What the handlers really answer, held against the contract."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.support.contract_world import (
    STATEMENT,
    World,
    described,
    process,
    waiting,
    world_of,
)
from tests.support.gateway import ROUTES, Answer, Gateway
from tests.support.schemas import complaints

Json = dict[str, Any]
Ask = Callable[[World], Answer]
PDF = "application/pdf"
RUNS = "/v1/documents/{document_id}/runs"
FRESH = b"Date,Amount\n2026-04-01,-1.00\n"


@pytest.fixture
def world(gateway: Gateway) -> World:
    """A person with something of everything."""
    return world_of(gateway)


def get(path: str, **query: str) -> Ask:
    """A read of this person's own."""
    asked = {name.rstrip("_"): [value] for name, value in query.items()}
    return lambda world: world.gateway.call("GET", world.path(path), query=asked)


def post(path: str, **body: Any) -> Ask:
    """A write to something of this person's own."""
    return lambda world: world.gateway.post(world.path(path), body)


def register(content: bytes, **changed: Any) -> Ask:
    """A registration."""
    return lambda world: world.gateway.post("/v1/documents", described(content) | changed)


def complete(world: World) -> Answer:
    """Completion of an upload whose bytes are there."""
    path = f"/v1/documents/{waiting(world.gateway, FRESH)}/complete"
    return world.gateway.post(path, {})


def health_without(*down: str) -> Ask:
    """Health while something the hub stands on is down."""

    def ask(world: World) -> Answer:
        for name in down:
            getattr(world.gateway.hub, f"fake_{name}").down = True
        return world.gateway.call("GET", "/health")

    return ask


def known(path: str) -> Ask:
    """A read of what its reader has already."""

    def ask(world: World) -> Answer:
        etag = get(path)(world).headers["ETag"]
        return world.gateway.call("GET", world.path(path), headers={"If-None-Match": etag})

    return ask


def delete(world: World) -> Answer:
    """A document deleted as it was seen."""
    path = world.path("/v1/documents/{document_id}")
    etag = world.gateway.call("GET", path).json["etag"]
    return world.gateway.call("DELETE", path, headers={"If-Match": etag})


def restore(world: World) -> Answer:
    """The same, taken back as the deletion left it."""
    etag = delete(world).headers["ETag"]
    path = world.path("/v1/documents/{document_id}/restore")
    return world.gateway.post(path, None, If_Match=etag)


def read_again(world: World) -> Answer:
    """A document that has ended, as it was seen."""
    etag = get("/v1/documents/{document_id}")(world).json["etag"]
    return world.gateway.post(world.path(RUNS), None, If_Match=etag)


def page_image(world: World) -> Answer:
    """The first page of a PDF that went all the way."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(200, 100))
    canvas.drawString(20, 50, "Total 12.90")
    canvas.save()
    content = made.getvalue()
    told = described(content) | {"name": "bill.pdf", "media_type": PDF}
    document = world.gateway.post("/v1/documents", told).json["document"]["id"]
    process(world.gateway, document, content)
    return world.gateway.call("GET", f"/v1/documents/{document}/pages/1/image")


SUCCESSES: list[tuple[str, int, Ask]] = [
    ("register_document", 201, register(FRESH)),
    ("register_document", 201, register(FRESH, media_type=PDF, size_bytes=200 << 20)),
    ("register_document", 200, register(STATEMENT)),
    ("complete_document", 202, complete),
    ("list_documents", 200, get("/v1/documents")),
    ("list_documents", 200, get("/v1/documents", limit="1", outcome="done", state="END")),
    ("list_documents", 200, get("/v1/documents", deleted="true")),
    ("get_document", 200, get("/v1/documents/{document_id}")),
    ("get_document", 304, known("/v1/documents/{document_id}")),
    ("delete_document", 200, delete),
    ("restore_document", 200, restore),
    ("start_run", 202, read_again),
    ("get_content", 200, get("/v1/documents/{document_id}/content")),
    ("get_trace", 200, get("/v1/traces/{correlation_id}")),
    ("list_facts", 200, get("/v1/facts", limit="1", from_="2026-01-01")),
    ("get_fact", 200, get("/v1/facts/{fact_id}")),
    ("get_fact", 304, known("/v1/facts/{fact_id}")),
    ("correct_fact", 201, post("/v1/facts/{fact_id}/corrections", field="title", value="Rent")),
    ("list_timeline", 200, get("/v1/timeline", min="3", currency="EUR", zone="Europe/Berlin")),
    ("search_all", 200, get("/v1/search", q="bakery 2026")),
    ("list_review", 200, get("/v1/review", limit="1")),
    ("get_review", 200, get("/v1/review/{document_id}")),
    ("get_review", 304, known("/v1/review/{document_id}")),
    ("decide_review", 200, post("/v1/review/{document_id}", decision="confirm")),
    ("get_page_image", 200, page_image),
    ("create_live_ticket", 201, post("/v1/live/tickets")),
    ("list_runs", 200, get("/v1/documents/{document_id}/runs")),
    ("get_live", 200, get("/health/live")),
    ("get_health", 200, get("/health")),
    ("get_health", 200, health_without("archive")),
    ("get_health", 503, health_without("archive", "ledger", "storage")),
]


def operation(contract: Json, name: str) -> Json:
    """One operation by its name."""
    found = [o for item in contract["paths"].values() for o in item.values()]
    return next(each for each in found if each["operationId"] == name)


@pytest.mark.parametrize(("name", "status", "ask"), SUCCESSES)
def test_a_success_is_as_the_contract_says(
    name: str, status: int, ask: Ask, world: World, contract: Json
) -> None:
    answer = ask(world)

    assert answer.status == status, answer.text
    assert complaints(contract, operation(contract, name), answer) == []


def test_every_success_of_every_operation_is_among_them(contract: Json) -> None:
    promised = {
        (each["operationId"], int(status))
        for item in contract["paths"].values()
        for each in item.values()
        for status, response in each["responses"].items()
        if "$ref" not in response
    }

    assert promised == {(name, status) for name, status, _ in SUCCESSES}


CONFIRMED = {"decision": "confirm"}
NAMED = {"field": "title", "value": "Rent"}
DOCUMENT = "/v1/documents/{document_id}"


def changed(path: str, body: Json) -> Ask:
    """A write that starts from another state than there is."""
    return lambda world: world.gateway.post(world.path(path), body, If_Match='"999"')


def of_what_has_not_come(what: str) -> Ask:
    """A read about a document whose bytes are still to be sent."""
    return lambda w: w.gateway.call("GET", f"/v1/documents/{waiting(w.gateway, FRESH)}/{what}")


REFUSALS: list[tuple[str, int, str, Ask]] = [
    ("register_document", 422, "validation-failed", register(FRESH, size_bytes=-1)),
    ("register_document", 413, "too-large", register(FRESH, size_bytes=150 << 20)),
    ("get_page_image", 404, "not-found", get("/v1/documents/{document_id}/pages/1/image")),
    ("get_page_image", 409, "conflict", of_what_has_not_come("pages/1/image")),
    ("get_content", 409, "conflict", of_what_has_not_come("content")),
    ("get_document", 404, "not-found", lambda w: get(f"/v1/documents/{uuid4()}")(w)),
    ("get_document", 422, "validation-failed", get("/v1/documents/nothing")),
    ("list_documents", 422, "invalid-input", get("/v1/documents", cursor="of another list")),
    ("list_documents", 422, "validation-failed", get("/v1/documents", limit="201")),
    ("get_fact", 404, "not-found", lambda w: get(f"/v1/facts/{uuid4()}")(w)),
    ("decide_review", 412, "precondition-failed", changed("/v1/review/{document_id}", CONFIRMED)),
    ("correct_fact", 412, "precondition-failed", changed("/v1/facts/{fact_id}/corrections", NAMED)),
    ("get_trace", 404, "not-found", get("/v1/traces/unknown-correlation")),
]


@pytest.mark.parametrize(("name", "status", "code", "ask"), REFUSALS)
def test_a_refusal_is_as_the_contract_says(
    name: str, status: int, code: str, ask: Ask, world: World, contract: Json
) -> None:
    answer = ask(world)

    assert (answer.status, answer.code) == (status, code)
    assert complaints(contract, operation(contract, name), answer) == []


@pytest.mark.parametrize(("record", "route"), ROUTES, ids=lambda part: getattr(part, "path", ""))
def test_nobody_is_denied_everywhere_but_at_health(
    record: Any, route: Any, gateway: Gateway, contract: Json
) -> None:
    gateway.person = None
    told = contract["paths"][route.path][route.method.lower()]
    path = World(gateway, str(uuid4()), str(uuid4()), str(uuid4())).path(route.path)

    if route.method == "POST":
        content = told.get("requestBody", {}).get("content", {})
        answer = gateway.post(path, content.get("application/json", {}).get("example"))
    else:
        required = {
            p["name"]: ["x"] for p in told["parameters"] if p.get("in") == "query" and p["required"]
        }
        answer = gateway.call(route.method, path, query=required)

    assert (answer.status == 403) is not route.public
    assert complaints(contract, told, answer) == []


def test_a_failing_store_is_told_without_its_inside(world: World, contract: Json) -> None:
    world.gateway.hub.fake_ledger.down = True

    answer = get("/v1/documents")(world)

    assert (answer.status, answer.headers["Retry-After"]) == (502, "1")
    assert complaints(contract, operation(contract, "list_documents"), answer) == []


def test_what_nobody_foresaw_is_told_without_its_inside(
    world: World, contract: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr(world.gateway.hub.fake_ledger, "page", fail)

    answer = get("/v1/documents")(world)

    assert (answer.status, answer.code) == (500, "internal")
    assert "secret" not in answer.text
    assert complaints(contract, operation(contract, "list_documents"), answer) == []


def test_an_answer_outside_the_contract_is_our_failure_not_the_callers(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world.gateway.hub.fake_facts, "page", lambda *_: (["no fact"], None))

    answer = get("/v1/facts")(world)

    assert (answer.status, answer.code) == (500, "internal")


def test_every_example_of_a_request_is_taken(world: World, contract: Json) -> None:
    done = {}
    for path, item in contract["paths"].items():
        for told in item.values():
            for media in told.get("requestBody", {}).get("content", {}).values():
                here = replace(world, document=waiting(world.gateway, FRESH))
                sent = world.gateway.post(here.path(path), media["example"])
                done[told["operationId"]] = sent.status

    assert done == {
        "register_document": 201,
        "complete_document": 202,
        "decide_review": 200,
        "correct_fact": 201,
        "create_live_ticket": 201,
    }
