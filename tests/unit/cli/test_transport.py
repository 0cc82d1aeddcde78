from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest

from clients.api.errors import HubFailedError, UnreachableError
from clients.api.transport import Patience, Transport
from tests.unit.cli.fake_http import Answer, Fault
from tests.unit.cli.fake_hub import FakeHub, problem

PATH = "/api/health"


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def transport(waits: list[float]) -> Iterator[Transport]:
    patience = Patience(attempts=5, base_s=1.0, cap_s=3.0)
    made = Transport(through_proxy=False, patience=patience, sleep=waits.append)
    yield made
    made.close()


def _get(transport: Transport, url: str) -> Callable[[], httpx.Request]:
    return lambda: transport.client.build_request("GET", url)


def test_waits_are_jittered_under_a_ceiling_that_grows_and_stops_growing(
    hub: FakeHub, transport: Transport, waits: list[float]
) -> None:
    hub.server.faults = [Fault("GET", PATH, Answer(503), times=200)]

    for _ in range(20):
        transport.send(_get(transport, hub.server.url + PATH))

    by_attempt = [waits[n::4] for n in range(4)]
    for ceiling, found in zip([1, 2, 3, 3], by_attempt, strict=True):
        assert all(0 <= wait <= ceiling for wait in found)
        assert len({round(wait, 6) for wait in found}) > 10


def test_the_last_answer_is_handed_back_when_patience_ends(
    hub: FakeHub, transport: Transport
) -> None:
    hub.server.faults = [Fault("GET", PATH, Answer(500, b"why"), times=99)]

    answer = transport.send(_get(transport, hub.server.url + PATH))

    assert (answer.status_code, answer.content) == (500, b"why")
    assert hub.server.count("GET", PATH) == 5


@pytest.mark.parametrize("status", [400, 403, 404, 409, 412, 501])
def test_what_will_not_change_is_asked_once(
    hub: FakeHub, transport: Transport, status: int
) -> None:
    hub.server.faults = [Fault("GET", PATH, Answer(status), times=99)]

    answer = transport.send(_get(transport, hub.server.url + PATH))

    assert answer.status_code == status
    assert hub.server.count("GET", PATH) == 1


def test_an_earlier_attempt_still_running_is_waited_for(hub: FakeHub, transport: Transport) -> None:
    running = problem(409, "request-in-progress", "Still at it.")
    hub.server.faults = [Fault("GET", PATH, running, times=2)]

    answer = transport.send(_get(transport, hub.server.url + PATH))

    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("retry_after", "least", "most"),
    [
        ("7", 7, 8),
        ("9999", 60, 61),
        ("soon", 0, 1),
        ("", 0, 1),
        ("-5", 0, 1),
        ("Wed, 01 Jan 2020 00:00:00 GMT", 0, 1),
    ],
)
def test_retry_after_is_a_lower_bound_with_a_limit(
    hub: FakeHub,
    transport: Transport,
    waits: list[float],
    retry_after: str,
    least: float,
    most: float,
) -> None:
    hub.server.faults = [Fault("GET", PATH, Answer(429, headers={"Retry-After": retry_after}))]

    transport.send(_get(transport, hub.server.url + PATH))

    (wait,) = waits
    assert least <= wait <= most


def test_retry_after_may_be_a_date(hub: FakeHub, transport: Transport, waits: list[float]) -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    hub.server.faults = [Fault("GET", PATH, Answer(429, headers={"Retry-After": soon}))]

    transport.send(_get(transport, hub.server.url + PATH))

    assert 25 < waits[0] < 32


def test_nobody_there_is_said_soon_though_a_busy_hub_is_waited_for(
    transport: Transport, waits: list[float], socket_enabled: None
) -> None:
    with pytest.raises(UnreachableError, match="Is it running"):
        transport.send(_get(transport, "http://127.0.0.1:9/"))

    assert len(waits) == Patience().knocks - 1 == 3
    assert sum(waits) < 8


def test_connections_that_keep_breaking_are_said(hub: FakeHub, transport: Transport) -> None:
    hub.server.faults = [Fault("GET", PATH, "drop", times=99)]

    with pytest.raises(UnreachableError, match="kept breaking"):
        transport.send(_get(transport, hub.server.url + PATH))


@pytest.mark.parametrize(
    "url", ["ftp://127.0.0.1/x", "http://127.0.0.1:door/", "file:///etc/passwd"]
)
def test_an_address_nobody_can_use_is_not_tried_again(
    transport: Transport, waits: list[float], url: str
) -> None:
    with pytest.raises(HubFailedError):
        transport.send(_get(transport, url))

    assert waits == []


def test_redirects_are_not_followed(hub: FakeHub, transport: Transport) -> None:
    elsewhere = Answer(302, headers={"Location": f"{hub.server.url}/elsewhere"})
    hub.server.faults = [Fault("GET", PATH, elsewhere)]

    answer = transport.send(_get(transport, hub.server.url + PATH))

    assert answer.status_code == 302
    assert hub.server.count("GET", "/elsewhere") == 0
