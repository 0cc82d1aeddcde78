"""Conditional changes and deletion as the contract says, over the real handlers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract_api.test_answers import (
    DOCUMENT,
    Json,
    delete,
    get,
    operation,
    register,
)
from tests.support.contract_world import STATEMENT, World, waiting, world_of
from tests.support.gateway import ROUTES, Gateway
from tests.support.schemas import complaints


@pytest.fixture
def world(gateway: Gateway) -> World:
    """A person with something of everything."""
    return world_of(gateway)


CONDITIONAL = [route for _, route in ROUTES if route.conditional]


@pytest.mark.parametrize("route", CONDITIONAL, ids=lambda route: f"{route.method} {route.path}")
@pytest.mark.parametrize(("sent", "status"), [({}, 428), ({"If-Match": "7"}, 400)])
def test_a_change_says_what_it_starts_from(
    route: Any, sent: Json, status: int, world: World, contract: Json
) -> None:
    told = contract["paths"][route.path][route.method.lower()]
    content = told.get("requestBody", {}).get("content", {}).get("application/json", {})
    headers = {"Content-Type": "application/json", "Idempotency-Key": "k1", **sent}
    body, path = content.get("example"), world.path(route.path)

    answer = world.gateway.call(route.method, path, body=body, headers=headers)

    assert answer.status == status, answer.text
    assert complaints(contract, told, answer) == []


@pytest.mark.parametrize("method", ["DELETE", "POST"])
def test_what_has_changed_comes_with_its_state_which_is_enough_to_go_on(
    method: str, world: World, contract: Json
) -> None:
    path = world.path(DOCUMENT)
    if method == "POST":
        delete(world)
        path += "/restore"
    headers = {"Idempotency-Key": "k1"}

    refused = world.gateway.call(method, path, headers={**headers, "If-Match": '"999"'})
    etag = refused.json["current"]["etag"]
    taken = world.gateway.call(method, path, headers={**headers, "If-Match": etag})

    assert (refused.status, refused.code, taken.status) == (412, "precondition-failed", 200)
    name = {"DELETE": "delete_document", "POST": "restore_document"}[method]
    assert complaints(contract, operation(contract, name), refused) == []


GONE = ["/v1/documents/{document_id}", "/v1/documents/{document_id}/content", "/v1/facts/{fact_id}"]
GONE += ["/v1/documents/{document_id}/runs", "/v1/documents/{document_id}/pages/{page}/image"]


@pytest.mark.parametrize("path", GONE)
def test_what_is_deleted_is_not_found_anywhere(path: str, world: World) -> None:
    delete(world)

    answer = get(path)(world)

    assert (answer.status, answer.code) == (404, "not-found")


def test_what_is_deleted_can_be_sent_again(world: World) -> None:
    delete(world)

    answer = register(STATEMENT)(world)

    assert answer.status == 201
    assert answer.json["document"]["id"] != world.document


@pytest.mark.parametrize(
    ("arrived", "if_match", "status", "code"),
    [(True, '"999"', 412, "precondition-failed"), (False, "*", 409, "conflict")],
)
def test_reading_again_what_changed_or_has_not_come_is_refused(
    arrived: bool, if_match: str, status: int, code: str, world: World, contract: Json
) -> None:
    document = world.document if arrived else waiting(world.gateway, b"Date,Amount\n")

    answer = world.gateway.post(f"/v1/documents/{document}/runs", None, If_Match=if_match)

    assert (answer.status, answer.code) == (status, code)
    assert complaints(contract, operation(contract, "start_run"), answer) == []
