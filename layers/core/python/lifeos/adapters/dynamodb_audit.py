"""Documents that have not ended or are held, by a sparse index, and live status written anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from lifeos.adapters.aws_errors import aws_errors
from lifeos.adapters.dynamodb_items import (
    OPEN_SHARDS,
    document_item,
    hash_item,
    held_shard,
    key,
    open_shard,
    to_record,
)
from lifeos.documents.models import Record
from lifeos.errors import ConflictError, ThrottledError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_SERVICE = "The status table"
OPEN_INDEX = "open"
BATCH = 100  # Source: DynamoDB API reference, BatchGetItem
ROUNDS = 5
_REFUSALS = {"ConditionalCheckFailedException": lambda: ConflictError("It is not so.")}


class DynamoAudit:
    """The OpenDocuments and LiveStatus ports over the one table."""

    def __init__(self, client: DynamoDBClient, table: str) -> None:
        self._client = client
        self._table = table

    def unended(self, *, before: datetime, after: datetime) -> Iterator[Record]:
        """Every shard of the sparse index, oldest first within a shard and a range."""
        for shard in range(OPEN_SHARDS):
            yield from self._shard(str(shard), "updated_at < :limit", before)
            yield from self._shard(str(shard), "updated_at > :limit", after)

    def _shard(self, shard: str, touched: str, limit: datetime) -> Iterator[Record]:
        query: dict[str, Any] = {
            "TableName": self._table,
            "IndexName": OPEN_INDEX,
            "KeyConditionExpression": f"#open = :shard AND {touched}",
            "ExpressionAttributeNames": {"#open": "open"},
            "ExpressionAttributeValues": {
                ":shard": {"S": shard},
                ":limit": {"S": limit.isoformat()},
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

    def held(self, *, before: datetime) -> Iterator[Record]:
        """Partitions of their own in the same index."""
        for shard in range(OPEN_SHARDS):
            yield from self._shard(f"held-{shard}", "updated_at < :limit", before)

    def release(self, record: Record, *, at: datetime) -> bool:
        """From the partition of the held to that of the open, as long as it is in the former."""
        document_id = record.document.id
        try:
            with aws_errors(_SERVICE, _REFUSALS):
                self._client.update_item(
                    TableName=self._table,
                    Key=key(record.user_id, "DOC", document_id),
                    UpdateExpression="SET #open = :open, updated_at = :now, reopened_at = :now",
                    ConditionExpression="#open = :held AND attribute_not_exists(deleted_at)",
                    ExpressionAttributeNames={"#open": "open"},
                    ExpressionAttributeValues={
                        ":open": {"S": open_shard(document_id)},
                        ":held": {"S": held_shard(document_id)},
                        ":now": {"S": at.isoformat()},
                    },
                )
        except ConflictError:
            return False
        return True

    def still_open(self, record: Record) -> bool:
        """One consistent read of the very item; what is held by now has ended."""
        with aws_errors(_SERVICE):
            answer = self._client.get_item(
                TableName=self._table,
                Key=key(record.user_id, "DOC", record.document.id),
                ProjectionExpression="#open",
                ExpressionAttributeNames={"#open": "open"},
                ConsistentRead=True,
            )
        shard = answer.get("Item", {}).get("open", {"S": ""})["S"]
        return shard not in ("", held_shard(record.document.id))

    def close(self, user_id: UUID, document_id: UUID) -> None:
        """Take the document out of the index; the table forgets it by its expiry."""
        with aws_errors(_SERVICE):
            self._client.update_item(
                TableName=self._table,
                Key=key(user_id, "DOC", document_id),
                UpdateExpression="REMOVE #open",
                ExpressionAttributeNames={"#open": "open"},
            )

    def ended(self, documents: list[tuple[UUID, UUID]]) -> dict[UUID, bool]:
        """Read in batches of a hundred, which is what the service takes."""
        found: dict[UUID, bool] = {}
        for start in range(0, len(documents), BATCH):
            keys = [key(person, "DOC", one) for person, one in documents[start : start + BATCH]]
            for item in self._batch(keys):
                found[UUID(item["sk"]["S"].removeprefix("DOC#"))] = "outcome" in item
        return found

    def _batch(self, keys: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """All items of these keys; what the service left over is asked for again.

        Raises: ThrottledError where it keeps leaving the same over.
        """
        for _ in range(ROUNDS):
            with aws_errors(_SERVICE):
                answer = self._client.batch_get_item(
                    RequestItems={
                        self._table: {
                            "Keys": keys,
                            "ConsistentRead": True,
                            "ProjectionExpression": "sk, outcome",
                        }
                    }
                )
            yield from answer["Responses"].get(self._table, [])
            left = answer.get("UnprocessedKeys", {})
            if self._table not in left:
                return
            keys = list(left[self._table]["Keys"])
        raise ThrottledError(f"{_SERVICE} asks to slow down.")

    def reopen(self, user_id: UUID, document_id: UUID, *, at: datetime) -> None:
        """Back into the index as long as it says that it ended; the next run clears the rest."""
        try:
            with aws_errors(_SERVICE, _REFUSALS):
                self._client.update_item(
                    TableName=self._table,
                    Key=key(user_id, "DOC", document_id),
                    UpdateExpression="SET #open = :shard, updated_at = :now, reopened_at = :now",
                    ConditionExpression="attribute_exists(outcome)"
                    " AND attribute_not_exists(deleted_at)"
                    " AND (attribute_not_exists(#open) OR #open <> :shard)",
                    ExpressionAttributeNames={"#open": "open"},
                    ExpressionAttributeValues={
                        ":shard": {"S": open_shard(document_id)},
                        ":now": {"S": at.isoformat()},
                    },
                )
        except ConflictError:
            return

    def restore(self, record: Record) -> None:
        """Document first, then the hash that points to it; what is there already stays.

        A duplicate is not whom its bytes point to: its original is written by its own.
        """
        items = [document_item(record)]
        if record.document.outcome != "duplicate" and not record.is_deleted:
            items.append(hash_item(record))
        for item in items:
            item.pop("expiration", None)
            self._put_unless_there(item)

    def _put_unless_there(self, item: dict[str, Any]) -> None:
        try:
            with aws_errors(_SERVICE, _REFUSALS):
                self._client.put_item(
                    TableName=self._table,
                    Item=item,
                    ConditionExpression="attribute_not_exists(pk)",
                )
        except ConflictError:
            return
