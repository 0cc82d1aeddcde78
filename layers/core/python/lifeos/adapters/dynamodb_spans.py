"""Spans of each invocation, kept for a week where the person can ask for them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from lifeos.adapters.aws_errors import aws_errors
from lifeos.spans import Span

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_SERVICE = "The status table"
TRACE_KEPT = timedelta(days=7)
MAX_SPANS = 200


class DynamoSpans:
    """Keeps the spans of each invocation for a week, under the person and the correlation id."""

    def __init__(self, client: DynamoDBClient, table: str, now: Callable[[], datetime]) -> None:
        self._client = client
        self._table = table
        self._now = now

    def save(self, user_id: UUID, correlation_id: str, spans: list[Span]) -> None:
        """Write one invocation's spans as one item; over MAX_SPANS the shortest are dropped."""
        if not spans:
            return
        kept = sorted(spans, key=lambda span: -span.duration_ms)[:MAX_SPANS]
        first = min(kept, key=lambda span: span.started_at)
        body = [
            [s.id, s.parent_id, s.name, s.kind, s.started_at, s.duration_ms, s.status, s.attributes]
            for s in kept
        ]
        with aws_errors(_SERVICE):
            self._client.put_item(
                TableName=self._table,
                Item={
                    "pk": {"S": f"TRACE#{user_id}#{correlation_id}"},
                    "sk": {"S": f"{first.started_at:017.6f}#{first.id}"},
                    "spans": {"S": json.dumps(body)},
                    "expiration": {"N": str(int((self._now() + TRACE_KEPT).timestamp()))},
                },
            )

    def load(self, user_id: UUID, correlation_id: str) -> list[Span]:
        """Every span of one correlation id of one person, in order of their start."""
        spans: list[Span] = []
        query: dict[str, Any] = {
            "TableName": self._table,
            "KeyConditionExpression": "pk = :pk",
            "ExpressionAttributeValues": {":pk": {"S": f"TRACE#{user_id}#{correlation_id}"}},
        }
        while True:
            with aws_errors(_SERVICE):
                answer = self._client.query(**query)
            for item in answer["Items"]:
                spans += [Span(*row) for row in json.loads(item["spans"]["S"])]
            if "LastEvaluatedKey" not in answer:
                return sorted(spans, key=lambda span: span.started_at)
            query["ExclusiveStartKey"] = answer["LastEvaluatedKey"]
