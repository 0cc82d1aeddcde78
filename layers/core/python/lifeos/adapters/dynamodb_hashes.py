"""Which document has which bytes, in the one table: the first writer keeps a hash."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from lifeos.adapters.aws_errors import aws_errors
from lifeos.adapters.dynamodb_items import key
from lifeos.errors import ConflictError, LifeOSError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_SERVICE = "The status table"


def _refused() -> LifeOSError:
    return ConflictError("Another document has these bytes.")


_REFUSALS = {"ConditionalCheckFailedException": _refused}


class DynamoHashes:
    """Raises (all methods): UpstreamError, ThrottledError."""

    def __init__(self, client: DynamoDBClient, table: str) -> None:
        self._client = client
        self._table = table

    def holder(self, user_id: UUID, sha256: str) -> UUID | None:
        """The document that has the bytes."""
        with aws_errors(_SERVICE):
            answer = self._client.get_item(
                TableName=self._table, Key=key(user_id, "HASH", sha256), ConsistentRead=True
            )
        return UUID(answer["Item"]["document_id"]["S"]) if "Item" in answer else None

    def take(self, user_id: UUID, sha256: str, document_id: UUID) -> bool:
        """Note that this document has the bytes; False if another one does."""
        item = key(user_id, "HASH", sha256)
        item["document_id"] = {"S": str(document_id)}
        try:
            with aws_errors(_SERVICE, _REFUSALS):
                self._client.put_item(
                    TableName=self._table,
                    Item=item,
                    ConditionExpression="attribute_not_exists(pk) OR document_id = :mine",
                    ExpressionAttributeValues={":mine": {"S": str(document_id)}},
                )
        except ConflictError:
            return False
        return True

    def let_go(self, user_id: UUID, sha256: str, document_id: UUID) -> None:
        """Delete the hash only while it is this document's."""
        try:
            with aws_errors(_SERVICE, _REFUSALS):
                self._client.delete_item(
                    TableName=self._table,
                    Key=key(user_id, "HASH", sha256),
                    ConditionExpression="document_id = :mine",
                    ExpressionAttributeValues={":mine": {"S": str(document_id)}},
                )
        except ConflictError:
            return
