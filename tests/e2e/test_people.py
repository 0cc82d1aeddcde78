"""Who may ask what of a deployed hub: nobody, strangers, and two people side by side."""

from __future__ import annotations

import uuid

import httpx
import pytest

from functions.catalogue import CATALOGUE, Route
from local.person import People, Person
from tests.e2e.conftest import a_bill, a_file
from tests.support.hub import RunningHub
from tests.support.visitor import Visitor

pytestmark = pytest.mark.e2e
ROUTES = [route for function in CATALOGUE for route in function.routes]
GUARDED = [route for route in ROUTES if not route.public]


def url_of(hub: RunningHub, route: Route) -> str:
    """The route with an id nobody has in each of its places."""
    path = route.path
    for name in ("document_id", "fact_id", "correlation_id"):
        path = path.replace(f"{{{name}}}", str(uuid.uuid4()))
    return f"{hub.api_url}{path}"


@pytest.fixture(scope="module")
def stranger(hub: RunningHub) -> str:
    """The token of somebody in another pool of the same account."""
    cognito = hub.aws("cognito-idp")
    pool = cognito.create_user_pool(PoolName=f"other-{uuid.uuid4().hex[:8]}")["UserPool"]["Id"]
    client = cognito.create_user_pool_client(
        UserPoolId=pool, ClientName="other", ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH"]
    )
    people = People(hub.hub.emulator, pool, client["UserPoolClient"]["ClientId"])
    person = Person.new()
    people.ensure(person)
    return people.sign_in(person)


def forged(token: str) -> str:
    """A token whose signature is another's."""
    head, claims, signature = token.split(".")
    return f"{head}.{claims}.{signature[::-1]}"


@pytest.mark.parametrize("route", GUARDED, ids=lambda route: f"{route.method} {route.path}")
def test_every_route_but_health_refuses_whom_it_does_not_know(
    hub: RunningHub, visitor: Visitor, stranger: str, route: Route
) -> None:
    known = visitor.token
    tokens = [None, "", "garbage", "a.b.c", f"Bearer {stranger}", stranger, forged(known)]

    answers = [
        httpx.request(
            route.method,
            url_of(hub, route),
            headers={"Authorization": token} if token is not None else {},
            json={},
            timeout=30,
        ).status_code
        for token in tokens
    ]

    assert all(status in (401, 403) for status in answers), answers


@pytest.mark.parametrize(
    "route", [route for route in ROUTES if route.public], ids=lambda route: route.path
)
def test_health_answers_anybody(hub: RunningHub, route: Route) -> None:
    answer = httpx.request(route.method, url_of(hub, route), timeout=30)

    assert answer.status_code == 200
    assert "sha256" not in answer.text


def test_only_health_is_public() -> None:
    assert {route.path for route in ROUTES if route.public} == {"/health", "/health/live"}


def test_two_people_never_see_each_others_things(hub: RunningHub, visitor: Visitor) -> None:
    other = Visitor.new(hub)
    bill = a_bill()
    document = visitor.ended(visitor.send("bill.pdf", bill.content))
    fact = visitor.facts(document["id"])[0]

    answers = {
        path: other.ask("GET", path).status_code
        for path in (
            f"/v1/documents/{document['id']}",
            f"/v1/documents/{document['id']}/content",
            f"/v1/facts/{fact['id']}",
            f"/v1/traces/{document['correlation_id']}",
        )
    }

    assert set(answers.values()) == {404}, answers
    assert other.facts(document["id"]) == []
    assert other.get("/v1/facts")["items"] == []
    assert other.get("/v1/documents")["items"] == []


def test_two_people_may_own_the_same_file(hub: RunningHub, visitor: Visitor) -> None:
    other, statement = Visitor.new(hub), a_file("csv")

    documents = [one.ended(one.send("s.csv", statement.content)) for one in (visitor, other)]

    ids = [
        {fact["id"] for fact in one.facts(document["id"])}
        for one, document in zip((visitor, other), documents, strict=True)
    ]
    assert [document["outcome"] for document in documents] == ["done", "done"]
    assert ids[0]
    assert ids[0].isdisjoint(ids[1])


def test_a_cursor_of_one_person_shows_another_nothing(hub: RunningHub, visitor: Visitor) -> None:
    visitor.ended(visitor.send("s.csv", a_file("csv").content))
    cursor = visitor.get("/v1/facts", limit=1)["next_cursor"]

    page = Visitor.new(hub).get("/v1/facts", limit=5, cursor=cursor)

    assert cursor
    assert page == {"items": [], "next_cursor": None}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/facts?kind=%00", 400),
        ("/v1/facts?kind=x%27%3B--", 200),
        ("/v1/facts?from=0001-01-01&to=9999-12-31", 200),
        ("/v1/facts?from=yesterday", 422),
        ("/v1/facts?limit=0", 422),
        ("/v1/facts?limit=501", 422),
        ("/v1/facts?cursor=%00%FF", 400),
        ("/v1/facts?from=0", 422),
        ("/v1/documents/%0A", 400),
        ("/v1/facts?document=1", 422),
        ("/v1/documents?cursor=..%2F..%2F", 422),
        ("/v1/documents?state=GONE", 422),
        ("/v1/documents/none", 422),
        ("/v1/traces/short", 422),
    ],
)
def test_what_nobody_should_ask_is_answered_without_breaking(
    visitor: Visitor, path: str, status: int
) -> None:
    answer = visitor.ask("GET", path)

    assert answer.status_code == status, answer.text
    if status != 200:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["type"].startswith("urn:lifeos:problem:")
