"""The live log: one readable line for each thing the hub did.

Read from CloudWatch Logs, where every function's own JSON lines arrive here as they do on AWS;
the emulator's log file holds only some of them.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from local.emulator import REGION, ROOT_KEY, Emulator

if TYPE_CHECKING:
    from mypy_boto3_logs import CloudWatchLogsClient

POLL_S = 0.7
GROUPS_EVERY_S = 10.0
OVERLAP_MS = 2_000  # lines of one invocation are written together, at its end
OWN_CORRELATION_ID = "lifeos-live-log"  # of the log's own questions, which it does not show
QUIET_ROUTES = ("/health", "/health/live")


@dataclass(frozen=True)
class Line:
    """One line of one function: what it said and the keys it said it with."""

    at: datetime
    function: str
    level: str
    message: str
    keys: Mapping[str, Any]

    @property
    def document_id(self) -> str:
        """The document it is about; empty when it is about none."""
        return str(self.keys.get("document_id", ""))

    @property
    def correlation_id(self) -> str:
        """Follows one request through everything."""
        return str(self.keys.get("correlation_id", ""))

    @property
    def duration_ms(self) -> float | None:
        """How long the invocation took, where the line says it."""
        value = self.keys.get("duration_ms")
        return float(value) if isinstance(value, int | float) else None

    @property
    def is_outcome(self) -> bool:
        """True for the one line that closes an invocation, false for remarks on the way."""
        return "outcome" in self.keys

    @property
    def ends_document(self) -> bool:
        """True when the pipeline has just given the document its outcome."""
        return self.is_outcome and self.function == "ingest_end"

    @property
    def outcome(self) -> str:
        """How it ended: a status for a request, a word for a step, a level for a remark."""
        found = self.keys.get("status") or self.keys.get("outcome") or self.level
        return str(found).lower()

    @property
    def what(self) -> str:
        """Method and route of a request, the state of a step, else the function's own words."""
        if not self.is_outcome:
            return f"{self.function}: {self.message}"
        if self.keys.get("route"):
            return f"{self.keys.get('method', '')} {self.keys['route']}".strip()
        if self.keys.get("execution_id"):
            return self.function.rsplit("_", 1)[-1].upper()
        return self.function.replace("_", " ")


def parse(group: str, event: Mapping[str, Any]) -> Line | None:
    """A function's own JSON line; None for the platform's lines, metrics and quiet routes."""
    text = str(event.get("message", ""))
    if not text.startswith("{"):
        return None
    try:
        keys = json.loads(text)
    except ValueError:
        return None
    if not isinstance(keys, dict) or "_aws" in keys or _is_quiet(keys):
        return None
    at = datetime.fromtimestamp(int(event.get("timestamp", 0)) / 1000, tz=UTC)
    function = str(keys.get("service") or group.rsplit("/", 1)[-1])
    level = str(keys.get("level", "INFO"))
    return Line(at, function, level, str(keys.get("message", "")), keys)


def _is_quiet(keys: Mapping[str, Any]) -> bool:
    own = keys.get("correlation_id") == OWN_CORRELATION_ID
    return own or keys.get("route") in QUIET_ROUTES


@dataclass
class LiveLog:
    """Follows every function's log group from now on."""

    emulator: Emulator
    since_ms: int = field(default_factory=lambda: int(time.time() * 1000))
    _newest_ms: int = 0
    _seen: dict[str, int] = field(default_factory=dict)  # event id -> its instant in ms
    _groups: list[str] = field(default_factory=list)
    _groups_at: float = 0.0

    def follow(self, *, going_on: Callable[[], bool]) -> Iterator[Line]:
        """Every new line, oldest first, until `going_on` says no. Outages are waited out."""
        client = self._client()
        while going_on():
            try:
                lines = self.read(client)
            except (BotoCoreError, ClientError):
                lines = []
            yield from lines
            time.sleep(POLL_S)

    def read(self, client: CloudWatchLogsClient) -> list[Line]:
        """The lines that came since the last call."""
        self._refresh_groups(client)
        lines: list[Line] = []
        newest = max(self._newest_ms, self.since_ms)
        for group in self._groups:
            for event in self._events(client, group):
                newest = max(newest, int(event.get("timestamp", 0)))
                line = parse(group, event)
                if line is not None:
                    lines.append(line)
        self._newest_ms = newest
        horizon = newest - OVERLAP_MS
        self._seen = {key: at for key, at in self._seen.items() if at >= horizon}
        return sorted(lines, key=lambda line: line.at)

    def _events(self, client: CloudWatchLogsClient, group: str) -> Iterator[Mapping[str, Any]]:
        pages = client.get_paginator("filter_log_events").paginate(
            logGroupName=group, startTime=max(self.since_ms, self._newest_ms - OVERLAP_MS)
        )
        for page in pages:
            for event in page["events"]:
                key = f"{event.get('logStreamName')} {event.get('timestamp')} {event['message']}"
                if key not in self._seen:
                    self._seen[key] = int(event.get("timestamp", 0))
                    yield event

    def _refresh_groups(self, client: CloudWatchLogsClient) -> None:
        if self._groups and time.monotonic() - self._groups_at < GROUPS_EVERY_S:
            return
        pages = client.get_paginator("describe_log_groups").paginate(logGroupNamePrefix="/")
        self._groups = [group["logGroupName"] for page in pages for group in page["logGroups"]]
        self._groups_at = time.monotonic()

    def _client(self) -> CloudWatchLogsClient:
        import boto3
        from botocore.config import Config

        return boto3.client(
            "logs",
            endpoint_url=self.emulator.url,
            region_name=REGION,
            aws_access_key_id=ROOT_KEY,
            aws_secret_access_key=ROOT_KEY,
            config=Config(connect_timeout=2, read_timeout=10, retries={"max_attempts": 1}),
        )
