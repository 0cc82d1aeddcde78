"""Starts runs of the ingest machine by name, so that a second start is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import boto3

from lifeos.adapters.aws_errors import aws_errors
from lifeos.adapters.patience import CONTROL
from lifeos.contracts.ingest import StepInput, Ticket
from lifeos.documents.audit import RunState
from lifeos.errors import LifeOSError, NotFoundError

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient

# What the machine fails with when a store or the machine itself was away, not when a file is bad.
_NOT_THE_FILES_FAULT = frozenset({"TransientFailure", "States.ServiceRestart"})


class _StartedBeforeError(LifeOSError):
    """Inside this module only."""


def stepfunctions_client(*, endpoint_url: str | None = None) -> SFNClient:
    """A client that gives up after two short tries; the queue redelivers."""
    return boto3.client("stepfunctions", endpoint_url=endpoint_url, config=CONTROL.config())


class StepFunctionsStarter:
    """The Starter port over one state machine."""

    def __init__(self, client: SFNClient, machine_arn: str) -> None:
        self._client = client
        self._machine_arn = machine_arn

    def start(self, ticket: Ticket) -> bool:
        """Start the run the ticket names; a name that exists, ended or not, is not started."""
        refusals = {"ExecutionAlreadyExists": lambda: _StartedBeforeError("Started before.")}
        try:
            with aws_errors("The ingest machine", refusals):
                self._client.start_execution(
                    stateMachineArn=self._machine_arn,
                    name=ticket.run,
                    input=StepInput(ticket=ticket).model_dump_json(exclude_none=True),
                )
        except _StartedBeforeError:
            return False
        return True

    def under_way(self, ticket: Ticket) -> bool:
        """As the machine says."""
        return StepFunctionsRuns(self._client, self._machine_arn).state(ticket.run) == "running"


class StepFunctionsRuns:
    """The Runs port: what became of a run, by its name."""

    def __init__(self, client: SFNClient, machine_arn: str) -> None:
        self._client = client
        self._executions = machine_arn.replace(":stateMachine:", ":execution:")

    def state(self, run: str) -> RunState:
        """Missing also when the history is gone: 90 days after the end, or with the emulator."""
        refusals = {"ExecutionDoesNotExist": lambda: NotFoundError("There is no such run.")}
        try:
            with aws_errors("The ingest machine", refusals):
                found = self._client.describe_execution(executionArn=f"{self._executions}:{run}")
        except NotFoundError:
            return "missing"
        if found["status"] == "RUNNING":
            return "running"
        return "interrupted" if found.get("error") in _NOT_THE_FILES_FAULT else "ended"
