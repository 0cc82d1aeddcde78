"""Each person's buckets in the one DynamoDB table.

pk          sk               item
USER#<u>    RATE#<class>     `full_at`: when the bucket is full again, Unix milliseconds

A request is one conditional write. Which of two it must be depends on whether the bucket is full,
and a process remembers what it saw last: it guesses wrong only after another process wrote, and
then tries the other. `full_at` only ever grows, so a remembered one that leaves no token refuses
without asking the table: whoever runs wild costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from botocore.exceptions import ClientError

from lifeos.adapters.aws_errors import aws_errors
from lifeos.adapters.dynamodb_items import key
from lifeos.contracts.limits import Bucket, Limit, Standing
from lifeos.errors import LifeOSError, UpstreamError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_SERVICE = "The status table"
PAUSE = timedelta(seconds=5)  # after a failure: a table that is away is not waited for again
_REMEMBERED = 1000  # buckets a process keeps in mind
_KEPT = timedelta(hours=1)  # longer than any bucket takes to fill
_FULL = {
    "UpdateExpression": "SET full_at = :first, expiration = :expiration",
    "ConditionExpression": "attribute_not_exists(full_at) OR full_at <= :now",
}
_USED = {
    "UpdateExpression": "SET full_at = full_at + :token, expiration = :expiration",
    "ConditionExpression": "full_at > :now AND full_at <= :latest",
}


class DynamoLimiter:
    """Takes tokens from buckets that all processes share."""

    def __init__(self, client: DynamoDBClient, table: str, now: Callable[[], datetime]) -> None:
        self._client = client
        self._table = table
        self._now = now
        self._seen: dict[tuple[UUID, str], int] = {}
        self._away_until: datetime | None = None

    def take(self, user_id: UUID, limit: Limit) -> Standing:
        """Take one token, or say when there is one.

        Raises: UpstreamError, ThrottledError when the table cannot be asked; for PAUSE after
        that it is not tried.
        """
        now = self._now()
        if self._away_until is not None and now < self._away_until:
            raise UpstreamError(f"{_SERVICE} was away a moment ago.")
        try:
            return self._take(user_id, Bucket(limit, int(now.timestamp() * 1000)))
        except LifeOSError:
            self._away_until = now + PAUSE
            raise

    def _take(self, user_id: UUID, bucket: Bucket) -> Standing:
        seen = self._seen.get((user_id, bucket.limit.name), 0)
        if seen <= bucket.latest_ms:
            guess, other = (_USED, _FULL) if seen > bucket.now_ms else (_FULL, _USED)
            taken, seen = self._write(user_id, bucket, guess)
            if not taken and seen <= bucket.latest_ms:
                taken, seen = self._write(user_id, bucket, other)
            self._remember(user_id, bucket.limit, seen)
            if taken:
                return bucket.standing(seen)
        return bucket.refusal(seen)

    def _write(
        self, user_id: UUID, bucket: Bucket, expressions: dict[str, str]
    ) -> tuple[bool, int]:
        """Whether the condition held, and `full_at` as it is now."""
        values: dict[str, Any] = {":now": bucket.now_ms, ":expiration": self._expiration()}
        if expressions is _FULL:
            values[":first"] = bucket.first_ms
        else:
            values |= {":token": bucket.limit.token_ms, ":latest": bucket.latest_ms}
        try:
            with aws_errors(_SERVICE, {"ConditionalCheckFailedException": _refused}):
                answer = self._client.update_item(
                    TableName=self._table,
                    Key=key(user_id, "RATE", bucket.limit.name),
                    ExpressionAttributeValues={k: {"N": str(v)} for k, v in values.items()},
                    ReturnValues="ALL_NEW",
                    ReturnValuesOnConditionCheckFailure="ALL_OLD",
                    **expressions,  # type: ignore[arg-type]
                )
        except _RefusedError as error:
            return False, _full_at(_item_of(error.__cause__))
        return True, _full_at(answer["Attributes"])

    def _remember(self, user_id: UUID, limit: Limit, full_at_ms: int) -> None:
        if len(self._seen) >= _REMEMBERED:
            self._seen.clear()
        known = self._seen.get((user_id, limit.name), 0)
        self._seen[user_id, limit.name] = max(known, full_at_ms)

    def _expiration(self) -> int:
        return int((self._now() + _KEPT).timestamp())


class _RefusedError(LifeOSError):
    """Inside this module only: the condition of a write did not hold."""


def _refused() -> LifeOSError:
    return _RefusedError("The condition did not hold.")


def _item_of(error: BaseException | None) -> dict[str, Any]:
    """The item as it was when the condition failed."""
    response: Any = error.response if isinstance(error, ClientError) else {}
    item: dict[str, Any] = response.get("Item", {})
    return item


def _full_at(item: dict[str, Any]) -> int:
    return int(item.get("full_at", {}).get("N", "0"))
