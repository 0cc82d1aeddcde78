"""The way to open sockets: the management API of an API Gateway WebSocket API."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config

from lifeos.adapters.aws_errors import aws_errors
from lifeos.errors import LifeOSError, NotFoundError
from lifeos.live.models import Connection, Letter

if TYPE_CHECKING:
    from mypy_boto3_apigatewaymanagementapi import ApiGatewayManagementApiClient

_SERVICE = "The socket gateway"
SIDE_BY_SIDE = 16
DELIVERED_WITHIN_S = 8.0


def _gone() -> LifeOSError:
    return NotFoundError("The connection is gone.")


_REFUSALS = {"GoneException": _gone, "410": _gone}


def sockets_client(endpoint_url: str) -> ApiGatewayManagementApiClient:
    """A client that asks once and does not wait long: what is missed is fetched by its client."""
    config = Config(
        connect_timeout=1,
        read_timeout=2,
        retries={"total_max_attempts": 1, "mode": "standard"},
        max_pool_connections=SIDE_BY_SIDE,
    )
    return boto3.client("apigatewaymanagementapi", endpoint_url=endpoint_url, config=config)


class GatewaySockets:
    """The Outgoing port."""

    def __init__(
        self,
        client: ApiGatewayManagementApiClient,
        *,
        within_s: float = DELIVERED_WITHIN_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._within_s = within_s
        self._clock = clock

    def deliver(self, letters: list[Letter]) -> list[Connection]:
        """One thread for each connection, up to so many; whoever is late is left out."""
        if not letters:
            return []
        deadline = self._clock() + self._within_s
        theirs: dict[Connection, list[str]] = {}
        for letter in letters:
            theirs.setdefault(letter.connection, []).append(letter.text)
        threads = ThreadPoolExecutor(min(SIDE_BY_SIDE, len(theirs)))
        try:
            futures = {
                threads.submit(self._send_all, connection, texts, deadline=deadline): connection
                for connection, texts in theirs.items()
            }
            done, _ = wait(futures, timeout=self._within_s)
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
        return [futures[each] for each in done if not each.result()]

    def _send_all(self, connection: Connection, texts: list[str], *, deadline: float) -> bool:
        """False where the connection is gone. After a failure the rest would only be a gap."""
        for text in texts:
            if self._clock() > deadline:
                return True
            try:
                with aws_errors(_SERVICE, _REFUSALS):
                    self._client.post_to_connection(ConnectionId=connection.id, Data=text.encode())
            except NotFoundError:
                return False
            except LifeOSError:
                return True
        return True

    def close(self, connection: Connection) -> None:
        """One call."""
        try:
            with aws_errors(_SERVICE, _REFUSALS):
                self._client.delete_connection(ConnectionId=connection.id)
        except NotFoundError:
            return
