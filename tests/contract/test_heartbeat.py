"""The heartbeat's contract: the fake and the one table behave alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from lifeos.adapters.dynamodb_heartbeat import DynamoHeartbeat
from lifeos.errors import NotFoundError, UpstreamError
from lifeos.health import SILENCE, Heartbeat, machine_answers

from tests.fakes.heartbeat import FakeHeartbeat
from tests.support.table import create_status_table

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(params=["fake", "dynamodb"])
def heartbeat(request: pytest.FixtureRequest) -> Iterator[Heartbeat]:
    if request.param == "fake":
        yield FakeHeartbeat()
        return
    aws: Callable[[str], Any] = request.getfixturevalue("aws")
    name = f"heartbeat-{uuid4().hex[:8]}"
    create_status_table(aws("dynamodb"), name)
    yield DynamoHeartbeat(aws("dynamodb"), name)
    aws("dynamodb").delete_table(TableName=name)


def test_before_the_first_time_there_is_none(heartbeat: Heartbeat) -> None:
    with pytest.raises(NotFoundError):
        heartbeat.last()


def test_the_last_answer_counts(heartbeat: Heartbeat) -> None:
    heartbeat.beat(NOW)
    heartbeat.beat(NOW + timedelta(minutes=1))

    assert heartbeat.last() == NOW + timedelta(minutes=1)


def test_silence_is_an_outage_only_after_a_while(heartbeat: Heartbeat) -> None:
    heartbeat.beat(NOW)

    machine_answers(heartbeat, NOW + SILENCE)
    with pytest.raises(UpstreamError):
        machine_answers(heartbeat, NOW + SILENCE + timedelta(seconds=1))
