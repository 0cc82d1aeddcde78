"""Senses that do what a hostile file might make a reader do, in a reader process of their own.

`Cage("tests.support.misbehaving")` starts the real process with these senses in place of the
hub's. Each is named after what it does in `read`; `check` lets everything pass.
"""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from lifeos.entry import reader
from lifeos.errors import RejectedError
from lifeos.senses import frames, registry
from lifeos.senses.models import Attachment, Head, Page, Reading, Source, Tally

Deed = Callable[[Source], Iterator[Reading]]
TALLY = Tally(document_kind="note", title="A note", found_count=1)
_libc = ctypes.CDLL(None, use_errno=True)


def page(text: object, number: int = 1) -> Page:
    return Page(number=number, text=str(text))


def behave(source: Source) -> Iterator[Reading]:
    yield page(source.path.read_text())
    yield Attachment(name="a.bin", media_type="application/zip", content=bytes(range(256)))
    yield TALLY


def refuse(source: Source) -> Iterator[Reading]:
    yield page("something")
    raise RejectedError("no-statement", "There is no statement.")


def raise_an_error(source: Source) -> Iterator[Reading]:
    yield page("something")
    raise ValueError("the secret of the file")


def spin(source: Source) -> Iterator[Reading]:
    while True:
        source.name.upper()
    yield TALLY


def sleep(source: Source) -> Iterator[Reading]:
    time.sleep(600)
    yield TALLY


def grow(source: Source) -> Iterator[Reading]:
    kept = [bytearray(10_000_000) for _ in range(1_000)]
    yield page(len(kept))


def crash(source: Source) -> Iterator[Reading]:
    yield page("before")
    ctypes.string_at(0)


def leave(source: Source) -> Iterator[Reading]:
    yield page("half of it")
    os._exit(0)


def talk(source: Source) -> Iterator[Reading]:
    number = 0
    while True:
        number += 1
        yield page("x" * 100_000, number)


def boast(source: Source) -> Iterator[Reading]:
    os.write(_pipe(), frames.HEADER.pack(b"P", 2**32 - 1))
    yield TALLY


def mumble(source: Source) -> Iterator[Reading]:
    os.write(_pipe(), frames.HEADER.pack(b"F", 9) + b'{"x": 1} ')
    yield TALLY


def linger(source: Source) -> Iterator[Reading]:
    os.write(_pipe(), frames.end())
    time.sleep(600)
    yield TALLY


def connect(source: Source) -> Iterator[Reading]:
    yield page(_tried(lambda: socket.create_connection(("127.0.0.1", 9))))


def connect_natively(source: Source) -> Iterator[Reading]:
    yield page(_libc.socket(2, 1, 0))


def fork_natively(source: Source) -> Iterator[Reading]:
    yield page(_libc.fork())


def run_a_program(source: Source) -> Iterator[Reading]:
    yield page(_tried(lambda: subprocess.run(["true"], check=False)))


def write_a_file(source: Source) -> Iterator[Reading]:
    yield page(_tried(lambda: Path(source.path.parent, "new").write_text("x")))


def write_natively(source: Source) -> Iterator[Reading]:
    handle = _libc.creat(str(source.path.parent / "new").encode(), 0o600)
    yield page(_libc.write(handle, b"x", 1) if handle >= 0 else -1)


def look_around(source: Source) -> Iterator[Reading]:
    yield page(sorted(os.environ))
    yield page(_tried(lambda: Path("/proc/self/environ").read_bytes()), 2)
    yield page(sorted(os.listdir("/dev/fd")), 3)


def kill_its_parent(source: Source) -> Iterator[Reading]:
    yield page(_tried(lambda: os.kill(os.getppid(), 9)))
    yield page(_libc.kill(os.getppid(), 9), 2)


def recurse(source: Source) -> Iterator[Reading]:
    yield from recurse(source)


def _tried(act: Callable[[], object]) -> str:
    try:
        return f"worked: {act()}"
    except OSError as error:
        return type(error).__name__


def _pipe() -> int:
    """The fork's own end of its pipe: the highest descriptor that is open."""
    return max(int(name) for name in os.listdir("/dev/fd") if _is_pipe(int(name)))


def _is_pipe(number: int) -> bool:
    try:
        return os.readlink(f"/dev/fd/{number}").startswith("pipe:")
    except OSError:
        return False


class Sense:
    """One deed as a sense."""

    version = 1
    media_types: tuple[str, ...] = ("text/plain",)

    def __init__(self, deed: Deed) -> None:
        self.name = deed.__name__
        self._deed = deed

    def score(self, head: Head) -> float:
        return 0.0

    def check(self, source: Source) -> None:
        """Everything passes."""

    def read(self, source: Source) -> Iterator[Reading]:
        return self._deed(source)


DEEDS: tuple[Deed, ...] = (
    *(behave, refuse, raise_an_error, spin, sleep, grow, crash, leave, talk, boast, mumble),
    *(linger, connect, connect_natively, fork_natively, run_a_program, write_a_file),
    *(write_natively, look_around, kill_its_parent, recurse),
)


def main(control_fd: int) -> None:
    """The reader process, with these senses."""
    registry.all_senses = lambda: tuple(Sense(deed) for deed in DEEDS)
    reader.main(control_fd)
