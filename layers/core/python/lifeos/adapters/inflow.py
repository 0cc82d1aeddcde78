"""The hub's end of a reader's pipe: whole frames, within a time and a total size.

The clock runs only while the hub waits: a slow database does not count against a file.
"""

from __future__ import annotations

import os
import select
import socket
import time
from types import TracebackType

from lifeos.errors import RejectedError
from lifeos.senses.frames import HEADER
from lifeos.senses.limits import MEGABYTE

_READ_BYTES = 256 * 1024
Frame = tuple[bytes, bytes]


class Inflow:
    """One pipe, for the time of one order."""

    def __init__(self, *, seconds: float, most_bytes: int) -> None:
        self._seconds = seconds
        self._left_s = seconds
        self._most_bytes = most_bytes
        self._left_bytes = most_bytes
        self._near, self._far = os.pipe()
        self._held = bytearray()

    def __enter__(self) -> Inflow:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close_far()
        os.close(self._near)

    def hand_over(self, control: socket.socket, order: bytes) -> None:
        """Send an order with the far end beside it, and let go of the far end."""
        sent = socket.send_fds(control, [order], [self._far])
        control.sendall(order[sent:])
        self._close_far()

    def frame(self) -> Frame | None:
        """The next frame, or None at the end of the pipe.

        Raises: RejectedError `took-too-long` or `says-too-much`.
        """
        header = self._taken(HEADER.size)
        if header is None:
            return None
        letter, length = HEADER.unpack(header)
        self._left_bytes -= length + HEADER.size
        if self._left_bytes < 0:
            raise RejectedError(
                "says-too-much",
                f"This file unpacks to more than {self._most_bytes // MEGABYTE} MB of text.",
            )
        payload = self._taken(length)
        return None if payload is None else (letter, payload)

    def _taken(self, size: int) -> bytes | None:
        while len(self._held) < size:
            self._wait()
            block = os.read(self._near, _READ_BYTES)
            if not block:
                return None
            self._held += block
        taken = bytes(self._held[:size])
        del self._held[:size]
        return taken

    def _wait(self) -> None:
        started = time.monotonic()
        readable, _, _ = select.select([self._near], [], [], max(0.0, self._left_s))
        self._left_s -= time.monotonic() - started
        if not readable:
            raise too_slow(self._seconds)

    def _close_far(self) -> None:
        if self._far >= 0:
            os.close(self._far)
            self._far = -1


def too_slow(seconds: float) -> RejectedError:
    """The refusal of a file that keeps its reader busy."""
    return RejectedError(
        "took-too-long", f"Reading this file takes longer than {seconds:g} s, so it was stopped."
    )
