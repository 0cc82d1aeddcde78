"""The Inventory port: what lies in the bucket, key by key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lifeos.adapters.aws_errors import aws_errors
from lifeos.contracts.ingest import ObjectRef
from lifeos.documents.ports import StoredObject

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_SERVICE = "The file store"


class S3Inventory:
    """Lists the originals of one bucket."""

    def __init__(self, client: S3Client, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def originals(self, after: str | None) -> Iterator[StoredObject]:
        """Newest versions in key order; a listing names no versions, so the newest is meant."""
        request: dict[str, Any] = {"Bucket": self._bucket, "Prefix": "u/"}
        if after is not None:
            request["StartAfter"] = after
        while True:
            with aws_errors(_SERVICE):
                page = self._client.list_objects_v2(**request)
            for entry in page.get("Contents", []):
                ref = ObjectRef(bucket=self._bucket, key=entry["Key"])
                yield StoredObject(ref=ref, size_bytes=entry["Size"])
            if not page.get("IsTruncated"):
                return
            request["ContinuationToken"] = page["NextContinuationToken"]

    def described(self, key: str) -> dict[str, str]:
        """The metadata the upload was bound to."""
        with aws_errors(_SERVICE):
            return dict(self._client.head_object(Bucket=self._bucket, Key=key)["Metadata"])
