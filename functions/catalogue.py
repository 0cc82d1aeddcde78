"""Every Lambda of the hub, one frozen record each: the template and the tests are built from it.

`may` lists what the function's own role allows, in the vocabulary of
`stacks/constructs/permissions.py`; `settings` the groups of `lifeos.settings` it reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Plane = Literal["edge", "data"]
Layer = Literal["core", "base", "data", "senses", "migrations"]
Trigger = Literal[
    "api", "step", "queue", "event", "schedule", "deploy", "authorizer", "socket", "stream"
]


@dataclass(frozen=True, slots=True)
class Route:
    """One route of the public API."""

    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
    path: str
    public: bool = False  # True: no authorizer; only for health
    body: bool = True  # False: a POST that only names its object
    tagged: bool = False  # True: its successes carry an ETag
    conditional: bool = False  # True: it changes what is there, so If-Match is required


@dataclass(frozen=True, slots=True)
class Function:
    """One Lambda."""

    name: str  # = folder under functions/
    does: str
    trigger: Trigger
    plane: Plane
    layers: tuple[Layer, ...]
    settings: tuple[str, ...]
    may: tuple[str, ...]
    routes: tuple[Route, ...] = ()
    every_minutes: int = 0  # of scheduled functions
    # Instead, where the database pauses when nobody asks: being woken is paid for.
    every_minutes_if_pausing: int = 0
    memory_mb: int = 512
    timeout_s: int = 28  # under the gateway's 29 seconds

    def minutes_between(self, *, pauses: bool) -> int:
        """How often the schedule comes, where the database pauses or does not."""
        return (pauses and self.every_minutes_if_pausing) or self.every_minutes


_EDGE: tuple[Layer, ...] = ("core", "base")
_DATA: tuple[Layer, ...] = ("core", "base", "data")
_READS_FILES: tuple[Layer, ...] = ("core", "base", "data", "senses")
_RUNS = "/v1/documents/{document_id}/runs"
_RESTORE = "/v1/documents/{document_id}/restore"

CATALOGUE: tuple[Function, ...] = (
    Function(
        name="documents_api",
        does="register, complete, list and fetch documents; show traces",
        trigger="api",
        plane="edge",
        layers=_EDGE,
        settings=("core", "table", "storage", "machine", "quota"),
        may=(
            *("table:read", "table:write", "originals:upload", "originals:read"),
            *("machine:start", "machine:look"),
        ),
        routes=(
            Route("POST", "/v1/documents", tagged=True),
            Route("GET", "/v1/documents"),
            Route("GET", "/v1/documents/{document_id}", tagged=True),
            Route("GET", "/v1/documents/{document_id}/content"),
            Route("POST", "/v1/documents/{document_id}/complete", tagged=True),
            Route("GET", "/v1/traces/{correlation_id}"),
        ),
    ),
    Function(
        name="rereading_api",
        does="have documents read once more",
        trigger="api",
        plane="edge",
        layers=_EDGE,
        settings=("core", "table", "machine"),
        may=("table:read", "table:write", "machine:start", "machine:look"),
        routes=(Route("POST", _RUNS, body=False, tagged=True, conditional=True),),
    ),
    Function(
        name="timeline_api",
        does="read facts and the timeline, search",
        trigger="api",
        plane="data",
        layers=_DATA,
        settings=("core", "table", "database"),
        may=("table:write", "database:connect"),
        routes=(
            Route("GET", "/v1/facts"),
            Route("GET", "/v1/facts/{fact_id}", tagged=True),
            Route("GET", "/v1/timeline"),
            Route("GET", "/v1/search"),
        ),
    ),
    Function(
        name="review_api",
        does="list what waits for the person, take decisions and corrections",
        trigger="api",
        plane="data",
        layers=_DATA,
        settings=("core", "table", "database"),
        may=("table:read", "table:write", "database:connect"),
        routes=(
            Route("GET", "/v1/review"),
            Route("GET", "/v1/review/{document_id}", tagged=True),
            Route("POST", "/v1/review/{document_id}", conditional=True),
            Route("POST", "/v1/facts/{fact_id}/corrections", tagged=True, conditional=True),
            Route("GET", _RUNS),
        ),
    ),
    Function(
        name="pictures_api",
        does="draw a page with the places of a fact marked on it",
        trigger="api",
        plane="data",
        layers=_READS_FILES,
        settings=("core", "table", "storage", "database"),
        may=(
            *("table:read", "table:write", "originals:read", "pictures:keep"),
            "database:connect",
        ),
        routes=(Route("GET", "/v1/documents/{document_id}/pages/{page}/image"),),
        memory_mb=2048,
    ),
    Function(
        name="live_api",
        does="give out tickets that open the live socket",
        trigger="api",
        plane="edge",
        layers=_EDGE,
        settings=("core", "table", "socket"),
        may=("table:read", "table:write"),
        routes=(Route("POST", "/v1/live/tickets"),),
    ),
    Function(
        name="live_authorizer",
        does="let in whose ticket holds, once",
        trigger="authorizer",
        plane="edge",
        layers=_EDGE,
        settings=("core", "table"),
        may=("table:write",),
        timeout_s=10,
    ),
    Function(
        name="live_socket",
        does="note who listens, replay what was missed",
        trigger="socket",
        plane="edge",
        layers=_EDGE,
        settings=("core", "table", "socket"),
        may=("table:read", "table:write", "sockets:manage"),
    ),
    Function(
        name="live_push",
        does="log every change of a document and tell who listens",
        trigger="stream",
        plane="edge",
        layers=_EDGE,
        settings=("core", "table", "socket"),
        may=("table:read", "table:write", "table:follow", "sockets:manage"),
        timeout_s=60,
    ),
    Function(
        name="deletion_api",
        does="delete documents, and restore them",
        trigger="api",
        plane="data",
        layers=_DATA,
        settings=("core", "table", "database", "retention"),
        may=("table:read", "table:write", "database:connect"),
        routes=(
            Route("DELETE", "/v1/documents/{document_id}", tagged=True, conditional=True),
            Route("POST", _RESTORE, body=False, tagged=True, conditional=True),
        ),
    ),
    Function(
        name="health_api",
        does="say whether the hub and what it stands on answer",
        trigger="api",
        plane="data",
        layers=_DATA,
        settings=("core", "table", "storage", "database"),
        may=("table:read", "originals:probe", "database:connect"),
        routes=(
            Route("GET", "/health/live", public=True),
            Route("GET", "/health", public=True),
        ),
        timeout_s=10,
    ),
    Function(
        name="start_ingest",
        does="give an object that arrived a slot for its one run, or a place in line",
        trigger="queue",
        plane="edge",
        layers=_EDGE,
        settings=("core", "table", "machine"),
        may=("table:read", "table:write", "queue:consume", "machine:start", "machine:look"),
        timeout_s=30,
    ),
    Function(
        name="next_ingest",
        does="give the slot of a run that ended to the next in line",
        trigger="event",
        plane="edge",
        layers=_EDGE,
        settings=("core", "table", "machine"),
        may=("table:read", "table:write", "machine:start", "machine:look"),
        timeout_s=30,
    ),
    Function(
        name="ingest_ready",
        does="READY: claim the object version, hash it, know a duplicate",
        trigger="step",
        plane="data",
        layers=_EDGE,
        settings=("core", "table", "storage"),
        may=("table:read", "table:write", "originals:read"),
        memory_mb=1024,  # hashing is CPU-bound, and CPU follows memory
        timeout_s=300,
    ),
    Function(
        name="ingest_pick",
        does="PICK: sniff the first bytes, pick the sense, ask whether it may",
        trigger="step",
        plane="edge",
        layers=_EDGE,
        settings=("core", "table", "storage", "flags"),
        may=("table:read", "table:write", "originals:read", "flags:read"),
        timeout_s=30,
    ),
    Function(
        name="ingest_assert",
        does="ASSERT: refuse what must not go on",
        trigger="step",
        plane="data",
        layers=_READS_FILES,
        settings=("core", "table", "storage", "quota"),
        may=("table:read", "table:write", "originals:read"),
        memory_mb=1024,
        timeout_s=120,
    ),
    Function(
        name="ingest_action",
        does="ACTION: read the file, commit pages, facts and evidence",
        trigger="step",
        plane="data",
        layers=_READS_FILES,
        settings=("core", "table", "storage", "database"),
        may=(
            *("table:read", "table:write", "originals:read", "originals:upload"),
            "database:connect",
        ),
        memory_mb=2048,
        timeout_s=300,
    ),
    Function(
        name="ingest_end",
        does="END: one outcome, in the record and in the live status",
        trigger="step",
        plane="data",
        layers=_DATA,
        settings=("core", "table", "database"),
        may=("table:read", "table:write", "database:connect"),
        timeout_s=60,
    ),
    Function(
        name="audit",
        does="set going again whatever has not ended and is not under way",
        trigger="schedule",
        every_minutes=1,
        plane="edge",
        layers=_EDGE,
        settings=("core", "table", "storage", "machine", "flags"),
        may=(
            *("table:read", "table:write", "open:read", "originals:read"),
            *("machine:start", "machine:look", "flags:read"),
        ),
        timeout_s=300,
    ),
    Function(
        name="reckon",
        does="compare bucket, record and live status; write lost live status anew",
        trigger="schedule",
        every_minutes=5,
        every_minutes_if_pausing=360,
        plane="data",
        layers=_DATA,
        settings=("core", "table", "storage", "database"),
        may=("table:read", "table:write", "originals:read", "database:audit"),
        timeout_s=300,
    ),
    Function(
        name="purge",
        does="complete interrupted deletions; take away for good what is due",
        trigger="schedule",
        every_minutes=5,
        every_minutes_if_pausing=360,
        plane="data",
        layers=_DATA,
        settings=("core", "table", "storage", "database"),
        may=("table:read", "open:read", "table:write", "originals:erase", "database:connect"),
        timeout_s=300,
    ),
    Function(
        name="migrate",
        does="apply the SQL migrations at deploy",
        trigger="deploy",
        plane="data",
        layers=("core", "base", "data", "migrations"),
        settings=("core", "database"),
        may=("database:migrate",),
        timeout_s=300,
    ),
)


def named(name: str) -> Function:
    """One record. Raises: KeyError."""
    return {function.name: function for function in CATALOGUE}[name]
