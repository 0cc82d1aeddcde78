"""Originals in a store that speaks the S3 protocol: Cloudflare R2, MinIO and their like.

Two things differ from S3. R2 has no POST policies, so an upload is one PUT with every bound value
as a signed header. No event can be assumed, so the client says when it is complete. Versions are
not required either: without them a later upload to a key replaces the earlier bytes, so keys must
not be reused.

Source: Cloudflare R2, S3 API compatibility and presigned URLs.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from lifeos.adapters.s3 import NotOfferedError, S3Storage, _errors, checksum_base64
from lifeos.contracts.documents import PutUpload, Upload
from lifeos.documents.ports import UploadRequest


class S3CompatibleStorage(S3Storage):
    """The Storage port over a bucket of an S3-compatible store."""

    announces = False

    def presign_upload(self, request: UploadRequest, *, expires_at: datetime) -> Upload:
        """A PUT whose size, type, SHA-256 and metadata are signed headers."""
        headers = {"Content-Length": str(request.size_bytes), **self._bound_fields(request)}
        del headers["x-amz-checksum-algorithm"]  # a PUT names the algorithm in the header itself
        parameters = {
            "Bucket": self._bucket,
            "Key": request.key,
            "ContentLength": request.size_bytes,
            "ChecksumSHA256": checksum_base64(request.sha256),
            **self._stored_with(request),
        }
        url = self._presigned("put_object", parameters, expires_at=expires_at)
        return PutUpload(url=url, headers=headers, expires_at=expires_at)

    def _versions(self, prefix: str) -> list[dict[str, Any]]:
        """Objects as they are where a store says that it cannot list versions, as R2 does.

        Any other failure stays one: an erasure must not pass for done with versions left behind.
        """
        try:
            return super()._versions(prefix)
        except NotOfferedError:
            with _errors():
                page = self._client.list_objects_v2(Bucket=self._bucket, Prefix=prefix)
            return [{"Key": one["Key"]} for one in page.get("Contents", [])]
