"""The queue of arrivals through its real handler."""

from __future__ import annotations

from typing import Any

import pytest

from functions.start_ingest.handler import handler
from tests.events.recorded import Context, Event, queued, recorded
from tests.fakes.hub import FakeHub
from tests.support.ingest import ANNA, CORRELATION, record
from tests.support.invoking import Spoken


def arrived(**stored: Any) -> Event:
    event = recorded("object_created")
    event["detail"]["object"] |= stored
    return event


def failed(answer: Event) -> list[str]:
    return [item["itemIdentifier"] for item in answer["batchItemFailures"]]


@pytest.fixture
def waiting(fake_hub: FakeHub) -> FakeHub:
    """Anna has registered one document."""
    fake_hub.fake_ledger.register(record())
    return fake_hub


def test_happy_an_arrival_starts_its_one_run_however_often_it_is_told(
    waiting: FakeHub, spoken: Spoken
) -> None:
    answers = [handler(queued(arrived(), arrived()), Context()) for _ in range(2)]

    assert [failed(answer) for answer in answers] == [[], []]
    assert len(waiting.fake_starter.started) == 1
    assert len(waiting.fake_slots.runs) == 1
    assert spoken.metric("Succeeded") == 4
    assert [line["started"] for line in spoken.lines if "outcome" in line] == [1, 0, 0, 0]


def test_happy_the_wait_in_the_queue_is_in_the_persons_trace(waiting: FakeHub) -> None:
    handler(queued(arrived()), Context())

    spans = waiting.fake_spans.load(ANNA, CORRELATION)
    wait = next(span for span in spans if span.name == "queue.wait")
    assert wait.started_at == 1773480412.5
    assert wait.duration_ms > 0


def test_happy_without_a_slot_an_arrival_waits_in_line(waiting: FakeHub) -> None:
    waiting.fake_slots.limit = 0

    answer = handler(queued(arrived()), Context())

    assert failed(answer) == []
    assert len(waiting.fake_slots.line) == 1


def test_expected_failure_one_bad_record_comes_back_alone(waiting: FakeHub, spoken: Spoken) -> None:
    strange: list[Event | str] = [arrived(key="photos/MARKED.jpg"), "not json", {"detail": {}}]

    answer = handler(queued(*strange, arrived()), Context())

    assert failed(answer) == ["m0", "m1", "m2"]
    assert len(waiting.fake_starter.started) == 1
    assert spoken.metric("Failed") == 3
    assert [line["code"] for line in spoken.level("ERROR")] == [
        "invalid-input", "JSONDecodeError", "KeyError",
    ]  # fmt: skip
    assert "MARKED" not in spoken.text


@pytest.mark.parametrize("port", ["fake_ledger", "fake_slots", "fake_starter"])
def test_system_failure_brings_the_record_back_and_its_repeat_starts_one_run(
    waiting: FakeHub, spoken: Spoken, port: str
) -> None:
    getattr(waiting, port).down = True
    broken = handler(queued(arrived()), Context())
    getattr(waiting, port).down = False
    again = handler(queued(arrived()), Context())

    assert (failed(broken), failed(again)) == (["m0"], [])
    assert len(waiting.fake_starter.started) == len(waiting.fake_slots.runs) == 1
    assert spoken.metric("Failed") == 1
    assert spoken.level("ERROR")[0]["code"] == "upstream-failed"
