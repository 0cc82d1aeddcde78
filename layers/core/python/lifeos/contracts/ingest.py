"""What travels through the ingest machine: references, never content; 32 KB at most.

The state input grows as it passes READY, PICK, ASSERT, ACTION and END: each state adds one
field. The outcome event at the end is public: automations subscribe to it.
"""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from lifeos.contracts.base import CorrelationId, Model, Sha256
from lifeos.contracts.documents import Outcome, Reason

MAX_PAYLOAD_BYTES = 32 * 1024


class ObjectRef(Model):
    """One version of one stored object."""

    bucket: str
    key: str
    version_id: str | None = None  # None where the store keeps no versions


class Ticket(Model):
    """One run of the machine over one object version."""

    run: str = Field(max_length=80, description="Execution name, f(document, version, pipeline)")
    attempt: int = Field(ge=1, description="Grows with each intended re-run; lower may not write")
    pipeline_version: int = Field(ge=1)
    user_id: UUID
    document_id: UUID
    correlation_id: CorrelationId
    object: ObjectRef
    size_bytes: int = Field(ge=0)
    strikes: int = Field(default=0, ge=0, description="Earlier runs that broke down on this file")


class Claim(Model):
    """READY's answer: the bytes are known, and whether they are new."""

    sha256: Sha256
    duplicate_of: UUID | None = None


# How well the feature flags were known: as they are now, as they last were, or not at all.
FlagsKnown = Literal["current", "kept", "unknown"]


class Plan(Model):
    """PICK's answer: who reads the file, as what, and whether a feature flag holds it back."""

    sense: str | None = Field(
        default=None, description="None: no reader is sure enough; ASSERT says so"
    )
    sense_version: int = 0
    media_type: str = Field(description="As found by content")
    held_by: str | None = Field(
        default=None, description="Flag that is off for this person; the file waits, unread"
    )
    flags: FlagsKnown | None = Field(default=None, description="None: nobody had to ask")


class Verdict(Model):
    """ASSERT's answer when the file may go on."""

    readable: Literal[True] = True


class Result(Model):
    """ACTION's answer: what was committed; the tally itself stays in the database."""

    facts: int = Field(ge=0)
    pages: int = Field(ge=0)
    attachments: int = Field(default=0, ge=0)


class Failure(Model):
    """What the machine caught, as Step Functions gives it."""

    error: str = Field(description="Exact class name of the error, or States.* / Lambda.*")
    cause: str = Field(default="", description="JSON of the Lambda runtime, or plain text")


class StepInput(Model):
    """The state input as far as it has grown."""

    ticket: Ticket
    claim: Claim | None = None
    plan: Plan | None = None
    verdict: Verdict | None = None
    result: Result | None = None
    failure: Failure | None = None


class ClaimAdded(Model):
    """READY adds this."""

    claim: Claim


class PlanAdded(Model):
    """PICK adds this."""

    plan: Plan


class VerdictAdded(Model):
    """ASSERT adds this."""

    verdict: Verdict


class ResultAdded(Model):
    """ACTION adds this."""

    result: Result


class Ending(Model):
    """END's answer, and the detail of the public outcome event."""

    run: str
    user_id: UUID
    document_id: UUID
    correlation_id: CorrelationId
    outcome: Outcome
    reason: Reason | None = None
    duplicate_of: UUID | None = None
    facts: int = 0
    ended_at: datetime
