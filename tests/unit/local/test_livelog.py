"""The live log: which lines it takes, how it reads them, and that it shows each once."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local.emulator import Emulator
from local.livelog import OWN_CORRELATION_ID, Line, LiveLog, parse
from local.ports import free_port

GROUP = "/aws/lambda/LifeOS-ingest_pick"
STEP = {
    "level": "INFO",
    "message": "ingest_pick succeeded",
    "service": "ingest_pick",
    "correlation_id": "cli-12345678",
    "document_id": "0190",
    "execution_id": "run-1",
    "outcome": "Succeeded",
    "duration_ms": 12.5,
}
REQUEST = {
    "level": "INFO",
    "service": "documents_api",
    "method": "POST",
    "route": "/v1/documents",
    "status": 201,
    "outcome": "Succeeded",
    "duration_ms": 30,
}


def line(**keys: object) -> Line:
    """The line a function would write with these keys."""
    found = parse(GROUP, {"timestamp": 1_795_500_000_000, "message": json.dumps(keys)})
    assert found is not None
    return found


def test_a_step_is_told_by_its_state() -> None:
    step = line(**STEP)

    assert (step.what, step.outcome, step.duration_ms) == ("PICK", "succeeded", 12.5)
    assert (step.document_id, step.correlation_id) == ("0190", "cli-12345678")


def test_a_request_is_told_by_its_route_and_status() -> None:
    request = line(**REQUEST)

    assert (request.what, request.outcome) == ("POST /v1/documents", "201")


def test_a_remark_is_told_in_the_functions_own_words() -> None:
    remark = line(level="WARNING", message="file rejected", service="ingest_assert")

    assert (remark.what, remark.outcome) == ("ingest_assert: file rejected", "warning")
    assert remark.duration_ms is None


def test_a_function_without_a_service_key_is_known_by_its_group() -> None:
    assert line(message="x", level="INFO").function == "LifeOS-ingest_pick"


def test_only_the_last_step_ends_a_document() -> None:
    ends = [
        line(**{**STEP, "service": name}).ends_document for name in ("ingest_end", "ingest_pick")
    ]

    assert ends == [True, False]


@pytest.mark.parametrize(
    "message",
    [
        "START RequestId: 1 Version: $LATEST",
        "REPORT RequestId: 1\tDuration: 173 ms",
        '{"_aws": {"Timestamp": 1}, "Succeeded": [1.0]}',
        '{"half": ',
        "[1, 2]",
        "",
        json.dumps({**REQUEST, "route": "/health"}),
        json.dumps({**REQUEST, "correlation_id": OWN_CORRELATION_ID}),
    ],
)
def test_what_is_not_for_a_person_is_left_out(message: str) -> None:
    assert parse(GROUP, {"timestamp": 1, "message": message}) is None


@given(st.dictionaries(st.text(max_size=12), st.none() | st.integers() | st.text(max_size=12)))
def test_no_json_line_can_break_the_log(keys: dict[str, object]) -> None:
    found = parse(GROUP, {"timestamp": 1, "message": json.dumps(keys)})

    if found is not None:
        assert isinstance(found.what + found.outcome + found.document_id, str)


@pytest.fixture
def write(emulator: Emulator, aws: Callable[[str], Any]) -> Callable[..., None]:
    """Write events as a function's worker does: a stream of its own for every invocation."""
    logs = aws("logs")
    group = f"/aws/lambda/{time.monotonic_ns()}"
    logs.create_log_group(logGroupName=group)

    def put(*messages: str) -> None:
        stream = str(time.monotonic_ns())
        logs.create_log_stream(logGroupName=group, logStreamName=stream)
        now = int(time.time() * 1000)
        events = [{"timestamp": now, "message": message} for message in messages]
        logs.put_log_events(logGroupName=group, logStreamName=stream, logEvents=events)

    return put


@pytest.mark.emulator
def test_every_line_is_shown_once_and_in_order(
    emulator: Emulator, aws: Callable[[str], Any], write: Callable[..., None]
) -> None:
    log = LiveLog(emulator)
    write(json.dumps({**STEP, "document_id": "1"}), "END RequestId: 1")
    first = log.read(aws("logs"))

    write(json.dumps({**STEP, "document_id": "2"}))
    second = log.read(aws("logs"))

    assert [one.document_id for one in first] == ["1"]
    assert [one.document_id for one in second] == ["2"]
    assert log.read(aws("logs")) == []


@pytest.mark.emulator
def test_two_invocations_that_said_the_same_are_two_lines(
    emulator: Emulator, aws: Callable[[str], Any], write: Callable[..., None]
) -> None:
    log = LiveLog(emulator)

    write(json.dumps(STEP))
    write(json.dumps(STEP))

    assert len(log.read(aws("logs"))) == 2


@pytest.mark.emulator
def test_what_was_said_before_the_start_is_not_shown(
    emulator: Emulator, aws: Callable[[str], Any], write: Callable[..., None]
) -> None:
    write(json.dumps(STEP))

    log = LiveLog(emulator, since_ms=int(time.time() * 1000) + 60_000)

    assert log.read(aws("logs")) == []


def test_an_emulator_that_does_not_answer_is_waited_for(tmp_path: Path) -> None:
    log = LiveLog(Emulator(free_port(), tmp_path, tmp_path / "log"))
    turns = iter([True, False])

    lines = list(log.follow(going_on=lambda: next(turns)))

    assert lines == []
