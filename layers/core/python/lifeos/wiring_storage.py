"""The part of the wiring that builds storage: one of three adapters, as the settings say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from lifeos.settings import StorageSettings

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

    from lifeos.documents.ports import Storage

Now = Callable[[], datetime]


def storage_for(settings: StorageSettings, now: Now, *, in_cloud: bool) -> Storage:
    """Where originals live. Adapters are imported here, so only the chosen one is loaded."""
    if settings.kind == "local_files":
        from lifeos.adapters.local_files import LocalFilesStorage

        return LocalFilesStorage(
            Path(settings.bucket),
            _secret(settings.secret).encode(),
            base_url=settings.endpoint_url or "",
            clock=now,
        )
    client = s3_for(settings, in_cloud=in_cloud)
    if settings.kind == "s3_compatible":
        from lifeos.adapters.s3_compatible import S3CompatibleStorage

        return S3CompatibleStorage(client, settings.bucket, now)
    from lifeos.adapters.s3 import S3Storage

    return S3Storage(client, settings.bucket, now)


def s3_for(settings: StorageSettings, *, in_cloud: bool) -> S3Client:
    """The client of S3, or of a store that speaks its language."""
    from lifeos.adapters.s3_client import AccessKey, s3_client

    if settings.kind == "s3_compatible":
        return s3_client(
            region=settings.region or "auto",
            endpoint_url=settings.endpoint_url,
            addressing="path",
            access_key=AccessKey(settings.access_key_id or "", _secret(settings.secret)),
            read_timeout_s=settings.read_timeout_s,
        )
    region = settings.region or "eu-central-1"
    # The global endpoint redirects for a fresh bucket elsewhere; a signed form cannot follow.
    regional = f"https://s3.{region}.amazonaws.com" if in_cloud else None
    return s3_client(
        region=region,
        endpoint_url=settings.endpoint_url or regional,
        read_timeout_s=settings.read_timeout_s,
    )


def _secret(value: SecretStr | None) -> str:
    return value.get_secret_value() if value is not None else ""
