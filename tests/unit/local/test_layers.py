"""`make layers`: what is asked of the installer, what is thrown away, what is too big."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from local import layers
from stacks import byte_code


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for group in ("base", "senses"):
        (tmp_path / "layers" / group).mkdir(parents=True)
        (tmp_path / "layers" / group / "requirements.txt").write_text("thing\n")
    (tmp_path / "layers" / "core").mkdir()
    return tmp_path


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Commands given to the installer, which puts one module, one command and old byte code."""
    commands: list[list[str]] = []

    def install(command: list[str], **_: Any) -> None:
        folder = Path(command[command.index("--target") + 1])
        for inside in ("thing/__pycache__", "bin"):
            (folder / inside).mkdir(parents=True)
        (folder / "thing" / "__init__.py").write_text("SIZE = 1\n")
        (folder / "thing" / "__pycache__" / "old.cpython-311.pyc").write_bytes(b"old")
        (folder / "bin" / "thing").write_text("#!/bin/sh\n")
        commands.append(command)

    monkeypatch.setattr(subprocess, "run", install)
    return commands


def test_each_group_is_installed_for_the_functions_machines(
    checkout: Path, installed: list[list[str]]
) -> None:
    sizes = layers.build(checkout, checkout / "built")

    assert sorted(sizes) == ["base", "senses"]
    for command in installed:
        told = dict(pairwise(command))
        assert told["--python-platform"] == "aarch64-manylinux_2_28"
        assert told["--python-version"] == "3.13"
        assert told["--only-binary"] == ":all:"
        assert told["--require-hashes"] == "-r"
        assert told["-r"].endswith("/requirements.lock")


def test_commands_and_byte_code_of_the_installer_are_thrown_away(
    checkout: Path, installed: list[list[str]]
) -> None:
    layers.build(checkout, checkout / "built")

    left = {path.name for path in (checkout / "built/base").rglob("*") if path.is_file()}

    assert len(installed) == 2
    assert left == {"__init__.py", f"__init__.{sys.implementation.cache_tag}.pyc"} or (
        left == {"__init__.py"} and sys.version_info[:2] != (3, 13)
    )


def test_an_earlier_build_leaves_nothing_behind(checkout: Path, installed: list[list[str]]) -> None:
    stale = checkout / "built/base/python/stale.py"
    stale.parent.mkdir(parents=True)
    stale.write_text("x = 1\n")

    layers.build(checkout, checkout / "built")

    assert not stale.exists()
    assert installed


@pytest.mark.parametrize(("size_mb", "code"), [(125, 0), (126, 1)])
def test_layers_over_lambdas_limit_fail(
    size_mb: int, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    sizes = {"base": size_mb * layers.MB, "senses": 125 * layers.MB}

    assert layers.report(sizes) == code
    assert f"{size_mb + 125}.0 MB (at most 250)" in capsys.readouterr().out


def test_byte_code_is_the_same_wherever_it_is_made(tmp_path: Path) -> None:
    made = []
    for place in ("here", "there/deeper"):
        folder = tmp_path / place
        folder.mkdir(parents=True)
        (folder / "module.py").write_text("def f():\n    return 1\n")
        compiled = byte_code.add_byte_code(folder)
        made.append([path.read_bytes() for path in folder.rglob("*.pyc")])

    assert made[0] == made[1]
    assert compiled is (len(made[0]) == 1)


def test_another_python_makes_none(tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text("x = 1\n")

    assert byte_code.add_byte_code(tmp_path, runs_on="3.99") is False
    assert list(tmp_path.rglob("*.pyc")) == []
