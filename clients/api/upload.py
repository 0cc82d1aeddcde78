"""One file on its way in: hash, register, send, complete.

Bytes are read from disk as they are sent; nothing larger than a chunk is held. The file is opened
once, so what is sent is what was hashed, unless it is written to meanwhile, which is noticed.
"""

from __future__ import annotations

import mimetypes
import os
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from lifeos.contracts.documents import (
    MAX_SIZE_BYTES,
    CompletedPart,
    Document,
    MediaType,
    MultipartUpload,
    NewDocument,
    PostUpload,
    PutUpload,
    RegisteredDocument,
    UploadCompletion,
    UploadPart,
)
from pydantic import TypeAdapter, ValidationError

from clients.api.errors import (
    HubFailedError,
    LinkRefusedError,
    LocalFileError,
    RefusedError,
    StoppedError,
    TransferError,
)
from clients.api.hub import Hub
from clients.api.parts import PartsJournal, UnfinishedUpload
from clients.api.transfer import (
    OnBytes,
    Window,
    changed,
    hash_file,
    send_part,
    send_post,
    send_put,
)
from clients.api.words import printable

REGISTRATIONS = 3  # a link can expire on a slow line; more often than this something else is wrong
LONGEST_NAME = 255


@dataclass(frozen=True)
class Source:
    """One file to send: where its bytes are, how it is shown, what it is called in the hub."""

    path: Path
    shown: str
    name: str


@dataclass(frozen=True)
class Sent:
    """A file the hub has; `duplicate` if it had it before."""

    sha256: str
    document: Document
    duplicate: bool


@dataclass(frozen=True)
class _Delivery:
    """One file while it is sent: described, open, and under a correlation id of its own."""

    hub: Hub
    new: NewDocument
    file: BinaryIO
    on_bytes: OnBytes

    def window(self, start: int, length: int) -> Window:
        return Window(self.file, start=start, length=length, on_bytes=self.on_bytes)


class Uploader:
    """Sends files one at a time per thread; safe to share between threads."""

    def __init__(self, hub: Hub, *, journal: PartsJournal, should_stop: Callable[[], bool]) -> None:
        self._hub = hub
        self._journal = journal
        self._should_stop = should_stop

    def send(self, source: Source, on_bytes: OnBytes = lambda count: None) -> Sent:
        """Register and send one file.

        Raises: LocalFileError, StoppedError, RefusedError, HubFailedError, TransferError,
        LinkRefusedError, UnreachableError, SignInError.
        """
        try:
            with source.path.open("rb") as file:
                return self._send_open(source, file, on_bytes=on_bytes)
        except OSError as error:
            reason = error.strerror or "it cannot be read"
            raise LocalFileError("unreadable", f"The file was not read: {reason}.") from error

    def _send_open(self, source: Source, file: BinaryIO, *, on_bytes: OnBytes) -> Sent:
        before = os.fstat(file.fileno())
        _within_limit(before.st_size)
        sha256, size_bytes = hash_file(file, self._should_stop)
        _within_limit(size_bytes)
        new = NewDocument(
            name=printable(source.name)[-LONGEST_NAME:],
            size_bytes=size_bytes,
            media_type=_media_type(source.name),
            sha256=sha256,
        )
        sent = self._deliver(_Delivery(self._hub.anew(), new, file, self._stoppable(on_bytes)))
        after = os.fstat(file.fileno())
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise changed()
        return sent

    def _deliver(self, delivery: _Delivery) -> Sent:
        """Try again with new links where storage does not take the old ones any more."""
        for _ in range(REGISTRATIONS - 1):
            try:
                return self._deliver_once(delivery)
            except LinkRefusedError:
                self._journal.forget(delivery.new.sha256)
        return self._deliver_once(delivery)

    def _deliver_once(self, delivery: _Delivery) -> Sent:
        registered = self._registered(delivery)
        self._stoppable(lambda count: None)(0)
        document = registered.document
        if not registered.duplicate and registered.upload:
            try:
                document = self._transfer(delivery, registered)
            except (TransferError, LocalFileError):
                self._journal.forget(delivery.new.sha256)
                raise
        self._journal.forget(delivery.new.sha256)
        return Sent(delivery.new.sha256, document, registered.duplicate)

    def _registered(self, delivery: _Delivery) -> RegisteredDocument:
        """The registration of an interrupted upload if there is one, else a new one."""
        unfinished = self._journal.find(delivery.new.sha256)
        if unfinished:
            return RegisteredDocument(
                document=unfinished.document, duplicate=False, upload=unfinished.upload
            )
        # A key of its own for each registration: an old key would bring back the old links.
        return delivery.hub.register(delivery.new, key=_new_key())

    def _transfer(self, delivery: _Delivery, registered: RegisteredDocument) -> Document:
        document, hub = registered.document, delivery.hub
        whole = delivery.window(0, delivery.new.size_bytes)
        match registered.upload:
            case PostUpload() as upload:
                send_post(hub.transport, upload, window=whole, media_type=delivery.new.media_type)
                return document
            case PutUpload() as upload:
                send_put(hub.transport, upload, window=whole)
                return hub.complete(document.id, UploadCompletion(), key=_new_key())
            case MultipartUpload() as upload:
                return self._send_parts(delivery, registered.document, upload=upload)
        return document

    def _send_parts(
        self, delivery: _Delivery, document: Document, *, upload: MultipartUpload
    ) -> Document:
        note = self._journal.find(delivery.new.sha256)
        resumed = {part.number: part for part in note.sent} if note else {}
        sent = dict(resumed)
        for part, start in _placed(upload, delivery.new.size_bytes):
            if part.number in sent:
                delivery.on_bytes(part.size_bytes)
                continue
            window = delivery.window(start, part.size_bytes)
            etag = send_part(delivery.hub.transport, part, window=window)
            sent[part.number] = CompletedPart(number=part.number, etag=etag)
            self._journal.keep(
                UnfinishedUpload(document=document, upload=upload, sent=list(sent.values()))
            )
        in_order = [sent[number] for number in sorted(sent)]
        completion = UploadCompletion(upload_id=upload.upload_id, parts=in_order)
        try:
            return delivery.hub.complete(document.id, completion, key=_new_key())
        except RefusedError as error:
            if not resumed:
                raise
            # The hub has moved on since the interruption: begin again with new links.
            raise LinkRefusedError(error.sentence) from error

    def _stoppable(self, on_bytes: OnBytes) -> OnBytes:
        def count(size: int) -> None:
            if self._should_stop():
                raise StoppedError("Stopped while sending.")
            on_bytes(size)

        return count


def _placed(upload: MultipartUpload, size_bytes: int) -> Iterator[tuple[UploadPart, int]]:
    """Each part with its offset. Raises: HubFailedError if together they are not the file."""
    if sum(part.size_bytes for part in upload.parts) != size_bytes:
        raise HubFailedError("The hub asked for parts that do not add up to the file.")
    start = 0
    for part in sorted(upload.parts, key=lambda part: part.number):
        yield part, start
        start += part.size_bytes


def _within_limit(size_bytes: int) -> None:
    if size_bytes > MAX_SIZE_BYTES:
        limit = MAX_SIZE_BYTES // 1024**3
        raise LocalFileError("too-large", f"The file is over the limit of {limit} GB.")


def _new_key() -> str:
    return str(uuid.uuid4())


def _media_type(name: str) -> str:
    """By extension; the hub looks at the content anyway."""
    guess = (mimetypes.guess_type(name)[0] or "application/octet-stream").lower()
    try:
        return str(TypeAdapter(MediaType).validate_python(guess))
    except ValidationError:
        return "application/octet-stream"
