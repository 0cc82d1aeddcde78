"""Failures are named as AWS names them, and a new emulator that changed is noticed."""

from __future__ import annotations

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
