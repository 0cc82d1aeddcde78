"""`make bench-deploy`: a new version is deployed onto a running hub under steady load.

    python -m tests.bench.deploy [--before 20] [--after 20] [--rate 1]

The new version differs in the core layer, so every function is replaced, and in a migration of a
table that everybody writes to. People upload and read through the public API meanwhile, by a
client that tries nothing twice: every answer that is no success, and every broken connection, is
a failed request. Afterwards every upload must have ended and every fact be there once.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rich.console import Console

from local.hub import Hub
from local.rollout import roll_out
from tests.bench.report import ROOT, Figure, report
from tests.faults import census
from tests.faults.census import Census
from tests.faults.files import make_files
from tests.faults.steady import SteadyLoad
from tests.support.hub import RunningHub, running_hub
from tests.support.lifetime import short_folder

SOURCES = ("app.py", "cdk.json", "requirements.txt", "stacks", "functions", "layers")
MORE_SOURCES = ("operations", "statemachines", "migrations")
CONTRACT = "layers/core/python/lifeos/contracts/health.py"
OLD = 'status: Literal["live"] = "live"\n'
NEW = f'{OLD}    release: str = "next"\n'
MIGRATION = "ALTER TABLE documents ADD COLUMN next_release text;\n"
LONGEST_S = 300.0  # a run that stood still is taken up again by the auditor within minutes


@dataclass
class Rollout:
    """What became of one deploy under load."""

    took_s: float = 0.0
    replaced: int = 0  # functions whose layers changed
    functions: int = 0
    serves_new: bool = False


def main() -> int:
    """Measure, report, and answer the exit code."""
    asked = _arguments()
    console = Console(stderr=True, markup=False, highlight=False)
    with short_folder("deploy") as folder, running_hub() as running:
        files = make_files(folder / "files", asked.files)
        changed = next_version(folder / "next")
        with SteadyLoad(running, files, every_s=1 / asked.rate) as load:
            time.sleep(asked.before)
            rolled = deploy(running.hub, running, root=changed)
            time.sleep(asked.after)
        for line, count in sorted(Counter(load.failures).items()):
            console.print(f"{count} x {line}")
        healed_s = wait_for_ends(running, load)
        found = census.take(running, load.accepted)
    waited = Figure("last upload to last end", healed_s, "s")
    return report("deploy", [*figures(rolled, load=load, found=found), waited])


def next_version(root: Path) -> Path:
    """A checkout that differs from this one in the core layer and by a migration."""
    root.mkdir()
    for name in (*SOURCES, *MORE_SOURCES):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, root / name)
    (root / "node_modules").symlink_to(ROOT / "node_modules")
    contract = root / CONTRACT
    text = contract.read_text(encoding="utf-8")
    if OLD not in text:
        sys.exit(f"{CONTRACT} is not what this bench changes: see tests/bench/deploy.py")
    contract.write_text(text.replace(OLD, NEW), encoding="utf-8")
    (root / "migrations" / "9999_next_release.sql").write_text(MIGRATION, encoding="utf-8")
    return root


def deploy(hub: Hub, running: RunningHub, *, root: Path) -> Rollout:
    """Deploy the checkout at `root` and look at what became of every function."""
    before = _layers(running)
    begin = time.monotonic()
    roll_out(replace(hub, root=root))
    took_s = time.monotonic() - begin
    after = _layers(running)
    replaced = sum(after[name] != layers for name, layers in before.items())
    return Rollout(took_s, replaced, len(before), _serves_new(running))


def wait_for_ends(running: RunningHub, load: SteadyLoad) -> float:
    """Seconds until every upload that was accepted has ended, or until patience ended."""
    begin = time.monotonic()
    while len(census.ended(running, load.accepted)) < len(load.accepted):
        if time.monotonic() - begin > LONGEST_S:
            break
        time.sleep(census.LOOK_EVERY_S)
    return time.monotonic() - begin


def figures(rolled: Rollout, *, load: SteadyLoad, found: Census) -> list[Figure]:
    """What is held against the bars."""
    return [
        Figure("deploy of a new version in place", rolled.took_s, "s"),
        Figure("functions replaced", rolled.replaced, "", at_least=rolled.functions),
        Figure("new code answers", int(rolled.serves_new), "", at_least=1),
        Figure("requests", load.requests, ""),
        Figure("failed requests, none tried twice", len(load.failures), "", 0),
        Figure("slowest operation", load.slowest_s, "s"),
        Figure("uploads", len(load.accepted), ""),
        Figure("uploads without an end", found.unended, "", 0),
        Figure("uploads ended as failed", found.failed, "", 0),
        Figure("facts missing", found.facts_missing, "", 0),
        Figure("duplicate rows", found.facts_twice, "", 0),
    ]


def _layers(running: RunningHub) -> dict[str, Any]:
    pages = running.aws("lambda").get_paginator("list_functions").paginate()
    return {
        one["FunctionName"]: [layer["Arn"] for layer in one.get("Layers", [])]
        for page in pages
        for one in page["Functions"]
        if one.get("Layers")
    }


def _serves_new(running: RunningHub) -> bool:
    import httpx

    answer = httpx.get(f"{running.api_url}/health/live", timeout=30, trust_env=False)
    return bool(answer.json().get("release") == "next")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--before", type=float, default=20.0, help="seconds of load before")
    parser.add_argument("--after", type=float, default=20.0, help="seconds of load afterwards")
    parser.add_argument("--rate", type=float, default=1.0, help="uploads a second")
    parser.add_argument("--files", type=int, default=400, help="files there are to upload")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
