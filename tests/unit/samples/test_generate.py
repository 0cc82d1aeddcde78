from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from samples import generate as command
from tests.unit.samples.conftest import Written, written

REPOSITORY = Path(__file__).parents[3]
# Changes only when the inbox changes on purpose, or when another reportlab draws other bytes.
PINNED = {
    7: "9aea7fe6171173db3e706dd8e24856e6d7bb1853d3c72c5575122dd856de9642",
    11: "7e8054dc8be297aab81e7825ac52f0b4892140e331d057737793af854ca1c0c8",
}


def digest(inbox: Written) -> str:
    """One hash over every written file, the truth included."""
    total = hashlib.sha256()
    for path in sorted(inbox.folder.rglob("*")):
        if path.is_file():
            total.update(path.relative_to(inbox.folder).as_posix().encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


@pytest.mark.parametrize("seed", sorted(PINNED))
def test_a_seed_always_gives_the_same_bytes(seed: int, tmp_path: Path) -> None:
    made = written(tmp_path, seed)

    assert digest(made) == PINNED[seed]


def test_two_runs_agree_in_every_byte(inbox: Written, tmp_path: Path) -> None:
    again = written(tmp_path)

    assert digest(again) == digest(inbox)


def test_zone_language_and_hash_seed_of_the_machine_change_nothing(
    inbox: Written, tmp_path: Path
) -> None:
    strange = {"TZ": "Pacific/Auckland", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "12345"}

    subprocess.run(
        [sys.executable, "-m", "samples.generate", str(tmp_path)],
        cwd=REPOSITORY,
        env={**os.environ, **strange},
        check=True,
        capture_output=True,
    )

    other = Written(tmp_path, [], [], {})
    assert digest(other) == digest(inbox)


def test_another_seed_is_another_life(inbox: Written, tmp_path: Path) -> None:
    other = written(tmp_path, 8)

    assert {row["file"] for row in other.truth} == {row["file"] for row in inbox.truth}
    assert other.summary["questions"][0]["answer"] != inbox.summary["questions"][0]["answer"]
    changed = {row["file"] for row in other.truth if row not in inbox.truth}
    assert len(changed) > 20


def test_the_inbox_is_small_and_has_about_forty_files(inbox: Written) -> None:
    files = [path for path in inbox.folder.rglob("*") if path.is_file()]

    size_bytes = sum(path.stat().st_size for path in files)

    assert 35 <= len(inbox.truth) <= 45
    assert size_bytes < 1_500_000


def test_truth_names_exactly_the_files_that_are_there(inbox: Written) -> None:
    folder = inbox.folder / "inbox"

    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}

    assert there == {row["file"] for row in inbox.truth}
    for row in inbox.truth:
        content = inbox.path(row["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == row["sha256"]
        assert len(content) == row["bytes"]


def test_no_file_depends_on_the_zlib_of_a_machine(inbox: Written) -> None:
    for row in inbox.of_format("pdf"):
        content = inbox.path(row["file"]).read_bytes()

        assert b"FlateDecode" not in content


def test_names_are_plain_enough_for_every_file_system(inbox: Written) -> None:
    for row in inbox.truth:
        name = row["file"]

        assert name.isascii()
        assert not set(name) & set('<>:"\\|?*')
        assert len(name) < 100
    assert len({row["file"].lower() for row in inbox.truth}) == len(inbox.truth)


def test_the_command_says_what_it_wrote(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["samples.generate", str(tmp_path / "new"), "--seed", "3"])

    command.main()

    said = capsys.readouterr().out
    assert said.strip() == f"43 files in {tmp_path / 'new' / 'inbox'}"
    assert (tmp_path / "new" / "truth.jsonl").stat().st_size > 0


def test_a_second_run_leaves_other_files_alone(tmp_path: Path) -> None:
    own = tmp_path / "inbox" / "holiday.jpg"
    own.parent.mkdir()
    own.write_bytes(b"mine")

    command.generate(tmp_path)

    assert own.read_bytes() == b"mine"
