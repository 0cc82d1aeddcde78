"""What a person does with documents: register, complete, look, fetch."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import quote
from uuid import UUID

from lifeos.contracts.conditions import etag_of
from lifeos.contracts.documents import (
    MULTIPART_FROM_BYTES,
    Content,
    Document,
    DocumentPage,
    NewDocument,
    RegisteredDocument,
    Upload,
    UploadCompletion,
)
from lifeos.documents import intake
from lifeos.documents import quota as quotas
from lifeos.documents.admission import Slots
from lifeos.documents.models import Record, Wanted, object_key, ticket_for
from lifeos.documents.ports import (
    Clock,
    Ids,
    Ledger,
    Quota,
    Starter,
    Storage,
    StoredObject,
    UploadRequest,
)
from lifeos.errors import (
    ConflictError,
    InvalidInputError,
    NotFoundError,
    OverQuotaError,
    TooLargeError,
)
from lifeos.senses import registry

LINK_LIFETIME = timedelta(hours=1)


def register(
    new: NewDocument,
    *,
    user_id: UUID,
    correlation_id: str,
    ledger: Ledger,
    storage: Storage,
    clock: Clock,
    ids: Ids,
    quota: Quota,
) -> RegisteredDocument:
    """Register a file about to come, or find the document that already has its bytes.

    Registering the same bytes again is harmless: while they are not here the same document
    answers with a fresh link, and once they are it answers as a duplicate. A document counts
    towards the person's day once, and not at all if its bytes are known.

    Raises: TooLargeError for what ASSERT would refuse however it turned out, OverQuotaError.
    """
    _require_readable_size(new)
    document = _expected(new, ids.new(), correlation_id=correlation_id, at=clock.now())
    record = Record(user_id=user_id, document=document, declared=new.media_type, version=1)
    _count(record, quota)
    held = _registered(record, ledger=ledger)
    if held.document.id != document.id:
        quota.give_back(user_id, document.id)
    if held.document.state != "WAITING":
        return RegisteredDocument(document=held.document, duplicate=True)
    upload = _upload_link(held, storage=storage, clock=clock)
    return RegisteredDocument(document=held.document, duplicate=False, upload=upload)


def _require_readable_size(new: NewDocument) -> None:
    allowed = registry.limits_of(new.media_type)
    if new.size_bytes > allowed.max_bytes:
        raise TooLargeError(allowed.too_large)


def _count(record: Record, quota: Quota) -> None:
    quotas.take(
        record.document.id,
        user_id=record.user_id,
        size_bytes=record.document.size_bytes,
        made_at=record.document.created_at,
        quota=quota,
    )


def _expected(new: NewDocument, id_: UUID, *, correlation_id: str, at: datetime) -> Document:
    return Document(
        id=id_,
        name=new.name,
        size_bytes=new.size_bytes,
        media_type=new.media_type,
        sha256=new.sha256,
        state="WAITING",
        created_at=at,
        updated_at=at,
        correlation_id=correlation_id,
        etag=etag_of(1),
    )


def _registered(record: Record, *, ledger: Ledger) -> Record:
    """The record, or the one that has these bytes already.

    A document that was refused for its name or for the day does not keep its bytes from being
    sent again under a better name or on another day.
    """
    held = ledger.register(record)
    if held.object is None or not _may_be_lifted(held, record):
        return held
    refused = ticket_for(held, held.object, size_bytes=held.document.size_bytes, pipeline=1)
    ledger.release(refused, record.document.sha256)
    return ledger.register(record)


def _may_be_lifted(held: Record, new: Record) -> bool:
    reason = held.document.reason.code if held.document.reason else None
    before, after = ((r.document.name, r.declared) for r in (held, new))
    return reason == OverQuotaError.code or (reason == "wrong-type" and before != after)


def _upload_link(record: Record, *, storage: Storage, clock: Clock) -> Upload:
    document = record.document
    request = UploadRequest(
        key=object_key(record.user_id, document.id),
        size_bytes=document.size_bytes,
        sha256=document.sha256,
        media_type=document.media_type,
        name=document.name,
        metadata={
            "document-id": str(document.id),
            "correlation-id": document.correlation_id,
            # Enough to rebuild the live status from the object alone.
            "name": quote(document.name, safe=""),
            "media-type": document.media_type,
            "sha256": document.sha256,
        },
    )
    expires_at = clock.now() + LINK_LIFETIME
    if document.size_bytes > MULTIPART_FROM_BYTES:
        return storage.presign_multipart(request, expires_at=expires_at)
    return storage.presign_upload(request, expires_at=expires_at)


def complete(
    document_id: UUID,
    completion: UploadCompletion,
    *,
    user_id: UUID,
    pipeline_version: int,
    ledger: Ledger,
    storage: Storage,
    slots: Slots,
    starter: Starter,
) -> Document:
    """Take the client's word that all bytes were sent, and check it.

    A store that announces uploads starts the run by itself; for the others this does.

    Raises: NotFoundError if nothing was stored, InvalidInputError if the parts do not fit.
    """
    record = ledger.get(user_id, document_id)
    stored = _arrived(record, completion, storage=storage)
    if not storage.announces:
        intake.arrived(
            stored.ref,
            size_bytes=stored.size_bytes,
            pipeline_version=pipeline_version,
            ledger=ledger,
            slots=slots,
            starter=starter,
        )
    return record.document


def _arrived(record: Record, completion: UploadCompletion, *, storage: Storage) -> StoredObject:
    key = object_key(record.user_id, record.document.id)
    if completion.upload_id is not None and record.document.state == "WAITING":
        _join_parts(key, completion, storage=storage)
    stored = storage.stat(key)
    if stored.size_bytes != record.document.size_bytes:
        raise InvalidInputError(
            f"{stored.size_bytes} bytes arrived, {record.document.size_bytes} were announced."
        )
    return stored


def _join_parts(key: str, completion: UploadCompletion, *, storage: Storage) -> None:
    """Join the parts; a repeat after a lost answer finds them joined already."""
    try:
        storage.complete_multipart(key, completion.upload_id or "", completion.parts)
    except NotFoundError:
        storage.stat(key)  # raises NotFoundError too if nothing was ever joined


def get(document_id: UUID, *, user_id: UUID, ledger: Ledger) -> Document:
    """One document of this person, with what came in it. Raises: NotFoundError."""
    record = ledger.get(user_id, document_id)
    return record.document.model_copy(update={"enclosed": sorted(record.children)})


def page(
    *,
    user_id: UUID,
    ledger: Ledger,
    limit: int,
    cursor: str | None,
    wanted: Wanted,
) -> DocumentPage:
    """Documents of one person, newest first. Raises: InvalidInputError for a bad cursor."""
    records, next_cursor = ledger.page(user_id, wanted, limit=limit, cursor=cursor)
    return DocumentPage(items=[record.document for record in records], next_cursor=next_cursor)


def content(
    document_id: UUID, *, user_id: UUID, ledger: Ledger, storage: Storage, clock: Clock
) -> Content:
    """A short-lived link to the original bytes, whatever the outcome was.

    Raises: NotFoundError, ConflictError while the bytes are not here.
    """
    record = ledger.get(user_id, document_id)
    if record.object is None:
        raise ConflictError("The file has not arrived yet.")
    document = record.document
    expires_at = clock.now() + timedelta(minutes=5)
    url = storage.presign_download(
        record.object, name=document.name, media_type=document.media_type, expires_at=expires_at
    )
    return Content(
        url=url, expires_at=expires_at, media_type=document.media_type, name=document.name
    )
