"""Run functions side by side, one port call at a time, in whatever order a test wants.

A `Worker` runs its function in a thread that waits before every call of a port it was given
through `watched`. `step` lets it make one call; `crash` kills it where it stands, as a process
that dies does: nothing is undone.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar, cast

T = TypeVar("T")
_here = threading.local()


class Crashed(BaseException):
    """The process is gone; no `except Exception` sees it."""


class Worker:
    """One process at work; it stands before its first port call once made."""

    def __init__(self, act: Callable[[], object]) -> None:
        self.done = False
        self.crashed = False
        self.error: Exception | None = None
        self._act = act
        self._go, self._paused = threading.Semaphore(0), threading.Semaphore(0)
        threading.Thread(target=self._run, daemon=True).start()
        self._paused.acquire()

    def step(self) -> None:
        """Make the port call it stands before, and run on to the next."""
        self._go.release()
        self._paused.acquire()

    def crash(self) -> None:
        """Die before the port call it stands before."""
        self.crashed = True
        self.step()

    def finish(self) -> None:
        """Run to the end."""
        while not self.done:
            self.step()

    def wait(self) -> None:
        """Called by a watched port, in the worker's own thread."""
        self._paused.release()
        self._go.acquire()
        if self.crashed:
            raise Crashed

    def _run(self) -> None:
        _here.worker = self
        try:
            self._act()
        except Crashed:
            pass
        except Exception as error:
            self.error = error
        self.done = True
        self._paused.release()


class _Watched:
    def __init__(self, port: object) -> None:
        self._port = port

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._port, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            worker = getattr(_here, "worker", None)
            if worker is not None:
                worker.wait()
            return found(*args, **kwargs)

        return call


def watched(port: T) -> T:
    """The same port, before each of whose calls a worker waits for its turn."""
    return cast(T, _Watched(port))
