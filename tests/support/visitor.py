"""One person at a deployed hub, over plain HTTP: no client code of ours stands in between."""

from __future__ import annotations

import hashlib
import time
import uuid
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import httpx

from local.person import Person
from tests.support.hub import RunningHub

Json = dict[str, Any]
PATIENCE_S = 60.0


@dataclass(frozen=True)
class Visitor:
    """Somebody signed in. `correlation_id` goes with every request."""

    hub: RunningHub
    person: Person
    correlation_id: str = field(default_factory=lambda: f"e2e-{uuid.uuid4().hex}")

    @classmethod
    def new(cls, hub: RunningHub) -> Visitor:
        """Somebody the hub never saw before."""
        return cls(hub, hub.new_person())

    @property
    def id(self) -> str:
        """What facts and keys belong to."""
        return self.person.username

    @cached_property
    def token(self) -> str:
        """The Authorization header's value."""
        return self.hub.token(self.person)

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        """One request of the API; `headers` are added to the usual ones."""
        headers = {"Authorization": self.token, "X-Correlation-ID": self.correlation_id}
        headers |= more.pop("headers", {})
        url = f"{self.hub.api_url}{path}"
        return httpx.request(method, url, headers=headers, timeout=30, **more)

    def get(self, path: str, **params: Any) -> Json:
        """The body of a GET that must succeed."""
        answer = self.ask("GET", path, params=params)
        assert answer.status_code == 200, answer.text
        body: Json = answer.json()
        return body

    def register(
        self, name: str, content: bytes, *, media_type: str = "", key: str = ""
    ) -> httpx.Response:
        """POST /v1/documents."""
        body = {
            "name": name,
            "size_bytes": len(content),
            "media_type": media_type or media_type_of(name),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
        headers = {"Idempotency-Key": key or uuid.uuid4().hex}
        return self.ask("POST", "/v1/documents", json=body, headers=headers)

    def send(self, name: str, content: bytes, *, media_type: str = "") -> str:
        """Register a new file and upload it by its presigned POST; the document's id."""
        answer = self.register(name, content, media_type=media_type)
        assert answer.status_code == 201, answer.text
        post(answer.json()["upload"], content)
        document_id: str = answer.json()["document"]["id"]
        return document_id

    def document(self, document_id: str) -> Json:
        """Its live status."""
        return self.get(f"/v1/documents/{document_id}")

    def ended(self, document_id: str, within_s: float = PATIENCE_S) -> Json:
        """The document once it has ended."""
        deadline = time.monotonic() + within_s
        while (document := self.document(document_id))["outcome"] is None:
            assert time.monotonic() < deadline, document
            time.sleep(0.1)
        return document

    def facts(self, document_id: str) -> list[Json]:
        """Every fact a document is evidence for."""
        found: list[Json] = self.get("/v1/facts", document=document_id, limit=500)["items"]
        return found

    def original(self, document_id: str) -> httpx.Response:
        """The original, followed by its short-lived link."""
        link = self.get(f"/v1/documents/{document_id}/content")
        return httpx.get(link["url"], timeout=30)


def post(upload: Json, content: bytes) -> None:
    """Send the bytes as the form that the hub signed."""
    assert upload["method"] == "post"
    files = {"file": ("upload", content)}
    answer = httpx.post(upload["url"], data=upload["fields"], files=files, timeout=30)
    assert answer.status_code in (200, 201, 204), answer.text


def media_type_of(name: str) -> str:
    """What a browser would declare."""
    known = {"pdf": "application/pdf", "csv": "text/csv", "bin": "application/octet-stream"}
    return known[name.rpartition(".")[2]]
