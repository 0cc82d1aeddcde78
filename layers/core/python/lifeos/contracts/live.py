"""Live: what travels over the socket, in both directions. docs/live.md tells how to use it.

A cursor is an epoch and a number in it, `3f9a01c2.000000000041`: within one epoch the numbers
have no gaps and cursors sort as text. Another epoch means that the log began anew.
"""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from lifeos.contracts.base import Model
from lifeos.contracts.documents import Outcome, State
from lifeos.contracts.problem import Problem

MAX_MESSAGE_BYTES = 2048  # of what a client says; what the hub says stays under one 32 KB frame
CHANGES_IN_A_FRAME = 50

Cursor = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9a-f]{8}\.[0-9]{12}$"),
    Field(examples=["3f9a01c2.000000000041"]),
]


# What a change leaves of a document: to be shown; in the bin, where it can be restored until its
# `purge_at`; or nothing at all, which nothing takes back.
Presence = Literal["there", "deleted", "gone"]


class NewLiveTicket(Model):
    """Asks for a ticket; there is nothing to say about it yet."""

    model_config = ConfigDict(json_schema_extra={"examples": [{}]})


class LiveTicket(Model):
    """Opens one socket, once, within the minute."""

    url: str = Field(description="Connect here as it is; it carries the ticket: never log it")
    expires_at: datetime


class Change(Model):
    """One change of one document's live status; no name, no title, no content."""

    cursor: Cursor
    document_id: UUID
    state: State
    outcome: Outcome | None = Field(default=None, description="Follows once state is END")
    reason: str | None = Field(default=None, description="Permanent kebab-case code of the outcome")
    presence: Presence = Field(
        default="there",
        description="`there`: show it, again after a restoration; `deleted`: take it out of sight, "
        "it can be restored; `gone`: forget it, it was purged or its bytes never came",
    )
    at: datetime


class Changes(Model):
    """Changes in their order, without a gap: the first follows `after`, the last is `cursor`."""

    type: Literal["changes"] = "changes"
    after: Cursor
    cursor: Cursor
    items: list[Change] = Field(min_length=1, max_length=CHANGES_IN_A_FRAME)


class Replayed(Model):
    """Everything up to `cursor` was sent; `more`: resume again from there."""

    type: Literal["replayed"] = "replayed"
    cursor: Cursor
    more: bool = False


class Reset(Model):
    """What came after the client's cursor is no longer kept: list the documents, go on here."""

    type: Literal["reset"] = "reset"
    cursor: Cursor


class Pong(Model):
    """The connection is alive; `cursor` is that of the newest change there is."""

    type: Literal["pong"] = "pong"
    cursor: Cursor


class LiveProblem(Model):
    """What a client said could not be done."""

    type: Literal["problem"] = "problem"
    problem: Problem


Frame = Annotated[
    Changes | Replayed | Reset | Pong | LiveProblem, Field(discriminator="type")
]  # what the hub says


class Resume(Model):
    """Send what came after a cursor; without one, only say where the log stands."""

    action: Literal["resume"] = "resume"
    after: Cursor | None = None


class Ping(Model):
    """Keep the connection open; the answer tells whether anything was missed."""

    action: Literal["ping"] = "ping"


Message = Annotated[Resume | Ping, Field(discriminator="action")]  # what a client says
