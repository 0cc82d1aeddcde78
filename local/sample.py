"""The sample inbox: generated once, ingested through the public command line like any folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from local.home import Home, read_json, write_json

TIMEOUT_S = 300
STOCKS = frozenset({"balance"})  # what one has at an instant: adding instants up means nothing
PASSES = 3
JOBS = "2"  # the pipeline, not the sending, is what takes time
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

    def was_ingested(self) -> bool:
        """True once every sample file came to an outcome here."""
        return bool(read_json(self._done_file).get("files"))

    def ingest(self) -> Found:
        """Generate, send, wait, count. A failure is told in `trouble`, never raised."""
        found = Found()
        try:
            self._run("samples.generate", str(self.home.inbox))
            found.outcomes, found.trouble = self._send()
            for fact in _objects(self._run("clients.cli.main", "facts", "--json")):
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
        command = ("ingest", str(self.home.inbox / "inbox"), "--json")
        outcomes: dict[str, str] = {}
        for _ in range(PASSES):
            trouble = ""
            try:
                said = self._run("clients.cli.main", *command, "--jobs", JOBS, "--timeout", WAIT_S)
            except subprocess.CalledProcessError as error:
                said, trouble = str(error.stdout), _sentence(error)
            for line in _objects(said):
                if line.get("outcome"):
                    outcomes.setdefault(str(line.get("file")), str(line["outcome"]))
            if not trouble:
                break
        return Counter(outcomes.values()), trouble

    @property
    def _done_file(self) -> Path:
        return self.home.path / "inbox.json"

    def _run(self, module: str, *arguments: str) -> str:
        path = os.pathsep.join([str(self.root / "layers/core/python"), str(self.root)])
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=self.root,
            env={**os.environ, "LIFEOS_HOME": str(self.home.path), "PYTHONPATH": path},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
            check=True,
        )
        return done.stdout


def count_fact(found: Found, fact: Mapping[str, Any]) -> None:
    """Count one fact of the client's JSON, and add its amount to the sum of its kind."""
    kind = str(fact.get("kind", "unknown"))
    found.kinds[kind] += 1
    if kind not in STOCKS and fact.get("amount") is not None and fact.get("currency"):
        key = (kind, str(fact["currency"]))
        found.sums[key] = found.sums.get(key, Decimal(0)) + Decimal(str(fact["amount"]))


def _objects(lines: str) -> Iterator[dict[str, Any]]:
    for line in lines.splitlines():
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
