"""Traces: everything that happened for one request, with durations."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from lifeos.contracts.base import CorrelationId, Model


class Span(Model):
    """One timed piece of work."""

    id: str
    parent_id: str | None = None
    name: str = Field(examples=["documents_api", "storage.sha256"])
    kind: str = Field(examples=["api", "step", "sql"])
    started_at: datetime
    duration_ms: float = Field(ge=0)
    status: Literal["ok", "error"] = "ok"
    attributes: dict[str, str | int] = Field(default_factory=dict)


class Trace(Model):
    """All spans of one correlation id that belong to this person, in order of their start."""

    correlation_id: CorrelationId
    spans: list[Span]
