"""Processes: their groups, their orphans, and pids that belong to somebody else by now."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from local import processes
from local.processes import Started

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
PARENT = [
    sys.executable,
    "-c",
    "import subprocess, sys, time\n"
    "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
    "print('ready', flush=True)\n"
    "time.sleep(60)",
]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time\n"
    "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    "print('ready', flush=True)\n"
    "time.sleep(60)",
]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "part.log"


@pytest.fixture
def sleeper(log: Path) -> Iterator[Started]:
    started = processes.start("sleeper", SLEEPER, log=log, env=os.environ)
    yield started
    processes.end_group(started)


def wait_for_ready(log: Path) -> None:
    deadline = time.monotonic() + 20
    while "ready" not in log.read_text(encoding="utf-8"):
        assert time.monotonic() < deadline, "the child never said it was ready"
        time.sleep(0.02)


def test_a_started_process_leads_a_group_of_its_own(sleeper: Started) -> None:
    assert sleeper.is_alive()
    assert os.getpgid(sleeper.pid) == sleeper.pid
    assert [member.pid for member in sleeper.group()] == [sleeper.pid]


def test_its_output_is_appended_to_the_log(log: Path) -> None:
    log.write_text("earlier\n", encoding="utf-8")
    speaker = [sys.executable, "-c", "print('later')"]

    started = processes.start("speaker", speaker, log=log, env=os.environ)
    ended = processes.wait_for_end(started, timeout_s=20)

    assert ended
    assert log.read_text(encoding="utf-8") == "earlier\nlater\n"


def test_stopping_asks_first(log: Path) -> None:
    polite = [
        sys.executable,
        "-c",
        "import signal, sys, time\n"
        "signal.signal(signal.SIGTERM, lambda *_: (print('saved', flush=True), sys.exit(0)))\n"
        "print('ready', flush=True)\n"
        "time.sleep(60)",
    ]
    started = processes.start("polite", polite, log=log, env=os.environ)
    wait_for_ready(log)

    ended = processes.stop(started, ask=signal.SIGTERM, timeout_s=20)

    assert ended
    assert "saved" in log.read_text(encoding="utf-8")


def test_one_that_does_not_listen_is_killed_and_said_to_have_been(log: Path) -> None:
    started = processes.start("stubborn", STUBBORN, log=log, env=os.environ)
    wait_for_ready(log)

    ended = processes.stop(started, ask=signal.SIGTERM, timeout_s=0.3)

    assert not ended
    assert not started.is_alive()


def test_orphans_of_a_killed_leader_are_found_and_ended(log: Path) -> None:
    started = processes.start("parent", PARENT, log=log, env=os.environ)
    wait_for_ready(log)
    os.kill(started.pid, signal.SIGKILL)
    processes.wait_for_end(started, timeout_s=10)
    orphans = started.group()

    ended = processes.end_group(started)

    assert len(orphans) == ended == 1
    assert not any(psutil.pid_exists(orphan.pid) and orphan.is_running() for orphan in orphans)


def test_a_pid_that_was_given_to_another_process_is_left_alone(sleeper: Started) -> None:
    remembered = Started("emulator", sleeper.pid, sleeper.create_time - 3600)

    ended = processes.end_group(remembered)

    assert not remembered.is_alive()
    assert ended == 0
    assert sleeper.is_alive()


def test_a_pid_nobody_has_is_neither_alive_nor_a_group() -> None:
    gone = Started("emulator", 2**22 + 1, 0.0)

    assert not gone.is_alive()
    assert gone.group() == gone.family() == []


def test_a_zombie_counts_as_ended() -> None:
    child = subprocess.Popen([sys.executable, "-c", ""], start_new_session=True)
    started = Started.of("zombie", child.pid)
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)

    alive = started.is_alive()

    child.wait()
    assert not alive


def test_the_family_includes_children_with_groups_of_their_own(log: Path) -> None:
    code = (
        "import subprocess, sys, time\n"
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'],"
        " start_new_session=True)\n"
        "print('ready', flush=True)\n"
        "time.sleep(60)"
    )
    started = processes.start("server", [sys.executable, "-c", code], log=log, env=os.environ)
    wait_for_ready(log)

    family = started.family()

    for member in family:
        member.kill()
    processes.end_group(started)
    assert len(family) == 2
    assert started.pid in [member.pid for member in family]


def test_the_record_of_processes_survives_being_written_and_read(
    sleeper: Started, tmp_path: Path
) -> None:
    path = tmp_path / "processes.json"

    processes.remember(path, sleeper)
    processes.remember(path, Started("postgres", 12, 3.5))

    assert processes.recall(path) == {
        "sleeper": sleeper,
        "postgres": Started("postgres", 12, 3.5),
    }


def test_without_a_record_nothing_was_started(tmp_path: Path) -> None:
    assert processes.recall(tmp_path / "missing.json") == {}


def test_ctrl_c_waits_until_an_undisturbed_block_has_ended() -> None:
    steps: list[str] = []

    with pytest.raises(KeyboardInterrupt):
        interrupt_inside_an_undisturbed_block(steps)

    assert steps == ["started", "ended"]


def test_ctrl_c_waits_also_where_another_thread_could_take_it() -> None:
    steps: list[str] = []
    over = threading.Event()
    other = threading.Thread(target=over.wait)
    other.start()

    try:
        with pytest.raises(KeyboardInterrupt):
            interrupt_inside_an_undisturbed_block(steps)
    finally:
        over.set()
        other.join()

    assert steps == ["started", "ended"]


def test_what_is_started_undisturbed_can_be_interrupted_itself() -> None:
    with processes.undisturbed():
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(30)"])
    child.terminate()

    assert child.wait(timeout=10) == -signal.SIGTERM


def test_after_an_undisturbed_block_signals_are_handled_as_before() -> None:
    before = signal.getsignal(signal.SIGTERM)

    with processes.undisturbed():
        inside = signal.getsignal(signal.SIGTERM)

    assert inside is not before
    assert signal.getsignal(signal.SIGTERM) is before


def interrupt_inside_an_undisturbed_block(steps: list[str]) -> None:
    with processes.undisturbed():
        steps.append("started")
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.05)
        steps.append("ended")
    time.sleep(1)
    steps.append("never reached")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_another_user_gets_none_of_our_groups(log: Path) -> None:
    import pwd

    nobody = pwd.getpwnam("nobody")
    log.touch()

    started = processes.start("id", ["id", "-u"], log=log, env=os.environ, user=nobody)
    processes.wait_for_end(started, timeout_s=10)

    assert log.read_text(encoding="utf-8").strip() == str(nobody.pw_uid)
    assert processes.as_user(nobody)["extra_groups"] == []
