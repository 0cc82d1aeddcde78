"""The Bin port: deleting, restoring and forgetting in the one table, each by conditional writes.

A deleted item stays in the sparse index `open`, in partitions of its own, so that whatever has not
followed it, and whatever is due, is found without looking at anything else.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from lifeos.adapters.aws_errors import aws_errors
from lifeos.adapters.dynamodb import DynamoLedger
from lifeos.adapters.dynamodb_audit import OPEN_INDEX
from lifeos.adapters.dynamodb_changes import DynamoChanges
from lifeos.adapters.dynamodb_hashes import DynamoHashes
from lifeos.adapters.dynamodb_items import (
    OPEN_SHARDS,
    deleted_shard,
    held_shard,
    key,
    open_shard,
    to_record,
)
from lifeos.contracts.conditions import Expected
from lifeos.documents.deletion import Deletion
from lifeos.documents.models import Record, is_held
from lifeos.errors import ChangedError, ConflictError, NotFoundError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_SERVICE = "The status table"


class DynamoBin:
    """Deleted documents in the one table."""

    def __init__(self, client: DynamoDBClient, table: str) -> None:
        self._client = client
        self._table = table
        self._ledger = DynamoLedger(client, table)
        self._hashes = DynamoHashes(client, table)
        self._changes = DynamoChanges(client, table)

    def find(self, user_id: UUID, document_id: UUID) -> Record:
        """One record, deleted or not."""
        return self._ledger.find(user_id, document_id)

    def mark(self, record: Record, deletion: Deletion, expected: Expected) -> Record:
        """One write that holds for the version expected, and for nothing deleted before."""
        return self._changes.make(
            record,
            "SET deleted_at = :at, purge_at = :purge, deleted_with = :with, updated_at = :at,"
            " settling = :at, #open = :shard REMOVE expiration",
            {
                ":at": deletion.at.isoformat(),
                ":purge": deletion.purge_at.isoformat(),
                ":with": str(deletion.of),
                ":shard": deleted_shard(record.document.id),
            },
            condition="attribute_not_exists(deleted_at)",
            expected=expected,
        )

    def hasten(self, record: Record, purge_at: datetime) -> Record:
        """Only ever sooner, and not once it is being purged."""
        return self._changes.make(
            record,
            "SET purge_at = :purge",
            {":purge": purge_at.isoformat()},
            condition="attribute_exists(deleted_at) AND attribute_not_exists(purging)",
        )

    def unmark(self, record: Record, expected: Expected, *, at: datetime) -> Record:
        """The bytes are taken back first: another document may have them by now."""
        self._take_back(record)
        return self._changes.make(
            record,
            "SET settling = :now, updated_at = :now, reopened_at = :now, #open = :shard"
            " REMOVE deleted_at, purge_at, deleted_with",
            {":now": at.isoformat(), ":shard": open_shard(record.document.id)},
            condition="attribute_exists(deleted_at) AND attribute_not_exists(purging)",
            expected=expected,
        )

    def _take_back(self, record: Record) -> None:
        user_id, document = record.user_id, record.document
        while not self._hashes.take(user_id, document.sha256, document.id):
            holder = self._hashes.holder(user_id, document.sha256)
            if holder is None:
                continue
            with suppress(NotFoundError):
                if not self.find(user_id, holder).is_deleted:
                    raise ConflictError(f"The hub has the same bytes again, as document {holder}.")
            self._hashes.let_go(user_id, document.sha256, holder)

    def settled(self, record: Record) -> None:
        """Only if nothing came in between; what has ended and is there leaves the index.

        What waits for its reader goes back to the others that do.
        """
        document = record.document
        ended = not record.is_deleted and document.outcome is not None
        held = ended and is_held(document.outcome, document.reason)
        with suppress(ChangedError, NotFoundError):
            self._changes.make(
                record,
                ("SET #open = :held " if held else "")
                + "REMOVE settling"
                + (", #open" if ended and not held else ""),
                {":held": held_shard(document.id)} if held else {},
                condition="attribute_exists(settling)",
                expected=Expected(versions=(record.version,)),
            )

    def deleted(self) -> Iterator[Record]:
        """Everything that is deleted, or that the record has not followed yet."""
        for shard in range(OPEN_SHARDS):
            yield from self._shard(f"deleted-{shard}", None)
            yield from self._shard(str(shard), "attribute_exists(settling)")

    def begin_purge(self, record: Record) -> bool:
        """From here on it cannot be restored; False if it was restored meanwhile."""
        try:
            self._changes.make(
                record,
                "SET purging = :due",
                {":due": str(record.document.purge_at and record.document.purge_at.isoformat())},
                condition="attribute_exists(deleted_at) AND purge_at = :due",
            )
        except (ChangedError, NotFoundError):
            return False
        return True

    def forget(self, record: Record) -> None:
        """The hash, what was counted, and last the document: until then it is found again."""
        document = record.document
        self._hashes.let_go(record.user_id, document.sha256, document.id)
        for kind in ("QUOTA#DOC", "DOC"):
            with aws_errors(_SERVICE):
                self._client.delete_item(
                    TableName=self._table, Key=key(record.user_id, kind, document.id)
                )

    def _shard(self, shard: str, only: str | None) -> Iterator[Record]:
        query: dict[str, Any] = {
            "TableName": self._table,
            "IndexName": OPEN_INDEX,
            "KeyConditionExpression": "#open = :shard",
            "ExpressionAttributeNames": {"#open": "open"},
            "ExpressionAttributeValues": {":shard": {"S": shard}},
        }
        if only is not None:
            query["FilterExpression"] = only
        while True:
            with aws_errors(_SERVICE):
                answer = self._client.query(**query)
            for item in answer["Items"]:
                yield to_record(item)
            if "LastEvaluatedKey" not in answer:
                return
            query["ExclusiveStartKey"] = answer["LastEvaluatedKey"]
