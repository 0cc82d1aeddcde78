"""The home folder: made, marked, refused, healed."""

from __future__ import annotations

import json
import shutil
import stat
import tempfile
from collections import namedtuple
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from local.home import (
    MAX_SOCKET_PATH_BYTES,
    MIN_FREE_BYTES,
    SOCKET_NAME,
    Home,
    fits_a_socket,
    read_json,
    write_json,
)
from local.trouble import ExitCode, LaptopError, MachineError

Usage = namedtuple("Usage", "total used free")


def test_a_new_home_is_private_and_marked_as_ours(tmp_path: Path) -> None:
    home = Home(tmp_path / "deep" / "hub")

    home.prepare()

    assert home.is_ours()
    assert stat.S_IMODE(home.path.stat().st_mode) == 0o700
    assert home.log("postgres").parent.is_dir()


def test_preparing_twice_keeps_what_is_there(tmp_path: Path) -> None:
    home = Home(tmp_path / "hub")
    home.prepare()
    (home.path / "kept").write_text("x", encoding="utf-8")

    home.prepare()

    assert (home.path / "kept").read_text(encoding="utf-8") == "x"


def test_a_folder_with_something_else_in_it_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("x", encoding="utf-8")

    with pytest.raises(LaptopError) as refused:
        Home(tmp_path).prepare()

    assert "already holds something" in refused.value.sentence
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_an_empty_folder_that_exists_is_welcome(tmp_path: Path) -> None:
    Home(tmp_path).prepare()

    assert Home(tmp_path).is_ours()


def test_a_file_in_the_place_of_the_home_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "hub").write_text("x", encoding="utf-8")

    with pytest.raises(LaptopError, match="is a file"):
        Home(tmp_path / "hub").prepare()


def test_a_place_that_cannot_be_written_is_a_lack_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")

    with pytest.raises(MachineError, match="cannot be written") as refused:
        Home(tmp_path / "file" / "hub").prepare()

    assert refused.value.code is ExitCode.MACHINE


def test_a_full_disk_is_named_with_both_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = Usage(total=0, used=0, free=MIN_FREE_BYTES - 1)
    monkeypatch.setattr("local.home.shutil.disk_usage", lambda path: free)

    with pytest.raises(MachineError) as refused:
        Home(tmp_path / "hub").prepare()

    assert "499 MB are free" in refused.value.sentence
    assert "500 MB" in refused.value.sentence


def test_the_socket_stays_inside_a_short_home() -> None:
    home = Home(Path("/tmp/hub"))

    assert home.socket_dir == Path("/tmp/hub/run")


def test_a_long_home_gets_a_short_socket_folder_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("local.home.tempfile.gettempdir", lambda: "/tmp")
    one, other = Home(Path("/home") / ("a" * 120)), Home(Path("/home") / ("b" * 120))

    folders = {one.socket_dir, other.socket_dir, Home(one.path).socket_dir}

    assert len(folders) == 2
    assert all(fits_a_socket(folder) for folder in folders)


def test_a_home_and_a_temp_folder_that_are_both_too_long_are_refused_with_a_way_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("local.home.tempfile.gettempdir", lambda: "/t" * 60)

    with pytest.raises(MachineError) as refused:
        _ = Home(Path("/home") / ("a" * 120)).socket_dir

    assert "--home" in refused.value.way_out


@given(st.text(alphabet="aé漢/", min_size=1, max_size=120))
def test_a_socket_fits_by_bytes_not_by_characters(name: str) -> None:
    folder = Path("/") / name.strip("/")

    fits = fits_a_socket(folder)

    assert fits == (
        len(f"{folder}/{SOCKET_NAME}".replace("//", "/").encode()) <= MAX_SOCKET_PATH_BYTES
    )


def test_a_second_command_in_the_same_home_is_told_to_wait(tmp_path: Path) -> None:
    home = Home(tmp_path / "hub")
    home.prepare()

    with (
        home.locked(),
        pytest.raises(LaptopError, match="right now"),
        Home(home.path).locked(),
    ):
        pytest.fail("two commands held one home")

    with home.locked():
        assert True


@pytest.mark.parametrize("content", ["", "{", "[1, 2]", '"text"', "\x00\xff"])
def test_a_half_written_or_foreign_record_reads_as_empty(tmp_path: Path, content: str) -> None:
    path = tmp_path / "record.json"
    path.write_text(content, encoding="utf-8")

    assert read_json(path) == {}
    assert read_json(tmp_path / "missing.json") == {}


def test_a_record_is_replaced_in_one_step_with_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "person.json"
    write_json(path, {"password": "old"})

    write_json(path, {"password": "new"}, mode=0o600)

    assert json.loads(path.read_text(encoding="utf-8")) == {"password": "new"}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["person.json"]


@settings(max_examples=30)
@given(st.dictionaries(st.text(max_size=8), st.integers() | st.text(max_size=20), max_size=4))
def test_what_is_written_is_read_back(content: dict[str, int | str]) -> None:
    folder = Path(tempfile.mkdtemp())

    write_json(folder / "x.json", content)
    found = read_json(folder / "x.json")

    shutil.rmtree(folder)
    assert found == content


def test_a_command_names_the_home_only_where_it_must(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path / "h")

    without = home.command("up")
    monkeypatch.setenv("LIFEOS_HOME", str(tmp_path / "h"))

    assert without == f"./lifeos up --home {tmp_path}/h"
    assert home.command("up") == "./lifeos up"
