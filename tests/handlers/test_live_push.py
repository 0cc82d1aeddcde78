"""The status table's stream through its real handler."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lifeos.errors import UpstreamError

from functions.live_push.handler import handler
from tests.events.recorded import Context
from tests.fakes.hub import FakeHub
from tests.support.ingest import ANNA, BELA
from tests.support.invoking import Spoken
from tests.support.live import connection, image, reason, write


def flow(*records: dict[str, Any]) -> None:
    handler({"Records": list(records)}, Context())


def batch() -> list[dict[str, Any]]:
    """A document of Anna's on its whole way, and one of Bela's."""
    ended = image("END", outcome="rejected", reason=reason("password-required"))
    return [
        write(1, image("WAITING")),
        write(2, image("READY"), image("WAITING")),
        write(3, image("WAITING"), number=2, user_id=BELA),
        write(4, image("READY", sense="pdf/1"), image("READY")),
        write(5, image("END"), image("READY")),
        write(6, ended, image("END")),
    ]


@pytest.fixture
def listening(fake_hub: FakeHub) -> FakeHub:
    """Anna listens."""
    fake_hub.fake_live.connections.add(connection("a1"))
    return fake_hub


def heard(hub: FakeHub) -> list[dict[str, Any]]:
    frames = [json.loads(text) for text in hub.fake_live.outgoing.to("a1")]
    return [change for frame in frames for change in frame["items"]]


def test_happy_every_change_is_heard_once_in_order_however_often_the_batch_comes(
    listening: FakeHub, spoken: Spoken
) -> None:
    flow(*batch())
    flow(*batch())

    seen = [(each["state"], each["outcome"], each["reason"]) for each in heard(listening)]
    assert seen == [
        ("WAITING", None, None),
        ("READY", None, None),
        ("END", None, None),
        ("END", "rejected", "password-required"),
    ]
    assert [line["logged"] for line in spoken.lines if "logged" in line] == [5, 0]


def test_happy_nothing_private_is_pushed_or_logged(listening: FakeHub, spoken: Spoken) -> None:
    flow(*batch())

    assert "private" not in str(listening.fake_live.outgoing.said) + spoken.text
    assert str(ANNA) not in str(listening.fake_live.outgoing.said) + spoken.text


def test_expected_failure_a_write_that_cannot_be_read_is_left_out(listening: FakeHub) -> None:
    flow(write(1, {"state": {"S": "?"}}), write(2, image("READY")))

    assert [each["state"] for each in heard(listening)] == ["READY"]


def test_expected_failure_of_who_is_gone_is_forgotten(listening: FakeHub, spoken: Spoken) -> None:
    listening.fake_live.outgoing.gone.add("a1")

    flow(*batch())

    assert listening.fake_live.connections.of(ANNA) == []
    assert spoken.level("ERROR") == []


def test_system_failure_is_raised_so_that_the_batch_comes_again(
    listening: FakeHub, spoken: Spoken
) -> None:
    listening.fake_live.log.down = True
    with pytest.raises(UpstreamError):
        flow(*batch())
    listening.fake_live.log.down = False

    flow(*batch())

    assert len(heard(listening)) == 4
    assert spoken.metric("Failed") == 1
