"""The reader process: it waits, and for each file becomes a copy of itself that reads it.

    python -I -S -c "..." CONTROL

The process itself never touches a file. It imports the senses once and takes orders over a socket
(one JSON line each, with the write end of a pipe beside it). For each order it forks; the copy
confines itself, closes the socket, and answers on its pipe in the frames of `senses.frames`. When
the copy has ended, the process tells how it ended. When the socket closes, it ends with its copy.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import traceback
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

from lifeos.adapters.confinement import confine
from lifeos.errors import RejectedError
from lifeos.senses import frames, registry
from lifeos.senses.guards import screening
from lifeos.senses.models import Source

_LONGEST_ORDER = 64 * 1024
_OURS = str(Path(__file__).resolve().parents[1])

Order = dict[str, Any]


def main(control_fd: int) -> None:
    """Serve orders until the other side of the socket is gone."""
    control = socket.socket(fileno=control_fd)
    registry.all_senses()
    wake = _waking_on_child_exit()
    while True:
        order, pipes = _next_order(control)
        if order is None:
            return
        for name in order["libraries"]:
            importlib.import_module(name)
        gc.collect()
        gc.freeze()  # a copy that collects would copy every page of the parent
        pid = os.fork()
        if pid == 0:
            _become_reader(order, control, pipe=pipes[0])
        os.close(pipes[0])
        told = _wait_for(pid, control, wake=wake)
        if told is None:
            return
        control.sendall(json.dumps(told).encode() + b"\n")


def _next_order(control: socket.socket) -> tuple[Order | None, list[int]]:
    said, pipes = b"", []
    while not said.endswith(b"\n"):
        part, handed, _, _ = socket.recv_fds(control, _LONGEST_ORDER, 1)
        pipes += handed
        if not part:
            return None, pipes
        said += part
    return json.loads(said), pipes


def _become_reader(order: Order, control: socket.socket, *, pipe: int) -> None:
    """Read in the copy, and end it; never returns."""
    control.close()
    status = 1
    try:
        confine(cpu_s=order["cpu_s"], memory_bytes=order["memory_bytes"])
        for frame in answers(order):
            _write(pipe, frame)
        status = 0
    except MemoryError:
        status = frames.EXIT_OUT_OF_MEMORY
    except BrokenPipeError:  # nobody listens any more
        status = 0
    finally:
        os._exit(status)


def answers(order: Order) -> Iterator[bytes]:
    """The frames that answer an order, the last of them an end, a refusal or a failure."""
    told = order["source"]
    source = Source(
        path=Path(told["path"]),
        name=told["name"],
        media_type=told["media_type"],
        sha256=told["sha256"],
        size_bytes=told["size_bytes"],
        received_on=date.fromisoformat(told["received_on"]) if told.get("received_on") else None,
        drawing=told.get("drawing"),
        habits=told.get("habits") or {},
    )
    try:
        if order["task"] == "check":
            _check(source, order)
        else:
            for reading in registry.named(order["sense"]).read(source):
                yield frames.of_reading(reading)
        yield frames.end()
    except RejectedError as refusal:
        yield frames.of_refusal(refusal)
    except MemoryError:
        raise
    except Exception as error:
        yield frames.of_failure(_place(error))


def _check(source: Source, order: Order) -> None:
    screening.check(source, declared=order["declared"])
    if order["sense"] is None:
        raise RejectedError("unsupported-type", "The hub has no reader for this kind of file yet.")
    registry.named(order["sense"]).check(source)


def _place(error: Exception) -> str:
    """Error and the last line of our code it passed; its text may quote the file."""
    passed = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in passed if frame.filename.startswith(_OURS)] or passed
    last = ours[-1]
    return f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"


def _write(pipe: int, frame: bytes) -> None:
    view = memoryview(frame)
    while view:
        view = view[os.write(pipe, view) :]


def _waking_on_child_exit() -> int:
    """A pipe that becomes readable when a copy ends, to wait for that and the socket at once."""

    def noted(_number: int, _frame: FrameType | None) -> None:
        """Only the wake-up matters."""

    wake, woken = os.pipe()
    os.set_blocking(woken, False)
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(woken, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, noted)
    return wake


def _wait_for(pid: int, control: socket.socket, *, wake: int) -> dict[str, int] | None:
    """How the copy ended; None if nobody wants to know any more, then the copy is ended too."""
    while True:
        ended, status, usage = os.wait4(pid, os.WNOHANG)
        if ended == pid:
            peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
            cpu_ms = round((usage.ru_utime + usage.ru_stime) * 1000)
            return {
                "code": os.waitstatus_to_exitcode(status),
                "peak_bytes": peak,
                "cpu_ms": cpu_ms,
            }
        readable, _, _ = select.select([control, wake], [], [])
        if control in readable:
            os.kill(pid, signal.SIGKILL)
            os.wait4(pid, 0)
            return None
        if wake in readable:
            os.read(wake, 512)
