"""Originals in a folder of this machine, reached by links that the hub signs itself.

`local.file_server` hands every request to `receive` or `fetch`, which believe the signed token and
nothing else. Bytes are hashed as they arrive and a wrong hash is refused there, so what is stored
is what was announced. The receiver raises no event: the client says when it is complete.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

from lifeos.adapters.attachment import content_disposition, served_type
from lifeos.adapters.parts import part_sizes
from lifeos.adapters.pending_uploads import PendingUploads
from lifeos.adapters.signed_links import DownloadGrant, Grant, LinkSigner, PartGrant, UploadGrant
from lifeos.adapters.streams import BLOCK_BYTES, TranslatedStream, blocks, sha256_hex
from lifeos.adapters.versioned_folder import VersionedFolder, disk_errors
from lifeos.contracts.base import Model
from lifeos.contracts.documents import (
    PART_SIZE_BYTES,
    CompletedPart,
    MultipartUpload,
    PutUpload,
    Upload,
    UploadPart,
)
from lifeos.documents.ports import ObjectRef, StoredObject, UploadRequest
from lifeos.errors import DeniedError, InvalidInputError, NotFoundError, TooLargeError

BUCKET = "local-files"


class Attachment(Model):
    """How a download link wants its bytes served."""

    ref: ObjectRef
    size_bytes: int
    media_type: str
    content_disposition: str


class LocalFilesStorage:
    """The Storage port over `root`, a folder that exists.

    `secret`: at least 32 random bytes, the same in every process that shares `root`. `base_url`:
    where the file server answers, without a slash at its end.
    """

    announces = False

    def __init__(
        self,
        root: Path,
        secret: bytes,
        *,
        base_url: str,
        clock: Callable[[], datetime],
        part_size_bytes: int = PART_SIZE_BYTES,
    ) -> None:
        self._folder = VersionedFolder(root)
        self._pending = PendingUploads(root)
        self._links = LinkSigner(secret, clock)
        self._base_url = base_url
        self._part_size_bytes = part_size_bytes

    def presign_upload(self, request: UploadRequest, *, expires_at: datetime) -> Upload:
        """A PUT link that carries the whole request."""
        url = self._url(UploadGrant(request=request, expires_at=expires_at))
        headers = {
            "Content-Length": str(request.size_bytes),
            "Content-Type": served_type(request.media_type),
        }
        return PutUpload(url=url, headers=headers, expires_at=expires_at)

    def store(self, request: UploadRequest, content: bytes) -> None:
        """Write a new version, hashing it on the way."""
        self._store(request, [content])

    def presign_multipart(self, request: UploadRequest, *, expires_at: datetime) -> Upload:
        """One link per part, bound to its number and exact size."""
        self._links.require_ahead(expires_at)  # refused before an upload is begun
        upload_id = self._pending.begin(request)
        parts = [
            UploadPart(
                number=number,
                size_bytes=size,
                url=self._url(
                    PartGrant(
                        upload_id=upload_id, number=number, size_bytes=size, expires_at=expires_at
                    )
                ),
            )
            for number, size in part_sizes(request.size_bytes, self._part_size_bytes)
        ]
        return MultipartUpload(upload_id=upload_id, parts=parts, expires_at=expires_at)

    def complete_multipart(self, key: str, upload_id: str, parts: list[CompletedPart]) -> None:
        """Join the parts, hashing them: the whole must be what was announced.

        Raises: InvalidInputError where a part is missing or the whole differs; NotFoundError where
        the upload is unknown or was completed before.
        """
        request = self._pending.request(upload_id)
        if request.key != key:
            raise NotFoundError("There is no such upload for this file.")
        paths = self._pending.parts(upload_id, parts)
        self._store(request, _through(paths))
        self._pending.forget(upload_id)

    def presign_download(
        self, ref: ObjectRef, *, name: str, media_type: str, expires_at: datetime
    ) -> str:
        """A GET link; whether the object is there is found out by who follows it."""
        return self._url(
            DownloadGrant(ref=ref, name=name, media_type=media_type, expires_at=expires_at)
        )

    def stat(self, key: str) -> StoredObject:
        """The newest version at `key`."""
        version_id = self._folder.newest(key)
        _, size_bytes = self._folder.content(key, version_id)
        ref = ObjectRef(bucket=BUCKET, key=key, version_id=version_id)
        return StoredObject(ref=ref, size_bytes=size_bytes)

    def erase(self, prefix: str) -> int:
        """Folders of whole keys; what the disk still writes to `incoming` comes to nothing."""
        return self._folder.erase(prefix)

    @contextmanager
    def open(self, ref: ObjectRef) -> Iterator[BinaryIO]:
        """The file; a disk that fails raises UpstreamError at the read."""
        path, _ = self._content(ref)
        with disk_errors():
            file = path.open("rb", buffering=0)
        with file:
            raw = TranslatedStream(file.read, disk_errors)
            yield cast("BinaryIO", io.BufferedReader(raw, BLOCK_BYTES))

    def first_bytes(self, ref: ObjectRef, length: int) -> bytes:
        """Read from the front of the file."""
        with self.open(ref) as stream:
            return stream.read(max(0, length))

    def sha256(self, ref: ObjectRef) -> str:
        """Hashed from the disk, not remembered."""
        with self.open(ref) as stream:
            return sha256_hex(stream)

    def receive(self, token: str, stream: BinaryIO, *, size_bytes: int) -> str:
        """Take the bytes an upload link announces; returns their quoted ETag.

        Raises: DeniedError for a link that is not for this; TooLargeError or InvalidInputError for
        another size, before a byte is read; InvalidInputError for other bytes; UpstreamError.
        Nothing is kept in any of these cases.
        """
        grant = self._links.read(token)
        if isinstance(grant, DownloadGrant):
            raise DeniedError("This link is for downloading.")
        announced = grant.size_bytes if isinstance(grant, PartGrant) else grant.request.size_bytes
        _require_size(announced, size_bytes)
        arriving = _exactly(stream, size_bytes)
        if isinstance(grant, PartGrant):
            return self._pending.take(
                grant.upload_id, grant.number, fill=lambda file: _copied(arriving, file)
            )
        return self._store(grant.request, arriving)

    def fetch(self, token: str) -> Attachment:
        """What a download link serves. Raises: DeniedError, NotFoundError, UpstreamError."""
        grant = self._links.read(token)
        if not isinstance(grant, DownloadGrant):
            raise DeniedError("This link is for uploading.")
        _, size_bytes = self._content(grant.ref)
        return Attachment(
            ref=grant.ref,
            size_bytes=size_bytes,
            media_type=served_type(grant.media_type),
            content_disposition=content_disposition(grant.name),
        )

    def sweep(self) -> int:
        """Remove what crashes and abandoned uploads left behind; returns how many things."""
        with disk_errors():
            return self._folder.sweep() + self._pending.sweep()

    def _store(self, request: UploadRequest, arriving: Iterable[bytes]) -> str:
        def fill(file: BinaryIO) -> None:
            if _copied(arriving, file) != request.sha256:
                raise InvalidInputError("The bytes are not the ones that were announced.")

        self._folder.add(request.key, request.model_dump_json(), fill=fill)
        return f'"{request.sha256}"'

    def _url(self, grant: Grant) -> str:
        return f"{self._base_url}/{self._links.sign(grant)}"

    def _content(self, ref: ObjectRef) -> tuple[Path, int]:
        if ref.bucket != BUCKET:
            raise NotFoundError("There is no such stored file.")
        version_id = ref.version_id or self._folder.newest(ref.key)
        return self._folder.content(ref.key, version_id)


def _require_size(announced: int, size_bytes: int) -> None:
    if size_bytes > announced:
        raise TooLargeError(f"This link takes {announced} bytes, not {size_bytes}.")
    if size_bytes < announced:
        raise InvalidInputError(f"This link takes {announced} bytes, not {size_bytes}.")


def _exactly(stream: BinaryIO, size_bytes: int) -> Iterator[bytes]:
    """`size_bytes` from a connection. Raises: InvalidInputError if it ends or breaks before."""
    missing = size_bytes
    while missing:
        try:
            block = stream.read(min(BLOCK_BYTES, missing))
        except (ConnectionError, TimeoutError) as error:
            raise InvalidInputError("The connection broke before all bytes arrived.") from error
        if not block:
            raise InvalidInputError("The connection ended before all bytes arrived.")
        missing -= len(block)
        yield block


def _through(paths: list[Path]) -> Iterator[bytes]:
    """The bytes of the files, one file after the other."""
    for path in paths:
        with path.open("rb") as part:
            yield from blocks(part)


def _copied(arriving: Iterable[bytes], file: BinaryIO) -> str:
    """Write what arrives; returns its lower-case hex SHA-256."""
    digest = hashlib.sha256()
    for block in arriving:
        digest.update(block)
        file.write(block)
    return digest.hexdigest()
