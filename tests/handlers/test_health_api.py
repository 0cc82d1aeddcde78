"""/health through its real handler."""

from __future__ import annotations

import pytest

from functions.health_api.handler import handler
from tests.events.recorded import Context, request
from tests.fakes.hub import FakeHub
from tests.support.answers import Answer, assert_problem, assert_sound
from tests.support.invoking import Spoken


def call(path: str = "/health") -> Answer:
    return handler(request("GET", path, user_id=None), Context())


def test_happy_a_sound_hub_is_up_for_anybody(fake_hub: FakeHub, spoken: Spoken) -> None:
    told = assert_sound(call(), 200)

    assert told["status"] == "up"
    assert {probe["name"]: probe["status"] for probe in told["probes"]} == {
        "database": "up", "table": "up", "machine": "up", "originals": "up",
    }  # fmt: skip
    assert spoken.metric("Succeeded") == 1


@pytest.mark.parametrize(("silent_s", "status"), [(240, "up"), (301, "degraded")])
def test_expected_failure_a_machine_that_is_silent_is_named(
    fake_hub: FakeHub, silent_s: int, status: str
) -> None:
    fake_hub.heartbeat.beat(fake_hub.clock.now())
    fake_hub.fake_clock.forward(silent_s)

    told = assert_sound(call(), 200)

    assert told["status"] == status
    machine = next(probe for probe in told["probes"] if probe["name"] == "machine")
    assert (machine["status"] == "up") == (status == "up")


def test_happy_live_looks_at_nothing(fake_hub: FakeHub) -> None:
    fake_hub.fake_ledger.down = fake_hub.fake_storage.down = fake_hub.fake_archive.down = True

    assert assert_sound(call("/health/live"), 200) == {"status": "live"}


@pytest.mark.parametrize(
    ("port", "status", "code"),
    [("archive", "degraded", 200), ("ledger", "down", 503), ("storage", "down", 503)],
)
def test_expected_failure_what_is_down_is_named(
    fake_hub: FakeHub, spoken: Spoken, port: str, status: str, code: int
) -> None:
    getattr(fake_hub, f"fake_{port}").down = True

    told = assert_sound(call(), code)

    down = [probe["name"] for probe in told["probes"] if probe["status"] == "down"]
    assert told["status"] == status
    assert down == [{"archive": "database", "ledger": "table", "storage": "originals"}[port]]
    assert spoken.level("ERROR") == []


def test_system_failure_of_ours_is_500_without_its_inside(
    fake_hub: FakeHub, spoken: Spoken, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise RuntimeError("MARKED inside")

    monkeypatch.setattr(fake_hub.fake_ledger, "get", breaks)
    answer = call()

    assert_problem(answer, 500, "internal")
    assert "MARKED" not in answer["body"] + spoken.text
    assert spoken.metric("Failed") == 1
