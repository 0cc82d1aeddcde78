"""The machines: one vocabulary, errors that exist, one retry block, no loose end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest
from lifeos.contracts.documents import State
from lifeos.entry import step

from stacks.ingest_stack import STATES
from tests.support.machines import error_names, files, placeholders, states

LIFECYCLE = ["READY", "PICK", "ASSERT", "ACTION", "END"]
INVOKE = "arn:aws:states:::lambda:invoke"
# Source: Step Functions developer guide, handling errors; AWS Lambda error names of the SDK.
AWS_ERRORS = {
    "States.ALL",
    "States.Timeout",
    "States.TaskFailed",
    "Lambda.ClientExecutionTimeoutException",
    "Lambda.ServiceException",
    "Lambda.AWSLambdaException",
    "Lambda.SdkClientException",
    "Lambda.TooManyRequestsException",
    "Lambda.Unknown",
    "Runtime.ExitError",
    "Sandbox.Timedout",
}
# A process that ended, was too large or took too long: the same input may do it again.
CAUSED = {"Lambda.Unknown", "Runtime.ExitError", "Sandbox.Timedout"}
OURS = {"TransientFailure", "RejectedInput", "PermanentFailure"}


def invoking(path: Path) -> dict[str, Any]:
    """States that call a function."""
    found = states(path).items()
    return {name: state for name, state in found if state.get("Resource") == INVOKE}


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_a_machine_has_the_five_states_and_no_other_function(path: Path) -> None:
    assert list(invoking(path)) == LIFECYCLE
    assert set(LIFECYCLE) <= set(get_args(State))


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_every_error_name_exists(path: Path) -> None:
    unknown = error_names(states(path)) - AWS_ERRORS

    assert unknown <= OURS
    assert {name for name in OURS if isinstance(getattr(step, name), type)} == OURS


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_every_function_is_retried_the_same_way(path: Path) -> None:
    blocks = {json.dumps(state["Retry"], sort_keys=True) for state in invoking(path).values()}

    assert len(blocks) == 1
    away, ended = json.loads(blocks.pop())
    assert "TransientFailure" in away["ErrorEquals"]
    assert {away["JitterStrategy"], ended["JitterStrategy"]} == {"FULL"}
    named = {*away["ErrorEquals"], *ended["ErrorEquals"]}
    assert not {"States.ALL", "States.Timeout", "PermanentFailure", "RejectedInput"} & named


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_what_the_file_may_have_caused_is_tried_twice_at_most(path: Path) -> None:
    for state in invoking(path).values():
        (block,) = [found for found in state["Retry"] if set(found["ErrorEquals"]) >= CAUSED]

        assert block["MaxAttempts"] == 1
        assert set(block["ErrorEquals"]) == CAUSED


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_every_task_is_retried_within_a_known_time(path: Path) -> None:
    tasks = [state for state in states(path).values() if state["Type"] == "Task"]

    blocks = [block for state in tasks for block in state["Retry"]]

    assert all(state["Retry"] for state in tasks)
    assert all(block["MaxAttempts"] * block["MaxDelaySeconds"] <= 600 for block in blocks)


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_whatever_fails_before_the_end_still_ends(path: Path) -> None:
    before = {name: state for name, state in invoking(path).items() if name != "END"}

    caught = {name: state["Catch"][-1] for name, state in before.items()}

    assert all(block["ErrorEquals"] == ["States.ALL"] for block in caught.values())
    assert all(block["Next"] == "END" for block in caught.values())


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_every_state_named_as_next_exists_and_is_reached(path: Path) -> None:
    found = states(path)
    jumps = {state[key] for state in found.values() for key in ("Next", "Default") if key in state}
    inner = [block for state in found.values() for block in _blocks(state)]
    reached = jumps | {block["Next"] for block in inner if "Next" in block} | {_start(path)}

    assert reached == set(found)


def test_the_stack_fills_every_placeholder_and_no_other() -> None:
    (path,) = files()

    assert placeholders(path) == {*STATES, "EventBusName"}
    assert list(STATES.values()) == [f"ingest_{name.lower()}" for name in LIFECYCLE]


def test_a_misspelt_error_would_be_seen() -> None:
    found = {"READY": {"Retry": [{"ErrorEquals": ["TransientFailuer"]}], "Catch": []}}

    assert error_names(found) - AWS_ERRORS - OURS == {"TransientFailuer"}


def _blocks(state: dict[str, Any]) -> list[dict[str, Any]]:
    return [*state.get("Catch", []), *state.get("Choices", [])]


def _start(path: Path) -> str:
    return str(json.loads(path.read_text(encoding="utf-8"))["StartAt"])
