"""A page of a document as a picture, with the places of a fact marked on it."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Final
from uuid import UUID

from lifeos.contracts.documents import PageImage
from lifeos.contracts.facts import Box, Fact
from lifeos.contracts.ingest import ObjectRef
from lifeos.documents.models import Errand, Record
from lifeos.documents.ports import Clock, Ledger, Reader, Storage, UploadRequest
from lifeos.errors import ConflictError, NotFoundError
from lifeos.senses.models import Attachment, Drawing

LINK_LIFETIME: Final = timedelta(minutes=5)
SENSE: Final = "pdf_page"
MEDIA_TYPE: Final = "image/png"


def boxes_on(fact: Fact, page: int, *, sha256: str) -> list[Box]:
    """Where on this page of this file the fact was read."""
    return [
        place.box
        for place in fact.evidence
        if place.page == page and place.sha256 == sha256 and place.box is not None
    ]


def page_image(
    document_id: UUID,
    page: int,
    *,
    fact: Fact | None,
    user_id: UUID,
    ledger: Ledger,
    reader: Reader,
    storage: Storage,
    clock: Clock,
) -> PageImage:
    """A short-lived link to the picture; it is drawn once and kept beside the originals.

    Raises: NotFoundError, also for what has no pages to draw; ConflictError while the bytes are not
    here; RejectedError for a page there is not.
    """
    record = ledger.get(user_id, document_id)
    if record.object is None:
        raise ConflictError("The file has not arrived yet.")
    if record.document.media_type != "application/pdf":
        raise NotFoundError("Only the pages of a PDF can be shown as pictures.")
    sha256 = record.document.sha256
    drawing = Drawing(page=page, boxes=boxes_on(fact, page, sha256=sha256) if fact else [])
    ref = _drawn(record, record.object, drawing=drawing, reader=reader, storage=storage)
    expires_at, name = clock.now() + LINK_LIFETIME, f"page-{page}.png"
    url = storage.presign_download(ref, name=name, media_type=MEDIA_TYPE, expires_at=expires_at)
    told = {"url": url, "expires_at": expires_at, "page": page, "marked": len(drawing.boxes)}
    return PageImage.model_validate({**told, "media_type": MEDIA_TYPE})


def pictures_of(user_id: UUID, sha256: str) -> str:
    """The prefix of all pictures of one file, so that they can be erased with it."""
    return f"pictures/{user_id}/{sha256}/"


def picture_key(user_id: UUID, sha256: str, drawing: Drawing) -> str:
    """Where a picture lies: apart from originals, so that storing it starts no run."""
    asked = hashlib.sha256(drawing.model_dump_json().encode()).hexdigest()
    return f"{pictures_of(user_id, sha256)}{asked}.png"


def _drawn(
    record: Record, original: ObjectRef, *, drawing: Drawing, reader: Reader, storage: Storage
) -> ObjectRef:
    key = picture_key(record.user_id, record.document.sha256, drawing)
    try:
        return storage.stat(key).ref
    except NotFoundError:
        content = _draw(record, original, drawing=drawing, reader=reader)
    request = UploadRequest(
        key=key,
        size_bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        media_type=MEDIA_TYPE,
        metadata={},
        name=f"page-{drawing.page}.png",
    )
    storage.store(request, content)
    return storage.stat(key).ref


def _draw(record: Record, original: ObjectRef, *, drawing: Drawing, reader: Reader) -> bytes:
    document = record.document
    errand = Errand(
        object=original,
        size_bytes=document.size_bytes,
        sha256=document.sha256,
        name=document.name,
        declared=document.media_type,
        media_type=document.media_type,
        sense=SENSE,
        drawing=drawing.model_dump_json(),
    )
    pictures = [one for one in reader.read(errand) if isinstance(one, Attachment)]
    if not pictures:
        raise NotFoundError("There is no picture of this page.")
    return pictures[0].content
