"""Whatever is installed was chosen, by version and hash: Python packages, layers, Node packages."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.support.sources import ROOT

LOCK = ROOT / "requirements.txt"
OF_LAYERS = {
    group: ROOT / "layers" / group / "requirements.lock" for group in ("base", "data", "senses")
}
_PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[^\]]*\])?==(\S+)", re.MULTILINE)
_REQUIRED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)", re.MULTILINE)


def canonical(name: str) -> str:
    """Source: PEP 503."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(lock: Path = LOCK) -> dict[str, str]:
    """Every entry of a lock by name: its lines."""
    entries = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8"))
    return {canonical(name[1]): one for one in entries if (name := _PINNED.match(one))}


@pytest.mark.parametrize("lock", [LOCK, *OF_LAYERS.values()], ids=lambda lock: lock.parent.name)
def test_every_entry_of_a_lock_has_a_version_and_hashes(lock: Path) -> None:
    lines = lock.read_text(encoding="utf-8").splitlines()
    loose = [line for line in lines if line and line[0] not in " #" and not _PINNED.match(line)]

    bare = [name for name, entry in locked(lock).items() if "--hash=sha256:" not in entry]

    assert loose == []
    assert bare == []
    assert locked(lock)


@pytest.mark.parametrize("group", OF_LAYERS)
def test_a_layer_is_built_of_the_very_versions_that_are_tested(group: str) -> None:
    versions = {name: _PINNED.match(entry) for name, entry in locked().items()}

    for name, entry in locked(OF_LAYERS[group]).items():
        pinned, tested = _PINNED.match(entry), versions[name]
        assert pinned
        assert tested
        assert pinned[2] == tested[2], name


@pytest.mark.parametrize("group", OF_LAYERS)
def test_what_a_layer_asks_for_is_in_the_lock_that_it_is_built_from(group: str) -> None:
    text = (ROOT / "layers" / group / "requirements.txt").read_text(encoding="utf-8")
    asked = {canonical(name) for name in _REQUIRED.findall(text)}

    builder = (ROOT / "local/layers.py").read_text(encoding="utf-8")

    assert asked
    assert asked - set(locked(OF_LAYERS[group])) == set()
    assert '"--require-hashes"' in builder


def test_an_environment_is_made_from_the_lock_alone() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert "--require-hashes -r requirements.txt" in makefile
    assert "$(NPM) ci" in makefile


def test_node_packages_are_pinned_with_hashes() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    asked = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"]

    packages = {name: one for name, one in lock["packages"].items() if name}

    assert packages
    assert [
        name for name, one in packages.items() if "sha512-" not in one.get("integrity", "")
    ] == []
    assert [version for version in asked.values() if not re.fullmatch(r"[0-9.]+", version)] == []
