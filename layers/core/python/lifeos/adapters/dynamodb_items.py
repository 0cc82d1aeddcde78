"""How a document's live status looks as a DynamoDB item."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from lifeos.contracts.conditions import etag_of
from lifeos.contracts.documents import Document, Passage, Reason, State
from lifeos.contracts.ingest import ObjectRef
from lifeos.documents.models import Record, Wanted, is_held, pipeline_of
from lifeos.errors import InvalidInputError

OPEN_SHARDS = 4  # a partition of the sparse index takes 1,000 writes a second
NEVER_SENT_KEPT = timedelta(days=7)
_STATES: tuple[State, ...] = ("READY", "PICK", "ASSERT", "ACTION", "END")


# Of a write by a run: the document is neither deleted nor on its way back.
SETTLED_AND_THERE = "attribute_not_exists(deleted_at) AND attribute_not_exists(settling)"


def key(user_id: UUID, kind: str, name: object) -> dict[str, Any]:
    """Primary key of one of a person's items: `kind` is DOC or HASH."""
    return {"pk": {"S": f"USER#{user_id}"}, "sk": {"S": f"{kind}#{name}"}}


def open_shard(document_id: UUID) -> str:
    """The partition of the sparse index `open` that a document belongs to."""
    return str(document_id.int % OPEN_SHARDS)


def deleted_shard(document_id: UUID) -> str:
    """The partition of the same index for deleted documents, which wait there to be purged."""
    return f"deleted-{document_id.int % OPEN_SHARDS}"


def held_shard(document_id: UUID) -> str:
    """The partition of the same index for documents that wait for their reader's flag."""
    return f"held-{document_id.int % OPEN_SHARDS}"


def document_item(record: Record) -> dict[str, Any]:
    """A document that was just registered, or whose live status is written anew.

    Until it has ended it is in the sparse index `open`; until its bytes have come it expires.
    """
    document = record.document
    item = {
        **key(record.user_id, "DOC", document.id),
        "name": {"S": document.name},
        "size_bytes": {"N": str(document.size_bytes)},
        "media_type": {"S": document.media_type},
        "declared": {"S": record.declared},
        "sha256": {"S": document.sha256},
        "state": {"S": document.state},
        "created_at": {"S": document.created_at.isoformat()},
        "updated_at": {"S": document.updated_at.isoformat()},
        "correlation_id": {"S": document.correlation_id},
        "version": {"N": str(record.version or 1)},
    }
    if document.parent_id is not None:
        item["parent_id"] = {"S": str(document.parent_id)}
    if document.state == "WAITING":
        item["expiration"] = _expiry(record)
    if document.state != "END":
        item["open"] = {"S": open_shard(document.id)}
        if record.attempt:  # written anew: an earlier run is known to have begun
            item["attempt"] = {"N": str(record.attempt)}
    else:
        item.update(_ended_fields(record))
    return item | (_deleted_fields(record) if record.is_deleted else {})


def _deleted_fields(record: Record) -> dict[str, Any]:
    document = record.document
    told = {
        "deleted_at": document.deleted_at and document.deleted_at.isoformat(),
        "purge_at": document.purge_at and document.purge_at.isoformat(),
        "deleted_with": record.deleted_with and str(record.deleted_with),
        "open": deleted_shard(document.id),
    }
    return {name: {"S": value} for name, value in told.items() if value}


def _expiry(record: Record) -> dict[str, str]:
    return {"N": str(int((record.document.created_at + NEVER_SENT_KEPT).timestamp()))}


def _ended_fields(record: Record) -> dict[str, Any]:
    document = record.document
    fields: dict[str, Any] = {
        "facts": {"N": str(document.facts)},
        "attempt": {"N": str(record.attempt)},
        "ended_at": {"S": document.updated_at.isoformat()},
    }
    told = {
        "outcome": document.outcome,
        "sense": document.sense,
        "kind": document.kind,
        "title": document.title,
        "run": record.run,
        "reason": document.reason.model_dump_json() if document.reason else None,
        "located": record.object.model_dump_json() if record.object else None,
    }
    if is_held(document.outcome, document.reason):
        told["open"] = held_shard(document.id)
    fields.update({name: {"S": value} for name, value in told.items() if value is not None})
    return fields


def hash_item(record: Record) -> dict[str, Any]:
    """Says which document has these bytes."""
    document = record.document
    return {
        **key(record.user_id, "HASH", document.sha256),
        "document_id": {"S": str(document.id)},
        "expiration": _expiry(record),
    }


_ALWAYS = ("name", "media_type", "sha256", "state", "created_at", "updated_at", "correlation_id")
# Texts that come with time, if ever.
_MAYBE = ("outcome", "sense", "kind", "title", "parent_id", "deleted_at", "purge_at")


def to_record(item: dict[str, Any]) -> Record:
    """The record an item stands for."""
    text: dict[str, str] = {name: value["S"] for name, value in item.items() if "S" in value}
    version = _number(item, "version")
    document = Document(
        id=UUID(text["sk"].removeprefix("DOC#")),
        size_bytes=_number(item, "size_bytes"),
        reason=Reason.model_validate_json(text["reason"]) if "reason" in text else None,
        path=_path(item, text.get("ended_at")),
        facts=_number(item, "facts"),
        etag=etag_of(version),
        pipeline_version=pipeline_of(text.get("run", "")),
        **{name: text[name] for name in _ALWAYS},
        **{name: text.get(name) for name in _MAYBE},
    )
    return Record(
        user_id=UUID(text["pk"].removeprefix("USER#")),
        document=document,
        run=text.get("run"),
        attempt=_number(item, "attempt"),
        strikes=_number(item, "strikes"),
        object=ObjectRef.model_validate_json(text["located"]) if "located" in text else None,
        declared=text.get("declared", "application/octet-stream"),
        version=version,
        children=frozenset(UUID(one) for one in item.get("children", {}).get("SS", [])),
        deleted_with=UUID(text["deleted_with"]) if "deleted_with" in text else None,
        settling="settling" in text,
        reopened_at=_instant(text.get("reopened_at")),
    )


def _instant(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told) if told else None


def _number(item: dict[str, Any], name: str) -> int:
    return int(item.get(name, {"N": "0"})["N"])


def _path(item: dict[str, Any], ended_at: str | None) -> list[Passage]:
    entered = item.get("entered", {}).get("M", {})
    passed = [(state, entered[state]["S"]) for state in _STATES if state in entered]
    # Two that end one run at once: the first entry counts, and the last end, which may be older.
    ended_at = max(ended_at, passed[-1][1]) if ended_at and passed else ended_at
    leaving = [at for _, at in passed[1:]] + [ended_at]
    return [
        Passage(
            state=state,
            entered_at=datetime.fromisoformat(at),
            left_at=datetime.fromisoformat(left) if left else None,
        )
        for (state, at), left in zip(passed, leaving, strict=False)
    ]


def child_noted(table: str, child: Record) -> Any:
    """The part of a transaction that notes a child on its parent, unless that is deleted."""
    return {
        "TableName": table,
        "Key": key(child.user_id, "DOC", child.document.parent_id),
        "UpdateExpression": "ADD children :child",
        "ConditionExpression": "attribute_exists(pk) AND attribute_not_exists(deleted_at)",
        "ExpressionAttributeValues": {":child": {"SS": [str(child.document.id)]}},
    }


def page_query(user_id: UUID, wanted: Wanted) -> dict[str, Any]:
    """The query for a person's documents, newest first."""
    values: dict[str, Any] = {":pk": {"S": f"USER#{user_id}"}, ":doc": {"S": "DOC#"}}
    named = {"state": wanted.state, "outcome": wanted.outcome}
    asked = {name: value for name, value in named.items() if value is not None}
    filters = [f"#{name} = :{name}" for name in asked]
    if wanted.deleted:
        filters.append("attribute_exists(deleted_at) AND attribute_not_exists(purging)")
    else:
        filters.append("attribute_not_exists(deleted_at)")
    values.update({f":{name}": {"S": value} for name, value in asked.items()})
    query: dict[str, Any] = {
        "KeyConditionExpression": "pk = :pk AND begins_with(sk, :doc)",
        "ExpressionAttributeValues": values,
        "FilterExpression": " AND ".join(filters),
        "ScanIndexForward": False,
        "Limit": 200,
    }
    if asked:
        query["ExpressionAttributeNames"] = {f"#{name}": name for name in asked}
    return query


def cursor_after(last: Record) -> str:
    """An opaque cursor for the page after this record."""
    return base64.urlsafe_b64encode(last.document.id.bytes).decode().rstrip("=")


def start_key(user_id: UUID, cursor: str | None) -> dict[str, Any] | None:
    """The key of a cursor, always in this person's partition whatever the cursor says."""
    if cursor is None:
        return None
    try:
        document_id = UUID(bytes=base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error) as error:
        raise InvalidInputError("The cursor is not one this list gave out.") from error
    return key(user_id, "DOC", document_id)
