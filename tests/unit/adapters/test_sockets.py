from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError
from lifeos.adapters.sockets import GatewaySockets, sockets_client
from lifeos.errors import UpstreamError
from lifeos.live.models import Letter

from tests.support.live import connection


class FakeClient:
    """The management API, by what each connection answers."""

    def __init__(self, **answers: Any) -> None:
        self.answers = answers
        self.sent: list[tuple[str, str]] = []
        self.closed: list[str] = []

    def post_to_connection(self, *, ConnectionId: str, Data: bytes) -> None:  # noqa: N803
        self._answer(ConnectionId)
        self.sent.append((ConnectionId, Data.decode()))

    def delete_connection(self, *, ConnectionId: str) -> None:  # noqa: N803
        self._answer(ConnectionId)
        self.closed.append(ConnectionId)

    def _answer(self, name: str) -> None:
        answer = self.answers.get(name)
        if isinstance(answer, Exception):
            raise answer
        if answer is not None:
            answer()


def refused(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "inner words"}}, "PostToConnection")


def sockets(client: FakeClient, **more: Any) -> GatewaySockets:
    return GatewaySockets(client, **more)  # type: ignore[arg-type]


def letters(*names: str, texts: int = 2) -> list[Letter]:
    return [Letter(connection(name), f"text {n}") for n in range(texts) for name in names]


def test_each_connection_gets_its_letters_in_order() -> None:
    client = FakeClient()

    gone = sockets(client).deliver(letters("a", "b", texts=5))

    assert gone == []
    for name in ("a", "b"):
        assert [text for to, text in client.sent if to == name] == [f"text {n}" for n in range(5)]


@pytest.mark.parametrize("code", ["GoneException", "410"])
def test_who_is_gone_is_named_and_the_others_are_reached(code: str) -> None:
    client = FakeClient(a=refused(code))

    gone = sockets(client).deliver(letters("a", "b"))

    assert gone == [connection("a")]
    assert [to for to, _ in client.sent] == ["b", "b"]


@pytest.mark.parametrize(
    "error",
    [refused("LimitExceededException"), EndpointConnectionError(endpoint_url="https://x")],
)
def test_another_failure_is_a_gap_for_its_client_and_no_error_here(error: Exception) -> None:
    client = FakeClient(a=error)

    assert sockets(client).deliver(letters("a", "b")) == []
    assert [to for to, _ in client.sent] == ["b", "b"]


def test_a_slow_connection_delays_no_other_and_is_left_behind() -> None:
    free = threading.Event()
    client = FakeClient(slow=lambda: free.wait(10))
    began = time.monotonic()

    gone = sockets(client, within_s=0.3).deliver(letters("slow", "a", "b"))
    took_s = time.monotonic() - began
    free.set()

    assert gone == []
    assert sorted(to for to, _ in client.sent if to != "slow") == ["a", "a", "b", "b"]
    assert took_s < 5


def test_after_its_time_nothing_more_is_sent() -> None:
    times = iter([0.0, *[100.0] * 10])
    client = FakeClient()

    sockets(client, clock=lambda: next(times)).deliver(letters("a"))

    assert client.sent == []


def test_nothing_to_say_asks_nobody() -> None:
    assert sockets(FakeClient()).deliver([]) == []


def test_closing_is_done_once_and_one_that_is_gone_is_fine() -> None:
    client = FakeClient(b=refused("GoneException"))

    for name in ("a", "b"):
        sockets(client).close(connection(name))

    assert client.closed == ["a"]


def test_closing_that_fails_is_told_without_inner_words() -> None:
    with pytest.raises(UpstreamError) as raised:
        sockets(FakeClient(a=refused("InternalServerError"))).close(connection("a"))

    assert "inner" not in raised.value.detail


def test_the_real_client_asks_once_and_does_not_wait_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")

    config: Any = sockets_client("https://gateway/live").meta.config

    assert (config.connect_timeout, config.read_timeout) == (1, 2)
    assert config.retries == {"total_max_attempts": 1, "mode": "standard"}
