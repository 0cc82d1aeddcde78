"""What every Storage promises, held against the fake and the three real adapters over HTTP."""

from __future__ import annotations

import hashlib
import time
import tracemalloc

import pytest
from lifeos.adapters.s3_client import GIVES_UP_WITHIN_S
from lifeos.adapters.streams import BLOCK_BYTES
from lifeos.contracts.documents import PostUpload, PutUpload
from lifeos.documents.ports import ObjectRef
from lifeos.errors import InvalidInputError, NotFoundError, UpstreamError

from tests.support.stores import Can, Store, new_key, request_for, soon

MIB = 1024 * 1024


def read_all(store: Store, ref: ObjectRef) -> bytes:
    with store.storage.open(ref) as stream:
        return stream.read()


@pytest.mark.parametrize("size", [0, 1, 48_213, BLOCK_BYTES, BLOCK_BYTES + 1])
def test_an_upload_by_link_is_read_back_byte_identically(store: Store, size: int) -> None:
    content = bytes(range(256)) * (size // 256 + 1)
    content = content[:size]
    key = new_key()

    ref = store.store(key, content)

    assert store.storage.stat(key).size_bytes == size
    assert read_all(store, ref) == content
    assert store.storage.sha256(ref) == hashlib.sha256(content).hexdigest()
    assert store.storage.first_bytes(ref, 16) == content[:16]


def test_first_bytes_of_a_shorter_object_are_all_of_it(store: Store) -> None:
    ref = store.store(new_key(), b"short")

    assert store.storage.first_bytes(ref, 4096) == b"short"
    assert store.storage.first_bytes(ref, 0) == b""


def test_the_stream_reads_like_a_file(store: Store) -> None:
    ref = store.store(new_key(), b"one\ntwo\nthree")

    with store.storage.open(ref) as stream:
        pieces = [stream.read(2), stream.readline(), *stream]

    assert pieces == [b"on", b"e\n", b"two\n", b"three"]


def test_the_kind_of_link_says_whether_the_store_announces(store: Store) -> None:
    upload = store.storage.presign_upload(request_for(new_key(), b"x"), expires_at=soon())

    expected = PostUpload if store.storage.announces else PutUpload
    assert isinstance(upload, expected)


@pytest.mark.parametrize("sent", [b"", b"12345", b"1234567"])
def test_another_size_than_announced_is_refused(store: Store, sent: bytes) -> None:
    key = new_key()
    upload = store.storage.presign_upload(request_for(key, b"123456"), expires_at=soon())

    answer = store.send(upload, sent)

    assert 400 <= answer.status_code < 500
    with pytest.raises(NotFoundError):
        store.storage.stat(key)


def test_other_bytes_of_the_same_size_are_refused_or_found_out(store: Store) -> None:
    key = new_key()
    request = request_for(key, b"announced")
    upload = store.storage.presign_upload(request, expires_at=soon())

    answer = store.send(upload, b"different")

    if Can.CHECK_SHA256_ON_ARRIVAL in store.can:
        assert 400 <= answer.status_code < 500
        with pytest.raises(NotFoundError):
            store.storage.stat(key)
    else:
        assert store.storage.sha256(store.storage.stat(key).ref) != request.sha256


def test_an_overwritten_object_keeps_its_first_version_or_names_none(store: Store) -> None:
    key = new_key()
    first = store.store(key, b"first")

    second = store.store(key, b"second, longer")

    assert read_all(store, second) == b"second, longer"
    if Can.KEEP_VERSIONS in store.can:
        assert read_all(store, first) == b"first"
        assert store.storage.first_bytes(first, 3) == b"fir"
        assert first.version_id != second.version_id
    else:
        assert (first.version_id, second.version_id) == (None, None)


def test_a_missing_object_is_not_found(store: Store) -> None:
    there = store.store(new_key(), b"x")
    missing = there.model_copy(update={"key": new_key(), "version_id": None})

    for attempt in (
        lambda: store.storage.stat(missing.key),
        lambda: read_all(store, missing),
        lambda: store.storage.first_bytes(missing, 8),
        lambda: store.storage.sha256(missing),
    ):
        with pytest.raises(NotFoundError):
            attempt()


def test_a_missing_version_is_not_found(store: Store) -> None:
    if Can.KEEP_VERSIONS not in store.can:
        assert store.store(new_key(), b"x").version_id is None
        return
    ref = store.store(new_key(), b"x").model_copy(update={"version_id": "../99999999"})

    with pytest.raises(NotFoundError):
        store.storage.first_bytes(ref, 8)


def test_a_large_object_is_read_with_flat_memory(store: Store) -> None:
    content = bytes(64 * MIB)
    ref = store.store(new_key(), content)
    expected = hashlib.sha256(content).hexdigest()
    del content

    tracemalloc.start()
    try:
        found = store.storage.sha256(ref)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert found == expected
    assert peak < 8 * MIB


def test_a_store_that_is_down_fails_in_the_stated_time(store: Store) -> None:
    ref = ObjectRef(bucket=store.store(new_key(), b"x").bucket, key=new_key())
    begun = time.monotonic()

    with pytest.raises(UpstreamError):
        store.unreachable.stat(ref.key)
    with pytest.raises(UpstreamError):
        store.unreachable.sha256(ref)
    with pytest.raises(UpstreamError):
        store.unreachable.first_bytes(ref, 8)

    assert time.monotonic() - begun < 3 * GIVES_UP_WITHIN_S


def test_bytes_of_the_hubs_own_are_stored_as_an_upload_is(store: Store) -> None:
    key, content = new_key(), b"an attachment"

    store.storage.store(request_for(key, content), content)

    ref = store.storage.stat(key).ref
    assert read_all(store, ref) == content
    assert store.storage.sha256(ref) == hashlib.sha256(content).hexdigest()


def test_other_bytes_than_their_hash_says_are_not_stored(store: Store) -> None:
    key = new_key()

    with pytest.raises(InvalidInputError):
        store.storage.store(request_for(key, b"announced"), b"different")

    with pytest.raises(NotFoundError):
        store.storage.stat(key)


def test_a_store_that_cannot_be_reached_says_so_when_storing(store: Store) -> None:
    with pytest.raises(UpstreamError):
        store.unreachable.store(request_for(new_key(), b"x"), b"x")
