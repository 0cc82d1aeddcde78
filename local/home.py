"""The one folder that holds everything a laptop hub keeps.

<home>/.lifeos-home     marks the folder as ours; only a marked folder is ever deleted
<home>/hub.json         how to reach the running hub; gone while none runs
<home>/person.json      the ready-made person's credentials (0600)
<home>/deployed.json    what is deployed in the saved emulator state; gone while it runs
<home>/processes.json   what was started, so that a later command can end it
<home>/postgres/        the database cluster
<home>/emulator/state/  emulator services, written on a clean stop only
<home>/emulator/s3/     originals, written at once
<home>/inbox/           the generated sample inbox
<home>/logs/            one log per part
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local.trouble import LaptopError, MachineError

MARKER = ".lifeos-home"
MIN_FREE_BYTES = 500 * 1024 * 1024  # a cluster, its write-ahead log and a deploy take about 150 MB
# Source: unix(7): sun_path holds 108 bytes on Linux and 104 on macOS, with the closing NUL.
MAX_SOCKET_PATH_BYTES = 103
SOCKET_NAME = ".s.PGSQL.5432"


@dataclass(frozen=True)
class Home:
    """Names every path below one home; creating one touches nothing."""

    path: Path

    @property
    def hub_file(self) -> Path:
        """Where clients find the running hub."""
        return self.path / "hub.json"

    @property
    def person_file(self) -> Path:
        """The ready-made person's credentials."""
        return self.path / "person.json"

    @property
    def deployed_file(self) -> Path:
        """What the saved emulator state holds."""
        return self.path / "deployed.json"

    @property
    def processes_file(self) -> Path:
        """What was started from here."""
        return self.path / "processes.json"

    @property
    def outputs_file(self) -> Path:
        """The stack outputs of the last deploy."""
        return self.path / "outputs.json"

    @property
    def context_file(self) -> Path:
        """What `-c name=value` would tell the template on AWS, written by hand; need not exist."""
        return self.path / "context.json"

    @property
    def inbox(self) -> Path:
        """The generated sample inbox."""
        return self.path / "inbox"

    @property
    def database(self) -> Path:
        """The PostgreSQL cluster."""
        return self.path / "postgres"

    @property
    def emulator(self) -> Path:
        """State, objects and scratch space of the emulator."""
        return self.path / "emulator"

    def log(self, name: str) -> Path:
        """The log of one part: postgres, emulator, deploy."""
        return self.path / "logs" / f"{name}.log"

    @property
    def socket_dir(self) -> Path:
        """Where the database listens: inside home, or under the temp folder if that is too long.

        Raises MachineError when even the temp folder's path is too long for a socket.
        """
        inside = self.path / "run"
        if fits_a_socket(inside):
            return inside
        digest = hashlib.sha256(str(self.path).encode()).hexdigest()[:12]
        outside = Path(tempfile.gettempdir()) / f"lifeos-{digest}"
        if fits_a_socket(outside):
            return outside
        raise MachineError(
            f"Both {self.path} and the temp folder are too long for a database socket "
            f"({MAX_SOCKET_PATH_BYTES} bytes at most).",
            "Choose a shorter folder with --home, or set TMPDIR to a short one such as /tmp.",
        )

    def command(self, words: str) -> str:
        """A command line for this home; `--home` stands there where the command needs it."""
        usual = Path(os.environ.get("LIFEOS_HOME") or ".lifeos").expanduser().absolute()
        return f"./lifeos {words}" + ("" if self.path == usual else f" --home {self.path}")

    def is_ours(self) -> bool:
        """True when an earlier start marked this folder."""
        return (self.path / MARKER).is_file()

    def prepare(self) -> None:
        """Make the folder ready for use. Raises LaptopError or MachineError with a way out."""
        self._refuse_foreign()
        try:
            for folder in (self.path, self.path / "logs", self.emulator):
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            (self.path / MARKER).write_text("LifeOS Hub keeps its data here.\n", encoding="utf-8")
        except OSError as error:
            raise MachineError(
                f"{self.path} cannot be written: {error.strerror}.",
                "Choose a folder of yours with --home DIR.",
            ) from error
        self._refuse_full_disk()

    def _refuse_foreign(self) -> None:
        if self.path.exists() and not self.path.is_dir():
            raise LaptopError(f"{self.path} is a file.", "Choose a folder with --home DIR.")
        if self.path.is_dir() and not self.is_ours():
            try:
                taken = any(self.path.iterdir())
            except OSError as error:
                raise MachineError(
                    f"{self.path} cannot be read: {error.strerror}.",
                    "Choose a folder of yours with --home DIR.",
                ) from error
            if taken:
                raise LaptopError(
                    f"{self.path} already holds something that is not a hub.",
                    "Choose an empty or new folder with --home DIR.",
                )

    def _refuse_full_disk(self) -> None:
        free = shutil.disk_usage(self.path).free
        if free < MIN_FREE_BYTES:
            raise MachineError(
                f"Only {free // 2**20} MB are free where {self.path} is; the hub needs "
                f"{MIN_FREE_BYTES // 2**20} MB to start.",
                "Free some space, or choose a folder on another disk with --home DIR.",
            )

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold this home for a start or a stop. Raises LaptopError while another one holds it."""
        import fcntl

        with (self.path / "lock").open("a", encoding="utf-8") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise LaptopError(
                    f"Another command is starting or stopping the hub in {self.path} right now.",
                    "Wait for it to end and try again.",
                ) from error
            yield


def fits_a_socket(folder: Path) -> bool:
    """True when the database's socket in `folder` has a path the kernel accepts."""
    return len(os.fsencode(folder / SOCKET_NAME)) <= MAX_SOCKET_PATH_BYTES


def read_json(path: Path) -> dict[str, Any]:
    """The object in `path`; empty when it is missing or a crash left half of it."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def write_json(path: Path, content: dict[str, Any], *, mode: int = 0o600) -> None:
    """Replace `path` in one step, so that a reader or a crash never sees half of it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        json.dump(content, stream, indent=2, sort_keys=True)
        stream.write("\n")
        stream.flush()
        os.fsync(stream.fileno())
    Path(name).chmod(mode)
    Path(name).replace(path)
