"""The SpanReader port, with the saving side that the edges use."""

from __future__ import annotations

from uuid import UUID

from lifeos.errors import UpstreamError
from lifeos.spans import Span


class FakeSpans:
    """Spans by person and correlation id."""

    def __init__(self) -> None:
        self.down = False
        self.saved: dict[tuple[UUID, str], list[Span]] = {}

    def save(self, user_id: UUID, correlation_id: str, spans: list[Span]) -> None:
        self._require_up()
        self.saved.setdefault((user_id, correlation_id), []).extend(spans)

    def load(self, user_id: UUID, correlation_id: str) -> list[Span]:
        self._require_up()
        found = self.saved.get((user_id, correlation_id), [])
        return sorted(found, key=lambda span: span.started_at)

    def _require_up(self) -> None:
        if self.down:
            raise UpstreamError("The status table could not be reached.")
