"""The LiveStatus port: what a review changes of a document's live status."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from lifeos.adapters.aws_errors import aws_errors
from lifeos.adapters.dynamodb_items import key
from lifeos.errors import LifeOSError, StaleAttemptError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def _stale() -> LifeOSError:
    return StaleAttemptError("Another run owns this document now.")


class DynamoStatus:
    """Live status in the one table."""

    def __init__(self, client: DynamoDBClient, table: str) -> None:
        self._client = client
        self._table = table

    def reviewed(self, user_id: UUID, document_id: UUID, run: str, *, at: datetime) -> None:
        """Only what waits for review becomes done; saying it twice changes nothing more."""
        with aws_errors("The status table", {"ConditionalCheckFailedException": _stale}):
            self._client.update_item(
                TableName=self._table,
                Key=key(user_id, "DOC", document_id),
                UpdateExpression="SET outcome = :done, updated_at = :now REMOVE reason"
                " ADD version :one",
                ConditionExpression="run = :run AND outcome IN (:done, :waiting)",
                ExpressionAttributeValues={
                    ":done": {"S": "done"},
                    ":waiting": {"S": "needs_review"},
                    ":now": {"S": at.isoformat()},
                    ":run": {"S": run},
                    ":one": {"N": "1"},
                },
            )
