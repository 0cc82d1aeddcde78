"""What the document lifecycle needs from outside."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime
from typing import BinaryIO, Protocol

from lifeos.contracts.base import Model, Sha256
from lifeos.contracts.documents import CompletedPart, Upload


class ObjectRef(Model):
    """One version of one stored object."""

    bucket: str
    key: str
    version_id: str | None = None  # None where the store keeps no versions


class StoredObject(Model):
    """What a store knows of an object without reading it."""

    ref: ObjectRef
    size_bytes: int


class UploadRequest(Model):
    """What an upload link must be bound to."""

    key: str
    size_bytes: int
    sha256: Sha256
    media_type: str
    metadata: dict[str, str]  # lower-case names, ASCII values
    name: str = ""  # as the person knows the file; stored, so that even a bare link saves under it


class Storage(Protocol):
    """Where originals live. Three adapters: S3, S3-compatible, local files.

    Raises (all methods): NotFoundError, UpstreamError.
    """

    announces: bool  # True: an upload is announced by an event; False: the client says complete

    def presign_upload(self, request: UploadRequest, *, expires_at: datetime) -> Upload:
        """A link that takes exactly these bytes at exactly this key until `expires_at`."""
        ...

    def presign_multipart(self, request: UploadRequest, *, expires_at: datetime) -> Upload:
        """Links for the parts of a large file."""
        ...

    def complete_multipart(self, key: str, upload_id: str, parts: list[CompletedPart]) -> None:
        """Join the parts. Raises: InvalidInputError if they do not fit."""
        ...

    def presign_download(
        self, ref: ObjectRef, *, name: str, media_type: str, expires_at: datetime
    ) -> str:
        """A link that serves the bytes as an attachment under a safe name."""
        ...

    def stat(self, key: str) -> StoredObject:
        """The newest version at `key`."""
        ...

    def open(self, ref: ObjectRef) -> AbstractContextManager[BinaryIO]:
        """The bytes as a stream that is read once, front to back."""
        ...

    def first_bytes(self, ref: ObjectRef, length: int) -> bytes:
        """The first `length` bytes, or fewer if the object is shorter."""
        ...

    def sha256(self, ref: ObjectRef) -> str:
        """Lower-case hex SHA-256 of the bytes, computed by reading them."""
        ...
