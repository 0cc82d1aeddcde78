"""What happened for one request, as its person may see it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID

from lifeos.contracts import traces as contract
from lifeos.errors import NotFoundError
from lifeos.spans import Span


class SpanReader(Protocol):
    """Where spans are kept."""

    def load(self, user_id: UUID, correlation_id: str) -> list[Span]:
        """Spans of one correlation id of one person, in order of their start."""
        ...


def get(correlation_id: str, *, user_id: UUID, spans: SpanReader) -> contract.Trace:
    """All spans of one request. Raises: NotFoundError if this person has none by that id."""
    found = spans.load(user_id, correlation_id)
    if not found:
        raise NotFoundError("Nothing is known of that correlation id; traces are kept a week.")
    return contract.Trace(
        correlation_id=correlation_id,
        spans=[
            contract.Span(
                id=span.id,
                parent_id=span.parent_id,
                name=span.name,
                kind=span.kind,
                started_at=datetime.fromtimestamp(span.started_at, UTC),
                duration_ms=span.duration_ms,
                status=span.status,
                attributes=span.attributes,
            )
            for span in found
        ],
    )
