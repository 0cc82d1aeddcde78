"""What a link allows, refuses and serves, in every Storage."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from lifeos.errors import InvalidInputError, NotFoundError

from tests.support.links import for_other_key, tampered
from tests.support.stores import Can, Store, new_key, now, request_for, soon


def test_a_link_takes_nothing_at_another_key(store: Store) -> None:
    key, other = new_key(), new_key()
    upload = store.storage.presign_upload(request_for(key, b"bytes"), expires_at=soon())

    answer = store.send(for_other_key(upload, key, other), b"bytes")

    assert answer.status_code == 403
    for untouched in (key, other):
        with pytest.raises(NotFoundError):
            store.storage.stat(untouched)


def test_a_tampered_upload_link_is_refused(store: Store) -> None:
    key = new_key()
    upload = store.storage.presign_upload(request_for(key, b"bytes"), expires_at=soon())

    answer = store.send(tampered(upload), b"bytes")

    assert answer.status_code == 403
    with pytest.raises(NotFoundError):
        store.storage.stat(key)


def test_links_stop_working_when_they_expire(store: Store) -> None:
    ref = store.store(new_key(), b"kept")
    key, expires_at = new_key(), now() + timedelta(seconds=1)
    upload = store.storage.presign_upload(request_for(key, b"late"), expires_at=expires_at)
    download = store.storage.presign_download(
        ref, name="a.pdf", media_type="application/pdf", expires_at=expires_at
    )

    time.sleep(2.2)  # S3 counts whole seconds

    assert store.send(upload, b"late").status_code == 403
    assert store.http.get(download).status_code == 403
    with pytest.raises(NotFoundError):
        store.storage.stat(key)


def test_a_link_that_has_expired_already_is_not_made(store: Store) -> None:
    request, past = request_for(new_key(), b"x"), now() - timedelta(seconds=1)

    for make in (store.storage.presign_upload, store.storage.presign_multipart):
        with pytest.raises(InvalidInputError):
            make(request, expires_at=past)


@pytest.mark.parametrize(
    "name",
    [
        "bill.pdf",
        "Müller Rechnung 2026.pdf",
        "請求書.pdf",
        'x"; filename="evil.exe',
        "invoice\u202efdp.exe",
        "../../etc/passwd",
        "a\r\nSet-Cookie: stolen=1\r\n\r\n<script>",
        "${filename}",
        "\x00\x1b[31m",
    ],
)
def test_a_download_is_an_attachment_whatever_the_name(store: Store, name: str) -> None:
    ref = store.store(new_key(), b"%PDF-1.7", name=name)

    url = store.storage.presign_download(
        ref, name=name, media_type="application/pdf", expires_at=soon()
    )
    answer = store.http.get(url)

    assert answer.content == b"%PDF-1.7"
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith('attachment; filename="')
    assert disposition.isascii()
    assert disposition.isprintable()
    assert disposition.count('"') == 2
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml", "application/xhtml+xml"])
def test_what_a_browser_would_run_is_served_as_bytes(store: Store, media_type: str) -> None:
    ref = store.store(new_key(), b"<script>", name="page.html", media_type=media_type)

    url = store.storage.presign_download(
        ref, name="page.html", media_type=media_type, expires_at=soon()
    )
    answer = store.http.get(url)

    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert (answer.headers.get("X-Content-Type-Options") == "nosniff") == (
        Can.SEND_NOSNIFF in store.can
    )


def test_a_tampered_download_link_is_refused(store: Store) -> None:
    ref = store.store(new_key(), b"private")
    url = store.storage.presign_download(
        ref, name="a.pdf", media_type="application/pdf", expires_at=soon()
    )

    flipped = url[:-1] + ("0" if url[-1] != "0" else "1")
    answer = store.http.get(flipped)

    assert answer.status_code == 403
    assert b"private" not in answer.content
