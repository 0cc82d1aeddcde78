"""`lifeos rebuild`, `parked`, `backup`, `recover`: what they print, for people and programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from clients.cli import operate
from local.hub import Hub
from local.operator import Operator, Round, cloud_client
from local.parked import Message, ParkedMessages
from local.postgres import Postgres
from local.trouble import ExitCode, LaptopError

app = typer.Typer()
for _command in (operate.rebuild, operate.parked, operate.backup, operate.recover):
    app.command()(_command)
run = CliRunner()
RECKONED = {
    "uploads": 2,
    "outcomes": {"done": 2},
    "in_flight": 0,
    "difference": 0,
    "restored": 2,
    "adopted": 0,
    "outdated": 0,
}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIFEOS_HOME", str(tmp_path))
    (tmp_path / "hub.json").write_text('{"port": 4700}')
    monkeypatch.setattr(Hub, "is_alive", lambda self: True)


@pytest.fixture
def rounds(monkeypatch: pytest.MonkeyPatch) -> list[Round]:
    found = [Round(RECKONED, {"restarted": 1}), Round({**RECKONED, "restored": 0}, {})]
    monkeypatch.setattr(Operator, "rebuild", lambda self, **told: iter(found))
    return found


def parked(monkeypatch: pytest.MonkeyPatch, *bodies: str) -> None:
    found = [Message("LifeOS-Parked", body, "", "url", "receipt") for body in bodies]
    monkeypatch.setattr(ParkedMessages, "look", lambda self: found)
    monkeypatch.setattr(ParkedMessages, "redrive", lambda self: len(found))


def test_messages_of_a_hub_in_the_cloud_need_none_on_this_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[ParkedMessages] = []

    def redrive(messages: ParkedMessages) -> int:
        asked.append(messages)
        return 3

    monkeypatch.setattr(ParkedMessages, "redrive", redrive)
    monkeypatch.setattr(operate, "running_hub", pytest.fail)

    result = run.invoke(app, ["parked", "--cloud", "Second", "--redrive"])

    assert result.output == "3 messages sent back.\n"
    assert (asked[0].prefix, asked[0].client) == ("Second", cloud_client)


@pytest.mark.usefixtures("rounds")
def test_rebuild_tells_each_round_in_a_sentence() -> None:
    result = run.invoke(app, ["rebuild"])

    assert result.exit_code == ExitCode.OK
    assert result.output.replace("\n", " ").count("2 uploads = 2 done + 0 in flight") == 2


def test_rebuild_for_a_program_is_one_object_a_line(rounds: list[Round]) -> None:
    result = run.invoke(app, ["rebuild", "--json"])

    lines = [json.loads(line) for line in result.output.splitlines()]
    assert [line["reckoned"]["restored"] for line in lines] == [2, 0]
    assert lines[0]["audited"] == rounds[0].audited


def test_rebuild_that_does_not_settle_fails_after_what_it_has_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def unsettled(self: Operator, **told: bool) -> Iterator[Round]:
        yield Round(RECKONED, {})
        raise LaptopError("The hub has not settled in time.", "Look at ./lifeos documents")

    monkeypatch.setattr(Operator, "rebuild", unsettled)

    result = run.invoke(app, ["rebuild"])

    assert result.exit_code == ExitCode.FAILED
    assert "2 uploads" in result.output


def test_parked_messages_are_shown_and_cannot_steer_a_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parked(monkeypatch, "harmless", "\x1b[2Jnot")

    result = run.invoke(app, ["parked"])

    assert "harmless" in result.output
    assert "\x1b" not in result.output


def test_nothing_parked_is_said_to_a_person_and_not_to_a_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parked(monkeypatch)

    assert "Nothing is parked." in run.invoke(app, ["parked"]).output
    assert run.invoke(app, ["parked", "--json"]).output == ""


def test_redrive_says_how_many(monkeypatch: pytest.MonkeyPatch) -> None:
    parked(monkeypatch, "a", "b")

    result = run.invoke(app, ["parked", "--redrive"])

    assert "2 messages sent back" in result.output


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Path]]:
    """What was done with which file."""
    steps: list[tuple[str, Path]] = []

    def noting(name: str) -> Callable[[Postgres, Path], None]:
        return lambda server, file: steps.append((name, file))

    monkeypatch.setattr(operate, "dump", noting("dump"))
    monkeypatch.setattr(operate, "restore", noting("restore"))
    return steps


def test_backup_says_what_is_in_the_file(done: list[tuple[str, Path]], tmp_path: Path) -> None:
    result = run.invoke(app, ["backup", str(tmp_path / "record.dump")])

    assert result.exit_code == ExitCode.OK
    assert "originals are not" in result.output
    assert done == [("dump", tmp_path / "record.dump")]


def test_recover_wants_to_be_told_twice(done: list[tuple[str, Path]], tmp_path: Path) -> None:
    result = run.invoke(app, ["recover", str(tmp_path / "record.dump")])

    assert result.exit_code == ExitCode.USAGE
    assert "--yes" in result.stderr
    assert done == []


@pytest.mark.usefixtures("rounds")
def test_recover_restores_and_rebuilds(done: list[tuple[str, Path]], tmp_path: Path) -> None:
    result = run.invoke(app, ["recover", str(tmp_path / "record.dump"), "--yes"])

    assert result.exit_code == ExitCode.OK
    assert done == [("restore", tmp_path / "record.dump")]
    assert "2 uploads = 2 done" in result.output.replace("\n", " ")


@pytest.mark.parametrize("command", ["rebuild", "parked"])
def test_expected_failure_without_a_running_hub_both_say_so(
    command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Hub, "is_alive", lambda self: False)

    result = run.invoke(app, [command])

    assert result.exit_code == ExitCode.NOT_RUNNING
    assert "No hub runs in" in result.stderr
    assert "Start one: ./lifeos up" in result.stderr
