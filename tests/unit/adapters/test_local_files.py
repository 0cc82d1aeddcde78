"""The local store beyond the contract: what it refuses to take, keep or serve."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from lifeos.adapters.local_files import BUCKET, LocalFilesStorage
from lifeos.adapters.versioned_folder import ABANDONED_AFTER_S
from lifeos.contracts.documents import CompletedPart, MultipartUpload, PutUpload
from lifeos.documents.ports import ObjectRef, UploadRequest
from lifeos.errors import (
    DeniedError,
    InvalidInputError,
    LifeOSError,
    NotFoundError,
    TooLargeError,
    UpstreamError,
)

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
CONTENT = b"0123456789"
REQUEST = UploadRequest(
    key="users/a/1",
    size_bytes=len(CONTENT),
    sha256=hashlib.sha256(CONTENT).hexdigest(),
    media_type="application/pdf",
    metadata={"document-id": "d1"},
    name="bill.pdf",
)


@pytest.fixture
def storage(tmp_path: Path) -> LocalFilesStorage:
    return LocalFilesStorage(
        tmp_path, b"s" * 32, base_url="http://x", clock=lambda: NOW, part_size_bytes=4
    )


def upload_token(storage: LocalFilesStorage) -> str:
    upload = storage.presign_upload(REQUEST, expires_at=LATER)
    assert isinstance(upload, PutUpload)
    return upload.url.rpartition("/")[2]


def begun(storage: LocalFilesStorage) -> MultipartUpload:
    upload = storage.presign_multipart(REQUEST, expires_at=LATER)
    assert isinstance(upload, MultipartUpload)
    return upload


def send_parts(
    storage: LocalFilesStorage, upload: MultipartUpload, content: bytes
) -> list[CompletedPart]:
    stream, done = io.BytesIO(content), []
    for part in upload.parts:
        token = part.url.rpartition("/")[2]
        etag = storage.receive(token, stream, size_bytes=part.size_bytes)
        done.append(CompletedPart(number=part.number, etag=etag))
    return done


def stored(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


class Breaking(io.BytesIO):
    """A connection that fails after its first bytes."""

    def __init__(self, error: OSError) -> None:
        super().__init__(b"half")
        self._error = error

    def read(self, size: int | None = -1) -> bytes:
        return super().read(size) or self._fail()

    def _fail(self) -> bytes:
        raise self._error


def test_what_was_said_of_a_file_lies_beside_it(storage: LocalFilesStorage, tmp_path: Path) -> None:
    storage.receive(upload_token(storage), io.BytesIO(CONTENT), size_bytes=10)

    content, about = sorted(stored(tmp_path), key=lambda path: path.name, reverse=True)
    assert content.read_bytes() == CONTENT
    assert UploadRequest.model_validate(json.loads(about.read_text())) == REQUEST


def test_the_size_is_judged_before_a_byte_is_read(storage: LocalFilesStorage) -> None:
    token, stream = upload_token(storage), io.BytesIO(b"x" * 100)

    with pytest.raises(TooLargeError):
        storage.receive(token, stream, size_bytes=11)
    with pytest.raises(InvalidInputError):
        storage.receive(token, stream, size_bytes=9)

    assert stream.tell() == 0


def test_no_byte_beyond_the_announced_is_read(storage: LocalFilesStorage) -> None:
    stream = io.BytesIO(CONTENT + b"next request")

    storage.receive(upload_token(storage), stream, size_bytes=10)

    assert stream.read() == b"next request"


@pytest.mark.parametrize(
    ("stream", "sentence"),
    [
        (io.BytesIO(b"short"), "ended"),
        (io.BytesIO(b"0123456780"), "announced"),
        (Breaking(ConnectionResetError()), "broke"),
        (Breaking(TimeoutError()), "broke"),
    ],
)
def test_bytes_that_do_not_arrive_as_announced_leave_nothing(
    storage: LocalFilesStorage, tmp_path: Path, stream: BinaryIO, sentence: str
) -> None:
    with pytest.raises(InvalidInputError, match=sentence):
        storage.receive(upload_token(storage), stream, size_bytes=10)

    assert stored(tmp_path) == []


def test_a_full_disk_leaves_no_half_file(
    storage: LocalFilesStorage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, upload = upload_token(storage), begun(storage)
    part = upload.parts[0].url.rpartition("/")[2]
    before = stored(tmp_path)
    monkeypatch.setattr(os, "fsync", _full)

    for attempt in (token, part):
        size = 10 if attempt == token else 4
        with pytest.raises(UpstreamError, match="disk is full"):
            storage.receive(attempt, io.BytesIO(CONTENT), size_bytes=size)

    assert stored(tmp_path) == before


def _full(_: int) -> None:
    raise OSError(errno.ENOSPC, "full")


def test_a_link_serves_its_own_purpose_only(storage: LocalFilesStorage) -> None:
    upload = upload_token(storage)
    storage.receive(upload, io.BytesIO(CONTENT), size_bytes=10)
    ref = storage.stat(REQUEST.key).ref
    url = storage.presign_download(ref, name="a", media_type="a/b", expires_at=LATER)

    with pytest.raises(DeniedError):
        storage.receive(url.rpartition("/")[2], io.BytesIO(CONTENT), size_bytes=10)
    with pytest.raises(DeniedError):
        storage.fetch(upload)


def test_parts_that_make_another_whole_are_refused(
    storage: LocalFilesStorage, tmp_path: Path
) -> None:
    upload = begun(storage)
    parts = send_parts(storage, upload, b"9876543210")

    with pytest.raises(InvalidInputError, match="announced"):
        storage.complete_multipart(REQUEST.key, upload.upload_id, parts)

    assert not any(path.name == "content" for path in stored(tmp_path))


@pytest.mark.parametrize(
    "change",
    [
        lambda parts: parts[:-1],
        lambda parts: parts[1:],
        lambda parts: [*parts, parts[0]],
        lambda parts: [parts[0].model_copy(update={"etag": "../about.json"}), *parts[1:]],
        lambda parts: [parts[0].model_copy(update={"etag": parts[1].etag}), *parts[1:]],
    ],
)
def test_parts_that_are_not_all_there_are_refused(
    storage: LocalFilesStorage, change: Callable[[list[CompletedPart]], list[CompletedPart]]
) -> None:
    upload = begun(storage)
    parts = send_parts(storage, upload, CONTENT)

    with pytest.raises(InvalidInputError):
        storage.complete_multipart(REQUEST.key, upload.upload_id, change(parts))


def test_a_part_sent_again_does_not_change_what_was_named(storage: LocalFilesStorage) -> None:
    upload = begun(storage)
    parts = send_parts(storage, upload, CONTENT)
    storage.receive(upload.parts[0].url.rpartition("/")[2], io.BytesIO(b"XXXX"), size_bytes=4)

    storage.complete_multipart(REQUEST.key, upload.upload_id, parts)

    assert storage.sha256(storage.stat(REQUEST.key).ref) == REQUEST.sha256


def test_a_completed_upload_is_gone(storage: LocalFilesStorage, tmp_path: Path) -> None:
    upload = begun(storage)
    parts = send_parts(storage, upload, CONTENT)
    storage.complete_multipart(REQUEST.key, upload.upload_id, parts)

    with pytest.raises(NotFoundError):
        storage.complete_multipart(REQUEST.key, upload.upload_id, parts)

    assert list((tmp_path / "uploads").iterdir()) == []


def test_an_abandoned_upload_is_swept_and_a_young_one_is_not(
    storage: LocalFilesStorage, tmp_path: Path
) -> None:
    old, young = begun(storage), begun(storage)
    folder = tmp_path / "uploads" / old.upload_id
    os.utime(folder, (folder.stat().st_mtime - ABANDONED_AFTER_S - 60,) * 2)

    removed = storage.sweep()

    assert removed == 1
    assert [path.name for path in (tmp_path / "uploads").iterdir()] == [young.upload_id]


def test_another_store_is_not_answered_for(storage: LocalFilesStorage) -> None:
    storage.receive(upload_token(storage), io.BytesIO(CONTENT), size_bytes=10)
    foreign = ObjectRef(bucket="elsewhere", key=REQUEST.key, version_id="00000001")

    assert storage.first_bytes(foreign.model_copy(update={"bucket": BUCKET}), 2) == b"01"
    with pytest.raises(NotFoundError):
        storage.first_bytes(foreign, 2)


def test_an_unplugged_disk_is_never_an_empty_store(tmp_path: Path) -> None:
    gone = LocalFilesStorage(tmp_path / "gone", b"s" * 32, base_url="http://x", clock=lambda: NOW)
    ref = ObjectRef(bucket=BUCKET, key="k", version_id="00000001")

    attempts: tuple[Callable[[], object], ...] = (
        lambda: gone.stat("k"),
        lambda: gone.sha256(ref),
        lambda: gone.presign_multipart(REQUEST, expires_at=LATER),
        lambda: gone.complete_multipart("k", "0" * 32, []),
        lambda: gone.receive(upload_token(gone), io.BytesIO(CONTENT), size_bytes=10),
    )
    for attempt in attempts:
        with pytest.raises(UpstreamError):
            attempt()
    assert not (tmp_path / "gone").exists()


def test_a_disk_that_fails_while_reading_is_told_as_ours(
    storage: LocalFilesStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage.receive(upload_token(storage), io.BytesIO(CONTENT), size_bytes=10)
    ref = storage.stat(REQUEST.key).ref
    monkeypatch.setattr(Path, "open", lambda *_, **__: _Failing())

    with pytest.raises(LifeOSError) as caught, storage.open(ref) as stream:
        stream.read()

    assert type(caught.value) is UpstreamError


class _Failing(io.RawIOBase):
    def read(self, size: int = -1) -> bytes:
        raise OSError(errno.EIO, cast("str", size))
