"""What every Starter promises: one execution a name, whatever is asked how often."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest
from lifeos.adapters.stepfunctions import (
    StepFunctionsRuns,
    StepFunctionsStarter,
    stepfunctions_client,
)
from lifeos.contracts.ingest import StepInput
from lifeos.errors import UpstreamError

from local.emulator import ACCOUNT_ID, REGION, Emulator
from tests.support.emulator import client_for
from tests.support.limited import Role, forget_default_session
from tests.support.runs import a_ticket

pytestmark = pytest.mark.emulator
WAITS = {"Type": "Wait", "Seconds": 60, "End": True}
BREAKS = {"Type": "Fail", "Error": "TransientFailure", "Cause": "{}"}
PASSES = {"Type": "Pass", "End": True}


@dataclass(frozen=True)
class Machine:
    """A machine of one state; `starter` and `runs` act in a role that may only do what they do."""

    arn: str
    starter: StepFunctionsStarter
    runs: StepFunctionsRuns
    root: Any

    def executions(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.root.list_executions(stateMachineArn=self.arn)[
            "executions"
        ]
        return found

    def wait_until_ended(self) -> None:
        deadline = time.monotonic() + 10
        while any(one["status"] == "RUNNING" for one in self.executions()):
            assert time.monotonic() < deadline
            time.sleep(0.05)


def machine_of(emulator: Emulator, state: dict[str, Any], patch: pytest.MonkeyPatch) -> Machine:
    root = client_for(emulator, "stepfunctions")
    name = f"machine-{uuid.uuid4().hex[:12]}"
    arn = root.create_state_machine(
        name=name,
        definition=json.dumps({"StartAt": "Only", "States": {"Only": state}}),
        roleArn=Role.allowed(emulator, (["events:PutEvents"], "*")).arn,
    )["stateMachineArn"]
    executions = f"arn:aws:states:{REGION}:{ACCOUNT_ID}:execution:{name}:*"
    role = Role.allowed(
        emulator, (["states:StartExecution"], arn), (["states:DescribeExecution"], executions)
    )
    for variable, value in role.environment().items():
        patch.setenv(variable, value)
    forget_default_session()
    client = stepfunctions_client()
    return Machine(arn, StepFunctionsStarter(client, arn), StepFunctionsRuns(client, arn), root)


@pytest.fixture
def machine(emulator: Emulator, request: pytest.FixtureRequest) -> Iterator[Machine]:
    with pytest.MonkeyPatch.context() as patch:
        made = machine_of(emulator, getattr(request, "param", PASSES), patch)
    forget_default_session()
    yield made
    made.root.delete_state_machine(stateMachineArn=made.arn)


def test_a_run_is_started_under_its_name_with_its_ticket(machine: Machine) -> None:
    ticket = a_ticket()

    started = machine.starter.start(ticket)

    execution = machine.root.describe_execution(
        executionArn=machine.executions()[0]["executionArn"]
    )
    assert started
    assert execution["name"] == ticket.run
    assert StepInput.model_validate_json(execution["input"]) == StepInput(ticket=ticket)


def test_after_its_end_a_run_is_not_started_again(machine: Machine) -> None:
    ticket = a_ticket()
    machine.starter.start(ticket)
    machine.wait_until_ended()

    again = machine.starter.start(ticket)

    assert not again
    assert len(machine.executions()) == 1


@pytest.mark.parametrize("machine", [WAITS], indirect=True)
def test_of_sixteen_starts_at_once_there_is_one_execution(machine: Machine) -> None:
    ticket = a_ticket()

    with ThreadPoolExecutor(16) as threads:
        list(threads.map(lambda _: machine.starter.start(ticket), range(16)))

    assert [one["name"] for one in machine.executions()] == [ticket.run]


def test_another_attempt_is_another_run(machine: Machine) -> None:
    ticket, again = a_ticket(), a_ticket(rerun=1)

    assert machine.starter.start(ticket)
    assert machine.starter.start(again)


def test_a_run_nobody_started_is_missing(machine: Machine) -> None:
    assert machine.runs.state(a_ticket().run) == "missing"


@pytest.mark.parametrize(
    ("machine", "state"),
    [
        (PASSES, "ended"),
        (BREAKS, "interrupted"),
        ({**BREAKS, "Error": "PermanentFailure"}, "ended"),
    ],
    indirect=["machine"],
)
def test_how_a_run_ended_tells_an_outage_apart(machine: Machine, state: str) -> None:
    ticket = a_ticket()
    machine.starter.start(ticket)
    machine.wait_until_ended()

    assert machine.runs.state(ticket.run) == state
    assert not machine.starter.under_way(ticket)


@pytest.mark.parametrize("machine", [WAITS], indirect=True)
def test_a_run_under_way_is_running(machine: Machine) -> None:
    ticket = a_ticket()
    before = machine.starter.under_way(ticket)

    machine.starter.start(ticket)

    assert not before
    assert machine.starter.under_way(ticket)
    assert machine.runs.state(ticket.run) == "running"


def test_a_machine_that_is_away_or_not_ours_is_an_upstream_failure(machine: Machine) -> None:
    other = StepFunctionsStarter(machine.starter._client, f"{machine.arn}-of-somebody-else")

    with pytest.raises(UpstreamError, match="refused the hub's own credentials"):
        other.start(a_ticket())
