from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from clients.api.upload import Source
from clients.api.words import printable
from clients.cli.sources import Given


def _shown(*paths: Path, hidden: bool = False) -> list[str]:
    return [source.shown for source in Given(list(paths), None, hidden).sources(None)]


def test_one_file_is_one_source_under_its_own_name(tmp_path: Path) -> None:
    bill = tmp_path / "bill.pdf"
    bill.touch()

    assert list(Given([bill], None).sources(None)) == [Source(bill, str(bill), "bill.pdf")]


def test_a_name_replaces_the_files_own(tmp_path: Path) -> None:
    (tmp_path / "scan001.pdf").touch()

    (source,) = Given([tmp_path / "scan001.pdf"], "rent.pdf").sources(None)

    assert source.name == "rent.pdf"


def test_files_come_in_the_order_of_their_names_folder_by_folder(tmp_path: Path) -> None:
    for name in ("b/z.txt", "b/a.txt", "a.txt", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()

    assert _shown(tmp_path) == [str(tmp_path / n) for n in ("a.txt", "b/a.txt", "b/z.txt", "c.txt")]


def test_folders_named_twice_or_inside_each_other_are_walked_once(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").touch()

    assert len(_shown(tmp_path, tmp_path, tmp_path / "in")) == 1


def test_loops_of_links_end(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    (one / "a.txt").touch()
    (one / "to-other").symlink_to(other)
    (other / "to-one").symlink_to(one)
    (one / "myself").symlink_to("myself")

    found = _shown(one)

    assert [Path(p).name for p in found] == ["a.txt", "myself"]


def test_a_link_to_a_file_is_followed(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "real.txt").touch()
    (folder / "link.txt").symlink_to(tmp_path / "real.txt")

    assert _shown(folder) == [str(folder / "link.txt")]


def test_pipes_and_sockets_are_passed_over(tmp_path: Path, socket_enabled: None) -> None:
    os.mkfifo(tmp_path / "pipe")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(tmp_path / "socket"))

    found = _shown(tmp_path)
    listener.close()

    assert found == []


def test_a_hidden_file_is_taken_when_it_is_named(tmp_path: Path) -> None:
    hidden = tmp_path / ".secret.txt"
    hidden.touch()

    assert _shown(hidden) == [str(hidden)]


def test_a_folder_that_vanishes_or_is_locked_stays_in_the_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(path: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", locked)

    assert _shown(tmp_path) == [str(tmp_path)]


def test_walking_is_lazy(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "f.txt").touch()
    walk = Given([tmp_path], None).sources(None)

    first = next(walk)
    (tmp_path / "c" / "f.txt").unlink()

    assert first.shown == str(tmp_path / "a" / "f.txt")
    assert len(list(walk)) == 1


@pytest.mark.parametrize(
    ("paths", "name"),
    [(["-"], None), (["nowhere"], None), (["a.txt", "a.txt"], "b"), (["folder"], "b")],
)
def test_paths_that_make_no_sense_are_refused_before_anything_is_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, paths: list[str], name: str | None
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").touch()
    Path("folder").mkdir()

    with pytest.raises(typer.BadParameter):
        Given([Path(p) for p in paths], name).check()


def test_nothing_is_spooled_without_standard_input(tmp_path: Path) -> None:
    with Given([tmp_path], None).spool() as spooled:
        assert spooled is None


@given(st.binary(min_size=1))
def test_any_name_a_disk_can_hold_becomes_valid_unicode(name: bytes) -> None:
    plain = printable(os.fsdecode(name))

    plain.encode("utf-8")
    assert plain == name.decode("utf-8", "replace")
