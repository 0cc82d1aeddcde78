"""`make bench-costs`: what one document keeps busy, taken from a hub's own logs.

The sample inbox goes into a hub of its own through the public command line. Every function tells
in its outcome line how long it ran; the state machine tells how many states were entered. The
result is written to `tools/costs/measured.json`, which `make costs` reckons with.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil

from functions.catalogue import CATALOGUE
from local.sample import SampleInbox
from tests.bench.report import ROOT, Figure, report
from tests.support.hub import RunningHub, running_hub

MEASURED = ROOT / "tools" / "costs" / "measured.json"
SETTLE_S = 5.0  # the last outcome has been told, its lines are still being written
FEWEST_CALLS = 5  # a mean of less says nothing
OF_THE_PIPELINE = ("step", "queue", "event", "stream")


@dataclass
class Logged:
    """What the functions' log lines add up to."""

    durations_ms: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    bytes: int = 0

    def take(self, text: str) -> None:
        """Take one line of a function's log."""
        self.bytes += len(text.encode())
        try:
            said = json.loads(text)
        except ValueError:
            return
        if isinstance(said, dict) and {"outcome", "duration_ms", "service"} <= said.keys():
            self.durations_ms[said["service"]].append(float(said["duration_ms"]))

    @property
    def calls(self) -> int:
        """Calls of all functions."""
        return sum(map(len, self.durations_ms.values()))


def main() -> int:
    """Measure, write, report; answers the exit code."""
    with running_hub() as running:
        found = SampleInbox(running.hub.home, ROOT).ingest()
        if found.trouble:
            sys.exit(f"The sample inbox is not complete: {found.trouble}")
        time.sleep(SETTLE_S)
        logged = read(running)
        entered = states_entered(running)
    measured = summed(logged, entered, documents=found.files)
    write(measured, MEASURED)
    return report("costs", figures(measured))


def read(running: RunningHub) -> Logged:
    """Every line of every function."""
    logs, logged = running.aws("logs"), Logged()
    groups = logs.get_paginator("describe_log_groups").paginate(logGroupNamePrefix="/aws/lambda/")
    for group in [one["logGroupName"] for page in groups for one in page["logGroups"]]:
        for page in logs.get_paginator("filter_log_events").paginate(logGroupName=group):
            for event in page["events"]:
                logged.take(event["message"])
    return logged


def states_entered(running: RunningHub) -> list[int]:
    """How many states each run of the machine entered: what Step Functions bills."""
    machines, arn = running.aws("stepfunctions"), running.outputs["IngestMachineArn"]
    pages = machines.get_paginator("list_executions").paginate(stateMachineArn=arn)
    return [
        sum(event["type"].endswith("StateEntered") for event in _history(machines, run))
        for page in pages
        for run in page["executions"]
    ]


def summed(logged: Logged, entered: Iterable[int], *, documents: int) -> dict[str, Any]:
    """The content of `measured.json`."""
    often = {n: v for n, v in sorted(logged.durations_ms.items()) if len(v) >= FEWEST_CALLS}
    pipeline = {one.name for one in CATALOGUE if one.trigger in OF_THE_PIPELINE}
    return {
        "at": datetime.now(UTC).date().isoformat(),
        "cores": psutil.cpu_count(),
        "load_1_min": round(psutil.getloadavg()[0], 1),
        "documents": documents,
        "mean_ms": {name: round(statistics.fmean(values), 1) for name, values in often.items()},
        "calls_of_a_document": {
            name: round(len(values) / documents, 2)
            for name, values in often.items()
            if name in pipeline
        },
        "transitions_of_a_document": round(sum(entered) / documents, 2),
        "log_bytes_of_a_call": round(logged.bytes / logged.calls),
    }


def write(measured: Mapping[str, Any], path: Path) -> None:
    """Replace what was measured before."""
    path.write_text(json.dumps(measured, indent=2) + "\n", encoding="utf-8")


def figures(measured: Mapping[str, Any]) -> list[Figure]:
    """What was measured, without a bar."""
    each = [Figure(f"{name}, mean", ms, "ms") for name, ms in measured["mean_ms"].items()]
    calls = sum(measured["calls_of_a_document"].values())
    return [
        *each,
        Figure("documents", measured["documents"], ""),
        Figure("calls of the pipeline for a document", calls, ""),
        Figure("states entered for a document", measured["transitions_of_a_document"], ""),
        Figure("log bytes of a call", measured["log_bytes_of_a_call"], "bytes"),
    ]


def _history(machines: Any, run: Mapping[str, Any]) -> list[dict[str, Any]]:
    pages = machines.get_paginator("get_execution_history").paginate(
        executionArn=run["executionArn"]
    )
    return [event for page in pages for event in page["events"]]


if __name__ == "__main__":
    sys.exit(main())
