"""When the edge last heard from the machine, told where the data plane can read it.

pk     sk          item
HUB    HEARTBEAT   `machine_at`, an instant
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from lifeos.adapters.aws_errors import aws_errors
from lifeos.errors import NotFoundError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_SERVICE = "The status table"


class DynamoHeartbeat:
    """The Heartbeat port."""

    def __init__(self, client: DynamoDBClient, table: str) -> None:
        self._client = client
        self._table = table

    def beat(self, at: datetime) -> None:
        """Note that the machine has just answered."""
        with aws_errors(_SERVICE):
            self._client.put_item(
                TableName=self._table,
                Item={
                    "pk": {"S": "HUB"},
                    "sk": {"S": "HEARTBEAT"},
                    "machine_at": {"S": at.isoformat()},
                },
            )

    def last(self) -> datetime:
        """When it last answered. Raises: NotFoundError before the first time."""
        with aws_errors(_SERVICE):
            answer = self._client.get_item(
                TableName=self._table, Key={"pk": {"S": "HUB"}, "sk": {"S": "HEARTBEAT"}}
            )
        if "Item" not in answer:
            raise NotFoundError("The machine has not been asked yet.")
        return datetime.fromisoformat(answer["Item"]["machine_at"]["S"])
