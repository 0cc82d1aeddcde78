"""Open sockets and the tickets that open them, in the one DynamoDB table.

pk               sk                  item
CONN#<user>      <connection>        `since`, `until`; expires
TICKET#<hash>    TICKET              whose it is; expires. Only the hash: who reads the table
                                     cannot open a socket
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from lifeos.adapters.aws_errors import aws_errors
from lifeos.errors import LifeOSError
from lifeos.live.models import Connection

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_SERVICE = "The status table"
_TICKET_BYTES = 32


def _seconds(at: datetime) -> dict[str, str]:
    return {"N": str(int(at.timestamp()))}


class DynamoConnections:
    """The Connections port over one table."""

    def __init__(self, client: DynamoDBClient, table: str) -> None:
        self._client = client
        self._table = table

    def add(self, connection: Connection) -> None:
        """One put."""
        item = {
            **_place(connection),
            "since": {"S": connection.since.isoformat()},
            "until": {"S": connection.until.isoformat()},
            "expiration": _seconds(connection.until),
        }
        with aws_errors(_SERVICE):
            self._client.put_item(TableName=self._table, Item=item)

    def remove(self, connection: Connection) -> None:
        """One delete."""
        with aws_errors(_SERVICE):
            self._client.delete_item(TableName=self._table, Key=_place(connection))

    def of(self, user_id: UUID) -> list[Connection]:
        """One query: a person has a handful, because each new one beyond that ends the oldest."""
        with aws_errors(_SERVICE):
            items = self._client.query(
                TableName=self._table,
                KeyConditionExpression="pk = :pk",
                ExpressionAttributeValues={":pk": _partition(user_id)},
                ConsistentRead=True,
            )["Items"]
        known = [
            Connection(
                item["sk"]["S"],
                user_id,
                since=datetime.fromisoformat(item["since"]["S"]),
                until=datetime.fromisoformat(item["until"]["S"]),
            )
            for item in items
        ]
        return sorted(known, key=lambda each: each.since)


def _partition(user_id: UUID) -> dict[str, str]:
    return {"S": f"CONN#{user_id}"}


def _place(connection: Connection) -> dict[str, Any]:
    return {"pk": _partition(connection.user_id), "sk": {"S": connection.id}}


class _NoTicketError(LifeOSError):
    """Inside this module only: made up, used, or over its time."""


def _no_ticket() -> LifeOSError:
    return _NoTicketError("No such ticket.")


class DynamoTickets:
    """The Tickets port over one table."""

    def __init__(self, client: DynamoDBClient, table: str) -> None:
        self._client = client
        self._table = table

    def issue(self, user_id: UUID, *, until: datetime) -> str:
        """256 random bits, kept as their hash."""
        ticket = secrets.token_urlsafe(_TICKET_BYTES)
        item = {
            **_ticket_key(ticket),
            "user_id": {"S": str(user_id)},
            "expiration": _seconds(until),
        }
        with aws_errors(_SERVICE):
            self._client.put_item(TableName=self._table, Item=item)
        return ticket

    def redeem(self, ticket: str, *, at: datetime) -> UUID | None:
        """One conditional delete: of two who come with it, one gets in."""
        try:
            with aws_errors(_SERVICE, {"ConditionalCheckFailedException": _no_ticket}):
                gone = self._client.delete_item(
                    TableName=self._table,
                    Key=_ticket_key(ticket),
                    ConditionExpression="attribute_exists(pk) AND expiration > :now",
                    ExpressionAttributeValues={":now": _seconds(at)},
                    ReturnValues="ALL_OLD",
                )
        except _NoTicketError:
            return None
        return UUID(gone["Attributes"]["user_id"]["S"])


def _ticket_key(ticket: str) -> dict[str, Any]:
    digest = hashlib.sha256(ticket.encode(errors="replace")).hexdigest()
    return {"pk": {"S": f"TICKET#{digest}"}, "sk": {"S": "TICKET"}}
