"""The commands: their exit codes, their sentences, and what they refuse."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from clients.cli import lifecycle
from local.home import Home, write_json
from local.hub import Arrival, Hub
from local.sample import Found, SampleInbox
from local.trouble import ExitCode, LaptopError, MachineError

ROOT = Path(__file__).resolve().parents[3]
app = typer.Typer()
for _command in (lifecycle.up, lifecycle.down, lifecycle.status, lifecycle.doctor, lifecycle.reset):
    app.command()(_command)
run = CliRunner()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home that was prepared by an earlier start, and is the default one."""
    home = Home(tmp_path / "home")
    home.prepare()
    write_json(home.outputs_file, {"Api": {"RestApiId": "r", "Stage": "live"}})
    monkeypatch.setenv("LIFEOS_HOME", str(home.path))
    return home


@pytest.fixture
def starts(home: Home, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What `up` did, with every part of it made instant."""
    steps: list[str] = []

    def started(self: Hub) -> Arrival:
        steps.append(f"up on {self.port}")
        return Arrival(seconds={"PostgreSQL": 0.1}, deployed=True)

    def ingested(self: SampleInbox) -> Found:
        steps.append("ingest")
        return Found(trouble="no time")

    monkeypatch.setattr(Hub, "up", started)
    monkeypatch.setattr(SampleInbox, "ingest", ingested)
    monkeypatch.setattr("clients.cli.lifecycle.signal.signal", lambda number, handler: None)
    return steps


def test_up_starts_ingests_the_sample_and_returns_when_detached(starts: list[str]) -> None:
    result = run.invoke(app, ["up", "--detach", "--port", "4700"])

    assert result.exit_code == ExitCode.OK
    assert starts == ["up on 4700", "ingest"]
    assert "LifeOS Hub is up" in result.output
    assert "not complete: no time" in result.output


def test_up_without_the_sample(starts: list[str]) -> None:
    run.invoke(app, ["up", "--detach", "--no-sample"])

    assert starts == ["up on 4566"]


def test_a_second_start_leaves_the_sample_alone(starts: list[str], home: Home) -> None:
    write_json(home.path / "inbox.json", {"files": 40})

    run.invoke(app, ["up", "--detach"])

    assert starts == ["up on 4566"]


def test_up_beside_a_running_hub_says_where_it_is_and_is_fine(
    starts: list[str], monkeypatch: pytest.MonkeyPatch, home: Home
) -> None:
    monkeypatch.setattr(Hub, "is_running", lambda self: True)
    monkeypatch.setattr("clients.cli.lifecycle.is_current", lambda hub: True)
    write_json(home.hub_file, {"api_url": "http://localhost:4700/here"})

    result = run.invoke(app, ["up"])

    assert result.exit_code == ExitCode.OK
    assert "http://localhost:4700/here" in result.output.replace("\n", "")
    assert "deployed" not in result.output
    assert starts == []


def test_up_beside_a_running_hub_of_older_code_deploys_onto_it(
    starts: list[str], monkeypatch: pytest.MonkeyPatch, home: Home
) -> None:
    monkeypatch.setattr(Hub, "is_running", lambda self: True)
    write_json(home.hub_file, {"port": 4700, "fingerprint": "of older code"})
    rolled: list[int] = []

    def rolls(hub: Hub) -> Arrival:
        rolled.append(hub.port)
        return Arrival(seconds={"deploy": 7.5}, deployed=True)

    monkeypatch.setattr("clients.cli.lifecycle.roll_out", rolls)

    result = run.invoke(app, ["up", "--port", "4999"])

    assert result.exit_code == ExitCode.OK
    assert "deployed in place after 7.5 s" in result.output
    assert (rolled, starts) == ([4700], [])


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (LaptopError("It failed.", "Do this."), 1),
        (MachineError("It lacks.", "Do this."), 4),
        (KeyboardInterrupt(), 130),
    ],
)
def test_a_start_that_fails_ends_with_a_sentence_and_its_code(
    starts: list[str], monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int
) -> None:
    def fail(self: Hub) -> Arrival:
        raise error

    monkeypatch.setattr(Hub, "up", fail)

    result = run.invoke(app, ["up", "--detach"])

    assert result.exit_code == code
    assert "Traceback" not in result.output
    assert result.stderr.strip()


def test_down_where_nothing_runs(home: Home) -> None:
    result = run.invoke(app, ["down"])

    assert result.exit_code == ExitCode.NOT_RUNNING
    assert "No hub runs" in result.stderr


def test_down_in_a_folder_that_is_no_home(tmp_path: Path) -> None:
    result = run.invoke(app, ["down", "--home", str(tmp_path)])

    assert result.exit_code == ExitCode.NOT_RUNNING
    assert "not the folder of a hub" in result.stderr


def test_status_in_json_is_one_object_on_stdout(home: Home) -> None:
    result = run.invoke(app, ["status", "--json"])

    assert result.exit_code == ExitCode.NOT_RUNNING
    assert json.loads(result.stdout)["running"] is False
    assert result.stdout.count("\n") == 1


def test_doctor_in_json_is_one_object_a_line(home: Home) -> None:
    result = run.invoke(app, ["doctor", "--json"])

    checks = [json.loads(line) for line in result.stdout.splitlines()]
    assert {check["name"] for check in checks} >= {"python", "disk", "running"}


def test_a_lack_of_the_machine_decides_the_doctors_code(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("local.doctor.MIN_FREE_BYTES", 2**80)

    result = run.invoke(app, ["doctor"])

    assert result.exit_code == ExitCode.MACHINE
    assert "Free some space" in result.output


def test_reset_wants_to_be_told_twice(home: Home) -> None:
    result = run.invoke(app, ["reset"])

    assert result.exit_code == ExitCode.USAGE
    assert home.path.exists()
    assert "--yes" in result.stderr


def test_reset_deletes_the_home(home: Home) -> None:
    result = run.invoke(app, ["reset", "--yes"])

    assert result.exit_code == ExitCode.OK
    assert not home.path.exists()


def test_reset_never_deletes_a_folder_that_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("x", encoding="utf-8")

    result = run.invoke(app, ["reset", "--yes", "--home", str(tmp_path)])

    assert result.exit_code == ExitCode.NOT_RUNNING
    assert (tmp_path / "thesis.txt").exists()


def test_a_port_that_is_no_number_is_a_usage_error(home: Home) -> None:
    assert run.invoke(app, ["up", "--port", "many"]).exit_code == ExitCode.USAGE


@pytest.mark.parametrize("name", ["up", "down", "status", "doctor", "reset"])
def test_every_command_explains_itself(name: str) -> None:
    result = run.invoke(app, [name, "--help"])

    assert result.exit_code == ExitCode.OK
    assert "--home" in result.output


def test_the_script_of_a_fresh_clone_says_to_set_it_up(tmp_path: Path) -> None:
    script = tmp_path / "lifeos"
    script.write_bytes((ROOT / "lifeos").read_bytes())
    script.chmod(0o755)

    result = subprocess.run([script, "up"], capture_output=True, text=True, env={"PATH": "/bin"})

    assert result.returncode == ExitCode.MACHINE
    assert "make setup" in result.stderr


def test_the_script_runs_from_any_folder(tmp_path: Path) -> None:
    env = {"PATH": "/usr/bin:/bin", "LIFEOS_PYTHON": sys.executable, "COLUMNS": "100"}

    result = subprocess.run(
        [ROOT / "lifeos", "status", "--home", tmp_path / "h"],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
    )

    assert result.returncode == ExitCode.NOT_RUNNING
    assert "No hub runs in" in result.stdout
