"""The receiver of local links, spoken to in bytes where a client library is too polite."""

from __future__ import annotations

import hashlib
import json
import logging
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from lifeos.adapters.local_files import LocalFilesStorage
from lifeos.contracts.documents import PutUpload
from lifeos.documents.ports import UploadRequest

from local import file_server
from tests.support.stores import served

CONTENT = b"%PDF-1.7 bytes"


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[LocalFilesStorage]:
    def at(base_url: str) -> LocalFilesStorage:
        clock = partial(datetime.now, UTC)
        return LocalFilesStorage(tmp_path, b"s" * 32, base_url=base_url, clock=clock)

    with served(at) as storage:
        yield storage


def soon() -> datetime:
    return datetime.now(UTC) + timedelta(minutes=5)


def upload_url(storage: LocalFilesStorage, content: bytes = CONTENT, key: str = "k") -> str:
    request = UploadRequest(
        key=key,
        size_bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        media_type="application/pdf",
        metadata={},
    )
    upload = storage.presign_upload(request, expires_at=soon())
    assert isinstance(upload, PutUpload)
    return upload.url


def download_url(storage: LocalFilesStorage) -> str:
    httpx.put(upload_url(storage), content=CONTENT).raise_for_status()
    ref = storage.stat("k").ref
    return storage.presign_download(
        ref, name="bill.pdf", media_type="application/pdf", expires_at=soon()
    )


def spoken(url: str, head: str, body: bytes = b"", *, host: str | None = None) -> httpx.Response:
    """Send exactly this and read to the end of the answer."""
    place = urlsplit(url)
    lines = [f"{head.split()[0]} {place.path} HTTP/1.1", f"Host: {host or place.netloc}"]
    lines += head.splitlines()[1:]
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=10) as sender:
        sender.sendall("\r\n".join([*lines, "", ""]).encode() + body)
        sender.shutdown(socket.SHUT_WR)
        received = b"".join(iter(lambda: sender.recv(65536), b""))
    top, _, rest = received.partition(b"\r\n\r\n")
    status, *headers = top.decode().split("\r\n")
    pairs = [tuple(line.split(": ", 1)) for line in headers]
    return httpx.Response(int(status.split()[1]), headers=pairs, content=rest)  # type: ignore[arg-type]


def test_a_file_goes_in_and_comes_out_guarded(storage: LocalFilesStorage) -> None:
    answer = httpx.get(download_url(storage))

    assert answer.content == CONTENT
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="bill.pdf"')
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_head_says_the_same_without_the_bytes(storage: LocalFilesStorage) -> None:
    url = download_url(storage)

    head, get = httpx.head(url), httpx.get(url)

    assert head.content == b""
    assert head.headers["Content-Length"] == str(len(CONTENT))
    assert dict(head.headers) | {"date": ""} == dict(get.headers) | {"date": ""}


def test_one_connection_carries_many_files(storage: LocalFilesStorage) -> None:
    with httpx.Client() as client:
        for number in range(5):
            url = upload_url(storage, key=f"k{number}")
            assert client.put(url, content=CONTENT).status_code == 200

    assert all(storage.stat(f"k{number}").size_bytes == len(CONTENT) for number in range(5))


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ("Transfer-Encoding: chunked", 411, "length-required"),
        ("X-Nothing: said", 411, "length-required"),
        ("Content-Length: -1", 411, "length-required"),
        ("Content-Length: ١٤", 411, "length-required"),
        ("Content-Length: 14\nContent-Length: 14", 411, "length-required"),
        ("Content-Length: 14\nTransfer-Encoding: chunked", 411, "length-required"),
        ("Content-Length: 15", 413, "too-large"),
        ("Content-Length: 9999999999999999999", 413, "too-large"),
        ("Content-Length: 13", 422, "invalid-input"),
        ("Content-Length: 14", 422, "invalid-input"),
    ],
)
def test_an_upload_that_is_not_as_announced_is_told_why(
    storage: LocalFilesStorage, tmp_path: Path, headers: str, status: int, code: str
) -> None:
    answer = spoken(upload_url(storage), f"PUT\n{headers}", b"other bytes")

    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = json.loads(answer.content)
    assert problem["type"] == f"urn:lifeos:problem:{code}"
    assert problem["status"] == status
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_large_body_that_is_refused_still_gets_its_answer(storage: LocalFilesStorage) -> None:
    answer = httpx.put(upload_url(storage), content=bytes(8 * 1024 * 1024))

    assert answer.status_code == 413


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", "[::1]:80"])
def test_another_host_is_refused(storage: LocalFilesStorage, host: str) -> None:
    answer = spoken(download_url(storage), "GET", host=host)

    assert answer.status_code == 403
    assert CONTENT not in answer.content


def test_localhost_is_this_host(storage: LocalFilesStorage) -> None:
    url = download_url(storage)

    answer = spoken(url, "GET\nConnection: close", host=f"localhost:{urlsplit(url).port}")

    assert answer.content == CONTENT


@pytest.mark.parametrize("path", ["/", "/files/", "/files/../k", "/files/abc.def", "/k", "/%2e"])
def test_what_was_not_signed_is_refused(storage: LocalFilesStorage, path: str) -> None:
    place = urlsplit(download_url(storage))
    url = f"http://{place.netloc}{path}"

    assert spoken(url, "GET").status_code == 403
    assert spoken(url, "PUT\nContent-Length: 0").status_code == 403


@pytest.mark.parametrize("method", ["POST", "DELETE", "OPTIONS", "PATCH"])
def test_no_other_method_exists(storage: LocalFilesStorage, method: str) -> None:
    assert httpx.request(method, upload_url(storage)).status_code == 501


def test_a_missing_file_is_not_found(storage: LocalFilesStorage) -> None:
    url = download_url(storage)
    ref = storage.stat("k").ref.model_copy(update={"key": "other"})
    missing = storage.presign_download(ref, name="a", media_type="a/b", expires_at=soon())

    assert httpx.get(missing).status_code == 404
    assert httpx.head(missing).status_code == 404
    assert httpx.get(url).status_code == 200


def test_a_store_that_fails_answers_507(storage: LocalFilesStorage, tmp_path: Path) -> None:
    url = upload_url(storage)
    tmp_path.rename(tmp_path.with_name("unplugged"))

    answer = httpx.put(url, content=CONTENT)

    assert answer.status_code == 507
    assert str(tmp_path) not in answer.text


def test_a_sender_that_stalls_is_let_go(
    storage: LocalFilesStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_server._Handler, "timeout", 0.2)
    place = urlsplit(upload_url(storage))

    with socket.create_connection((place.hostname or "", place.port or 0), timeout=10) as sender:
        head = f"PUT {place.path} HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Length: 14\r\n\r\n"
        sender.sendall(head.encode() + b"half")
        answer = sender.recv(65536)

    assert answer.startswith(b"HTTP/1.1 422")


def test_no_link_reaches_the_log(
    storage: LocalFilesStorage, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG, logger=file_server.__name__)
    url = download_url(storage)

    httpx.get(url)
    httpx.get(url + "x")
    spoken(url, "GET\nBroken header line")

    token = url.rpartition("/")[2]
    said = "".join(
        record.getMessage() for record in caplog.records if record.name == "local.file_server"
    )
    assert "answered 200" in said
    assert "answered 403" in said
    assert token[:40] not in said + "".join(capfd.readouterr())


def test_a_receiver_that_goes_away_is_not_worth_a_word(
    storage: LocalFilesStorage, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    large = bytes(32 * 1024 * 1024)
    httpx.put(upload_url(storage, large, "large"), content=large).raise_for_status()
    ref = storage.stat("large").ref
    url = storage.presign_download(ref, name="a", media_type="a/b", expires_at=soon())

    with httpx.stream("GET", url) as answer:
        assert next(answer.iter_raw(16))

    assert httpx.get(download_url(storage)).status_code == 200
    assert [record for record in caplog.records if record.levelno > logging.WARNING] == []
    assert capfd.readouterr().err == ""


def test_a_defect_is_logged_and_ends_only_its_connection(
    storage: LocalFilesStorage, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = download_url(storage)

    with monkeypatch.context() as broken:
        broken.setattr(storage, "fetch", lambda token: 1 // 0)
        with pytest.raises(httpx.RemoteProtocolError):
            httpx.get(url)

    assert httpx.get(url).content == CONTENT
    assert [record.message for record in caplog.records if record.levelno == logging.ERROR] == [
        "request failed"
    ]
    assert url.rpartition("/")[2][:40] not in caplog.text


def test_only_this_machine_is_listened_to(storage: LocalFilesStorage) -> None:
    assert urlsplit(upload_url(storage)).hostname == "127.0.0.1"
    assert file_server.HOST == "127.0.0.1"
