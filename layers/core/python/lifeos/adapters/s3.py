"""Originals in Amazon S3 (and in the laptop's emulator, which speaks the same protocol).

What S3 checks by itself on a presigned upload: key, exact size, type, metadata and SHA-256. The
emulator does not check the SHA-256, and S3 has no SHA-256 over a whole multipart object, so READY
hashes every object again in both worlds.

How an object is encrypted is the bucket's default (ADR 0020); no link names a key, and the form of
an upload takes no field more than it names.

What a presigned download can set: type and disposition. It cannot set
`X-Content-Type-Options: nosniff`, which S3 never overrides: the attachment disposition and
`attachment.served_type` keep a browser from running what it gets (ADR 0020).

The role needs `s3:ListBucket`; without it S3 answers 403 instead of 404 for a missing object.
A link dies with the credentials that signed it, whatever its own expiry says.
"""

from __future__ import annotations

import base64
import io
import math
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from lifeos.adapters.attachment import content_disposition, served_type
from lifeos.adapters.aws_errors import Refusals, aws_errors
from lifeos.adapters.parts import part_sizes
from lifeos.adapters.streams import BLOCK_BYTES, TranslatedStream, sha256_hex
from lifeos.contracts.documents import (
    PART_SIZE_BYTES,
    CompletedPart,
    MultipartUpload,
    PostUpload,
    Upload,
    UploadPart,
)
from lifeos.documents.ports import ObjectRef, StoredObject, UploadRequest
from lifeos.errors import InvalidInputError, NotFoundError, UpstreamError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

LONGEST_LINK_S = 7 * 24 * 3600  # Source: SigV4 query authentication, X-Amz-Expires

_SERVICE = "The file store"


class S3Storage:
    """The Storage port over one bucket with versions switched on; `client` from `s3_client`.

    `part_size_bytes`: S3 takes parts of 5 MiB and more; only the last may be smaller.
    """

    announces = True

    def __init__(
        self,
        client: S3Client,
        bucket: str,
        clock: Callable[[], datetime],
        *,
        part_size_bytes: int = PART_SIZE_BYTES,
    ) -> None:
        self._client = client
        self._bucket = bucket
        self._clock = clock
        self._part_size_bytes = part_size_bytes

    def presign_upload(self, request: UploadRequest, *, expires_at: datetime) -> Upload:
        """A POST policy: every field is in it with exactly one value, and so is the size."""
        fields = self._bound_fields(request)
        exact: list[Any] = [{name: value} for name, value in fields.items()]
        exact.append(["content-length-range", request.size_bytes, request.size_bytes])
        with _errors():
            post = self._client.generate_presigned_post(
                self._bucket,
                request.key,
                Fields=fields,
                Conditions=exact,
                ExpiresIn=self._seconds_until(expires_at),
            )
        return PostUpload(url=post["url"], fields=post["fields"], expires_at=expires_at)

    def store(self, request: UploadRequest, content: bytes) -> None:
        """One PUT; S3 compares the bytes with the hash."""
        with _errors():
            self._client.put_object(
                Bucket=self._bucket,
                Key=request.key,
                Body=content,
                ChecksumSHA256=checksum_base64(request.sha256),
                **self._stored_with(request),
            )

    def presign_multipart(self, request: UploadRequest, *, expires_at: datetime) -> Upload:
        """One link per part, each bound to its number and exact size.

        The hash of a part is not known before it is sent, so no part checksum is bound.
        """
        self._seconds_until(expires_at)  # refused before an upload is begun
        with _errors():
            begun = self._client.create_multipart_upload(
                Bucket=self._bucket,
                Key=request.key,
                **self._stored_with(request),
            )
        target = {"Bucket": self._bucket, "Key": request.key, "UploadId": begun["UploadId"]}
        parts = [
            UploadPart(
                number=number,
                size_bytes=size,
                url=self._presigned(
                    "upload_part",
                    {**target, "PartNumber": number, "ContentLength": size},
                    expires_at=expires_at,
                ),
            )
            for number, size in part_sizes(request.size_bytes, self._part_size_bytes)
        ]
        return MultipartUpload(upload_id=begun["UploadId"], parts=parts, expires_at=expires_at)

    def complete_multipart(self, key: str, upload_id: str, parts: list[CompletedPart]) -> None:
        """Join the parts in the order of their numbers.

        Raises: InvalidInputError where a part is missing, changed or too small; NotFoundError
        where the upload is unknown or was completed before.
        """
        if not parts:
            raise InvalidInputError("An upload in parts needs at least one part.")
        ordered = sorted(parts, key=lambda part: part.number)
        with _errors():
            self._client.complete_multipart_upload(
                Bucket=self._bucket,
                Key=key,
                UploadId=upload_id,
                MultipartUpload={
                    "Parts": [{"PartNumber": part.number, "ETag": part.etag} for part in ordered]
                },
            )

    def presign_download(
        self, ref: ObjectRef, *, name: str, media_type: str, expires_at: datetime
    ) -> str:
        """A GET link; whether the object is there is found out by who follows it."""
        parameters = {
            **_address(ref),
            "ResponseContentDisposition": content_disposition(name),
            "ResponseContentType": served_type(media_type),
        }
        return self._presigned("get_object", parameters, expires_at=expires_at)

    def stat(self, key: str) -> StoredObject:
        """The newest version at `key`."""
        with _errors():
            head = self._client.head_object(Bucket=self._bucket, Key=key)
        version = head.get("VersionId")
        # "null" names the only version of a bucket that keeps none. Source: S3, versioning.
        ref = ObjectRef(
            bucket=self._bucket, key=key, version_id=None if version == "null" else version
        )
        return StoredObject(ref=ref, size_bytes=head["ContentLength"])

    def erase(self, prefix: str) -> int:
        """Every version and every delete marker, a listing at a time."""
        erased = 0
        while versions := self._versions(prefix):
            for version in versions:
                with _errors():
                    self._client.delete_object(Bucket=self._bucket, **version)
            erased += len(versions)
        return erased

    def _versions(self, prefix: str) -> list[dict[str, Any]]:
        with _errors():
            page = self._client.list_object_versions(Bucket=self._bucket, Prefix=prefix)
        listed = [*page.get("Versions", []), *page.get("DeleteMarkers", [])]
        return [{"Key": one["Key"], "VersionId": one["VersionId"]} for one in listed]

    @contextmanager
    def open(self, ref: ObjectRef) -> Iterator[BinaryIO]:
        """The bytes as they arrive; a connection that breaks raises UpstreamError at the read."""
        with self._body(_address(ref)) as stream:
            yield stream

    def first_bytes(self, ref: ObjectRef, length: int) -> bytes:
        """One ranged read, or the front of the whole where the store ignores ranges."""
        if length < 1:
            return b""
        try:
            with self._body({**_address(ref), "Range": f"bytes=0-{length - 1}"}) as stream:
                return stream.read(length)
        except _NothingInRangeError:
            return b""

    def sha256(self, ref: ObjectRef) -> str:
        """Hashed here, never taken from the store."""
        with self.open(ref) as stream:
            return sha256_hex(stream)

    @contextmanager
    def _body(self, parameters: dict[str, Any]) -> Iterator[BinaryIO]:
        with _errors():
            body = self._client.get_object(**parameters)["Body"]
        with closing(body):
            raw = TranslatedStream(body.read, _errors)
            yield cast("BinaryIO", io.BufferedReader(raw, BLOCK_BYTES))

    def _bound_fields(self, request: UploadRequest) -> dict[str, str]:
        """Form fields of a POST, headers of a PUT: the same names and values.

        The object is stored as what `attachment` would serve, so that a link without overrides
        (or a store that ignores them, as the emulator does for a version) is as harmless.
        """
        fields = {
            "Content-Type": served_type(request.media_type),
            "Content-Disposition": content_disposition(request.name),
            "x-amz-checksum-algorithm": "SHA256",
            "x-amz-checksum-sha256": checksum_base64(request.sha256),
        }
        fields |= {f"x-amz-meta-{name}": value for name, value in request.metadata.items()}
        return fields

    def _stored_with(self, request: UploadRequest) -> dict[str, Any]:
        """What `_bound_fields` says, as SDK parameters."""
        return {
            "ContentType": served_type(request.media_type),
            "ContentDisposition": content_disposition(request.name),
            "Metadata": request.metadata,
        }

    def _presigned(
        self, operation: str, parameters: dict[str, Any], *, expires_at: datetime
    ) -> str:
        """A signed link; signing is arithmetic, nothing is sent."""
        expires_in = self._seconds_until(expires_at)
        with _errors():
            return self._client.generate_presigned_url(
                operation, Params=parameters, ExpiresIn=expires_in
            )

    def _seconds_until(self, expires_at: datetime) -> int:
        """Whole seconds, rounded up, within what SigV4 allows."""
        seconds = math.ceil((expires_at - self._clock()).total_seconds())
        if seconds < 1:
            raise InvalidInputError("The link would expire before it is made.")
        return min(seconds, LONGEST_LINK_S)


class _NothingInRangeError(UpstreamError):
    """S3 refuses a range of an object without bytes."""


class NotOfferedError(UpstreamError):
    """The store does not have this call of S3's at all."""


_REFUSALS: Refusals = {
    **dict.fromkeys(
        ("NotImplemented", "501"),
        lambda: NotOfferedError("The file store does not offer this."),
    ),
    **dict.fromkeys(
        ("404", "405", "NoSuchKey", "NoSuchVersion", "MethodNotAllowed"),
        lambda: NotFoundError("There is no such stored file."),
    ),
    **dict.fromkeys(
        ("BadDigest", "XAmzContentChecksumMismatch"),
        lambda: InvalidInputError("The bytes are not the ones that were announced."),
    ),
    "NoSuchUpload": lambda: NotFoundError("There is no such upload, or it was completed before."),
    **dict.fromkeys(
        ("InvalidPart", "InvalidPartOrder", "EntityTooSmall", "MalformedXML"),
        lambda: InvalidInputError("The parts do not fit together. Send the missing ones again."),
    ),
    "InvalidRange": lambda: _NothingInRangeError("The stored file has no bytes."),
}


def _errors() -> AbstractContextManager[None]:
    return aws_errors(_SERVICE, _REFUSALS)


def _address(ref: ObjectRef) -> dict[str, Any]:
    address = {"Bucket": ref.bucket, "Key": ref.key}
    return address if ref.version_id is None else {**address, "VersionId": ref.version_id}


def checksum_base64(sha256: str) -> str:
    """A hex SHA-256 in the form S3 wants."""
    return base64.b64encode(bytes.fromhex(sha256)).decode()
