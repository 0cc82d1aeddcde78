"""What a dishonest client does to the links of a deployed hub, and to its live socket.

Every cell is one way to use a link for something it was not given for. A cell is refused when
storage takes nothing and tells nothing; where it only shows later that other bytes came than were
announced, the document must end as rejected.
"""

from __future__ import annotations

import base64
import json
import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import httpx
from lifeos.adapters.s3 import S3Storage
from lifeos.adapters.s3_client import AccessKey, s3_client
from lifeos.contracts.documents import PostUpload
from lifeos.documents.ports import ObjectRef, UploadRequest
from websockets.exceptions import InvalidStatus

from local.emulator import REGION, ROOT_KEY
from tests.support.access import STATEMENT, Cell, Owner
from tests.support.hub import RunningHub
from tests.support.listener import address_for, opened
from tests.support.visitor import Visitor

Json = dict[str, Any]
UPLOAD, DOWNLOAD, SOCKET = "an upload link", "a download link", "the live socket"
CONTENT = STATEMENT.replace(b"Bakery", b"Grocer")
TICKET_LIVES_S = 61


def link_cells(hub: RunningHub) -> Iterator[Cell]:
    """Every dishonest use. Raises: RuntimeError where one of them had an effect."""
    owner, stranger = Owner.at(hub), Visitor.new(hub)
    before = owner.visitor.original(owner.ids["document_id"]).content
    yield from _uploads(hub, owner=owner, stranger=stranger)
    yield from _downloads(hub, owner)
    if owner.visitor.original(owner.ids["document_id"]).content != before:
        raise RuntimeError("The owner's file was changed.")


Form = dict[str, str]


def _forms(key: str) -> dict[str, Callable[[Form], Form]]:
    """The form, changed in one field each. `key` is where the owner's file lies."""
    return {
        "at the key of another person's file": lambda f: f | {"key": key},
        "at a key beside its own": lambda f: f | {"key": f["key"] + "x"},
        "with another checksum": lambda f: f | {"x-amz-checksum-sha256": f["key"][:43] + "="},
        "with another type": lambda f: f | {"Content-Type": "text/html"},
        "shown in the page": lambda f: f | {"Content-Disposition": "inline"},
        "with metadata of its own": lambda f: f | {"x-amz-meta-more": "1"},
        "readable by everybody": lambda f: f | {"acl": "public-read"},
        "with a longer policy": lambda f: f | {"policy": _longer(f["policy"])},
        "with another signature": lambda f: f | {"x-amz-signature": "0" * 64},
        "without a signature": lambda f: {n: v for n, v in f.items() if n != "x-amz-signature"},
        "without its checksum": lambda f: {n: v for n, v in f.items() if "checksum" not in n},
    }


def _longer(policy: str) -> str:
    told = json.loads(base64.b64decode(policy)) | {"expiration": "2099-01-01T00:00:00Z"}
    return base64.b64encode(json.dumps(told).encode()).decode()


def _uploads(hub: RunningHub, *, owner: Owner, stranger: Visitor) -> Iterator[Cell]:
    key = f"u/{owner.visitor.id}/d/{owner.ids['document_id']}"
    registered = stranger.register("statement.csv", CONTENT, media_type="text/csv").json()
    url, fields = registered["upload"]["url"], registered["upload"]["fields"]
    for what, change in _forms(key).items():
        yield _refused(UPLOAD, what, _sent(url, change(fields), CONTENT))
    yield _refused(UPLOAD, "a byte more", _sent(url, fields, CONTENT + b"x"))
    yield _refused(UPLOAD, "a byte less", _sent(url, fields, CONTENT[:-1]))
    yield _refused(UPLOAD, "after its time", _sent_late(hub, fields["key"]))
    yield _other_bytes(stranger, registered)
    if _sent(url, fields, CONTENT).status_code >= 300:
        raise RuntimeError("The link does not take what it was given for.")


def _sent(url: str, fields: Form, content: bytes) -> httpx.Response:
    return httpx.post(url, data=fields, files={"file": ("f", content)}, timeout=30)


def _sent_late(hub: RunningHub, key: str) -> httpx.Response:
    """By a link of the same adapter that lives for a second."""
    upload = _storage(hub).presign_upload(
        UploadRequest(
            key=key,
            size_bytes=len(CONTENT),
            sha256="0" * 64,
            media_type="text/csv",
            name="s.csv",
            metadata={},
        ),
        expires_at=_now() + timedelta(seconds=1),
    )
    time.sleep(2.2)  # S3 counts whole seconds
    assert isinstance(upload, PostUpload)
    return _sent(upload.url, upload.fields, CONTENT)


def _other_bytes(stranger: Visitor, registered: Json) -> Cell:
    """As many bytes, but others: S3 refuses them, and READY wherever storage does not look."""
    upload, what = registered["upload"], "other bytes of the same size"
    answer = _sent(upload["url"], upload["fields"], CONTENT.replace(b"-3.20", b"-9.20"))
    if answer.status_code >= 300:
        return _refused(UPLOAD, what, answer)
    ended = stranger.ended(registered["document"]["id"])
    is_rejected = (ended["outcome"], ended["reason"]["code"]) == ("rejected", "checksum-mismatch")
    return Cell(UPLOAD, what, answer.status_code, is_rejected)


def _downloads(hub: RunningHub, owner: Owner) -> Iterator[Cell]:
    visitor, document = owner.visitor, owner.ids["document_id"]
    url = visitor.get(f"/v1/documents/{document}/content")["url"]
    other = next(d["id"] for d in visitor.get("/v1/documents")["items"] if d["id"] != document)
    for what, changed in {
        "for another file": url.replace(document, other),
        "for the folder": url.replace(f"/d/{document}", ""),
        "for another version": re.sub(r"versionId=[^&]+", "versionId=null", url),
        "for the newest version": re.sub(r"&?versionId=[^&]+", "", url),
        "for a longer time": re.sub(r"X-Amz-Expires=\d+", "X-Amz-Expires=86400", url),
        "from another time on": re.sub(r"X-Amz-Date=\d{8}", "X-Amz-Date=20990101", url),
        "as a page": re.sub(r"response-content-type=[^&]+", "response-content-type=text/html", url),
        "with another signature": re.sub(r"X-Amz-Signature=\w{8}", "X-Amz-Signature=00000000", url),
        "without a signature": url.partition("?")[0],
    }.items():
        if changed == url:
            raise RuntimeError(f"The link has nothing to change: {what}")
        yield _refused(DOWNLOAD, what, httpx.get(changed, timeout=30))
    for method in ("PUT", "DELETE"):
        answer = httpx.request(method, url, content=b"x", timeout=30)
        yield _refused(DOWNLOAD, f"to {method}", answer)
    yield _refused(DOWNLOAD, "after its time", _fetched_late(hub, owner))


def _fetched_late(hub: RunningHub, owner: Owner) -> httpx.Response:
    key = f"u/{owner.visitor.id}/d/{owner.ids['document_id']}"
    ref = ObjectRef(bucket=hub.outputs["BucketName"], key=key)
    url = _storage(hub).presign_download(
        ref, name="b.pdf", media_type="application/pdf", expires_at=_now() + timedelta(seconds=1)
    )
    time.sleep(2.2)
    return httpx.get(url, timeout=30)


def _storage(hub: RunningHub) -> S3Storage:
    key = AccessKey(ROOT_KEY, ROOT_KEY)
    url = hub.hub.emulator.url
    client = s3_client(region=REGION, endpoint_url=url, addressing="path", access_key=key)
    return S3Storage(client, hub.outputs["BucketName"], _now)


def _now() -> datetime:
    return datetime.now(UTC)


def _refused(route: str, what: str, answer: httpx.Response) -> Cell:
    told = b"%PDF" in answer.content or b"Bakery" in answer.content
    return Cell(route, what, answer.status_code, 400 <= answer.status_code < 500 and not told)


def socket_cells(hub: RunningHub, tokens: dict[str, str | None]) -> Iterator[Cell]:
    """Every broken token in place of a ticket, and tickets that do not hold any more.

    Takes a minute: one has to expire.
    """
    visitor = Visitor.new(hub)
    late, asked_at = address_for(visitor), time.monotonic()
    used = address_for(visitor)
    with opened(used):
        pass
    base = used.partition("?")[0]
    for who, token in tokens.items():
        ticket = quote((token or "").removeprefix("Bearer "))
        yield _handshake(who, base if token is None else f"{base}?ticket={ticket}")
    yield _handshake("a sound id token, no ticket", f"{base}?ticket={visitor.token[7:]}")
    yield _handshake("a used ticket", used)
    yield _handshake("a made-up ticket", f"{base}?ticket={'A' * 43}")
    yield _handshake("a ticket with another end", late[:-1] + ("A" if late[-1] != "A" else "B"))
    time.sleep(max(0.0, asked_at + TICKET_LIVES_S - time.monotonic()))
    yield _handshake("a ticket after its minute", late)


def _handshake(who: str, url: str) -> Cell:
    try:
        with opened(url):
            return Cell(SOCKET, who, 101, False)
    except InvalidStatus as refused:
        status = int(refused.response.status_code)
        return Cell(SOCKET, who, status, status in {401, 403})
