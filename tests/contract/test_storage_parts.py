"""Uploads in parts, as every Storage promises them."""

from __future__ import annotations

import pytest
from lifeos.errors import InvalidInputError, NotFoundError

from tests.support.stores import Store, new_key, request_for, soon

MIB = 1024 * 1024


def test_a_file_in_three_parts_is_joined(store: Store) -> None:
    key, content = new_key(), bytes(11 * MIB - 1) + b"!"
    request = request_for(key, content)
    upload = store.storage.presign_multipart(request, expires_at=soon())
    assert upload.method == "multipart"

    parts = store.send_parts(upload, content)
    store.storage.complete_multipart(key, upload.upload_id, parts[::-1])

    assert [part.size_bytes for part in upload.parts] == [5 * MIB, 5 * MIB, MIB]
    assert store.storage.sha256(store.storage.stat(key).ref) == request.sha256


def test_a_file_without_bytes_may_come_in_parts_too(store: Store) -> None:
    key = new_key()
    upload = store.storage.presign_multipart(request_for(key, b""), expires_at=soon())
    assert upload.method == "multipart"

    store.storage.complete_multipart(key, upload.upload_id, store.send_parts(upload, b""))

    assert store.storage.stat(key).size_bytes == 0


def test_a_wrong_etag_is_refused_and_the_right_one_still_works(store: Store) -> None:
    key = new_key()
    upload = store.storage.presign_multipart(request_for(key, b"part"), expires_at=soon())
    assert upload.method == "multipart"
    parts = store.send_parts(upload, b"part")
    wrong = [part.model_copy(update={"etag": '"' + "0" * 32 + '"'}) for part in parts]

    with pytest.raises(InvalidInputError):
        store.storage.complete_multipart(key, upload.upload_id, wrong)
    with pytest.raises(InvalidInputError):
        store.storage.complete_multipart(key, upload.upload_id, [])

    store.storage.complete_multipart(key, upload.upload_id, parts)
    assert store.storage.first_bytes(store.storage.stat(key).ref, 8) == b"part"


def test_a_part_of_another_size_is_refused(store: Store) -> None:
    upload = store.storage.presign_multipart(request_for(new_key(), b"part"), expires_at=soon())
    assert upload.method == "multipart"

    answer = store.http.put(upload.parts[0].url, content=b"apart")

    assert 400 <= answer.status_code < 500


def test_an_upload_in_parts_that_was_never_begun_is_not_found(store: Store) -> None:
    key = new_key()
    upload = store.storage.presign_multipart(request_for(key, b"part"), expires_at=soon())
    assert upload.method == "multipart"
    parts = store.send_parts(upload, b"part")

    for other_key, wrong in ((key, "../../etc"), (key, "0" * 32), (new_key(), upload.upload_id)):
        with pytest.raises(NotFoundError):
            store.storage.complete_multipart(other_key, wrong, parts)
