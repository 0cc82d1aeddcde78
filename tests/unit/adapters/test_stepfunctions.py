"""Starting a run by name, and telling whether it is under way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.stub import Stubber
from lifeos.adapters.stepfunctions import StepFunctionsStarter
from lifeos.contracts.ingest import StepInput
from lifeos.errors import ThrottledError, UpstreamError

from tests.support.ingest import ticket

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient

MACHINE = "arn:aws:states:eu-central-1:123456789012:stateMachine:ingest"
EXECUTION = f"arn:aws:states:eu-central-1:123456789012:execution:ingest:{ticket().run}"
STARTED = {"executionArn": EXECUTION, "startDate": 0}


@pytest.fixture
def client() -> SFNClient:
    return boto3.client(
        "stepfunctions",
        region_name="eu-central-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )


@pytest.fixture
def machine(client: SFNClient) -> Iterator[Stubber]:
    with Stubber(client) as stubbed:
        yield stubbed


def test_a_run_is_started_under_its_name_with_its_ticket(
    client: SFNClient, machine: Stubber
) -> None:
    step = StepInput(ticket=ticket()).model_dump_json(exclude_none=True)
    asked = {"stateMachineArn": MACHINE, "name": ticket().run, "input": step}
    machine.add_response("start_execution", STARTED, asked)

    started = StepFunctionsStarter(client, MACHINE).start(ticket())

    assert started
    assert json.loads(step) == {"ticket": ticket().model_dump(mode="json")}


def test_a_name_that_exists_is_not_started(client: SFNClient, machine: Stubber) -> None:
    machine.add_client_error("start_execution", "ExecutionAlreadyExists")

    assert not StepFunctionsStarter(client, MACHINE).start(ticket())


@pytest.mark.parametrize(("status", "under_way"), [("RUNNING", True), ("FAILED", False)])
def test_a_run_is_under_way_until_it_ended(
    client: SFNClient, machine: Stubber, status: str, under_way: bool
) -> None:
    found = {**STARTED, "stateMachineArn": MACHINE, "status": status}
    machine.add_response("describe_execution", found, {"executionArn": EXECUTION})

    assert StepFunctionsStarter(client, MACHINE).under_way(ticket()) is under_way


def test_a_run_nobody_knows_is_not_under_way(client: SFNClient, machine: Stubber) -> None:
    machine.add_client_error("describe_execution", "ExecutionDoesNotExist")

    assert not StepFunctionsStarter(client, MACHINE).under_way(ticket())


@pytest.mark.parametrize(
    ("code", "error"), [("ThrottlingException", ThrottledError), ("Broken", UpstreamError)]
)
def test_what_the_machine_cannot_do_now_is_said(
    client: SFNClient, machine: Stubber, code: str, error: type[Exception]
) -> None:
    machine.add_client_error("start_execution", code)

    with pytest.raises(error):
        StepFunctionsStarter(client, MACHINE).start(ticket())
