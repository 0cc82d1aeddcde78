"""`make bench-start`: a fresh clone to its first ingested file, and a second start.

Clones the checkout's last commit into a temporary folder and does there what a newcomer does:
make setup, ./lifeos up, ./lifeos ingest. Packages are expected in the installers' caches, as
the bar says; with an empty cache the first figure is the network's. The sample inbox is left
out: the figure is the first file of one's own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from local.ports import free_port
from tests.bench.report import ROOT, Figure, report
from tests.support.lifetime import short_folder

FIRST_FILE_S = 120.0
SECOND_START_S = 15.0
STEP_TIMEOUT_S = 600
OUTCOMES = {"done", "needs_review"}


def main() -> int:
    """Measure, report, and answer the exit code."""
    with short_folder("bench") as folder:
        clone = folder / "clone"
        home = folder / "home"
        env = environment(home)
        figures = [Figure("clone", timed(lambda: run(["git", "clone", "-q", ROOT, clone])), "s")]
        try:
            figures += first_file(clone, env, invoice(folder / "first.pdf"))
            figures += second_start(clone, env)
        finally:
            subprocess.run([clone / "lifeos", "down"], cwd=clone, env=env, capture_output=True)
    return report("start", figures)


def first_file(clone: Path, env: dict[str, str], document: Path) -> list[Figure]:
    """From nothing installed to one document with an outcome."""
    up = ["./lifeos", "up", "--detach", "--no-sample", "--port", str(free_port())]
    setup_s = timed(lambda: run(["make", "setup"], clone, env))
    up_s = timed(lambda: run(up, clone, env))
    ingest_s = timed(lambda: ingest(clone, env, document))
    return [
        Figure("make setup", setup_s, "s"),
        Figure("first ./lifeos up", up_s, "s"),
        Figure("first file, upload to outcome", ingest_s, "s"),
        Figure("fresh clone to first ingested file", setup_s + up_s + ingest_s, "s", FIRST_FILE_S),
    ]


def second_start(clone: Path, env: dict[str, str]) -> list[Figure]:
    """A clean stop and a start with nothing changed."""
    down_s = timed(lambda: run(["./lifeos", "down"], clone, env))
    up_s = timed(lambda: run(["./lifeos", "up", "--detach", "--no-sample"], clone, env))
    return [
        Figure("./lifeos down", down_s, "s"),
        Figure("second ./lifeos up", up_s, "s", SECOND_START_S),
    ]


def ingest(clone: Path, env: dict[str, str], document: Path) -> None:
    """Send the document and see that it was read, not merely answered."""
    said = run(["./lifeos", "ingest", str(document), "--json"], clone, env)
    outcome = json.loads(said.splitlines()[0])["outcome"]
    if outcome not in OUTCOMES:
        sys.exit(f"The first file ended as {outcome}: {said}")


def invoice(path: Path) -> Path:
    """A one-page bill with text, as a newcomer might have one."""
    canvas = Canvas(str(path))
    lines = ["Northwind Energy", "Invoice 2026-0417", "Date: 2026-04-17", "Total: EUR 84.20"]
    for number, line in enumerate(lines):
        canvas.drawString(72, 760 - 20 * number, line)
    canvas.save()
    return path


def environment(home: Path) -> dict[str, str]:
    """The caller's environment, without its Python, for a hub in `home`."""
    left_out = ("LIFEOS_PYTHON", "VIRTUAL_ENV", "PYTHONPATH")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return {**kept, "LIFEOS_HOME": str(home)}


def run(command: Sequence[str | Path], cwd: Path = ROOT, env: dict[str, str] | None = None) -> str:
    """Run a step and answer what it said; a step that fails ends the bench with its words."""
    done = subprocess.run(
        command, cwd=cwd, env=env, capture_output=True, text=True, timeout=STEP_TIMEOUT_S
    )
    if done.returncode:
        sys.exit(f"{command[0]} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def timed(step: Callable[[], object]) -> float:
    """Seconds of wall time that `step` took."""
    begin = time.monotonic()
    step()
    return time.monotonic() - begin


if __name__ == "__main__":
    sys.exit(main())
