"""From an object that arrived to the one run it means."""

from __future__ import annotations

from typing import Any

import pytest
from lifeos.contracts.ingest import ObjectRef, Ticket
from lifeos.documents import intake
from lifeos.documents.models import object_key
from lifeos.errors import InvalidInputError, NotFoundError, UpstreamError

from tests.fakes.failing import failing
from tests.fakes.ledger import FakeLedger
from tests.fakes.slots import FakeSlots
from tests.fakes.starter import FakeStarter
from tests.support.ingest import ANNA, CORRELATION, document_id, record

KEY = object_key(ANNA, document_id(1))


@pytest.fixture
def ports() -> dict[str, Any]:
    ledger = FakeLedger()
    ledger.register(record())
    return {"ledger": ledger, "slots": FakeSlots(), "starter": FakeStarter()}


def arrive(ports: dict[str, Any], key: str = KEY, version: str = "v1") -> tuple[Ticket, bool]:
    ref = ObjectRef(bucket="fake", key=key, version_id=version)
    return intake.arrived(ref, size_bytes=5, pipeline_version=1, **ports)


def test_an_arrival_starts_a_run_that_knows_whose_it_is(ports: dict[str, Any]) -> None:
    ticket, started = arrive(ports)

    assert started
    assert (ticket.user_id, ticket.document_id) == (ANNA, document_id(1))
    assert (ticket.correlation_id, ticket.size_bytes) == (CORRELATION, 5)


def test_an_arrival_told_five_times_is_one_run(ports: dict[str, Any]) -> None:
    started = [arrive(ports)[1] for _ in range(5)]

    assert started == [True, False, False, False, False]
    assert len(ports["starter"].started) == 1


def test_another_version_is_another_run(ports: dict[str, Any]) -> None:
    arrive(ports, version="v1")
    arrive(ports, version="v2")

    assert len({run.run for run in ports["starter"].started}) == 2


@pytest.mark.parametrize(
    ("key", "error"),
    [("photos/cat.jpg", InvalidInputError), (object_key(ANNA, document_id(2)), NotFoundError)],
)
def test_what_nobody_registered_starts_nothing(
    ports: dict[str, Any], key: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        arrive(ports, key)

    assert ports["starter"].started == []
    assert ports["slots"].runs == set()


@pytest.mark.parametrize("port", ["ledger", "slots", "starter"])
@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_delivery_that_broke_and_comes_again_is_one_run(
    ports: dict[str, Any], port: str, at: int
) -> None:
    sound = ports[port]
    ports[port] = failing(sound, at=at, moment="after")
    try:
        arrive(ports)
    except UpstreamError:
        arrive(ports)
    ports[port] = sound

    arrive(ports)

    assert len(ports["starter"].started) == 1
    assert len(ports["slots"].runs) == 1
