"""What the stream of the status table tells of documents.

Source: DynamoDB Streams API reference, Record; Lambda developer guide, DynamoDB event.
"""

from __future__ import annotations

import json
from datetime import datetime
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
    if new is None or not sk.startswith("DOC#") or (old and _status(old) == _status(new)):
        return None
    status = Status(
        document_id=UUID(sk.removeprefix("DOC#")),
        state=new["state"]["S"],
        outcome=new["outcome"]["S"] if "outcome" in new else None,
        reason=json.loads(new["reason"]["S"])["code"] if "reason" in new else None,
        at=datetime.fromisoformat(new["updated_at"]["S"]),
    )
    return Observed(
        user_id=UUID(change["Keys"]["pk"]["S"].removeprefix("USER#")),
        status=status,
        stream=record["eventSourceARN"].rpartition("/")[2],
        sequence=int(change["SequenceNumber"]),
    )


def _status(image: Item) -> tuple[Any, ...]:
    """What makes a status another one; a re-run of the pipeline is told by its attempt."""
    names = ("state", "outcome", "attempt")
    return tuple(tuple(image.get(name, {}).values()) for name in names)
