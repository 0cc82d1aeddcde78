"""The one way an S3 client is made, for S3, the emulator and S3-compatible stores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import boto3
from botocore.config import Config

from lifeos.adapters.patience import Patience

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

CONNECT_TIMEOUT_S = 2.0
READ_TIMEOUT_S = 10.0


def patience(read_timeout_s: float = READ_TIMEOUT_S) -> Patience:
    """One more try bridges a dropped connection; the state machine owns longer retrying."""
    return Patience(CONNECT_TIMEOUT_S, read_timeout_s)


# Longest a call can take before its first byte.
GIVES_UP_WITHIN_S = patience().gives_up_within_s


class AccessKey(NamedTuple):
    """A key of a store that is not part of the function's own AWS account."""

    id: str
    secret: str


def s3_client(
    *,
    region: str,
    endpoint_url: str | None = None,
    addressing: Literal["auto", "path", "virtual"] = "auto",
    access_key: AccessKey | None = None,
    read_timeout_s: float = READ_TIMEOUT_S,
) -> S3Client:
    """A client that signs with SigV4 and gives up within GIVES_UP_WITHIN_S.

    `region` is "auto" for R2. `addressing` is "path" for a store without a host name per bucket.
    Without `access_key` the function's own role signs. The SDK does not hash what it downloads a
    second time: READY hashes every object, and not every S3-compatible store agrees on sums.
    """
    return boto3.client(
        "s3",
        region_name=region,
        endpoint_url=endpoint_url,
        aws_access_key_id=access_key.id if access_key else None,
        aws_secret_access_key=access_key.secret if access_key else None,
        config=Config(
            signature_version="s3v4",
            s3={"addressing_style": addressing},
            response_checksum_validation="when_required",
        ).merge(patience(read_timeout_s).config()),
    )
