"""One live socket through its real handler."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lifeos.errors import UpstreamError

from functions.live_socket.handler import handler
from tests.events.recorded import Context, recorded
from tests.fakes.hub import FakeHub
from tests.support.ingest import ANNA
from tests.support.invoking import Spoken
from tests.support.live import observed

ID = "Q1ZxcEXAMPLE3="


def happens(kind: str, body: str = "") -> dict[str, Any]:
    event = recorded("socket_event")
    event["requestContext"] |= {"eventType": kind, "routeKey": f"${kind.lower()}"}
    event["body"] = body
    return handler(event, Context())


def says(**message: Any) -> dict[str, Any]:
    return happens("MESSAGE", json.dumps(message))


def heard(hub: FakeHub) -> list[dict[str, Any]]:
    return [json.loads(text) for text in hub.fake_live.outgoing.to(ID)]


def test_happy_a_connection_is_known_from_its_beginning_to_its_end(fake_hub: FakeHub) -> None:
    assert happens("CONNECT") == {"statusCode": 200}
    (known,) = fake_hub.fake_live.connections.of(ANNA)
    assert happens("DISCONNECT") == {"statusCode": 200}

    assert known.id == ID
    assert fake_hub.fake_live.connections.of(ANNA) == []


def test_happy_who_resumes_hears_what_was_missed_and_a_ping_is_answered(
    fake_hub: FakeHub, spoken: Spoken
) -> None:
    fake_hub.fake_live.log.append(ANNA, [observed(1), observed(2)])
    happens("CONNECT")

    says(action="resume", after=f"{fake_hub.fake_live.log.epoch}.000000000001")
    says(action="ping")

    assert [frame["type"] for frame in heard(fake_hub)] == ["changes", "replayed", "pong"]
    assert [len(frame.get("items", [])) for frame in heard(fake_hub)] == [1, 0, 0]
    assert [line["answers"] for line in spoken.lines if "answers" in line] == [2, 1]
    assert str(ANNA) not in spoken.text


def test_happy_who_is_gone_meanwhile_is_forgotten(fake_hub: FakeHub) -> None:
    happens("CONNECT")
    fake_hub.fake_live.outgoing.gone.add(ID)

    assert says(action="ping") == {"statusCode": 200}
    assert fake_hub.fake_live.connections.of(ANNA) == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "malformed-request"),
        ("MARKED", "malformed-request"),
        ('{"action": "MARKED"}', "invalid-input"),
        (json.dumps({"action": "ping", "x": "MARKED" * 1000}), "too-large"),
    ],
)
def test_expected_failure_what_is_no_message_is_answered_with_a_problem(
    fake_hub: FakeHub, spoken: Spoken, body: str, code: str
) -> None:
    assert happens("MESSAGE", body) == {"statusCode": 200}

    (frame,) = heard(fake_hub)
    assert frame["type"] == "problem"
    assert frame["problem"]["type"] == f"urn:lifeos:problem:{code}"
    assert "MARKED" not in json.dumps(frame) + spoken.text
    assert spoken.level("ERROR") == []


def test_expected_failure_of_a_caller_the_authorizer_did_not_name_is_raised(
    fake_hub: FakeHub,
) -> None:
    event = recorded("socket_event")
    del event["requestContext"]["authorizer"]

    with pytest.raises(KeyError):
        handler(event, Context())

    assert fake_hub.fake_live.outgoing.said == []


def test_system_failure_of_the_log_is_told_as_a_problem_without_its_inside(
    fake_hub: FakeHub, spoken: Spoken
) -> None:
    fake_hub.fake_live.log.down = True

    says(action="ping")

    (frame,) = heard(fake_hub)
    assert frame["problem"]["status"] == 502
    assert len(spoken.level("ERROR")) == 1
    assert spoken.metric("Failed") == 1


def test_system_failure_at_the_beginning_opens_no_socket(fake_hub: FakeHub, spoken: Spoken) -> None:
    fake_hub.fake_live.connections.down = True

    with pytest.raises(UpstreamError):
        happens("CONNECT")

    assert spoken.metric("Failed") == 1
