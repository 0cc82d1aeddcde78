"""Changes that start from a version of a document as somebody has seen it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from boto3.dynamodb.types import TypeSerializer

from lifeos.adapters.aws_errors import aws_errors
from lifeos.adapters.dynamodb import DynamoLedger
from lifeos.adapters.dynamodb_items import SETTLED_AND_THERE, key, open_shard, to_record
from lifeos.contracts.conditions import ANY, Expected
from lifeos.contracts.ingest import Ticket
from lifeos.documents.models import Record
from lifeos.errors import ChangedError, ConflictError, LifeOSError

if TYPE_CHECKING:
    from datetime import datetime

    from mypy_boto3_dynamodb import DynamoDBClient

_SERVICE = "The status table"
_NAME = re.compile(r"#(\w+)")  # an attribute named by a word that DynamoDB keeps for itself


def _refused() -> LifeOSError:
    return ConflictError("The condition did not hold.")


class DynamoChanges:
    """Conditional writes to a document's item; the Reopening port is one of them."""

    def __init__(self, client: DynamoDBClient, table: str) -> None:
        self._client = client
        self._table = table
        self._ledger = DynamoLedger(client, table)

    def reopen(self, record: Record, ticket: Ticket, expected: Expected, *, at: datetime) -> Record:
        """As the run's own claim would have it, so that this run alone goes on with it."""
        return self.make(
            record,
            "SET run = :run, attempt = :attempt, entered = :ready, #state = :state,"
            " strikes = :none, #open = :shard, updated_at = :now, reopened_at = :now"
            " REMOVE outcome, reason, ended_at",
            {
                ":run": ticket.run,
                ":attempt": ticket.attempt,
                ":ready": {"READY": at.isoformat()},
                ":state": "READY",
                ":none": 0,
                ":shard": open_shard(ticket.document_id),
                ":now": at.isoformat(),
            },
            condition=f"attribute_exists(outcome) AND {SETTLED_AND_THERE}",
            expected=expected,
        )

    def make(
        self,
        record: Record,
        expression: str,
        values: Mapping[str, object],
        *,
        condition: str,
        expected: Expected = ANY,
    ) -> Record:
        """One conditional write; the record after it. Raises: ChangedError, NotFoundError."""
        started_from, versions = _started_from(expected)
        written: dict[str, Any] = {
            "UpdateExpression": f"{expression} ADD #version :one",
            "ConditionExpression": f"attribute_exists(pk) AND {condition}{started_from}",
        }
        given = {**values, **versions, ":one": 1}
        try:
            with aws_errors(_SERVICE, {"ConditionalCheckFailedException": _refused}):
                answer = self._client.update_item(
                    TableName=self._table,
                    Key=key(record.user_id, "DOC", record.document.id),
                    ExpressionAttributeNames=_named(written),
                    ExpressionAttributeValues=_serialized(given),
                    ReturnValues="ALL_NEW",
                    **written,
                )
        except ConflictError:
            now = self._ledger.find(record.user_id, record.document.id).document
            raise ChangedError("The document has changed since.", current=now) from None
        return to_record(answer["Attributes"])


def _serialized(values: Mapping[str, object]) -> dict[str, Any]:
    serialize = TypeSerializer().serialize
    return {name: serialize(value) for name, value in values.items()}


def _named(written: dict[str, str]) -> dict[str, str]:
    return {f"#{name}": name for name in _NAME.findall(" ".join(written.values()))}


def _started_from(expected: Expected) -> tuple[str, dict[str, int]]:
    """The condition that the version is one of those expected, and its values."""
    if expected.versions is None:
        return "", {}
    if not expected.versions:
        return " AND attribute_not_exists(pk)", {}  # holds for nothing that is there
    values = {f":v{at}": version for at, version in enumerate(expected.versions)}
    return f" AND #version IN ({', '.join(values)})", values
