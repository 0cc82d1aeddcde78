"""Taking files away for good, as every Storage promises it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lifeos.documents.ports import ObjectRef
from lifeos.errors import NotFoundError, UpstreamError

from tests.support.stores import Can, Store, new_key, request_for, soon


def is_there(store: Store, key: str) -> bool:
    """Whether anything is stored at the key."""
    try:
        store.storage.stat(key)
    except NotFoundError:
        return False
    return True


def readable(store: Store, ref: ObjectRef) -> bool:
    """Whether that very version can still be read."""
    try:
        with store.storage.open(ref) as stream:
            return bool(stream.read())
    except NotFoundError:
        return False


def test_no_version_is_left_and_none_can_be_read(store: Store) -> None:
    key = new_key()
    refs = [store.store(key, content) for content in (b"first", b"second", b"third")]

    erased = store.storage.erase(key)

    assert erased == (3 if Can.KEEP_VERSIONS in store.can else 1)
    assert not is_there(store, key)
    assert [ref for ref in refs if readable(store, ref)] == []


def test_a_link_given_out_before_leads_nowhere(store: Store) -> None:
    ref = store.store(new_key(), b"private")
    url = store.storage.presign_download(
        ref, name="a.pdf", media_type="application/pdf", expires_at=soon()
    )

    store.storage.erase(ref.key)
    answer = store.http.get(url)

    assert answer.status_code == 404
    assert b"private" not in answer.content


def test_everything_below_a_prefix_goes_and_nothing_beside_it(store: Store) -> None:
    folder = new_key()
    below = [f"{folder}/{name}" for name in ("a.png", "b.png", "deep/c.png")]
    beside = [new_key(), f"{folder[:-1]}{'0' if folder[-1] != '0' else '1'}/a.png"]
    for key in (*below, *beside):
        store.store(key, b"bytes")

    erased = store.storage.erase(f"{folder}/")

    assert erased == len(below)
    assert [key for key in below if is_there(store, key)] == []
    assert [key for key in beside if not is_there(store, key)] == []


def test_erasing_what_is_not_there_is_fine_and_so_is_erasing_twice(store: Store) -> None:
    key = new_key()
    store.store(key, b"bytes")

    erased = [store.storage.erase(new_key()), store.storage.erase(key), store.storage.erase(key)]

    assert erased == [0, 1, 0]


def test_a_key_can_be_used_again_after_it_was_erased(store: Store) -> None:
    key = new_key()
    store.store(key, b"before")
    store.storage.erase(key)

    ref = store.store(key, b"after")

    assert store.storage.first_bytes(ref, 16) == b"after"


def test_parts_that_were_never_joined_come_to_nothing(store: Store) -> None:
    key = new_key()
    upload = store.storage.presign_multipart(request_for(key, b"part"), expires_at=soon())
    assert upload.method == "multipart"
    store.send_parts(upload, b"part")

    store.storage.erase(key)

    assert not is_there(store, key)


def test_a_store_that_is_away_has_erased_nothing(store: Store) -> None:
    with pytest.raises(UpstreamError):
        store.unreachable.erase(new_key())


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(["a", "b", "c/d", "c/e"]), min_size=1, max_size=8))
def test_whatever_was_sent_below_a_prefix_is_counted_and_gone(
    store: Store, names: list[str]
) -> None:
    folder = new_key()
    for name in names:
        store.store(f"{folder}/{name}", b"bytes")
    kept = names if Can.KEEP_VERSIONS in store.can else set(names)

    erased = store.storage.erase(f"{folder}/")

    assert erased == len(kept)
    assert [name for name in names if is_there(store, f"{folder}/{name}")] == []
