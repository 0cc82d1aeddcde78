"""Requests nobody sends in good faith: a documented 4xx, one line in the log, never a crash."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.catalogue import Function, Route
from tests.support.contract_world import World, described
from tests.support.gateway import ROUTES, Gateway, gateway_over_fakes
from tests.support.schemas import complaints

Json = dict[str, Any]
JSON = {"Content-Type": "application/json", "If-Match": "*"}
WRITES = [route for _, route in ROUTES if route.method == "POST" and route.body]
DEEP = "[" * 50_000
BODIES = {
    "nothing": ("", {422}),
    "not JSON": ("{", {400}),
    "a list": ("[]", {422}),
    "a word": ('"x"', {422}),
    "null": ("null", {422}),
    "deep lists": (DEEP + "]" * 50_000, {400}),
    "deep objects": ('{"a":' * 50_000 + "1" + "}" * 50_000, {400}),
    "a number of 6,000 digits": ('{"size_bytes": %s}' % ("9" * 6000), {400}),
    "a number beyond doubles": ('{"size_bytes": 1e999}', {422}),
    "not a number": ('{"size_bytes": NaN}', {400}),
    "NUL": ('{"name": "a\\u0000b"}', {400}),
    "half a character": ('{"name": "\\ud800"}', {400}),
    "a name twice": ('{"name": "a", "name": "b"}', {400}),
    "latin-1": ('{"name": "\ufffd"}', {400}),
    "a byte order mark": ("\ufeff{}", {400}),
    "3 MB": (json.dumps({"name": "x" * 3_000_000}), {413}),
    "10,000 wrong parts": (json.dumps({"parts": [{"number": 0}] * 10_000}), {422}),
    "an unknown field": ('{"is_admin": true}', {422}),
}


@pytest.fixture(scope="module")
def gateway() -> Iterator[Gateway]:
    """One for all: nothing here leaves anything behind."""
    with gateway_over_fakes() as made:
        yield made


def target(route: Route) -> str:
    """A path of the route; nothing lies behind it."""
    return World(Gateway(None), str(uuid4()), str(uuid4()), str(uuid4())).path(route.path)  # type: ignore[arg-type]


def told_of(contract: Json, route: Route) -> Json:
    """The route's operation."""
    operation: Json = contract["paths"][route.path][route.method.lower()]
    return operation


@pytest.mark.parametrize("route", WRITES, ids=lambda route: route.path)
@pytest.mark.parametrize("what", BODIES)
def test_a_hostile_body_is_refused(
    what: str, route: Route, gateway: Gateway, contract: Json, caplog: pytest.LogCaptureFixture
) -> None:
    body, statuses = BODIES[what]

    answer = gateway.call("POST", target(route), body=body, headers=JSON | {"Idempotency-Key": "k"})

    assert answer.status in statuses, answer.text
    assert complaints(contract, told_of(contract, route), answer) == []
    assert len(answer.text) < 20_000
    assert [line.levelname for line in caplog.records] == ["WARNING", "INFO"]
    assert not any(line.exc_info for line in caplog.records)


@pytest.mark.parametrize("route", WRITES, ids=lambda route: route.path)
@pytest.mark.parametrize("media", ["text/plain", "application/xml", "multipart/form-data", "*/*"])
def test_another_media_type_is_refused(
    media: str, route: Route, gateway: Gateway, contract: Json
) -> None:
    headers = {"Content-Type": media, "Idempotency-Key": "k"}

    answer = gateway.call("POST", target(route), body="{}", headers=headers)

    assert (answer.status, answer.code) == (415, "unsupported")
    assert complaints(contract, told_of(contract, route), answer) == []


@pytest.mark.parametrize("route", WRITES, ids=lambda route: route.path)
@pytest.mark.parametrize("key", [None, "", " ", "x" * 256, "a\tb", "schlüssel"])
def test_a_post_without_a_sound_key_is_refused(
    key: str | None, route: Route, gateway: Gateway, contract: Json
) -> None:
    body = told_of(contract, route)["requestBody"]["content"]["application/json"]["example"]
    headers = JSON if key is None else JSON | {"Idempotency-Key": key}

    answer = gateway.call("POST", target(route), body=body, headers=headers)

    assert (answer.status, answer.code) == (400, "idempotency-key-missing")


@pytest.mark.parametrize(("_", "route"), ROUTES, ids=lambda part: getattr(part, "path", ""))
@pytest.mark.parametrize("value", ["\0", "\ud800", "%00", "'; drop table facts", "x" * 5000])
def test_a_hostile_query_is_refused_or_ignored(
    value: str, _: Function, route: Route, gateway: Gateway, contract: Json
) -> None:
    told = told_of(contract, route)
    named = [each["name"] for each in told["parameters"] if each.get("in") == "query"]
    query = {name: [value] for name in [*named, "unknown"]}

    answer = gateway.call(route.method, target(route), query=query, headers=JSON)

    assert answer.status < 500
    assert complaints(contract, told, answer) == []
    assert answer.status == 400 or value not in {"\0", "\ud800"}


def test_a_path_the_resolver_does_not_know_is_a_problem(gateway: Gateway) -> None:
    record, route = ROUTES[0]
    event = gateway.event(route, "/v1/elsewhere", None, headers={}, query={})

    answer = gateway.deliver(record, event)

    assert (answer.status, answer.code) == (404, "no-such-route")


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(
    body=st.dictionaries(
        st.sampled_from(["name", "size_bytes", "media_type", "sha256", "more"]),
        st.none() | st.booleans() | st.integers() | st.floats() | TEXTS | st.lists(TEXTS),
    )
)
@settings(
    max_examples=80,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_body_is_answered_within_the_contract(
    body: Json, gateway: Gateway, contract: Json
) -> None:
    answer = gateway.post("/v1/documents", described(b"x") | body)

    told = contract["paths"]["/v1/documents"]["post"]
    assert answer.status < 500
    assert complaints(contract, told, answer) == []


ORIGIN = "https://hub.example.org"


@pytest.mark.parametrize("allowed", [frozenset(), frozenset({ORIGIN})])
def test_every_answer_carries_its_headers_and_only_an_allowed_origin_reads_it(
    allowed: frozenset[str], gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    core = gateway.hub.core.model_copy(update={"allowed_origins": allowed})
    monkeypatch.setitem(gateway.hub.__dict__, "core", core)
    headers = {"Origin": ORIGIN, "X-Correlation-ID": "chosen-by-me"}

    answer = gateway.call("GET", "/health/live", headers=headers)

    assert answer.headers["X-Correlation-ID"] == "chosen-by-me"
    assert answer.headers["Permissions-Policy"]
    assert answer.headers.get("Access-Control-Allow-Origin") == (ORIGIN if allowed else None)
