"""A changed checkout onto a running hub: what is believed before, between and after."""

from __future__ import annotations

from pathlib import Path

import pytest

from local.home import Home, read_json, write_json
from local.hub import Arrival, Hub
from local.rollout import UNFINISHED, as_it_runs, is_current, roll_out
from local.trouble import LaptopError

STARTED = "2026-01-01T00:00:00+00:00"


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    """A hub that says it runs, of a checkout that holds one file."""
    (tmp_path / "checkout" / "functions").mkdir(parents=True)
    hub = Hub.at(Home(tmp_path / "home"), tmp_path / "checkout", 4700)
    hub.home.prepare()
    change(hub, "one")
    told = {"port": 4700, "started_at": STARTED, "fingerprint": hub.deployment.fingerprint()}
    write_json(hub.home.hub_file, told)
    return hub


@pytest.fixture
def deployed(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What hub.json said while each deploy was under way; every part of it is instant."""
    said: list[str] = []

    def deploy(self: Hub, *, fresh: bool) -> None:
        assert not fresh
        said.append(fingerprint(hub))

    monkeypatch.setattr(Hub, "deploy", deploy)
    monkeypatch.setattr(Hub, "require_healthy", lambda self: None)
    described = {"api_url": "http://new", "started_at": "now", "fingerprint": "of now"}
    monkeypatch.setattr(Hub, "description", lambda self: described)
    return said


def change(hub: Hub, text: str) -> None:
    """Edit the checkout."""
    (hub.root / "functions" / "code.py").write_text(text, encoding="utf-8")


def fingerprint(hub: Hub) -> str:
    """What hub.json says is deployed."""
    return str(read_json(hub.home.hub_file)["fingerprint"])


def test_a_checkout_that_did_not_change_is_current(hub: Hub) -> None:
    assert is_current(hub)


def test_a_changed_checkout_is_not_current_until_it_is_rolled_out(
    hub: Hub, deployed: list[str]
) -> None:
    change(hub, "two")
    before = is_current(hub)

    arrival = roll_out(hub)

    assert not before
    assert is_current(hub)
    assert isinstance(arrival, Arrival)
    assert read_json(hub.home.hub_file)["api_url"] == "http://new"


def test_the_hub_has_run_since_its_start_not_since_its_last_deploy(
    hub: Hub, deployed: list[str]
) -> None:
    roll_out(hub)

    assert read_json(hub.home.hub_file)["started_at"] == STARTED


def test_while_it_is_under_way_nothing_claims_to_be_deployed(hub: Hub, deployed: list[str]) -> None:
    roll_out(hub)

    assert deployed == [UNFINISHED]


def test_a_deploy_that_failed_is_tried_again_and_clients_still_find_the_hub(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Hub, *, fresh: bool) -> None:
        raise LaptopError("It failed.", "Do this.")

    monkeypatch.setattr(Hub, "deploy", fail)

    with pytest.raises(LaptopError, match="It failed"):
        roll_out(hub)

    assert not is_current(hub)
    assert read_json(hub.home.hub_file)["port"] == 4700


def test_what_is_edited_during_a_deploy_waits_for_the_next_one(
    hub: Hub, deployed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Hub, "deploy", lambda self, *, fresh: change(self, "while deploying"))

    roll_out(hub)

    assert not is_current(hub)


def test_it_is_refused_while_another_command_holds_the_home(hub: Hub, deployed: list[str]) -> None:
    with hub.home.locked(), pytest.raises(LaptopError, match="right now"):
        roll_out(hub)

    assert deployed == []
    assert is_current(hub)


def test_the_port_that_was_asked_for_does_not_move_a_running_hub(hub: Hub) -> None:
    asked = Hub.at(hub.home, hub.root, 4999)

    found = as_it_runs(asked)

    assert found.port == 4700
    assert is_current(found)
