"""Scheduled functions: every number they find is a metric and a word in the outcome line."""

from __future__ import annotations

import pytest
from lifeos.contracts.base import Model
from lifeos.entry import schedule

from tests.events.recorded import Context
from tests.fakes.hub import FakeHub
from tests.support.invoking import Spoken


class Found(Model):
    """Numbers and something else."""

    slots_freed: int = 2
    in_flight: int = 0
    outcomes: dict[str, int] = {"done": 3}  # noqa: RUF012  (a frozen model copies it)


def test_numbers_are_counted_and_the_rest_is_answered(fake_hub: FakeHub, spoken: Spoken) -> None:
    answer = schedule.entrypoint(lambda event: Found())({"time": "MARKED"}, Context())

    assert answer == {"slots_freed": 2, "in_flight": 0, "outcomes": {"done": 3}}
    assert (spoken.metric("SlotsFreed"), spoken.metric("InFlight")) == (2, 0)
    assert spoken.outcome["slots_freed"] == 2
    assert "outcomes" not in spoken.outcome
    assert "MARKED" not in spoken.text


def test_what_it_raises_goes_on_and_is_noted_once(fake_hub: FakeHub, spoken: Spoken) -> None:
    def breaks(_: object) -> Found:
        raise RuntimeError("MARKED")

    with pytest.raises(RuntimeError):
        schedule.entrypoint(breaks)({}, Context())

    assert spoken.metric("Failed") == 1
    assert [line["code"] for line in spoken.level("ERROR")] == ["RuntimeError"]
    assert "MARKED" not in spoken.text


@pytest.mark.parametrize(("event", "given"), [(None, {}), ({}, {}), ({"a": 1}, {"a": 1})])
def test_what_an_operator_asks_reaches_the_run(
    fake_hub: FakeHub, event: object, given: dict[str, int]
) -> None:
    seen: list[dict[str, int]] = []

    def run(asked: dict[str, int]) -> Found:
        seen.append(asked)
        return Found()

    schedule.entrypoint(run)(event, Context())

    assert seen == [given]
