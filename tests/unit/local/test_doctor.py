"""The doctor: each thing that may be wrong is found, and comes with something to do."""

from __future__ import annotations

import os
import socket
import sys
import time
from collections import namedtuple
from pathlib import Path

import pytest

from local import doctor
from local.doctor import Check
from local.home import MIN_FREE_BYTES, Home, write_json
from local.hub import Hub
from local.ports import HOST, free_port
from local.trouble import MachineError

ROOT = Path(__file__).resolve().parents[3]
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    return Hub.at(Home(tmp_path / "home"), tmp_path, free_port())


def by_name(checks: list[Check]) -> dict[str, Check]:
    return {check.name: check for check in checks}


@pytest.mark.parametrize(
    ("version", "verdict"),
    [((3, 10), "fail"), ((3, 11), "ok"), ((3, 12), "ok"), ((3, 13), "ok"), ((3, 14), "warn")],
)
def test_pythons_that_are_tested_are_ok(version: tuple[int, int], verdict: str) -> None:
    assert doctor.check_python(version).verdict == verdict


def test_this_machines_node_is_found() -> None:
    check = doctor.check_node()

    assert check.verdict == "ok"
    assert int(check.found.split(".")[0]) >= doctor.OLDEST_NODE


@pytest.mark.parametrize("answer", ["v20.11.0", "nonsense", ""])
def test_an_old_or_broken_node_fails(
    answer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    node = tmp_path / "node"
    node.write_text(f"#!/bin/sh\necho {answer}\n", encoding="utf-8")
    node.chmod(0o755)
    monkeypatch.setattr(doctor, "node_binary", lambda: node)

    check = doctor.check_node()

    assert (check.verdict, check.advice) == ("fail", "Run: make clean setup")


def test_a_missing_node_is_a_failed_check_not_a_crash(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> Path:
        raise MachineError("Node is not installed.", "Run: make setup")

    monkeypatch.setattr(doctor, "node_binary", missing)

    checks = by_name(list(doctor.examine_machine(hub)))

    assert (checks["node"].verdict, checks["node"].advice) == ("fail", "Run: make setup")
    assert checks["cdk"].verdict == "fail"


@pytest.mark.parametrize(
    ("free", "verdict"),
    [
        (MIN_FREE_BYTES - 1, "fail"),
        (MIN_FREE_BYTES, "warn"),
        (4 * MIN_FREE_BYTES, "ok"),
    ],
)
def test_room_on_the_disk(
    free: int, verdict: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("local.doctor.shutil.disk_usage", lambda path: Usage(0, 0, free))

    check = doctor.check_disk(tmp_path / "not" / "made" / "yet")

    assert check.verdict == verdict
    assert str(tmp_path) in check.found


def test_a_place_that_is_not_writable_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("local.doctor.os.access", lambda path, mode: mode != os.W_OK)

    check = doctor.check_disk(tmp_path)

    assert check.verdict == "fail"
    assert "not writable" in check.found


@pytest.mark.parametrize(("available", "verdict"), [(2**20, "warn"), (2**32, "ok")])
def test_memory(available: int, verdict: str) -> None:
    assert doctor.check_memory(available).verdict == verdict


def test_a_clock_that_is_behind_the_checkout_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("", encoding="utf-8")

    now = doctor.check_clock(tmp_path, time.time())
    behind = doctor.check_clock(tmp_path, time.time() - 86_400)

    assert (now.verdict, behind.verdict) == ("ok", "warn")


def test_a_long_home_is_fine_but_said(tmp_path: Path) -> None:
    hub = Hub.at(Home(tmp_path / ("a" * 150)), tmp_path)

    check = doctor.check_socket(hub)

    assert check.verdict == "ok"
    assert "home is long" in check.found


def test_a_port_somebody_else_holds_fails_with_a_free_one(hub: Hub) -> None:
    with socket.socket() as listener:
        listener.bind((HOST, hub.port))
        listener.listen()

        check = doctor.check_port(hub)

    assert check.verdict == "fail"
    assert f"pid {os.getpid()}" in check.found
    assert "--port" in check.advice


def test_where_no_hub_runs_the_machine_is_checked_all_the_same(hub: Hub) -> None:
    checks = by_name(list(doctor.examine(hub)))

    assert checks["running"].advice == f"Start it: ./lifeos up --home {hub.home.path}"
    assert set(checks) >= {"python", "node", "cdk", "disk", "memory", "clock", "port"}
    assert "api" not in checks


def test_a_hub_that_says_it_runs_but_does_not_fails_part_by_part(hub: Hub) -> None:
    hub.home.prepare()
    write_json(hub.home.hub_file, {"port": hub.port, "fingerprint": "of yesterday"})

    checks = by_name(list(doctor.examine_hub(hub)))

    verdicts = {name: check.verdict for name, check in checks.items()}
    failing = dict.fromkeys(("postgres", "emulator", "stacks", "api", "sign-in"), "fail")
    assert verdicts == {**failing, "template": "warn"}
    assert all(check.advice for check in checks.values())


def test_every_check_that_is_not_ok_says_what_to_do(hub: Hub) -> None:
    checks = list(doctor.examine(hub))

    assert [check.name for check in checks if check.verdict != "ok" and not check.advice] == []
    assert checks[0].found == f"{sys.version_info[0]}.{sys.version_info[1]}"
