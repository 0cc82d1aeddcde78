"""What the auditor is promised of the bucket, however long its listing is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from lifeos.adapters.s3_inventory import S3Inventory
from lifeos.errors import UpstreamError
from moto import mock_aws

BUCKET = "originals"


@pytest.fixture
def s3() -> Iterator[Any]:
    with mock_aws():
        client = boto3.client(
            "s3",
            region_name="us-east-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )
        client.create_bucket(Bucket=BUCKET)
        yield client


def test_originals_come_in_key_order_and_nothing_else_does(s3: Any) -> None:
    for key in ("u/b/d/2", "health/probe", "u/a/d/1"):
        s3.put_object(Bucket=BUCKET, Key=key, Body=key.encode())

    found = list(S3Inventory(s3, BUCKET).originals(None))

    assert [(one.ref.key, one.size_bytes) for one in found] == [("u/a/d/1", 7), ("u/b/d/2", 7)]
    assert all(one.ref.version_id is None for one in found)


def test_a_long_listing_is_read_to_its_end_and_from_any_place(s3: Any) -> None:
    keys = [f"u/a/d/{number:04}" for number in range(1005)]
    for key in keys:
        s3.put_object(Bucket=BUCKET, Key=key, Body=b"")
    inventory = S3Inventory(s3, BUCKET)

    assert [one.ref.key for one in inventory.originals(None)] == keys
    assert [one.ref.key for one in inventory.originals(keys[1001])] == keys[1002:]


def test_what_an_upload_was_bound_to_is_read_back(s3: Any) -> None:
    told = {"document-id": "1", "name": "K%C3%BCndigung.pdf"}
    s3.put_object(Bucket=BUCKET, Key="u/a/d/1", Body=b"", Metadata=told)

    assert S3Inventory(s3, BUCKET).described("u/a/d/1") == told


def test_a_bucket_that_is_away_is_told(s3: Any) -> None:
    inventory = S3Inventory(s3, "no-such-bucket")

    with pytest.raises(UpstreamError):
        list(inventory.originals(None))
    with pytest.raises(UpstreamError):
        inventory.described("u/a/d/1")
