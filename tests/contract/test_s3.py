"""What is signed into S3's links, and what S3's failures mean, against scripted answers."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from lifeos.adapters.s3 import LONGEST_LINK_S, S3Storage, checksum_base64
from lifeos.adapters.s3_client import AccessKey, s3_client
from lifeos.adapters.s3_compatible import S3CompatibleStorage
from lifeos.contracts.documents import CompletedPart, PostUpload, PutUpload
from lifeos.documents.ports import ObjectRef, UploadRequest
from lifeos.errors import (
    InvalidInputError,
    LifeOSError,
    NotFoundError,
    ThrottledError,
    UpstreamError,
)

from local.ports import free_port
from tests.support.scripted_server import answer, answering, error

KEY = AccessKey("id", "secret")
REF = ObjectRef(bucket="originals", key="users/a/1", version_id="v1")
CONTENT = b"bytes"
REQUEST = UploadRequest(
    key=REF.key,
    size_bytes=len(CONTENT),
    sha256=hashlib.sha256(CONTENT).hexdigest(),
    media_type="text/html",
    metadata={"correlation-id": "0b7c3d1e", "document-id": "d1"},
    name="Seite ü.html",
)


def storage(url: str = "", kind: type[S3Storage] = S3Storage, **options: Any) -> S3Storage:
    client = s3_client(
        region="eu-central-1",
        endpoint_url=url or f"http://127.0.0.1:{free_port()}",
        addressing="path",
        access_key=KEY,
        read_timeout_s=0.3,
    )
    return kind(client, "originals", lambda: datetime.now(UTC), **options)


def in_a_minute() -> datetime:
    return datetime.now(UTC) + timedelta(seconds=60)


def test_every_field_of_a_post_is_in_its_policy_with_one_value() -> None:
    upload = storage().presign_upload(REQUEST, expires_at=in_a_minute())

    assert isinstance(upload, PostUpload)
    conditions = json.loads(base64.b64decode(upload.fields["policy"]))["conditions"]
    exact = {
        name: value
        for entry in conditions
        if isinstance(entry, dict)
        for name, value in entry.items()
    }
    assert ["content-length-range", 5, 5] in conditions
    assert [entry for entry in conditions if isinstance(entry, list)] == [
        ["content-length-range", 5, 5]
    ]
    unbound = set(upload.fields) - set(exact) - {"policy", "x-amz-signature"}
    assert unbound == set()
    assert all(upload.fields.get(name, value) == value for name, value in exact.items())


def test_a_post_is_bound_to_what_was_announced() -> None:
    upload = storage().presign_upload(REQUEST, expires_at=in_a_minute())

    assert isinstance(upload, PostUpload)
    fields = upload.fields
    assert fields["key"] == REF.key
    assert fields["x-amz-checksum-algorithm"] == "SHA256"
    assert base64.b64decode(fields["x-amz-checksum-sha256"]).hex() == REQUEST.sha256
    assert fields["x-amz-meta-correlation-id"] == "0b7c3d1e"
    assert fields["x-amz-meta-document-id"] == "d1"
    assert not [name for name in fields if "encryption" in name]  # the bucket's default
    assert fields["Content-Type"] == "application/octet-stream"
    assert fields["Content-Disposition"].startswith('attachment; filename="Seite u.html"')


def test_a_put_signs_every_header_it_asks_for() -> None:
    store = storage(kind=S3CompatibleStorage)

    upload = store.presign_upload(REQUEST, expires_at=in_a_minute())

    assert isinstance(upload, PutUpload)
    signed = parse_qs(urlsplit(upload.url).query)["X-Amz-SignedHeaders"][0].split(";")
    assert set(signed) == {name.lower() for name in upload.headers} | {"host"}
    assert upload.headers["Content-Length"] == "5"
    assert upload.headers["x-amz-checksum-sha256"] == checksum_base64(REQUEST.sha256)
    assert "checksum-crc32" not in upload.url


def test_a_download_link_names_type_disposition_and_version() -> None:
    url = storage().presign_download(
        REF, name='x".svg', media_type="image/svg+xml", expires_at=in_a_minute()
    )

    asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    assert asked["response-content-type"] == "application/octet-stream"
    assert asked["response-content-disposition"].startswith('attachment; filename="x_.svg"')
    assert asked["versionId"] == "v1"
    assert asked["X-Amz-Algorithm"] == "AWS4-HMAC-SHA256"
    assert 58 <= int(asked["X-Amz-Expires"]) <= 60


def test_no_link_lives_longer_than_sigv4_allows() -> None:
    url = storage().presign_download(
        REF, name="a", media_type="a/b", expires_at=datetime.now(UTC) + timedelta(days=30)
    )

    assert parse_qs(urlsplit(url).query)["X-Amz-Expires"] == [str(LONGEST_LINK_S)]


def test_parts_are_stored_like_a_whole_file_and_bound_to_their_size() -> None:
    begun = (
        b"<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>"
    )
    with answering(answer(200, begun)) as (url, received):
        upload = storage(url, part_size_bytes=3).presign_multipart(
            REQUEST, expires_at=in_a_minute()
        )

    assert upload.method == "multipart"
    sent = received[0].lower()
    assert b"content-disposition: attachment" in sent
    assert b"x-amz-meta-document-id: d1" in sent
    assert [(part.number, part.size_bytes) for part in upload.parts] == [(1, 3), (2, 2)]
    asked = [parse_qs(urlsplit(part.url).query) for part in upload.parts]
    assert [query["partNumber"] for query in asked] == [["1"], ["2"]]
    assert all("content-length" in query["X-Amz-SignedHeaders"][0] for query in asked)


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        (error(404, "NoSuchKey"), NotFoundError),
        (error(404, "NoSuchVersion"), NotFoundError),
        (error(405, "MethodNotAllowed"), NotFoundError),
        (error(403, "AccessDenied"), UpstreamError),
        (error(500, "InternalError"), UpstreamError),
        (error(503, "SlowDown"), ThrottledError),
        (answer(502, b"<html>not xml"), UpstreamError),
        (answer(200, b"cut", length=100), UpstreamError),
        (b"", UpstreamError),
    ],
)
def test_what_a_failed_read_means(said: bytes, meaning: type[LifeOSError]) -> None:
    with answering(said) as (url, _), pytest.raises(LifeOSError) as caught:
        storage(url).sha256(REF)

    assert type(caught.value) is meaning
    assert caught.value.__cause__ is not None


@pytest.mark.parametrize(
    ("status", "meaning"), [(404, NotFoundError), (403, UpstreamError), (500, UpstreamError)]
)
def test_a_head_has_no_code_but_its_status(status: int, meaning: type[LifeOSError]) -> None:
    with answering(answer(status)) as (url, _), pytest.raises(LifeOSError) as caught:
        storage(url).stat(REF.key)

    assert type(caught.value) is meaning


def test_first_bytes_cut_short_are_not_taken_for_all() -> None:
    with answering(answer(206, b"cut", length=16)) as (url, _), pytest.raises(UpstreamError):
        storage(url).first_bytes(REF, 16)


def test_first_bytes_of_nothing_are_nothing() -> None:
    with answering(error(416, "InvalidRange")) as (url, _):
        assert storage(url).first_bytes(REF, 16) == b""


def test_the_sdk_is_not_asked_to_hash_a_download_again() -> None:
    with answering(answer(200, CONTENT)) as (url, received):
        storage(url).sha256(REF)

    assert b"checksum-mode" not in received[0].lower()


def test_one_dropped_connection_is_bridged_and_only_one() -> None:
    with answering(error(500, "InternalError"), answer(200, CONTENT)) as (url, received):
        assert storage(url).sha256(REF) == REQUEST.sha256
        assert len(received) == 2

    with answering(error(500, "InternalError")) as (url, received):
        with pytest.raises(UpstreamError):
            storage(url).sha256(REF)
        assert len(received) == 2


def test_a_store_that_never_answers_is_given_up() -> None:
    begun = time.monotonic()

    with answering(b"") as (url, received), pytest.raises(UpstreamError):
        storage(url).stat(REF.key)

    assert len(received) == 2
    assert time.monotonic() - begun < 20


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        ("InvalidPart", InvalidInputError),
        ("InvalidPartOrder", InvalidInputError),
        ("EntityTooSmall", InvalidInputError),
        ("NoSuchUpload", NotFoundError),
    ],
)
def test_what_a_failed_completion_means(code: str, meaning: type[LifeOSError]) -> None:
    parts = [CompletedPart(number=1, etag='"e"')]

    with answering(error(400, code)) as (url, _), pytest.raises(LifeOSError) as caught:
        storage(url).complete_multipart(REF.key, "u1", parts)

    assert type(caught.value) is meaning


def test_a_completion_that_fails_after_a_good_status_fails() -> None:
    said = answer(200, b"<Error><Code>InternalError</Code><Message>m</Message></Error>")

    with answering(said) as (url, _), pytest.raises(UpstreamError):
        storage(url).complete_multipart(REF.key, "u1", [CompletedPart(number=1, etag='"e"')])


def test_the_null_version_is_no_version() -> None:
    headers = (b"Content-Length: 7", b"x-amz-version-id: null", b"Connection: close")
    said = b"\r\n".join((b"HTTP/1.1 200 OK", *headers, b"", b""))

    with answering(said) as (url, _):
        found = storage(url).stat(REF.key)

    assert (found.ref.version_id, found.size_bytes) == (None, 7)


LISTED = answer(
    200,
    b"<ListBucketResult><Contents><Key>u/1/d/2</Key></Contents></ListBucketResult>",
)
NOTHING = answer(200, b"<ListBucketResult></ListBucketResult>")


@pytest.mark.parametrize("unknown", [error(501, "NotImplemented"), answer(501)])
def test_a_store_that_cannot_list_versions_erases_what_it_has(unknown: bytes) -> None:
    said = [unknown, LISTED, answer(204), unknown, NOTHING]

    with answering(*said) as (url, received):
        erased = storage(url, S3CompatibleStorage).erase("u/1/d/2")

    assert erased == 1
    assert [one for one in received if one.startswith(b"DELETE /originals/u/1/d/2 ")]


@pytest.mark.parametrize(
    "failure",
    [error(500, "InternalError"), error(403, "AccessDenied"), error(503, "SlowDown"), b""],
)
def test_no_other_failure_passes_for_a_store_without_versions(failure: bytes) -> None:
    with (
        answering(failure) as (url, received),
        pytest.raises((UpstreamError, ThrottledError)),
    ):
        storage(url, S3CompatibleStorage).erase("u/1/d/2")

    assert all(b"versions" in one.partition(b" HTTP")[0] for one in received)
