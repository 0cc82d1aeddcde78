"""The Python that `make setup` takes: the newest that really runs."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[3] / "local" / "find_python.sh"
BROKEN = "#!/bin/sh\necho 'command not found' >&2\nexit 127\n"


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """An empty machine: a PATH folder and a home, nothing installed."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "home").mkdir()
    return tmp_path


def install(path: Path, code: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(code, encoding="utf-8")
    path.chmod(0o755)
    return path


def working(minor: int) -> str:
    """A program that answers the script's question as Python 3.`minor` would."""
    return f'#!/bin/sh\ntest "$3" = {minor}\n'


def find(machine: Path) -> subprocess.CompletedProcess[str]:
    env = {"PATH": str(machine / "bin"), "HOME": str(machine / "home")}
    return subprocess.run(["/bin/sh", SCRIPT], env=env, capture_output=True, text=True)


def test_the_newest_one_on_the_path_is_taken(machine: Path) -> None:
    install(machine / "bin/python3.11", working(11))
    newest = install(machine / "bin/python3.12", working(12))

    assert find(machine).stdout.strip() == str(newest)


def test_a_shim_that_answers_with_an_error_is_passed_over(machine: Path) -> None:
    install(machine / "bin/python3.13", BROKEN)
    install(machine / "bin/python3.12", BROKEN)
    real = install(machine / "home/.pyenv/versions/3.12.1/bin/python", working(12))

    assert find(machine).stdout.strip() == str(real)


def test_a_plain_python3_will_do_if_it_is_new_enough(machine: Path) -> None:
    plain = install(machine / "bin/python3", working(11))

    assert find(machine).stdout.strip() == str(plain)


def test_a_newer_untested_python_is_not_taken(machine: Path) -> None:
    install(machine / "bin/python3", working(14))

    found = find(machine)

    assert found.returncode == 1


def test_without_any_the_way_out_is_said(machine: Path) -> None:
    found = find(machine)

    assert (found.returncode, found.stdout) == (1, "")
    assert "Install one" in found.stderr
