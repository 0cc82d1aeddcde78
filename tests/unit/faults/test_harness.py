"""The parts of the harness that need no hub: its files, its census, its figures."""

from __future__ import annotations

import argparse
import hashlib
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import psutil
import pytest

from tests.bench import burst, faults, kill, once
from tests.bench.burst import Burst, plain_loop
from tests.bench.faults import Endured
from tests.faults import census, stores, workers
from tests.faults.catalogue import FAULTS, NEEDS_SMALL_DISK, PIPELINE
from tests.faults.census import Census
from tests.faults.files import ROWS, make_files
from tests.faults.workers import STATES

WELL = Census(Counter(done=4), unended=0, facts_missing=0, facts_twice=0, changed=0)


def test_no_two_files_have_the_same_bytes_and_a_number_always_has_the_same(tmp_path: Path) -> None:
    files = make_files(tmp_path / "a", 40)
    again = make_files(tmp_path / "b", 20, first=20)

    def hashes(made: list[Path]) -> list[str]:
        return [hashlib.sha256(path.read_bytes()).hexdigest() for path in made]

    first = hashes([file.path for file in files])
    assert len(set(first)) == 40
    assert hashes([file.path for file in again]) == first[20:]


def test_every_file_is_read_by_a_sense_and_says_how_much_it_says(tmp_path: Path) -> None:
    files = make_files(tmp_path, 6)

    assert plain_loop(files) > 0
    assert sum(file.invoices for file in files) == 3
    assert sum(file.transactions for file in files) == 3 * ROWS


@pytest.mark.parametrize(
    ("told", "lost"),
    [
        ({}, 0),
        ({"unended": 2}, 2),
        ({"changed": 1}, 1),
        ({"facts_missing": 3}, 3),
        ({"facts_twice": 5}, 0),
    ],
)
def test_lost_is_an_end_bytes_or_a_fact_that_is_not_there(told: dict[str, int], lost: int) -> None:
    found = Census(**{**vars(WELL), **told})

    assert found.lost == lost


def test_an_end_as_failed_or_rejected_is_counted_apart() -> None:
    ends = Counter(done=4, duplicate=1, needs_review=1, failed=2, rejected=1)

    assert Census(**{**vars(WELL), "outcomes": ends}).failed == 3


def missed(figures: list[object]) -> list[str]:
    return [getattr(figure, "what", "") for figure in figures if getattr(figure, "missed", False)]


def test_once_misses_its_bar_when_an_upload_ran_twice_or_never() -> None:
    well = once.figures(WELL, 4, 5, 4)
    twice = once.figures(WELL, 5, 5, 4)
    never = once.figures(WELL, 3, 3, 4)

    assert missed([*well]) == []
    assert missed([*twice]) == ["executions per upload"]
    assert missed([*never]) == ["uploads without an execution"]


def test_burst_misses_its_bar_when_more_files_take_longer_each() -> None:
    few = Burst(10, 1.0, 10.0, WELL)

    assert missed([*burst.figures(few, Burst(100, 9.0, 115.0, WELL), 50.0)]) == []
    assert missed([*burst.figures(few, Burst(100, 9.0, 125.0, WELL), 50.0)]) == [
        "the larger over the smaller"
    ]


def test_faults_misses_its_bars_when_something_is_lost_twice_or_never_heals() -> None:
    broken = Census(**{**vars(WELL), "unended": 1, "facts_twice": 1})

    assert missed([*Endured("x", 1, 1.0, WELL).figures()]) == []
    assert missed([*Endured("x", 0, faults.HEALED_AT_MOST_S + 1, broken).figures()]) == [
        "x: never struck", "x: lost", "x: twice", "x: time to heal",
    ]  # fmt: skip


def test_kill_misses_its_bars_when_bytes_changed() -> None:
    killer = argparse.Namespace(up_s=[30.0, 31.0], killed=80)
    changed = Census(**{**vars(WELL), "changed": 1})

    assert missed([*kill.figures(4, WELL, killer=killer, healed_s=1.0)]) == []  # type: ignore[arg-type]
    assert missed([*kill.figures(4, changed, killer=killer, healed_s=1.0)]) == [  # type: ignore[arg-type]
        "originals that changed"
    ]


def test_the_catalogue_kills_in_every_state_and_before_and_after_them() -> None:
    killed = {name.removeprefix("killed-in-") for name in FAULTS if name.startswith("killed-in-")}

    assert killed == {*STATES, "start_ingest", "next_ingest"} == set(PIPELINE)
    assert set(FAULTS) >= NEEDS_SMALL_DISK


def test_a_worker_is_known_by_the_folder_it_runs_from(tmp_path: Path) -> None:
    program = tmp_path / "ministack-lambda-LifeOS-ingest_ready-ab_c1" / "_worker.py"
    program.parent.mkdir()
    program.write_text("import time; print(flush=True); time.sleep(60)", encoding="utf-8")
    worker = subprocess.Popen([sys.executable, str(program)], stdout=subprocess.PIPE)
    assert worker.stdout is not None
    try:
        worker.stdout.readline()  # before it runs, it has no command line yet
        process = psutil.Process(worker.pid)

        assert workers._function_of(process) == "ingest_ready"
        assert workers._function_of(psutil.Process()) == ""
        assert workers.send_signal(signal.SIGKILL, [process]) == 1
    finally:
        worker.kill()
        worker.stdout.close()
        worker.wait()


def test_a_process_that_is_gone_is_not_reached(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    process = psutil.Process(gone.pid)
    gone.wait()

    assert workers.send_signal(signal.SIGKILL, [process]) == 0


def test_a_disk_that_cannot_be_made_small_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused: subprocess.CompletedProcess[bytes] = subprocess.CompletedProcess([], 32)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: refused)

    with pytest.raises(PermissionError, match="takes root"), stores.small_disk(tmp_path / "x", 1):
        pass


def test_an_unknown_number_of_open_documents_is_never_none_left() -> None:
    assert census.UNKNOWN > 0
