"""What the stream of the status table tells of documents.

Source: DynamoDB Streams API reference, Record; Lambda developer guide, DynamoDB event.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from lifeos.live.models import Observed, Status

Item = dict[str, Any]


class StatusStream:
    """The StatusChanges port: from stream records with both images."""

    def read(self, records: list[Item]) -> list[Observed]:
        """One unreadable write must not hold up all that follow it in its shard."""
        found = []
        for record in records:
            try:
                observed = _observed(record)
            except (KeyError, ValueError, TypeError):
                continue
            if observed is not None:
                found.append(observed)
        return found


def _observed(record: Item) -> Observed | None:
    """The change of a document's status that a write was, if it was one."""
    change = record["dynamodb"]
    new, old = change.get("NewImage"), change.get("OldImage")
    sk = change["Keys"]["sk"]["S"]
    if not sk.startswith("DOC#") or _status(old) == _status(new):
        return None
    document_id = UUID(sk.removeprefix("DOC#"))
    return Observed(
        user_id=UUID(change["Keys"]["pk"]["S"].removeprefix("USER#")),
        status=_left(document_id, new) if new else _gone(document_id, old, change),
        stream=record["eventSourceARN"].rpartition("/")[2],
        sequence=int(change["SequenceNumber"]),
    )


def _left(document_id: UUID, image: Item) -> Status:
    return Status(
        document_id=document_id,
        state=image["state"]["S"],
        outcome=image["outcome"]["S"] if "outcome" in image else None,
        reason=json.loads(image["reason"]["S"])["code"] if "reason" in image else None,
        presence="deleted" if "deleted_at" in image else "there",
        at=datetime.fromisoformat(image["updated_at"]["S"]),
    )


def _gone(document_id: UUID, last: Item, change: Item) -> Status:
    """What was purged, or expired because its bytes never came: as it was, but no more."""
    at = datetime.fromtimestamp(change["ApproximateCreationDateTime"], UTC)
    return _left(document_id, last).model_copy(update={"presence": "gone", "at": at})


def _status(image: Item | None) -> tuple[Any, ...] | None:
    """What makes a status another one; a re-run of the pipeline is told by its attempt."""
    if image is None:
        return None
    names = ("state", "outcome", "attempt")
    return ("deleted_at" in image, *(tuple(image.get(name, {}).values()) for name in names))
