"""Documents that have not ended, by a sparse index, and live status written anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from lifeos.adapters.aws_errors import aws_errors
from lifeos.adapters.dynamodb_items import OPEN_SHARDS, document_item, hash_item, key, to_record
from lifeos.documents.models import Record
from lifeos.errors import ConflictError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_SERVICE = "The status table"
OPEN_INDEX = "open"


class DynamoAudit:
    """The OpenDocuments and Restorer ports over the one table."""

    def __init__(self, client: DynamoDBClient, table: str) -> None:
        self._client = client
        self._table = table

    def unended(self, *, before: datetime) -> Iterator[Record]:
        """Every shard of the sparse index, oldest first within a shard."""
        for shard in range(OPEN_SHARDS):
            yield from self._shard(str(shard), before)

    def _shard(self, shard: str, before: datetime) -> Iterator[Record]:
        query: dict[str, Any] = {
            "TableName": self._table,
            "IndexName": OPEN_INDEX,
            "KeyConditionExpression": "#open = :shard AND updated_at < :before",
            "ExpressionAttributeNames": {"#open": "open"},
            "ExpressionAttributeValues": {
                ":shard": {"S": shard},
                ":before": {"S": before.isoformat()},
            },
        }
        while True:
            with aws_errors(_SERVICE):
                answer = self._client.query(**query)
            for item in answer["Items"]:
                yield to_record(item)
            if "LastEvaluatedKey" not in answer:
                return
            query["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def still_open(self, record: Record) -> bool:
        """One consistent read of the very item."""
        with aws_errors(_SERVICE):
            answer = self._client.get_item(
                TableName=self._table,
                Key=key(record.user_id, "DOC", record.document.id),
                ProjectionExpression="#open",
                ExpressionAttributeNames={"#open": "open"},
                ConsistentRead=True,
            )
        return "open" in answer.get("Item", {})

    def close(self, user_id: UUID, document_id: UUID) -> None:
        """Take the document out of the index; the table forgets it by its expiry."""
        with aws_errors(_SERVICE):
            self._client.update_item(
                TableName=self._table,
                Key=key(user_id, "DOC", document_id),
                UpdateExpression="REMOVE #open",
                ExpressionAttributeNames={"#open": "open"},
            )

    def restore(self, record: Record) -> None:
        """Document first, then the hash that points to it; what is there already stays."""
        for item in (document_item(record), hash_item(record)):
            item.pop("expiration", None)
            self._put_unless_there(item)

    def _put_unless_there(self, item: dict[str, Any]) -> None:
        refusals = {"ConditionalCheckFailedException": lambda: ConflictError("It is there.")}
        try:
            with aws_errors(_SERVICE, refusals):
                self._client.put_item(
                    TableName=self._table,
                    Item=item,
                    ConditionExpression="attribute_not_exists(pk)",
                )
        except ConflictError:
            return
