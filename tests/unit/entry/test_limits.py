"""Limits at the edge: told on every answer, refused as a problem, open when nobody can count."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lifeos.contracts.health import Live
from lifeos.contracts.limits import LIMITS, READS, Limit
from lifeos.entry import http
from lifeos.entry.limits import policy
from lifeos.errors import NotFoundError, UpstreamError

from tests.events.recorded import Context, Event, request
from tests.fakes.hub import FakeHub
from tests.support.answers import assert_problem
from tests.support.ingest import ANNA, BELA
from tests.support.invoking import Spoken


def ask(act: Any = lambda: None, **told: Any) -> Event:
    """One read of somebody, through an edge whose route does `act`."""
    app = http.resolver()

    @app.get("/v1/facts")
    def route() -> Live:
        act()
        return Live()

    answer: Event = http.entrypoint(app)(request("GET", "/v1/facts", **told), Context())
    return answer


def told(answer: Event, name: str) -> str:
    """One header of an answer."""
    return str(answer["multiValueHeaders"][name][0])


def spend(hub: FakeHub, limit: Limit = READS) -> None:
    """Take every token that Anna has."""
    for _ in range(limit.burst):
        hub.fake_limiter.take(ANNA, limit)


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.name)
def test_a_policy_is_a_structured_field(limit: Limit) -> None:
    assert re.fullmatch(r'"[a-z]+";q=[1-9]\d*;w=[1-9]\d*', policy(limit))


def test_an_answer_tells_where_its_person_stands(fake_hub: FakeHub) -> None:
    answer = ask()

    assert told(answer, "RateLimit-Policy") == '"reads";q=1000;w=20'
    assert told(answer, "RateLimit") == '"reads";r=999;t=1'


def test_a_failure_tells_it_too(fake_hub: FakeHub) -> None:
    def missing() -> None:
        raise NotFoundError("No such thing.")

    answer = ask(missing)

    assert_problem(answer, 404, "not-found")
    assert told(answer, "RateLimit").startswith('"reads";r=')


def test_over_the_limit_nothing_is_done_and_a_problem_says_when(
    fake_hub: FakeHub, spoken: Spoken
) -> None:
    done: list[int] = []
    spend(fake_hub)

    answer = ask(lambda: done.append(1))

    assert_problem(answer, 429, "throttled")
    assert told(answer, "Retry-After") == "1"
    assert told(answer, "RateLimit") == '"reads";r=0;t=20'
    assert done == []
    assert spoken.metric("RequestRefused") == 1
    assert spoken.outcome["status"] == 429


def test_one_person_over_the_limit_is_nobody_elses_concern(fake_hub: FakeHub) -> None:
    spend(fake_hub)

    assert ask(user_id=BELA)["statusCode"] == 200


def test_waiting_as_told_is_enough(fake_hub: FakeHub) -> None:
    spend(fake_hub)
    wait_s = int(told(ask(), "Retry-After"))

    fake_hub.fake_clock.forward(wait_s)

    assert ask()["statusCode"] == 200


def test_a_request_that_cannot_be_read_counts_as_well(fake_hub: FakeHub) -> None:
    event = request("GET", "/v1/facts") | {"path": "/v1/facts\n"}

    answer = http.entrypoint(http.resolver())(event, Context())

    assert_problem(answer, 400, "malformed-request")
    assert told(answer, "RateLimit") == '"reads";r=999;t=1'


def test_when_nobody_can_count_the_request_goes_on_and_a_metric_says_so(
    fake_hub: FakeHub, spoken: Spoken
) -> None:
    fake_hub.fake_limiter.error = UpstreamError("The status table could not be reached.")

    answer = ask()

    assert answer["statusCode"] == 200
    assert "RateLimit" not in answer["multiValueHeaders"]
    assert told(answer, "RateLimit-Policy") == '"reads";q=1000;w=20'
    assert spoken.metric("LimitsUnknown") == 1
    assert spoken.metric("Succeeded") == 1


def test_nobody_is_not_counted(fake_hub: FakeHub) -> None:
    answer = ask(user_id=None)

    assert not {"RateLimit", "RateLimit-Policy"} & set(answer["multiValueHeaders"])
    assert fake_hub.fake_limiter.full_at == {}
