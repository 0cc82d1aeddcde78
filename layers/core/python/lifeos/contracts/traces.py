"""Traces: everything that happened for one request, from the API to the SQL."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from lifeos.contracts.base import CorrelationId, Model

# Open on purpose: a new kind of work must not break an older client.
SpanKind = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,31}$")]


class Span(Model):
    """One piece of work with a beginning and, once it is over, a duration."""

    id: str = Field(min_length=1, max_length=64)
    parent_id: str | None = Field(default=None, description="Span that waited for this one")
    name: str = Field(examples=["POST /v1/documents", "ACTION", "insert facts"])
    kind: SpanKind = Field(
        description="What the time was spent on", examples=["api", "queue", "state", "storage"]
    )
    started_at: datetime
    duration_ms: float | None = Field(default=None, ge=0, description="None while it runs")
    status: Literal["ok", "failed", "running"]
    attributes: dict[str, str | int | float | bool] = Field(default_factory=dict)


class Trace(Model):
    """All spans of one correlation id, in order of their beginning."""

    correlation_id: CorrelationId
    spans: list[Span]
