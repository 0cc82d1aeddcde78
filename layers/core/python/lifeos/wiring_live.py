"""The part of the wiring that builds what the live socket stands on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from lifeos.settings import SocketSettings

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from lifeos.live.ports import Connections, Log, Outgoing, StatusChanges, Tickets


@dataclass(frozen=True)
class Live:
    """One cached property for each port, each adapter imported where it is built."""

    client: DynamoDBClient
    table: str
    now: Callable[[], datetime]
    settings: Callable[[type[SocketSettings]], SocketSettings]

    @cached_property
    def log(self) -> Log:
        """Each person's changes, in order."""
        from lifeos.adapters.dynamodb_live import DynamoLog

        return DynamoLog(self.client, self.table, now=self.now)

    @cached_property
    def connections(self) -> Connections:
        """Who listens."""
        from lifeos.adapters.dynamodb_connections import DynamoConnections

        return DynamoConnections(self.client, self.table)

    @cached_property
    def tickets(self) -> Tickets:
        """What opens a socket."""
        from lifeos.adapters.dynamodb_connections import DynamoTickets

        return DynamoTickets(self.client, self.table)

    @property
    def url(self) -> str:
        """Where clients connect."""
        return self.settings(SocketSettings).clients_url

    @cached_property
    def outgoing(self) -> Outgoing:
        """The way to open sockets."""
        from lifeos.adapters.sockets import GatewaySockets, sockets_client

        return GatewaySockets(sockets_client(self.settings(SocketSettings).url))

    @cached_property
    def changes(self) -> StatusChanges:
        """What the status table's stream tells."""
        from lifeos.adapters.dynamodb_stream import StatusStream

        return StatusStream()
