"""The four stores the Storage contract is held against, each with what it can and cannot do."""

from __future__ import annotations

import hashlib
import secrets
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
from lifeos.adapters.local_files import LocalFilesStorage
from lifeos.adapters.s3 import S3Storage
from lifeos.adapters.s3_client import AccessKey, s3_client
from lifeos.adapters.s3_compatible import S3CompatibleStorage
from lifeos.contracts.documents import CompletedPart, MultipartUpload, PostUpload, Upload
from lifeos.documents.ports import ObjectRef, Storage, UploadRequest

from local.emulator import REGION, ROOT_KEY
from local.file_server import FileServer
from local.ports import free_port
from tests.fakes.storage import FakeStorage

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PART_SIZE_BYTES = 5 * 1024 * 1024  # the least S3 takes


class Can(Enum):
    """What not every store does. A test of such a thing says what happens with and without it."""

    KEEP_VERSIONS = auto()
    CHECK_SHA256_ON_ARRIVAL = auto()  # the emulator does for a PUT, not for a POST; S3 does both
    SEND_NOSNIFF = auto()  # S3 never does: it is set by what stands in front of the bucket


@dataclass(frozen=True)
class Store:
    """A storage and a client that can follow its links."""

    storage: Storage
    http: httpx.Client
    unreachable: Storage  # the same kind with nothing behind it
    can: frozenset[Can]

    def send(self, upload: Upload, content: bytes) -> httpx.Response:
        """Send `content` as a client would, saying its true length."""
        assert not isinstance(upload, MultipartUpload)
        if isinstance(upload, PostUpload):
            return self.http.post(upload.url, data=upload.fields, files={"file": ("f", content)})
        length = {"Content-Length": str(len(content))}
        return self.http.put(upload.url, headers={**upload.headers, **length}, content=content)

    def send_parts(self, upload: MultipartUpload, content: bytes) -> list[CompletedPart]:
        """Send every part; returns what `complete_multipart` takes."""
        done, start = [], 0
        for part in upload.parts:
            answer = self.http.put(part.url, content=content[start : start + part.size_bytes])
            answer.raise_for_status()
            done.append(CompletedPart(number=part.number, etag=answer.headers["ETag"]))
            start += part.size_bytes
        assert start == len(content)
        return done

    def store(self, key: str, content: bytes, **described: str) -> ObjectRef:
        """Upload `content` to `key` by link; returns the version made."""
        upload = self.storage.presign_upload(
            request_for(key, content, **described), expires_at=soon()
        )
        self.send(upload, content).raise_for_status()
        return self.storage.stat(key).ref


def request_for(key: str, content: bytes, **described: str) -> UploadRequest:
    """An honest request for `content`; `described` overrides name, media_type or sha256."""
    fields = {
        "sha256": hashlib.sha256(content).hexdigest(),
        "media_type": "application/pdf",
        "name": "bill.pdf",
        **described,
    }
    metadata = {"correlation-id": "0b7c3d1e-test", "document-id": str(uuid.uuid4())}
    return UploadRequest(key=key, size_bytes=len(content), metadata=metadata, **fields)


def new_key() -> str:
    """A key nobody used."""
    return f"users/{uuid.uuid4()}/documents/{uuid.uuid4()}"


def soon() -> datetime:
    """An expiry long enough for a test."""
    return now() + timedelta(minutes=5)


def now() -> datetime:
    """The real clock: S3 knows no other."""
    return datetime.now(UTC)


@contextmanager
def fake_store() -> Iterator[Store]:
    """The fake; POST links, as S3."""
    unreachable = FakeStorage(now)
    unreachable.down = True
    storage = FakeStorage(now, part_size_bytes=PART_SIZE_BYTES)
    can = frozenset({Can.KEEP_VERSIONS, Can.CHECK_SHA256_ON_ARRIVAL})
    with storage.http as http:
        yield Store(storage, http, unreachable, can)


@contextmanager
def s3_store(url: str) -> Iterator[Store]:
    """A bucket with versions in the emulator."""
    client = root_client(url)
    bucket = _new_bucket(client)
    client.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    can = frozenset({Can.KEEP_VERSIONS})
    with httpx.Client() as http:
        yield Store(_s3(S3Storage, client, bucket), http, _dead(S3Storage), can)


@contextmanager
def s3_compatible_store(url: str) -> Iterator[Store]:
    """A bucket without versions in the emulator."""
    client = root_client(url)
    storage = _s3(S3CompatibleStorage, client, _new_bucket(client))
    can = frozenset({Can.CHECK_SHA256_ON_ARRIVAL})
    with httpx.Client() as http:
        yield Store(storage, http, _dead(S3CompatibleStorage), can)


@contextmanager
def local_store(root: Path) -> Iterator[Store]:
    """A folder with its file server running."""
    secret = secrets.token_bytes(32)

    def at(base_url: str, folder: Path = root) -> LocalFilesStorage:
        return LocalFilesStorage(
            folder, secret, base_url=base_url, clock=now, part_size_bytes=PART_SIZE_BYTES
        )

    with served(at) as storage, httpx.Client() as http:
        yield Store(storage, http, at("http://127.0.0.1", root / "unplugged"), frozenset(Can))


@contextmanager
def served(storage_at: Callable[[str], LocalFilesStorage]) -> Iterator[LocalFilesStorage]:
    """A file server on a free port for as long as the block runs."""
    with FileServer(0, storage_at) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server.storage
        finally:
            server.shutdown()
            thread.join()


def root_client(url: str) -> S3Client:
    """The emulator's S3 for a caller who may do everything."""
    key = AccessKey(ROOT_KEY, ROOT_KEY)
    return s3_client(region=REGION, endpoint_url=url, addressing="path", access_key=key)


def _new_bucket(client: S3Client) -> str:
    bucket = f"originals-{uuid.uuid4().hex}"
    client.create_bucket(Bucket=bucket)  # REGION is the one that wants no constraint
    return bucket


def _s3(kind: type[S3Storage], client: S3Client, bucket: str) -> S3Storage:
    return kind(client, bucket, now, part_size_bytes=PART_SIZE_BYTES)


def _dead(kind: type[S3Storage]) -> S3Storage:
    return _s3(kind, root_client(f"http://127.0.0.1:{free_port()}"), "nothing-here")
