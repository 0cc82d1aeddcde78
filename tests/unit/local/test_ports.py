"""Ports: free, taken, and by whom."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Iterator

import psutil
import pytest

from local import ports
from local.trouble import MachineError


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind((ports.HOST, 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_free_port_can_be_bound() -> None:
    port = ports.free_port()

    assert ports.is_free(port)
    ports.require_free(port)


def test_a_taken_port_is_refused_with_its_holder_and_a_free_one(taken: int) -> None:
    with pytest.raises(MachineError) as refused:
        ports.require_free(taken)

    offered = int(re.findall(r"--port (\d+)", refused.value.way_out)[0])
    assert f"pid {os.getpid()}" in refused.value.sentence
    assert offered != taken
    assert ports.is_free(offered)


def test_a_holder_that_may_not_be_known_is_another_program(
    taken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(kind: str) -> list[object]:
        raise psutil.AccessDenied

    monkeypatch.setattr("local.ports.psutil.net_connections", denied)

    assert ports.holder(taken) == "another program"


def test_a_port_nobody_holds_has_no_name_either() -> None:
    assert ports.holder(ports.free_port()) == "another program"


@pytest.mark.parametrize("port", [-1, 0, 22, 1023, 65536])
def test_ports_that_cannot_be_ours_are_refused_before_anything_starts(port: int) -> None:
    with pytest.raises(MachineError, match="cannot be used"):
        ports.require_free(port)


def test_the_emulator_of_a_hub_is_named_by_its_home(monkeypatch: pytest.MonkeyPatch) -> None:
    class Emulator:
        def __init__(self, pid: int) -> None:
            self.pid = pid

        def cmdline(self) -> list[str]:
            return ["python", "-P", "/x/local/emulator_process.py"]

        def environ(self) -> dict[str, str]:
            return {"STATE_DIR": "/h/.lifeos/emulator/state"}

    monkeypatch.setattr("local.ports.psutil.Process", Emulator)

    assert ports._name(12) == "the hub in /h/.lifeos (pid 12)"


def test_the_way_out_of_a_taken_port_repeats_the_command_of_the_home(taken: int) -> None:
    with pytest.raises(MachineError) as refused:
        ports.require_free(taken, start="./lifeos up --home /h")

    assert "./lifeos up --home /h --port " in refused.value.way_out
