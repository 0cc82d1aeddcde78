"""Failures are named as AWS names them, and a new emulator that changed is noticed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from local import emulator_process


@pytest.mark.parametrize(
    "said",
    [
        "Worker process died",
        "Worker returned no response",
        "[Errno 32] Broken pipe",
        "Worker process exited immediately. stderr: Traceback (most recent call last):",
    ],
)
def test_a_process_that_ended_is_called_so(said: str) -> None:
    named = emulator_process._as_aws_says(
        {"errorType": "Runtime.HandlerError", "errorMessage": said}
    )

    assert named["errorType"] == "Runtime.ExitError"
    assert "Traceback" not in named["errorMessage"]


def test_an_exception_keeps_its_class_whatever_it_says() -> None:
    said = "TransientFailure\x1fWorker process died"

    named = emulator_process._as_aws_says({"errorMessage": said})

    assert named == {"errorType": "TransientFailure", "errorMessage": "Worker process died"}


@pytest.mark.parametrize("said", ["Task timed out after 3.00 seconds", "", "anything"])
def test_what_the_emulator_names_well_is_left_alone(said: str) -> None:
    assert emulator_process._as_aws_says({"errorMessage": said}) == {}


def test_an_emulator_whose_worker_changed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from ministack.core import lambda_runtime

    monkeypatch.setattr(lambda_runtime, "_PYTHON_WORKER_SCRIPT", "something new")

    with pytest.raises(RuntimeError, match=r"emulator_process\.py"):
        emulator_process.name_errors_by_their_class()


def test_the_emulator_still_says_what_is_looked_for() -> None:
    from inspect import getsource

    from ministack.core.lambda_runtime import Worker

    source = getsource(Worker)

    assert all(words in source for words in emulator_process._ENDED if words != "Broken pipe")


@dataclass
class Worker:
    """What the emulator knows of a function's process."""

    in_use: bool
    config: dict[str, Any] = field(default_factory=lambda: {"Timeout": 30})


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> list[Worker]:
    """Workers that were killed, with the patch over a pool of the emulator's own."""
    from ministack.core import lambda_runtime
    from ministack.services import lambda_svc

    killed: list[Worker] = []
    for module, name in [
        (lambda_runtime, "kill_workers"),
        (lambda_runtime, "invalidate_worker"),
        (lambda_svc, "invalidate_worker"),
        (lambda_runtime, "_workers"),
    ]:
        monkeypatch.setattr(module, name, getattr(module, name))  # put back after the test
    monkeypatch.setattr(lambda_runtime, "kill_workers", killed.extend)
    monkeypatch.setattr(lambda_runtime, "_workers", {})
    emulator_process.let_calls_finish()
    return killed


def changed(*workers: Worker) -> None:
    """The function of these workers gets other code."""
    from ministack.core import lambda_runtime
    from ministack.services import lambda_svc

    lambda_runtime._workers["1:eu:read:$LATEST"] = list(workers)
    lambda_svc.invalidate_worker("read", qualifier="$LATEST")
    assert not lambda_runtime._workers.get("1:eu:read:$LATEST")


def soon(condition: Callable[[], bool]) -> bool:
    """True once it holds, False when it does not within seconds."""
    deadline = time.monotonic() + 3
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
    return condition()


def test_a_changed_functions_idle_worker_ends_at_once(ended: list[Worker]) -> None:
    worker = Worker(in_use=False)

    changed(worker)

    assert soon(lambda: ended == [worker])


def test_a_changed_functions_call_is_let_finish(ended: list[Worker]) -> None:
    worker = Worker(in_use=True)

    changed(worker)
    during = list(ended)
    worker.in_use = False

    assert during == []
    assert soon(lambda: ended == [worker])


def test_a_call_that_never_ends_is_ended(
    ended: list[Worker], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(emulator_process, "_START_S", 0.0)
    worker = Worker(in_use=True, config={"Timeout": 0})

    changed(worker)

    assert soon(lambda: ended == [worker])


def test_an_emulator_that_stops_waits_for_nobody(ended: list[Worker]) -> None:
    from ministack.core import lambda_runtime

    worker = Worker(in_use=True)

    lambda_runtime.kill_workers([worker])

    assert ended == [worker]


def test_how_far_a_stream_was_read_is_forgotten_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from ministack.core.responses import AccountRegionScopedDict
    from ministack.services import lambda_svc

    queues, streams = AccountRegionScopedDict(), lambda_svc._dynamodb_stream_positions
    monkeypatch.setattr(lambda_svc, "_restore_esm_positions", lambda_svc._restore_esm_positions)
    emulator_process.read_streams_from_their_start()
    told = AccountRegionScopedDict()
    told["reader"] = 7

    for store in (queues, streams):
        lambda_svc._restore_esm_positions(store, told)

    assert (queues.get("reader"), streams.get("reader")) == (7, None)


def test_the_emulator_still_restores_how_far_streams_were_read() -> None:
    from inspect import getsource

    from ministack.services import lambda_svc

    assert "_restore_esm_positions(_dynamodb_stream_positions" in getsource(
        lambda_svc._restore_state
    )
