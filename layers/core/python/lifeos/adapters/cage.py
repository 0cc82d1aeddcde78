"""Senses in a process of their own, which holds no secret and has no way out.

One reader process is kept beside this one, with its modules imported; each file gets a fork of it
that has confined itself (`confinement`). The process is started without this one's environment, so
it has no credentials, and is told nothing but a path. What a fork says comes over a pipe of its
own, one frame at a time and only as fast as it is taken, so memory here holds one frame.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Generator
from dataclasses import asdict
from typing import Any, Final, Literal

from lifeos.adapters.inflow import Inflow, too_slow
from lifeos.errors import LifeOSError, ReaderFailedError, RejectedError
from lifeos.senses import frames
from lifeos.senses.limits import MEGABYTE, Limits
from lifeos.senses.models import Reading, Source

Task = Literal["check", "read"]
Order = dict[str, Any]
Ending = dict[str, int]  # code (negative: a signal), peak_bytes, cpu_ms
READER: Final = "lifeos.entry.reader"  # the module whose `main` is the reader process
_START: Final = "import sys; sys.path[:] = {path!r}; from {module} import main; main({fd})"
_ENDING_S = 5.0  # for a fork that has closed its pipe to end, and for the process to say how
# A crash with this share of its memory used is taken for the limit: native code that gets no more
# memory rarely says so.
_NEARLY_ALL = 0.6


class Cage:
    """One reader process, started when first needed or by `warm_up`, and again after a mishap."""

    def __init__(self, module: str = READER) -> None:
        self._module = module
        self.ended: Ending | None = None  # how the last reader ended; None if it was ended
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def warm_up(self) -> None:
        """Start the process without waiting for it: it imports its modules meanwhile."""
        if self._process is not None and self._process.poll() is None:
            return
        self.close()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        ours.settimeout(_ENDING_S)
        path = [os.path.abspath(entry) for entry in sys.path if entry]
        code = _START.format(path=path, module=self._module, fd=theirs.fileno())
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-c", code],
                pass_fds=(theirs.fileno(),),
                env=_bare_environment(),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,  # parsers quote what they choke on
                start_new_session=True,
            )
        self._control = ours

    def run(
        self, task: Task, source: Source, *, sense: str | None, declared: str, limits: Limits
    ) -> Generator[Reading, None, None]:
        """What the sense yields. Close the iterator to stop early.

        Raises: RejectedError for the file, for a limit and for a crash; ReaderFailedError.
        """
        seconds = limits.check_s if task == "check" else limits.read_s
        order = _order(task, source, sense=sense, declared=declared, limits=limits)
        settled, self.ended = False, None
        try:
            with Inflow(seconds=seconds, most_bytes=limits.said_bytes) as inflow:
                self._send(order, inflow)
                while (frame := inflow.frame()) is not None and not frames.is_last(frame[0]):
                    yield frames.to_reading(*frame)
            self.ended = ending = self._ending()
            settled = True
        finally:
            if not settled:  # stopped early, too slow, or not to be trusted
                self.close()
        if frame is None:
            raise _verdict(ending, limits, seconds=seconds)
        frames.check_last(*frame)

    def _send(self, order: Order, inflow: Inflow) -> None:
        self.warm_up()
        line = json.dumps(order).encode() + b"\n"
        try:
            inflow.hand_over(_need(self._control), line)
        except OSError as error:
            raise ReaderFailedError("The reader process takes no orders.") from error

    def _ending(self) -> Ending:
        """How the fork ended, as the process tells once it has."""
        said = b""
        try:
            while not said.endswith(b"\n"):
                part = _need(self._control).recv(4096)
                if not part:
                    raise ReaderFailedError("The reader process ended by itself.")
                said += part
        except TimeoutError as error:
            raise too_slow(_ENDING_S) from error
        except OSError as error:
            raise ReaderFailedError("The reader process ended by itself.") from error
        told: Ending = json.loads(said)
        return told

    def close(self) -> None:
        """End the process and whatever it runs."""
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            if self._process.poll() is None:
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._process = self._control = None


def _day(source: Source) -> str | None:
    return source.received_on.isoformat() if source.received_on else None


def _order(
    task: Task, source: Source, *, sense: str | None, declared: str, limits: Limits
) -> Order:
    return {
        "task": task,
        "sense": sense,
        "declared": declared,
        "libraries": limits.libraries,
        "cpu_s": limits.check_s if task == "check" else limits.read_s,
        "memory_bytes": limits.memory_bytes,
        "source": {**asdict(source), "path": str(source.path), "received_on": _day(source)},
    }


def _bare_environment() -> dict[str, str]:
    """No credentials, no URLs; only where Lambda keeps the interpreter's own library."""
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
    return {**kept, "LANG": "C.UTF-8"}


def _verdict(ending: Ending, limits: Limits, *, seconds: int) -> LifeOSError:
    """What became of a fork that stopped without a last word."""
    code, peak_bytes = ending["code"], ending["peak_bytes"]
    if code > 0 and code != frames.EXIT_OUT_OF_MEMORY:
        return ReaderFailedError(f"A reader ended with code {code}.")
    if code == -signal.SIGXCPU or ending["cpu_ms"] >= seconds * 1000:
        return too_slow(seconds)
    killed = code in (frames.EXIT_OUT_OF_MEMORY, -signal.SIGKILL)  # by itself, or by the kernel
    if killed or peak_bytes > _NEARLY_ALL * limits.memory_bytes:
        megabytes = limits.memory_bytes // MEGABYTE
        return RejectedError(
            "needs-too-much-memory",
            f"Reading this file takes more than {megabytes} MB of memory, so it was stopped.",
        )
    return RejectedError(
        "reader-crashed", "This file makes its reader crash. It is kept, but cannot be read."
    )


def _need(control: socket.socket | None) -> socket.socket:
    if control is None:
        raise ReaderFailedError("There is no reader process.")
    return control
