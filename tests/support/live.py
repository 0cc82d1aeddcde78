"""Changes, connections and stream records as a test needs them."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

from lifeos.contracts.documents import Outcome, State
from lifeos.live.models import Connection, Observed, Status

from tests.fakes.clock import START
from tests.support.ingest import ANNA, document_id

STREAM = "2026-03-14T09:26:53.000"
WRITTEN_AT = 1773480413.0  # Unix seconds, as the stream tells times
Json = dict[str, Any]


def status(number: int = 1, state: State = "READY", outcome: Outcome | None = None) -> Status:
    """A status of that document."""
    return Status(document_id=document_id(number), state=state, outcome=outcome, at=START)


def observed(
    sequence: int, number: int = 1, *, user_id: UUID = ANNA, stream: str = STREAM
) -> Observed:
    """The write with that sequence number, to that document."""
    told = status(number, "READY")
    return Observed(user_id=user_id, status=told, stream=stream, sequence=sequence)


def connection(name: str = "c1", user_id: UUID = ANNA, *, minutes: int = 60) -> Connection:
    """A connection that is closed after so many minutes."""
    until = START + timedelta(minutes=minutes)
    return Connection(name, user_id, since=START, until=until)


def image(state: State = "READY", **more: str) -> Json:
    """A document's item as a stream shows it."""
    texts = {"state": state, "updated_at": START.isoformat(), "name": "private.pdf", **more}
    return {name: {"S": text} for name, text in texts.items()} | {"attempt": {"N": "1000000"}}


def reason(code: str) -> str:
    """The attribute `reason` of an item."""
    return json.dumps({"code": code, "detail": "A sentence with private.pdf in it."})


def write(
    sequence: int,
    new: Json | None,
    old: Json | None = None,
    *,
    number: int = 1,
    user_id: UUID = ANNA,
) -> Json:
    """One stream record. Source: Lambda developer guide, DynamoDB event."""
    keys = {"pk": {"S": f"USER#{user_id}"}, "sk": {"S": f"DOC#{document_id(number)}"}}
    images = {"NewImage": new, "OldImage": old}
    return {
        "eventName": "MODIFY" if old else "INSERT",
        "eventSourceARN": f"arn:aws:dynamodb:eu-central-1:123456789012:table/T/stream/{STREAM}",
        "dynamodb": {
            "Keys": keys,
            "ApproximateCreationDateTime": WRITTEN_AT,
            "SequenceNumber": str(sequence),
            "StreamViewType": "NEW_AND_OLD_IMAGES",
            **{name: {**keys, **one} for name, one in images.items() if one is not None},
        },
    }
