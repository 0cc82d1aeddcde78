"""Files inside a file: each becomes a document of its own, with a run of its own.

They are taken out of what a sense says while it is committed, and stored afterwards: a mail that
cannot be read leaves no attachments behind. Storing is repeatable. The same bytes are the same
document, and one that has begun its run is left alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Final

from lifeos.contracts.conditions import etag_of
from lifeos.contracts.documents import Document
from lifeos.documents.models import Record, object_key
from lifeos.documents.ports import Clock, Ids, Ledger, Storage, UploadRequest
from lifeos.senses.models import Attachment, Doubt, Reading, Tally

MAX_DEPTH: Final = 3  # a mail in a mail in a mail; deeper is no correspondence any more
MAX_FILES: Final = 100  # of one document


def depth_of(record: Record, *, ledger: Ledger) -> int:
    """In how many files this document came: 0 for one the person sent."""
    depth = 0
    while record.document.parent_id is not None and depth < MAX_DEPTH:
        record = ledger.find(record.user_id, record.document.parent_id)
        depth += 1
    return depth


def take_out(
    readings: Iterator[Reading], *, into: list[Attachment], depth: int
) -> Iterator[Reading]:
    """Everything but the attachments, which go into a list; the tally tells of those left out."""
    left_out = 0
    for reading in readings:
        if isinstance(reading, Attachment):
            fits = depth < MAX_DEPTH and len(into) < MAX_FILES
            if fits and reading.content:
                into.append(reading)
            left_out += bool(reading.content) and not fits
        elif isinstance(reading, Tally) and left_out:
            yield reading.model_copy(update={"doubts": [*reading.doubts, _left_out(left_out)]})
        else:
            yield reading


def keep(
    parent: Record,
    attachments: list[Attachment],
    *,
    ledger: Ledger,
    storage: Storage,
    clock: Clock,
    ids: Ids,
) -> int:
    """Register and store each attachment that is not here yet; how many files there are."""
    documents = {
        _kept(parent, attachment, ledger=ledger, storage=storage, document=document)
        for attachment in attachments
        for document in [_described(parent, attachment, clock=clock, ids=ids)]
    }
    return len(documents)


def _described(parent: Record, attachment: Attachment, *, clock: Clock, ids: Ids) -> Document:
    now = clock.now()
    return Document(
        id=ids.new(),
        parent_id=parent.document.id,
        name=attachment.name[:255] or "attachment",
        size_bytes=len(attachment.content),
        media_type=attachment.media_type,
        sha256=hashlib.sha256(attachment.content).hexdigest(),
        state="WAITING",
        created_at=now,
        updated_at=now,
        correlation_id=parent.document.correlation_id,
        etag=etag_of(1),
    )


def _kept(
    parent: Record,
    attachment: Attachment,
    *,
    ledger: Ledger,
    storage: Storage,
    document: Document,
) -> str:
    fresh = Record(user_id=parent.user_id, document=document, version=1)
    held = ledger.register(fresh).document
    if held.state == "WAITING":
        request = UploadRequest(
            key=object_key(parent.user_id, held.id),
            size_bytes=held.size_bytes,
            sha256=held.sha256,
            media_type=held.media_type,
            name=held.name,
            metadata={"document-id": str(held.id), "correlation-id": held.correlation_id},
        )
        storage.store(request, attachment.content)
    return held.sha256


def _left_out(count: int) -> Doubt:
    return Doubt(
        code="attachments-left-out",
        detail=f"{count} enclosed files were not taken out: at most {MAX_FILES} a document,"
        f" {MAX_DEPTH} documents deep.",
    )
