"""What runs in one home right now."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

import psutil
import psycopg

from local import processes
from local.home import read_json
from local.hub import Hub
from local.postgres import SUPERUSER


@dataclass(frozen=True)
class Part:
    """One part: its leader's pid, how many processes belong to it, their resident memory."""

    name: str
    pid: int
    alive: bool
    processes: int
    memory_mb: float


@dataclass(frozen=True)
class Status:
    """Everything `lifeos status` shows."""

    running: bool
    home: str
    parts: list[Part] = field(default_factory=list)
    hub: dict[str, Any] = field(default_factory=dict)  # the content of hub.json
    documents: dict[str, int] = field(default_factory=dict)  # by outcome; empty if unreachable

    def plain(self) -> dict[str, Any]:
        """As one JSON object; nothing in it is secret."""
        return asdict(self)


def read_status(hub: Hub) -> Status:
    """Look at the processes, the addresses and the record. Never raises for a broken hub."""
    record = processes.recall(hub.home.processes_file)
    parts = [part_of(started) for started in record.values()]
    running = hub.is_running()
    return Status(
        running=running,
        home=str(hub.home.path),
        parts=parts,
        hub=read_json(hub.home.hub_file),
        documents=documents_by_outcome(hub) if running else {},
    )


def part_of(started: processes.Started) -> Part:
    """Measure one part: PostgreSQL's backends and the emulator's workers count as theirs."""
    members = started.family()
    return Part(
        name=started.name,
        pid=started.pid,
        alive=started.is_alive(),
        processes=len(members),
        memory_mb=round(sum(_resident_bytes(member) for member in members) / 2**20, 1),
    )


def _resident_bytes(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def documents_by_outcome(hub: Hub) -> dict[str, int]:
    """Counts over everybody's documents, as an operator sees them; empty when it cannot ask."""
    query = (
        "SELECT coalesce(outcome, 'in flight'), count(*) FROM documents "
        "WHERE deleted_at IS NULL GROUP BY 1 ORDER BY 1"
    )
    try:
        with psycopg.connect(hub.postgres.url(SUPERUSER), connect_timeout=2) as connection:
            return {str(outcome): int(count) for outcome, count in connection.execute(query)}
    except psycopg.Error:
        return {}
