"""Starting, remembering and ending processes, orphans included.

Each part runs in a session of its own: Ctrl-C in the terminal does not reach it, and its whole
group can be ended. Function workers are children of the emulator and outlive it when it is
killed; their group tells them apart from everything else on the machine.
"""

from __future__ import annotations

import os
import pwd
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil

from local.home import read_json, write_json

_ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Started:
    """One process we started: its pid is also the id of its group."""

    name: str
    pid: int
    create_time: float  # seconds since the epoch; with the pid it names one process for ever

    @classmethod
    def of(cls, name: str, pid: int) -> Started:
        """Remember a process that is alive now. Raises psutil.NoSuchProcess when it is not."""
        return cls(name, pid, psutil.Process(pid).create_time())

    def is_alive(self) -> bool:
        """True while this very process runs; a later process with the same pid does not count."""
        try:
            process = psutil.Process(self.pid)
            same = abs(process.create_time() - self.create_time) < 1.0
            return same and process.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False

    def group(self) -> list[psutil.Process]:
        """The living members of its group, without the leader if that is gone.

        The kernel gives no new process the id of a group that still has members, so a living
        process with our pid but another birth means the group has ended.
        """
        if psutil.pid_exists(self.pid) and not self._is_or_was_leader():
            return []
        return [process for process in psutil.process_iter() if _group_of(process) == self.pid]

    def family(self) -> list[psutil.Process]:
        """The group and the leader's descendants: PostgreSQL's backends have their own groups."""
        members = {member.pid: member for member in self.group()}
        if self.pid in members:
            members.update({c.pid: c for c in members[self.pid].children(recursive=True)})
        return list(members.values())

    def _is_or_was_leader(self) -> bool:
        try:
            return abs(psutil.Process(self.pid).create_time() - self.create_time) < 1.0
        except psutil.NoSuchProcess:
            return True


def _group_of(process: psutil.Process) -> int | None:
    try:
        if process.status() == psutil.STATUS_ZOMBIE:
            return None
        return os.getpgid(process.pid)
    except (psutil.NoSuchProcess, psutil.AccessDenied, ProcessLookupError, PermissionError):
        return None


def start(
    name: str,
    command: Sequence[str],
    *,
    log: Path,
    env: Mapping[str, str],
    user: pwd.struct_passwd | None = None,
) -> Started:
    """Start `command` in a session of its own, its output appended to `log`."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(env),
            start_new_session=True,
            cwd="/",
            **as_user(user),
        )
    # From here on it is known by its pid alone, to this process as to a later one.
    process.returncode = 0
    return Started.of(name, process.pid)


def as_user(user: pwd.struct_passwd | None) -> dict[str, Any]:
    """Arguments for `subprocess` that drop every right of ours, groups included; none for None."""
    if user is None:
        return {}
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def wait_for_end(started: Started, *, timeout_s: float) -> bool:
    """True once the process is gone, False when `timeout_s` passed first."""
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        if not started.is_alive():
            return True
        time.sleep(0.05)
    return not started.is_alive()


def _bury(pid: int) -> None:
    """Take the ended child off the process table; somebody else's child is not ours to bury."""
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return


def stop(started: Started, *, ask: signal.Signals, timeout_s: float) -> bool:
    """Ask the process to end, then end what is left of its group. True when it ended by itself."""
    if started.is_alive():
        os.kill(started.pid, ask)
    ended = wait_for_end(started, timeout_s=timeout_s)
    end_group(started)
    return ended


def end_group(started: Started) -> int:
    """Kill every living member of the group; answers how many there were."""
    members = started.group()
    for member in members:
        try:
            member.kill()
        except psutil.NoSuchProcess:
            continue
    psutil.wait_procs(members, timeout=5)
    _bury(started.pid)
    return len(members)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Hold back Ctrl-C and its like until the block has ended. For the main thread only.

    By handlers, not by a mask: a mask holds for one thread, so with a second one the signal
    still arrives, and processes started inside would inherit it.
    """
    held: list[int] = []
    before = {ending: signal.getsignal(ending) for ending in _ENDINGS}
    for ending in _ENDINGS:
        signal.signal(ending, lambda number, _: held.append(number))
    try:
        yield
    finally:
        for ending, handler in before.items():
            signal.signal(ending, handler or signal.SIG_DFL)
        for number in dict.fromkeys(held):
            signal.raise_signal(number)


def remember(path: Path, started: Started) -> None:
    """Add one process to the record at `path`."""
    record = read_json(path)
    record[started.name] = asdict(started)
    write_json(path, record)


def recall(path: Path) -> dict[str, Started]:
    """The processes the record names, alive or not."""
    return {name: Started(**entry) for name, entry in read_json(path).items()}
