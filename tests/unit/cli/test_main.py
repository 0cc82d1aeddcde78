from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from clients.api import errors
from clients.cli import exits
from clients.cli.main import COMMANDS, app
from tests.unit.cli.fake_hub import FakeHub
from tests.unit.cli.support import ROOT, lifeos, start_lifeos, write_home


def _until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.02)


def test_json_leaves_nothing_else_on_stdout(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a\x1b[31m\n.txt").write_text("a")
    (folder / "gone").symlink_to("nowhere")

    process = start_lifeos(home, "ingest", folder, "--json")
    out, err = process.communicate(timeout=60)

    objects = [json.loads(line) for line in out.splitlines()]
    assert process.returncode == 1
    assert len(objects) == 2
    assert out.isascii()
    assert "2 files" in err
    assert "Traceback" not in err


def test_a_reader_that_goes_away_is_no_stack_trace(hub: FakeHub, home: Path) -> None:
    process = start_lifeos(home, "documents", "--json")
    assert process.stdout
    assert process.stderr
    process.stdout.close()

    err = process.stderr.read()
    process.stderr.close()
    process.wait(timeout=60)

    assert "Traceback" not in err


def test_an_interruption_says_how_to_go_on_and_the_next_run_does(
    hub: FakeHub, home: Path, tmp_path: Path
) -> None:
    hub.ends_after_s = 5.0
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text(f"file {number}")

    process = start_lifeos(home, "ingest", folder, "--json")
    _until(lambda: hub.server.count("POST", "/storage/post/.*") == 6)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    hub.ends_after_s = 0
    again = lifeos(home, "ingest", folder, "--json")

    assert (process.returncode, out) == (130, "")
    assert "Run the same command again" in err
    assert "Traceback" not in err
    assert len(again.objects) == 6
    assert {o["outcome"] for o in again.objects} <= {"done", "duplicate"}
    assert hub.server.count("POST", "/storage/post/.*") == 6


def test_an_interrupted_multipart_upload_keeps_its_parts(
    new_hub: Callable[..., FakeHub], tmp_path: Path
) -> None:
    hub = new_hub(style="multipart", part_size_bytes=1 << 20)
    home = write_home(tmp_path / "home", hub)
    film = tmp_path / "film.bin"
    film.write_bytes(b"x" * (6 << 20))
    store = hub.storage.take
    hub.storage.take = lambda asked: (time.sleep(0.2), store(asked))[1]  # type: ignore[method-assign, func-returns-value]

    process = start_lifeos(home, "ingest", film)
    _until(lambda: bool(list(home.glob("unfinished-uploads/*.json"))))
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    sent = hub.server.count("PUT", "/storage/.*")
    ran = lifeos(home, "ingest", film, "--json")

    assert process.returncode == 130
    assert ran.objects[0]["outcome"] == "done"
    assert hub.server.count("PUT", "/storage/.*") < sent + 6
    assert hub.server.count("POST", "/api/v1/documents") == 1


def test_help_ends_with_every_exit_code() -> None:
    ran = CliRunner().invoke(app, ["--help"])

    table = ran.stdout.partition("Exit codes:")[2].split("\n")
    assert ran.exit_code == 0
    assert [line.split()[0] for line in table if line] == ["0", "1", "2", "3", "4", "5", "130"]


@pytest.mark.parametrize("arguments", [["ingest"], ["ingets", "x"], ["facts", "--colour"]])
def test_a_command_line_that_cannot_be_right_is_a_usage_error(
    home: Path, arguments: list[str]
) -> None:
    ran = lifeos(home, *arguments)

    assert (ran.code, ran.out) == (exits.USAGE, "")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.NotConfiguredError("x"), 3),
        (errors.UnreachableError("x"), 3),
        (errors.SignInError("x"), 5),
        (errors.RefusedError("x", status=404, problem="not-found"), 5),
        (errors.StoppedError("x"), 130),
        (errors.HubFailedError("x"), 1),
        (errors.TransferError("x"), 1),
    ],
)
def test_every_error_has_its_exit_code(error: errors.ClientError, code: int) -> None:
    assert exits.code_of(error) == code


def test_help_imports_no_command_and_names_every_one() -> None:
    code = (
        "import sys; from typer.testing import CliRunner;"
        "from clients.cli.main import app;"
        "print(CliRunner().invoke(app, ['--help']).stdout);"
        "print([m for m in ('httpx', 'pydantic', 'boto3', 'rich') if m in sys.modules])"
    )
    env = {**os.environ, "PYTHONPATH": f"{ROOT / 'layers/core/python'}:{ROOT}"}

    ran = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)

    assert ran.stdout.splitlines()[-1] == "[]"
    assert all(f"  {name} " in ran.stdout for name in COMMANDS)
    assert ran.stdout.startswith("Usage: ./lifeos [OPTIONS]")


@pytest.mark.parametrize("name", list(COMMANDS))
def test_a_command_is_named_in_help_as_it_says_of_itself(name: str) -> None:
    module, sentence = COMMANDS[name]

    command = getattr(import_module(f"clients.cli.{module}"), name)

    said = command.info.help if isinstance(command, typer.Typer) else command.__doc__
    assert (said or "").splitlines()[0] == sentence


def test_a_client_does_not_import_the_command_line_of_its_http_library() -> None:
    code = "import sys, clients.api.hub; print('pygments' in sys.modules, 'click' in sys.modules)"
    env = {**os.environ, "PYTHONPATH": f"{ROOT / 'layers/core/python'}:{ROOT}"}

    ran = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)

    assert ran.stdout == "False False\n"


def test_a_mistyped_command_is_answered_with_the_near_ones() -> None:
    ran = CliRunner().invoke(app, ["serch"])

    assert ran.exit_code == 2
    assert "No such command 'serch'. Did you mean search?" in ran.stderr
