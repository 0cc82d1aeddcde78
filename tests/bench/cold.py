"""`make bench-cold`: what a cold start imports and unpacks, for each function and layer.

Every import happens in an interpreter of its own, seven rounds, all subjects in each round, so
that a busy moment of the machine meets them alike; the median counts. Interpreter start is left
out, byte code is warm as it is in our layers; tracing is on and Pydantic looks for no plugins, as
the template says of every function.

Our handlers load boto3 when a port is first used, so the comparison is made twice: as they are
imported, and with boto3 loaded on top.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from functions.catalogue import CATALOGUE, Function
from local.layers import LIMIT_BYTES, MB, size_bytes
from tests.architecture.test_cold_imports import BY_LAYER, NEVER
from tests.bench.report import ROOT, Figure, report
from tests.support.sources import CORE

ROUNDS = 7
AT_MOST_TIMES = 1.5
DOCUMENTS = "documents_api"
BASELINES = ("baseline", "validating baseline")
BUILT = ROOT / "build" / "layers"
_NOT_TOLD = ("AWS_", "PYTHONDONTWRITEBYTECODE")  # a shell that forbids byte code leaves it cold
_CHILD = """
import json, sys, time
began = time.perf_counter()
for name in {names!r}:
    __import__(name)
took = time.perf_counter() - began
print(json.dumps([took * 1000, sorted({{m.partition(".")[0] for m in sys.modules}})]))
"""


@dataclass(frozen=True)
class Subject:
    """Something that is imported in an interpreter of its own."""

    name: str
    modules: tuple[str, ...]
    path: tuple[Path, ...]
    baseline: str = ""  # what the baseline's resolver is told

    def once(self) -> tuple[float, set[str]]:
        """Milliseconds of one import, and the top-level modules it left."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(_NOT_TOLD)}
        told = {
            "PYTHONPYCACHEPREFIX": str(ROOT / "build" / "byte-code"),
            "PYTHONPATH": os.pathsep.join(map(str, self.path)),
            "BASELINE": self.baseline,
            "LAMBDA_TASK_ROOT": "/var/task",
            "POWERTOOLS_TRACE_DISABLED": "false",
            "PYDANTIC_DISABLE_PLUGINS": "__all__",
        }
        command = [sys.executable, "-c", _CHILD.format(names=self.modules)]
        said = subprocess.run(
            command, env=kept | told, cwd=ROOT / "migrations", capture_output=True, check=True
        )
        took_ms, loaded = json.loads(said.stdout)
        return float(took_ms), set(loaded)


def subjects() -> list[Subject]:
    """Both baselines, every function, and the documents API with boto3 loaded too."""
    bench, documents = (Path(__file__).parent,), (ROOT / "functions" / DOCUMENTS, CORE)
    handlers = [
        Subject(one.name, ("handler",), (ROOT / "functions" / one.name, CORE)) for one in CATALOGUE
    ]
    return [
        Subject(BASELINES[0], ("baseline_handler",), bench, "plain"),
        Subject(BASELINES[1], ("baseline_handler",), bench, "validating"),
        Subject(f"{DOCUMENTS} + boto3", ("handler", "boto3"), documents),
        *handlers,
    ]


def measured() -> tuple[dict[str, float], dict[str, set[str]]]:
    """Median milliseconds and loaded modules of every subject."""
    all_subjects = subjects()
    loaded = {subject.name: subject.once()[1] for subject in all_subjects}  # warms byte code
    taken_ms: dict[str, list[float]] = {subject.name: [] for subject in all_subjects}
    for _ in range(ROUNDS):
        for subject in all_subjects:
            taken_ms[subject.name].append(subject.once()[0])
    return {name: median(times) for name, times in taken_ms.items()}, loaded


def compared(took_ms: dict[str, float]) -> list[Figure]:
    """The documents API as a multiple of the plain baseline, and of one that validates as well."""
    pairs = [(ours, base) for base in BASELINES for ours in (DOCUMENTS, f"{DOCUMENTS} + boto3")]
    return [
        Figure(f"{ours} / {base}", took_ms[ours] / took_ms[base], "x", at_most=AT_MOST_TIMES)
        for ours, base in pairs
    ]


def foreign(record: Function, loaded: set[str]) -> set[str]:
    """Libraries a function loads at import without having their layer."""
    lacking = {name for name, layer in BY_LAYER.items() if layer not in record.layers}
    return loaded & (NEVER | lacking)


def sizes() -> list[Figure]:
    """Unpacked layers and what each function carries in all."""
    found = {path.name: size_bytes(path) for path in sorted(BUILT.iterdir())}
    found |= {
        "core": size_bytes(ROOT / "layers/core"),
        "migrations": size_bytes(ROOT / "migrations"),
    }
    limit = LIMIT_BYTES / MB
    layers = [Figure(f"layer {name}", size / MB, "MB") for name, size in found.items()]
    totals = [
        Figure(
            f"{one.name}, with its layers",
            (size_bytes(ROOT / "functions" / one.name) + sum(found[n] for n in one.layers)) / MB,
            "MB",
            at_most=limit,
        )
        for one in CATALOGUE
    ]
    return [*layers, Figure("all layers", sum(found.values()) / MB, "MB", at_most=limit), *totals]


def main() -> int:
    """Measure, report, and answer the exit code."""
    took_ms, loaded = measured()
    imports = [Figure(f"import {name}", took, "ms") for name, took in took_ms.items()]
    strangers = [
        Figure(f"{one.name} loads without a layer", len(foreign(one, loaded[one.name])), "", 0)
        for one in CATALOGUE
    ]
    return report("cold", [*imports, *compared(took_ms), *strangers, *sizes()])


if __name__ == "__main__":
    sys.exit(main())
