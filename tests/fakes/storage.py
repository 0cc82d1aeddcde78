"""The Storage port in memory, with links that work over a mock transport of httpx.

`announces=True` hands out POST links as S3 does, `announces=False` PUT links as the others do.
`down=True` makes every call raise UpstreamError.
"""

from __future__ import annotations

import hashlib
import io
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO
from urllib.parse import quote, unquote

import httpx
from lifeos.adapters.attachment import content_disposition, served_type
from lifeos.contracts.documents import (
    CompletedPart,
    MultipartUpload,
    PostUpload,
    PutUpload,
    Upload,
    UploadPart,
)
from lifeos.documents.ports import ObjectRef, StoredObject, UploadRequest
from lifeos.errors import InvalidInputError, NotFoundError, UpstreamError

BUCKET = "fake"
_BASE = "https://storage.invalid"


@dataclass
class _Link:
    method: str
    key: str
    expires_at: datetime
    size_bytes: int = 0
    sha256: str | None = None  # None for a part: nobody knows it before
    upload_id: str | None = None
    version_id: str | None = None
    headers: dict[str, str] = field(default_factory=dict)


class FakeStorage:
    """Objects as lists of versions; links as one-line permissions."""

    def __init__(
        self,
        clock: Callable[[], datetime],
        *,
        announces: bool = True,
        part_size_bytes: int = 5 * 1024 * 1024,
    ) -> None:
        self.announces = announces
        self.down = False
        self.objects: dict[str, list[bytes]] = {}
        self.http = httpx.Client(transport=httpx.MockTransport(self._handle))
        self._clock = clock
        self._part_size_bytes = part_size_bytes
        self._links: dict[str, _Link] = {}
        self._pending: dict[str, tuple[str, dict[str, bytes]]] = {}
        self._numbers = itertools.count(1)

    def put(self, key: str, content: bytes) -> ObjectRef:
        """Store `content` as the newest version, as if it had been uploaded."""
        self.objects.setdefault(key, []).append(content)
        return self.stat(key).ref

    def store(self, request: UploadRequest, content: bytes) -> None:
        self._require_up()
        if hashlib.sha256(content).hexdigest() != request.sha256:
            raise InvalidInputError("The bytes are not the ones that were announced.")
        self.put(request.key, content)

    def presign_upload(self, request: UploadRequest, *, expires_at: datetime) -> Upload:
        link = _Link("PUT", request.key, expires_at, request.size_bytes, request.sha256)
        if not self.announces:
            return PutUpload(url=self._url(link), headers={}, expires_at=expires_at)
        link.method = "POST"
        url = self._url(link).replace(quote(request.key), "")
        return PostUpload(url=url, fields={"key": request.key}, expires_at=expires_at)

    def presign_multipart(self, request: UploadRequest, *, expires_at: datetime) -> Upload:
        self._require_ahead(expires_at)
        upload_id = f"upload-{next(self._numbers)}"
        size = self._part_size_bytes
        whole, rest = divmod(request.size_bytes, size)
        sizes = [size] * whole + [rest] * (rest > 0 or not whole)
        parts = [
            UploadPart(
                number=number,
                size_bytes=part_size,
                url=self._url(
                    _Link("PUT", request.key, expires_at, part_size, upload_id=upload_id)
                ),
            )
            for number, part_size in enumerate(sizes, 1)
        ]
        self._pending[upload_id] = (request.key, {})
        return MultipartUpload(upload_id=upload_id, parts=parts, expires_at=expires_at)

    def complete_multipart(self, key: str, upload_id: str, parts: list[CompletedPart]) -> None:
        self._require_up()
        begun_key, received = self._pending.get(upload_id, ("", {}))
        if begun_key != key:
            raise NotFoundError("There is no such upload, or it was completed before.")
        if not parts or any(part.etag not in received for part in parts):
            raise InvalidInputError("The parts do not fit together.")
        ordered = sorted(parts, key=lambda part: part.number)
        self.put(key, b"".join(received[part.etag] for part in ordered))
        del self._pending[upload_id]

    def presign_download(
        self, ref: ObjectRef, *, name: str, media_type: str, expires_at: datetime
    ) -> str:
        headers = {
            "Content-Type": served_type(media_type),
            "Content-Disposition": content_disposition(name),
        }
        link = _Link("GET", ref.key, expires_at, version_id=ref.version_id, headers=headers)
        return self._url(link)

    def stat(self, key: str) -> StoredObject:
        self._require_up()
        versions = self.objects.get(key)
        if not versions:
            raise NotFoundError("There is no such stored file.")
        ref = ObjectRef(bucket=BUCKET, key=key, version_id=str(len(versions)))
        return StoredObject(ref=ref, size_bytes=len(versions[-1]))

    def erase(self, prefix: str) -> int:
        self._require_up()
        doomed = [key for key in self.objects if key.startswith(prefix)]
        return sum(len(self.objects.pop(key)) for key in doomed)

    @contextmanager
    def open(self, ref: ObjectRef) -> Iterator[BinaryIO]:
        yield io.BytesIO(self._content(ref))

    def first_bytes(self, ref: ObjectRef, length: int) -> bytes:
        return self._content(ref)[: max(0, length)]

    def sha256(self, ref: ObjectRef) -> str:
        return hashlib.sha256(self._content(ref)).hexdigest()

    def _require_up(self) -> None:
        if self.down:
            raise UpstreamError("The file store could not be reached.")

    def _content(self, ref: ObjectRef) -> bytes:
        self._require_up()
        versions = self.objects.get(ref.key, [])
        wanted = ref.version_id or str(len(versions))
        if ref.bucket != BUCKET or not wanted.isdigit() or not 1 <= int(wanted) <= len(versions):
            raise NotFoundError("There is no such stored file.")
        return versions[int(wanted) - 1]

    def _require_ahead(self, expires_at: datetime) -> None:
        if expires_at <= self._clock():
            raise InvalidInputError("The link would expire before it is made.")

    def _url(self, link: _Link) -> str:
        self._require_ahead(link.expires_at)
        token = f"link-{next(self._numbers)}"
        self._links[token] = link
        return f"{_BASE}/{quote(link.key)}?token={token}"

    def _handle(self, request: httpx.Request) -> httpx.Response:
        link = self._links.get(request.url.params.get("token", ""))
        body, key = request.read(), unquote(request.url.path[1:])
        if request.method == "POST":
            fields = _form(request.headers["Content-Type"], body)
            body, key = fields["file"], fields["key"].decode()
        if link is None or (link.method, link.key) != (request.method, key):
            return httpx.Response(403)
        if link.expires_at <= self._clock():
            return httpx.Response(403)
        if link.method == "GET":
            return self._serve(link)
        return self._receive(link, body)

    def _serve(self, link: _Link) -> httpx.Response:
        ref = ObjectRef(bucket=BUCKET, key=link.key, version_id=link.version_id)
        try:
            return httpx.Response(200, headers=link.headers, content=self._content(ref))
        except NotFoundError:
            return httpx.Response(404)

    def _receive(self, link: _Link, body: bytes) -> httpx.Response:
        digest = hashlib.sha256(body).hexdigest()
        if len(body) != link.size_bytes or link.sha256 not in (None, digest):
            return httpx.Response(400)
        if link.upload_id is None:
            self.put(link.key, body)
        else:
            self._pending[link.upload_id][1][digest] = body
        return httpx.Response(200, headers={"ETag": digest})


def _form(content_type: str, body: bytes) -> dict[str, bytes]:
    """The fields of a multipart/form-data body by name. Source: RFC 7578."""
    boundary = content_type.partition("boundary=")[2].encode()
    fields = {}
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary)[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        fields[head.partition(b'name="')[2].partition(b'"')[0].decode()] = content
    return fields
