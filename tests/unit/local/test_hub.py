"""Starting and stopping when something goes wrong halfway: nothing stays, nothing is believed.

The whole hub with its real template is tested in tests/e2e/test_laptop.py.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from local import processes
from local.home import Home, read_json, write_json
from local.hub import Hub
from local.ports import HOST, free_port
from local.processes import Started
from local.trouble import ExitCode, LaptopError, MachineError
from tests.support.lifetime import ending_with, short_folder

CDK_THAT_FAILS = "console.log('RuntimeError: no template'); process.exit(1)"


@pytest.fixture
def hub() -> Iterator[Hub]:
    """A hub in a home of its own whose deploy always fails."""
    with short_folder("hub") as folder:
        cdk = folder / "checkout" / "node_modules" / "aws-cdk" / "bin" / "cdk"
        cdk.parent.mkdir(parents=True)
        cdk.write_text(CDK_THAT_FAILS, encoding="utf-8")
        hub = Hub.at(Home(folder / "home"), folder / "checkout", free_port())
        hub.home.prepare()
        with ending_with(lambda: processes.recall(hub.home.processes_file).values()):
            yield hub


def living(hub: Hub) -> list[str]:
    """Command lines on this machine that name the hub's home."""
    found = []
    for process in psutil.process_iter():
        try:
            command = " ".join(process.cmdline())
        except psutil.Error:
            continue
        if str(hub.home.path) in command:
            found.append(command)
    return found


@pytest.mark.postgres
@pytest.mark.emulator
def test_a_deploy_that_fails_is_told_and_leaves_nothing_running(hub: Hub) -> None:
    with pytest.raises(LaptopError, match="cdk synth failed: no template"):
        hub.up()

    assert living(hub) == []
    assert not hub.emulator.answers()
    assert not hub.home.hub_file.exists()
    assert not hub.home.processes_file.exists()


@pytest.mark.postgres
@pytest.mark.emulator
def test_ctrl_c_during_the_start_leaves_nothing_running(hub: Hub) -> None:
    def interrupt(part: str) -> None:
        if part == "template (synth)":
            raise KeyboardInterrupt

    hub.notice = interrupt

    with pytest.raises(KeyboardInterrupt):
        hub.up()

    assert living(hub) == []


@pytest.mark.postgres
@pytest.mark.emulator
def test_saved_state_is_believed_once_and_only_after_a_clean_stop(hub: Hub) -> None:
    write_json(hub.home.deployed_file, {"fingerprint": "of an earlier template"})

    with pytest.raises(LaptopError):
        hub.up()

    assert not hub.home.deployed_file.exists()


@pytest.mark.postgres
@pytest.mark.emulator
def test_state_without_a_clean_stop_is_removed_before_the_start(hub: Hub) -> None:
    hub.emulator.state_dir.mkdir(parents=True)
    (hub.emulator.state_dir / "sqs.json").write_text("{}", encoding="utf-8")
    seen: list[bool] = []
    hub.notice = lambda part: seen.append((hub.emulator.state_dir / "sqs.json").exists())

    with pytest.raises(LaptopError):
        hub.up()

    assert seen
    assert not any(seen)


def test_a_port_in_use_is_said_before_anything_starts(hub: Hub) -> None:
    with socket.socket() as listener:
        listener.bind((HOST, hub.port))
        listener.listen()

        with pytest.raises(MachineError, match=f"Port {hub.port} is in use"):
            hub.up()

    assert not hub.home.database.exists()


def test_a_start_while_another_command_holds_the_home_is_refused(hub: Hub) -> None:
    with hub.home.locked(), pytest.raises(LaptopError, match="right now"):
        hub.up()


@pytest.mark.postgres
def test_what_a_killed_start_left_running_is_ended_by_the_next_one(hub: Hub) -> None:
    started = hub.postgres.start()
    processes.remember(hub.home.processes_file, started)

    with pytest.raises(LaptopError):
        hub.up()

    assert hub.arrival.healed == ["postgres"]
    assert living(hub) == []


def test_stopping_where_nothing_runs_says_so_with_its_own_code(hub: Hub) -> None:
    with pytest.raises(LaptopError, match="No hub runs") as refused:
        hub.down()

    assert refused.value.code is ExitCode.NOT_RUNNING


def test_a_record_of_processes_that_are_long_gone_means_nothing_runs(hub: Hub) -> None:
    for name in ("postgres", "emulator"):
        processes.remember(hub.home.processes_file, Started(name, 2**22 + 1, 1.0))
    write_json(hub.home.hub_file, {"port": hub.port})

    assert not hub.is_running()
    assert not hub.is_alive()
    with pytest.raises(LaptopError, match="No hub runs"):
        hub.down()


def test_a_folder_that_is_no_home_is_refused(tmp_path: Path) -> None:
    hub = Hub.at(Home(tmp_path), tmp_path)

    with pytest.raises(LaptopError, match="not the folder of a hub"):
        hub.require_home()


def test_the_port_is_the_given_one_else_the_last_one_else_the_usual_one(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.prepare()
    first = Hub.at(home, tmp_path).port

    write_json(home.path / "settings.json", {"port": 4700})

    assert first == 4566
    assert Hub.at(home, tmp_path).port == 4700
    assert Hub.at(home, tmp_path, 4800).port == 4800


def test_a_hub_that_was_never_deployed_is_not_healthy(hub: Hub) -> None:
    assert not hub.healthy()

    write_json(hub.home.outputs_file, {"Api": {"RestApiId": "r", "Stage": "live"}})

    assert not hub.healthy()
    assert hub.api_url == f"http://localhost:{hub.port}/_aws/execute-api/r/live"
    assert read_json(hub.home.outputs_file)["Api"]["Stage"] == "live"
