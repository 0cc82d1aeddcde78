"""Bytes to and from storage by presigned link; they never pass through the API.

Source: Amazon S3 User Guide, "Browser-based uploads using POST" (fields first, `file` last) and
"Uploading and copying objects using multipart upload" (the ETag of every part).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from typing import BinaryIO

import httpx
from lifeos.contracts.documents import Content, Document, PostUpload, PutUpload, UploadPart

from clients.api.errors import LinkRefusedError, LocalFileError, StoppedError, TransferError
from clients.api.transport import Transport

CHUNK_BYTES = 256 * 1024

OnBytes = Callable[[int], None]  # told how many more bytes went by, never twice about one


class Window:
    """A stretch of an open file, readable many times over and by many threads.

    Reads by position, so parts of one file can be sent without sharing a file offset.
    """

    def __init__(self, file: BinaryIO, *, start: int, length: int, on_bytes: OnBytes) -> None:
        self._descriptor = file.fileno()
        self._start = start
        self.length = length
        self._on_bytes = on_bytes
        self._position = 0
        self._told = 0

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes. Raises: LocalFileError if the file is shorter than it was."""
        left = self.length - self._position
        wanted = left if size < 0 else min(size, left)
        if wanted == 0:
            return b""
        chunk = os.pread(self._descriptor, wanted, self._start + self._position)
        if not chunk:
            raise changed()
        self._position += len(chunk)
        # Another attempt reads the same bytes again: only new ground counts as progress.
        self._on_bytes(max(0, self._position - self._told))
        self._told = max(self._told, self._position)
        return chunk

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move inside the stretch."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self.length}[whence]
        self._position = base + offset
        return self._position

    def tell(self) -> int:
        """Where the next read begins."""
        return self._position

    def chunks(self) -> Iterator[bytes]:
        """The whole stretch, from its beginning."""
        self.seek(0)
        while chunk := self.read(CHUNK_BYTES):
            yield chunk


def changed() -> LocalFileError:
    """The error for a file that is being written while it is read."""
    return LocalFileError(
        "changed-while-reading", "The file changed while it was read. Send it again."
    )


def send_post(transport: Transport, upload: PostUpload, *, window: Window, media_type: str) -> None:
    """One form with the fields of the policy and the bytes last.

    Raises: LinkRefusedError, TransferError, UnreachableError.
    """

    def make() -> httpx.Request:
        # Storage keeps the name from the registration; this one only fills the form.
        return transport.client.build_request(
            "POST",
            upload.url,
            data=upload.fields,
            files={"file": ("file", window, media_type)},  # type: ignore[dict-item]
        )

    _check(transport.send(make))


def send_put(transport: Transport, upload: PutUpload, *, window: Window) -> None:
    """One PUT with exactly the signed headers. Raises: as `send_post`."""
    _put(transport, upload.url, window=window, headers=upload.headers)


def send_part(transport: Transport, part: UploadPart, *, window: Window) -> str:
    """One part; answers its ETag. Raises: as `send_post`."""
    answer = _put(transport, part.url, window=window, headers={})
    etag = answer.headers.get("etag")
    if not etag:
        raise TransferError("Storage took a part without saying under which tag.")
    return str(etag)


def _put(
    transport: Transport, url: str, *, window: Window, headers: dict[str, str]
) -> httpx.Response:
    def make() -> httpx.Request:
        return transport.client.build_request(
            "PUT",
            url,
            content=window.chunks(),
            headers={**headers, "Content-Length": str(window.length)},
        )

    return _check(transport.send(make))


def _check(answer: httpx.Response) -> httpx.Response:
    if answer.is_success:
        return answer
    if answer.status_code in (403, 404):  # over its time, or the multipart upload was given up
        raise LinkRefusedError("Storage does not take this link any more.")
    raise TransferError(f"Storage refused the bytes (HTTP {answer.status_code}).")


def fetch(transport: Transport, content: Content, *, document: Document, into: BinaryIO) -> None:
    """Write a document's original bytes, checked against the hash it was registered with.

    Raises: LinkRefusedError, TransferError, UnreachableError.
    """
    digest = hashlib.sha256()
    received = 0
    build = transport.client.build_request
    # Stored bytes are wanted as they are: no transfer compression.
    with transport.stream(
        lambda: build("GET", content.url, headers={"Accept-Encoding": "identity"})
    ) as answer:
        _check(answer)
        for chunk in answer.iter_raw(CHUNK_BYTES):
            received += len(chunk)
            if received > document.size_bytes:
                break
            digest.update(chunk)
            into.write(chunk)
    if received != document.size_bytes or digest.hexdigest() != document.sha256:
        raise TransferError("The bytes that arrived are not the ones that were stored.")


def hash_file(file: BinaryIO, should_stop: Callable[[], bool]) -> tuple[str, int]:
    """SHA-256 and size of an open file, from its beginning. Raises: StoppedError."""
    digest, size = hashlib.sha256(), 0
    file.seek(0)
    while chunk := file.read(CHUNK_BYTES):
        if should_stop():
            raise StoppedError("Stopped while reading.")
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size
