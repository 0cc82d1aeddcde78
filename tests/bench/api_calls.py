"""What a handler asks of others: recorded as it happens, and asked again with nothing around it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import boto3
import psycopg
from botocore.client import BaseClient
from psycopg.rows import dict_row

UPDATE = "UpdateItem"  # of what a read asks, only the limiter writes
_PING = "SELECT 1"  # how a kept connection is found alive; a bare client has none to doubt


@dataclass
class Calls:
    """The outside calls of one invocation, in order, and the milliseconds they took together."""

    made: list[tuple[str, str, Any]] = field(default_factory=list)
    spent_ms: float = 0.0

    def add(self, service: str, what: str, told: Any, started: float) -> None:
        """Note one call that has just ended."""
        self.made.append((service, what, told))
        self.spent_ms += (time.perf_counter() - started) * 1000


@contextmanager
def recorded() -> Iterator[Calls]:
    """Listen to every boto3 and psycopg call of this process."""
    calls = Calls()
    client_class: Any = BaseClient
    cursor_class: Any = psycopg.Cursor
    api, execute = client_class._make_api_call, cursor_class.execute

    def heard_api(client: Any, operation: str, told: dict[str, Any]) -> Any:
        started = time.perf_counter()
        try:
            return api(client, operation, told)
        finally:
            calls.add(client.meta.service_model.service_name, operation, told, started)

    def heard_sql(cursor: Any, query: Any, params: Any = None, **more: Any) -> Any:
        started = time.perf_counter()
        try:
            return execute(cursor, query, params, **more)
        finally:
            calls.add("sql", query if isinstance(query, str) else query.decode(), params, started)

    client_class._make_api_call, cursor_class.execute = heard_api, heard_sql
    try:
        yield calls
    finally:
        client_class._make_api_call, cursor_class.execute = api, execute


class Bare:
    """The same calls by plain clients, their answers written as JSON, and nothing else."""

    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url, row_factory=dict_row)
        self._clients: dict[str, Any] = {}

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()

    def replay(self, calls: Calls) -> None:
        """Ask everything again; statements of one invocation are one transaction."""
        statements = [(q, p) for s, q, p in calls.made if s == "sql" and q != _PING]
        answers: list[Any] = [
            self._api(service, operation, told)
            for service, operation, told in calls.made
            if service != "sql"
        ]
        if statements:
            with self._connection.transaction():
                for query, params in statements:
                    answers.append(self._connection.execute(query, params).fetchall())
        json.dumps(answers, default=str)

    def _api(self, service: str, operation: str, told: dict[str, Any]) -> Any:
        client = self._clients.get(service)
        if client is None:
            client = self._clients[service] = boto3.client(service)  # type: ignore[call-overload]
        return client._make_api_call(operation, _again(told) if operation == UPDATE else told)


def _again(told: dict[str, Any]) -> dict[str, Any]:
    """The same write on an item of its own and without its condition, so that it works twice."""
    values = told["ExpressionAttributeValues"]
    used = {name: value for name, value in values.items() if name in told["UpdateExpression"]}
    key = {**told["Key"], "sk": {"S": told["Key"]["sk"]["S"] + "#bare"}}
    kept = {name: told[name] for name in ("TableName", "UpdateExpression", "ReturnValues")}
    return {**kept, "Key": key, "ExpressionAttributeValues": used}
