"""An empty status table of the real shape, reached as the hub's functions reach theirs."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from lifeos.adapters.dynamodb import DynamoLedger, dynamodb_client
from lifeos.adapters.dynamodb_slots import DynamoSlots
from lifeos.adapters.dynamodb_spans import DynamoSpans

from local.emulator import Emulator
from tests.support.emulator import client_for
from tests.support.limited import Role, forget_default_session

# The catalogue's `table:read` and `table:write`.
ACTIONS = ("GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem")
_KEYS = (("pk", "HASH"), ("sk", "RANGE"))


def now() -> datetime:
    """The real clock."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Table:
    """One table; `client` may read and write it, `root` may do anything."""

    name: str
    client: Any
    root: Any

    @property
    def ledger(self) -> DynamoLedger:
        """The Ledger over it."""
        return DynamoLedger(self.client, self.name)

    def slots(self, limit: int, clock: Callable[[], datetime] = now) -> DynamoSlots:
        """The Slots over it."""
        return DynamoSlots(self.client, self.name, limit=limit, now=clock)

    def spans(self, clock: Callable[[], datetime] = now) -> DynamoSpans:
        """The spans over it."""
        return DynamoSpans(self.client, self.name, clock)

    def items(self, pk: str) -> list[dict[str, Any]]:
        """Every item of one partition, as root sees it."""
        answer = self.root.query(
            TableName=self.name,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": pk}},
            ConsistentRead=True,
        )
        found: list[dict[str, Any]] = answer["Items"]
        return found


@contextmanager
def empty_table(emulator: Emulator) -> Iterator[Table]:
    """Create a table and a role that may use it, and the client the product makes in that role."""
    root = client_for(emulator, "dynamodb")
    name = f"status-{uuid.uuid4().hex[:12]}"
    made = root.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key, _ in _KEYS],
        KeySchema=[{"AttributeName": key, "KeyType": kind} for key, kind in _KEYS],
    )
    arn = made["TableDescription"]["TableArn"]
    role = Role.allowed(emulator, ([f"dynamodb:{action}" for action in ACTIONS], arn))
    with pytest.MonkeyPatch.context() as patch:
        for variable, value in role.environment().items():
            patch.setenv(variable, value)
        forget_default_session()
        client = dynamodb_client()
    forget_default_session()
    try:
        yield Table(name, client, root)
    finally:
        root.delete_table(TableName=name)
