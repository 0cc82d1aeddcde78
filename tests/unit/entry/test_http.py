"""The API's edge, whatever the route: person, correlation, headers, problems."""

from __future__ import annotations

from typing import Any

import pytest
from lifeos.contracts.health import Live
from lifeos.entry import http
from lifeos.errors import LifeOSError, OverQuotaError

from tests.events.recorded import Context, Event, request
from tests.fakes.hub import FakeHub
from tests.support.answers import assert_problem, assert_sound
from tests.support.ingest import ANNA
from tests.support.invoking import Spoken


def edge(act: Any) -> Any:
    """A handler whose one route does `act` with its resolver."""
    app = http.resolver()

    @app.get("/v1/facts")
    def route() -> Live:
        act(app)
        return Live()

    return http.entrypoint(app)


def ask(act: Any = lambda app: None, **told: Any) -> Event:
    answer: Event = edge(act)(request("GET", "/v1/facts", **told), Context())
    return answer


def test_the_person_is_the_username_the_authorizer_proved(fake_hub: FakeHub) -> None:
    seen = []

    ask(lambda app: seen.append(http.person(app)))

    assert seen == [ANNA]


@pytest.mark.parametrize("name", ["not-a-uuid", "", None])
def test_a_username_that_is_no_id_is_nobody(fake_hub: FakeHub, name: str | None) -> None:
    event = request("GET", "/v1/facts")
    event["requestContext"]["authorizer"]["claims"]["cognito:username"] = name

    answer = edge(http.person)(event, Context())

    assert_problem(answer, 403, "denied")


@pytest.mark.parametrize("context", [{}, {"authorizer": None}, {"authorizer": {"claims": None}}])
def test_without_claims_nobody_is_asking(fake_hub: FakeHub, context: dict[str, Any]) -> None:
    event = request("GET", "/v1/facts", user_id=None)
    event["requestContext"] |= context

    assert_problem(edge(http.person)(event, Context()), 403, "denied")


@pytest.mark.parametrize("header", ["X-Correlation-ID", "x-correlation-id"])
def test_a_sound_correlation_id_is_returned_and_kept(fake_hub: FakeHub, header: str) -> None:
    seen = []

    answer = ask(
        lambda app: seen.append(http.correlation_id(app)), headers={header: "a-correlation-9"}
    )

    assert answer["multiValueHeaders"]["X-Correlation-ID"] == ["a-correlation-9"]
    assert seen == ["a-correlation-9"]
    assert (ANNA, "a-correlation-9") in fake_hub.fake_spans.saved


def test_a_hostile_correlation_id_is_replaced(fake_hub: FakeHub, spoken: Spoken) -> None:
    answer = ask(headers={"X-Correlation-ID": 'MARKED"}\r\nSet-Cookie: a=b'})

    assert "MARKED" not in str(answer["multiValueHeaders"]) + spoken.text
    assert_sound(answer, 200)


def test_a_read_without_a_correlation_id_keeps_no_spans(fake_hub: FakeHub) -> None:
    ask()

    assert fake_hub.fake_spans.saved == {}


def test_headers_may_be_missing_altogether(fake_hub: FakeHub) -> None:
    event = request("GET", "/v1/facts")
    event["headers"] = event["multiValueHeaders"] = None

    assert_sound(edge(lambda app: None)(event, Context()), 200)


def test_an_internal_error_of_ours_is_told_without_its_sentence(
    fake_hub: FakeHub, spoken: Spoken
) -> None:
    def breaks(_: object) -> None:
        raise LifeOSError("MARKED inside")

    answer = ask(breaks)

    assert_problem(answer, 500, "internal")
    assert "MARKED" not in answer["body"]
    assert spoken.metric("Failed") == 1


def test_one_request_leaves_nothing_for_the_next(fake_hub: FakeHub) -> None:
    seen = []
    handler = edge(lambda app: seen.append(http.correlation_id(app)))

    for _ in range(2):
        handler(request("GET", "/v1/facts"), Context())

    assert len(set(seen)) == 2


def test_an_answer_may_not_be_kept_framed_or_sniffed() -> None:
    headers = http.SECURITY_HEADERS

    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "max-age=63072000" in headers["Strict-Transport-Security"]


def test_over_quota_says_when_to_come_back(fake_hub: FakeHub) -> None:
    def refuse(_: Any) -> None:
        raise OverQuotaError("Enough for today.", retry_after_s=1234)

    answer = ask(refuse)

    assert_problem(answer, 429, "over-quota")
    assert answer["multiValueHeaders"]["Retry-After"] == ["1234"]
