"""Each person's day in the one DynamoDB table.

pk          sk                  item
USER#<u>    QUOTA#DAY#<day>     `files` and `size_bytes` counted on that day
USER#<u>    QUOTA#DOC#<doc>     that a document was counted, so that it counts once

Two writes rather than a transaction: transactions on one counter cancel each other in a burst.
The note of the document goes first, so a crash in between lets a file through, never counts twice.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from lifeos.adapters.aws_errors import aws_errors
from lifeos.adapters.dynamodb_items import key
from lifeos.documents.models import Allowance
from lifeos.errors import LifeOSError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_SERVICE = "The status table"
KEPT = timedelta(days=35)  # longer than any retry or re-drive of a document


class _RefusedError(LifeOSError):
    """Inside this module only: the condition of a write did not hold."""


def _refused() -> LifeOSError:
    return _RefusedError("The condition did not hold.")


_REFUSALS = {"ConditionalCheckFailedException": _refused}


class DynamoQuota:
    """The Quota port."""

    def __init__(
        self,
        client: DynamoDBClient,
        table: str,
        *,
        allowance: Allowance,
        now: Callable[[], datetime],
    ) -> None:
        self._client = client
        self._table = table
        self.allowance = allowance
        self._now = now

    def take(self, user_id: UUID, document_id: UUID, *, size_bytes: int, day: date) -> bool:
        """Note the document, then count it if it fits; the note goes again if it does not."""
        if not self._note(user_id, document_id, size_bytes=size_bytes, day=day):
            return True
        if self.allowance.bytes_per_day >= size_bytes and self._count(user_id, size_bytes, day):
            return True
        self._forget(user_id, document_id)
        return False

    def give_back(self, user_id: UUID, document_id: UUID) -> None:
        """Whoever takes the note away takes the count back, so two of them cannot."""
        note = self._forget(user_id, document_id)
        if note is None:
            return
        with aws_errors(_SERVICE):
            self._client.update_item(
                TableName=self._table,
                Key=_day(user_id, note["day"]["S"]),
                UpdateExpression="ADD files :less_files, size_bytes :less_bytes",
                ExpressionAttributeValues={
                    ":less_files": {"N": "-1"},
                    ":less_bytes": {"N": f"-{note['size_bytes']['N']}"},
                },
            )

    def _note(self, user_id: UUID, document_id: UUID, *, size_bytes: int, day: date) -> bool:
        item = {
            **key(user_id, "QUOTA#DOC", document_id),
            "day": {"S": day.isoformat()},
            "size_bytes": {"N": str(size_bytes)},
            "expiration": self._expiration(),
        }
        try:
            with aws_errors(_SERVICE, _REFUSALS):
                self._client.put_item(
                    TableName=self._table,
                    Item=item,
                    ConditionExpression="attribute_not_exists(pk)",
                )
        except _RefusedError:
            return False
        return True

    def _count(self, user_id: UUID, size_bytes: int, day: date) -> bool:
        try:
            with aws_errors(_SERVICE, _REFUSALS):
                self._client.update_item(
                    TableName=self._table,
                    Key=_day(user_id, day.isoformat()),
                    UpdateExpression="SET expiration = :expiration"
                    " ADD files :one, size_bytes :more",
                    ConditionExpression="attribute_not_exists(pk)"
                    " OR (files < :most AND size_bytes <= :room)",
                    ExpressionAttributeValues={
                        ":one": {"N": "1"},
                        ":more": {"N": str(size_bytes)},
                        ":most": {"N": str(self.allowance.files_per_day)},
                        ":room": {"N": str(self.allowance.bytes_per_day - size_bytes)},
                        ":expiration": self._expiration(),
                    },
                )
        except _RefusedError:
            return False
        return True

    def _forget(self, user_id: UUID, document_id: UUID) -> dict[str, Any] | None:
        with aws_errors(_SERVICE):
            answer = self._client.delete_item(
                TableName=self._table,
                Key=key(user_id, "QUOTA#DOC", document_id),
                ReturnValues="ALL_OLD",
            )
        found: dict[str, Any] | None = answer.get("Attributes")
        return found

    def _expiration(self) -> dict[str, Any]:
        return {"N": str(int((self._now() + KEPT).timestamp()))}


def _day(user_id: UUID, day: str) -> dict[str, Any]:
    return key(user_id, "QUOTA#DAY", day)
