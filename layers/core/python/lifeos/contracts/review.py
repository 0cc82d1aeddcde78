"""Corrections and reviews: what the person says against what was read."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, JsonValue, StringConstraints

from lifeos.contracts.base import CorrelationId, Model
from lifeos.contracts.conditions import etag_of
from lifeos.contracts.documents import Outcome, Reason
from lifeos.contracts.timeline import DocumentRef

FieldName = Annotated[
    str,
    StringConstraints(
        pattern=r"^(title|amount|currency|value|unit|occurred|data\.[a-z][a-z0-9_]{0,40})$"
    ),
]
Note = Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00]*$")]

MAX_CORRECTIONS = 200


class NewCorrection(Model):
    """The right value of one field of a fact."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"field": "title", "value": "Rent of March"}]}
    )

    field: FieldName = Field(
        description="A field of the fact, or data.NAME for one of its typed data",
        examples=["amount", "data.due_on"],
    )
    value: JsonValue = Field(
        description="As the field is written in a fact: decimals and days as strings",
        examples=["1471.60"],
    )
    reason: Note | None = None


class FactCorrection(NewCorrection):
    """A correction as part of a review."""

    model_config = ConfigDict(json_schema_extra={})

    fact_id: UUID


class ReviewDecision(Model):
    """The person's word on a document that waits: right as read, or right with these values."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"decision": "confirm"}]})

    decision: Literal["confirm", "correct"]
    corrections: list[FactCorrection] = Field(default_factory=list, max_length=MAX_CORRECTIONS)
    note: Note | None = None


class ReviewDoubt(Model):
    """One thing that does not add up."""

    code: str = Field(examples=["count-differs"])
    detail: str
    readings: list[str] = Field(default_factory=list, description="The values it can be")


class ReviewCase(Model):
    """A document that waits for the person."""

    document: DocumentRef
    issuer: str | None = None
    reason: Reason
    doubts: list[ReviewDoubt]
    facts: int = Field(description="Facts it holds already; they can be seen and used meanwhile")
    since: datetime
    etag: str = Field(default=etag_of(0), description="Send it as `If-Match` with the decision")


class ReviewPage(Model):
    """One page of what waits, newest document first."""

    items: list[ReviewCase]
    next_cursor: str | None = None


class Reviewed(Model):
    """What a decision led to."""

    document_id: UUID
    outcome: Outcome
    corrected_facts: int
    remembered: list[str] = Field(
        default_factory=list,
        description="What the choice says of how this issuer writes; its next files are read so",
        examples=[["date-order=dmy"]],
    )


class KeptValue(Model):
    """A value a later run read otherwise; the person's stands."""

    fact_id: UUID
    field: str
    kept: JsonValue = Field(description="The person's value")
    read: JsonValue = Field(description="What the run read; null if it read no such thing")


class Run(Model):
    """One run of the pipeline over a document."""

    run: str
    pipeline_version: int
    outcome: Outcome | None = None
    reason: Reason | None = None
    facts: int
    kept: list[KeptValue] = Field(
        default_factory=list, description="Where this run kept the person's value"
    )
    correlation_id: CorrelationId = Field(
        description="What its trace is under: the upload's, or that of the wish to read it again"
    )
    started_at: datetime
    ended_at: datetime | None = None


class RunPage(Model):
    """Every run of one document, newest first."""

    items: list[Run]
