"""The sample inbox: generated once, ingested through the public command line like any folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from threading import Event, Timer
from typing import Any

from local.home import Home, read_json, write_json

TIMEOUT_S = 300
STOCKS = frozenset({"balance"})  # what one has at an instant: adding instants up means nothing
PASSES = 3
JOBS = "2"  # the pipeline, not the sending, is what takes time
USABLE = "the hub can be used already"
WAIT_S = "120"  # for one file's outcome; a pipeline that stands still must not hold up the start


@dataclass
class Found:
    """What became of the sample inbox: counts of documents and facts, sums of money."""

    outcomes: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    sums: dict[tuple[str, str], Decimal] = field(default_factory=dict)  # (kind, currency)
    trouble: str = ""  # one sentence when something kept it from being complete

    @property
    def files(self) -> int:
        """How many files came to an outcome."""
        return self.outcomes.total()

    @property
    def facts(self) -> int:
        """How many facts there are."""
        return self.kinds.total()


@dataclass(frozen=True)
class SampleInbox:
    """The sample inbox of one home. `root` is the checkout whose generator and client it runs."""

    home: Home
    root: Path
    notice: Callable[[str], None] = lambda step: None  # told how far it has come

    def was_ingested(self) -> bool:
        """True once every sample file came to an outcome here."""
        return bool(read_json(self._done_file).get("files"))

    def ingest(self) -> Found:
        """Generate, send, wait, count. A failure is told in `trouble`, never raised."""
        found = Found()
        try:
            list(self._lines("samples.generate", str(self.home.inbox)))
            found.outcomes, found.trouble = self._send()
            for fact in _objects(self._lines("clients.cli.main", "facts", "--json")):
                count_fact(found, fact)
        except (subprocess.SubprocessError, OSError) as error:
            found.trouble = found.trouble or _sentence(error)
        if not found.trouble:
            write_json(self._done_file, {"files": found.files})
        return found

    def _send(self) -> tuple[Counter[str], str]:
        """Send the folder, again while files are left over; answers outcomes and what failed.

        A small machine's hub turns requests away while it is busy; what it has is not sent twice,
        so the first outcome a file came to is its own and a later `duplicate` is only the echo.
        """
        folder = self.home.inbox / "inbox"
        total = sum(path.is_file() for path in folder.rglob("*"))
        command = ("ingest", str(folder), "--json", "--jobs", JOBS, "--timeout", WAIT_S)
        outcomes: dict[str, str] = {}
        trouble = ""
        for _ in range(PASSES):
            trouble = ""
            try:
                for line in _objects(self._lines("clients.cli.main", *command)):
                    if line.get("outcome") and not line.get("came_in"):
                        outcomes.setdefault(str(line.get("file")), str(line["outcome"]))
                        self.notice(f"sample inbox: {len(outcomes)}/{total}; {USABLE}")
            except subprocess.CalledProcessError as error:
                trouble = _sentence(error)
            if not trouble:
                break
        return Counter(outcomes.values()), trouble

    @property
    def _done_file(self) -> Path:
        return self.home.path / "inbox.json"

    def _lines(self, module: str, *arguments: str) -> Iterator[str]:
        """Its lines as it says them.

        Raises: CalledProcessError with its last words, TimeoutExpired.
        """
        path = os.pathsep.join([str(self.root / "layers/core/python"), str(self.root)])
        command = [sys.executable, "-m", module, *arguments]
        with (
            tempfile.TemporaryFile("w+", encoding="utf-8") as errors,
            subprocess.Popen(
                command,
                cwd=self.root,
                env={**os.environ, "LIFEOS_HOME": str(self.home.path), "PYTHONPATH": path},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            ) as process,
            _ended_after(TIMEOUT_S, process) as over,
        ):
            yield from process.stdout or ()
            if code := process.wait():
                if over.is_set():
                    raise subprocess.TimeoutExpired(command, TIMEOUT_S)
                errors.seek(0)
                raise subprocess.CalledProcessError(code, command, stderr=errors.read())


@contextmanager
def _ended_after(seconds: float, process: subprocess.Popen[str]) -> Iterator[Event]:
    """End the process when its time is over, or when nobody listens any more."""
    over = Event()

    def end() -> None:
        over.set()
        process.kill()

    timer = Timer(seconds, end)
    timer.start()
    try:
        yield over
    finally:
        timer.cancel()
        if process.poll() is None:
            process.kill()


def count_fact(found: Found, fact: Mapping[str, Any]) -> None:
    """Count one fact of the client's JSON, and add its amount to the sum of its kind."""
    kind = str(fact.get("kind", "unknown"))
    found.kinds[kind] += 1
    if kind not in STOCKS and fact.get("amount") is not None and fact.get("currency"):
        key = (kind, str(fact["currency"]))
        found.sums[key] = found.sums.get(key, Decimal(0)) + Decimal(str(fact["amount"]))


def _objects(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    for line in lines:
        try:
            content = json.loads(line)
        except ValueError:
            continue
        if isinstance(content, dict):
            yield content


def _sentence(error: Exception) -> str:
    if isinstance(error, subprocess.TimeoutExpired):
        return f"it took longer than {TIMEOUT_S} s"
    if isinstance(error, subprocess.CalledProcessError):
        said = " ".join(str(error.stderr).split())
        return said[-400:] or f"it ended with code {error.returncode}"
    return str(error)
