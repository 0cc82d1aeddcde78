"""What log lines add up to, and what is too little to say anything."""

from __future__ import annotations

import json
from pathlib import Path

from tests.bench.costs import FEWEST_CALLS, Logged, figures, summed, write


def told(service: str, duration_ms: float) -> str:
    """The outcome line of one call."""
    return json.dumps({"service": service, "outcome": "Succeeded", "duration_ms": duration_ms})


def logged(*lines: str) -> Logged:
    """These lines, taken."""
    found = Logged()
    for line in lines:
        found.take(line)
    return found


def test_outcome_lines_are_calls_and_every_line_is_paid_for() -> None:
    lines = [
        *(told("ingest_end", ms) for ms in (10, 20, 30, 40, 50)),
        json.dumps({"_aws": {}, "service": "ingest_end", "Duration": [9]}),
        json.dumps({"service": "ingest_end", "message": "a remark"}),
        "START RequestId: 1",
        '"text"',
    ]

    found = summed(logged(*lines), [7, 8], documents=2)

    assert found["mean_ms"] == {"ingest_end": 30.0}
    assert found["calls_of_a_document"] == {"ingest_end": 2.5}
    assert found["transitions_of_a_document"] == 7.5
    assert found["log_bytes_of_a_call"] == round(sum(map(len, lines)) / 5)


def test_a_mean_of_too_few_calls_is_left_out() -> None:
    lines = [told("purge", 10)] * (FEWEST_CALLS - 1)

    assert summed(logged(*lines), [], documents=1)["mean_ms"] == {}


def test_what_a_client_asks_is_timed_but_not_counted_as_the_pipelines() -> None:
    lines = [told("documents_api", 10)] * FEWEST_CALLS

    found = summed(logged(*lines), [], documents=1)

    assert found["mean_ms"] == {"documents_api": 10.0}
    assert found["calls_of_a_document"] == {}


def test_what_is_written_is_what_is_reported(tmp_path: Path) -> None:
    found = summed(logged(*[told("ingest_end", 10)] * 5), [7], documents=1)
    write(found, tmp_path / "measured.json")

    assert json.loads((tmp_path / "measured.json").read_text(encoding="utf-8")) == found
    assert {one.what for one in figures(found)} >= {"ingest_end, mean", "log bytes of a call"}
