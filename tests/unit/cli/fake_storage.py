"""Storage behind signed links: takes the bytes a link was made for, while it may."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

from lifeos.contracts.documents import (
    Document,
    MultipartUpload,
    PostUpload,
    PutUpload,
    Upload,
    UploadCompletion,
    UploadPart,
)

from tests.unit.cli.fake_http import Answer, Asked

POLICY = "signed-policy"


class FakeStorage:
    """Objects by document id; links carry a number and can be ended."""

    def __init__(self, url: str, *, style: str, part_size_bytes: int) -> None:
        self.style = style
        self.objects: dict[UUID, bytes] = {}
        self.parts: dict[str, dict[int, bytes]] = {}  # by upload id
        self.ended: set[str] = set()  # upload ids and links storage no longer knows
        self._url = f"{url}/storage"
        self._part_size_bytes = part_size_bytes
        self._documents: dict[UUID, Document] = {}
        self._numbers = itertools.count(1)

    def link(self, document: Document) -> Upload:
        """A way to send this document's bytes, in the style of this storage."""
        self._documents[document.id] = document
        number = str(next(self._numbers))
        expires_at = datetime.now(UTC) + timedelta(hours=1)
        if self.style == "post":
            return PostUpload(
                url=f"{self._url}/post/{document.id}?link={number}",
                fields={"policy": POLICY, "x-amz-checksum-sha256": _base64(document.sha256)},
                expires_at=expires_at,
            )
        if self.style == "put":
            headers = {"x-amz-checksum-sha256": _base64(document.sha256)}
            url = f"{self._url}/put/{document.id}?link={number}"
            return PutUpload(url=url, headers=headers, expires_at=expires_at)
        self.parts[number] = {}
        parts = list(self._parts(document, number))
        return MultipartUpload(upload_id=number, parts=parts, expires_at=expires_at)

    def _parts(self, document: Document, upload_id: str) -> list[UploadPart]:
        sizes = range(0, document.size_bytes, self._part_size_bytes)
        return [
            UploadPart(
                number=number,
                url=f"{self._url}/part/{document.id}/{number}?link={upload_id}",
                size_bytes=min(self._part_size_bytes, document.size_bytes - start),
            )
            for number, start in enumerate(sizes, start=1)
        ]

    def take(self, asked: Asked) -> tuple[Answer, UUID | None]:
        """Answer a request; the id if a whole object arrived that needs no completion."""
        _, _, kind, key, *rest = asked.path.split("/")
        document = self._documents[UUID(key)]
        if asked.query.get("link") in self.ended:
            return Answer(403, b"<Error><Code>AccessDenied</Code></Error>"), None
        if kind == "object":
            return Answer(200, self.objects[document.id]), None
        if kind == "part":
            return self._take_part(asked, int(rest[0])), None
        body = _form_file(asked) if kind == "post" else asked.body
        if body is None or hashlib.sha256(body).hexdigest() != document.sha256:
            return Answer(400, b"<Error><Code>BadDigest</Code></Error>"), None
        if kind == "put" and asked.headers["x-amz-checksum-sha256"] != _base64(document.sha256):
            return Answer(403, b"<Error><Code>SignatureDoesNotMatch</Code></Error>"), None
        self.objects[document.id] = body
        return Answer(204), document.id if kind == "post" else None

    def _take_part(self, asked: Asked, number: int) -> Answer:
        self.parts[asked.query["link"]][number] = asked.body
        return Answer(200, headers={"ETag": f'"{hashlib.md5(asked.body).hexdigest()}"'})

    def join(self, document_id: UUID, completion: UploadCompletion) -> bool:
        """True if the bytes are here and are the right ones."""
        document = self._documents[document_id]
        if completion.upload_id:
            parts = self.parts.pop(completion.upload_id, {})
            tags = {n: f'"{hashlib.md5(body).hexdigest()}"' for n, body in parts.items()}
            if tags != {part.number: part.etag for part in completion.parts}:
                return False
            self.objects[document_id] = b"".join(parts[n] for n in sorted(parts))
        body = self.objects.get(document_id)
        return body is not None and hashlib.sha256(body).hexdigest() == document.sha256


def _base64(sha256: str) -> str:
    return base64.b64encode(bytes.fromhex(sha256)).decode()


def _form_file(asked: Asked) -> bytes | None:
    """The file of a form whose policy came first and whose file came last; else None."""
    boundary = re.fullmatch(r"multipart/form-data; boundary=(\S+)", asked.headers["content-type"])
    if boundary is None:
        return None
    pieces = asked.body.split(b"--" + boundary[1].encode())[1:-1]
    names = [re.search(rb'name="([^"]+)"', piece) for piece in pieces]
    if [name[1] if name else None for name in names][0::2] != [b"policy", b"file"]:
        return None
    fields = [piece.partition(b"\r\n\r\n")[2].removesuffix(b"\r\n") for piece in pieces]
    return fields[-1] if fields[0] == POLICY.encode() else None
