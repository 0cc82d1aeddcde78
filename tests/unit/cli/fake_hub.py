"""A hub in one process: the published routes over HTTP, and storage that checks what it gets."""

from __future__ import annotations

import base64
import json
import re
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from lifeos.contracts.documents import (
    Content,
    Document,
    DocumentPage,
    NewDocument,
    Outcome,
    Passage,
    Reason,
    RegisteredDocument,
    State,
    UploadCompletion,
)
from lifeos.contracts.facts import FactPage
from lifeos.contracts.live import LiveTicket
from lifeos.contracts.review import Run, RunPage
from lifeos.contracts.traces import Trace

from tests.unit.cli.fake_answers import ok, page_of, problem
from tests.unit.cli.fake_desk import FakeDesk
from tests.unit.cli.fake_http import Answer, Asked, FaultyServer
from tests.unit.cli.fake_storage import FakeStorage

__all__ = ["CLIENT_ID", "PASSWORD", "FakeHub", "ok", "problem"]
CLIENT_ID = "client-1"
PASSWORD = "correct horse"


class FakeHub(FakeDesk):
    """State is open to tests; every write needs a token and an idempotency key."""

    def __init__(self, *, style: str = "post", part_size_bytes: int = 1000) -> None:
        super().__init__()
        self.server = FaultyServer(self)
        self.storage = FakeStorage(self.server.url, style=style, part_size_bytes=part_size_bytes)
        self.documents: dict[UUID, Document] = {}
        self.traces: dict[str, Trace] = {}
        self.tokens: set[str] = set()
        self.ends_after_s = 0.0
        self.reread: list[UUID] = []
        self.live_url = ""  # of a socket that a test serves
        self._arrived: dict[UUID, float] = {}
        self._answers: dict[str, tuple[bytes, Answer]] = {}
        self._routes: list[tuple[str, str, Callable[..., Answer]]] = [
            ("POST", "/api/v1/documents", self._register),
            ("POST", "/api/v1/documents/([^/]+)/complete", self._complete),
            ("GET", "/api/v1/documents", self._list),
            ("GET", "/api/v1/documents/([^/]+)", self._read),
            ("GET", "/api/v1/documents/([^/]+)/content", self._content),
            ("GET", "/api/v1/facts", self._facts),
            ("DELETE", "/api/v1/documents/([^/]+)", self._delete),
            ("POST", "/api/v1/documents/([^/]+)/restore", self._restore),
            ("GET", "/api/v1/documents/([^/]+)/runs", self._runs),
            ("POST", "/api/v1/documents/([^/]+)/runs", self._read_again),
            ("GET", "/api/v1/traces/([^/]+)", self._trace),
            ("POST", "/api/v1/live/tickets", self._ticket),
            *self.desk_routes(),
        ]

    @property
    def api_url(self) -> str:
        return f"{self.server.url}/api"

    def answer(self, asked: Asked) -> Answer:
        if asked.path == "/cognito/":
            return self._sign_in(asked)
        if asked.path == "/api/health":
            return Answer(200, b"{}")
        if asked.path.startswith("/storage/"):
            return self._store(asked)
        if asked.headers.get("authorization") not in self.tokens:
            return problem(401, "unauthorized", "The token is over its time.", asked)
        if not asked.headers.get("x-correlation-id"):
            return problem(400, "invalid-input", "Tests expect a correlation id.", asked)
        return self._once(asked) if asked.method == "POST" else self._route(asked)

    def _once(self, asked: Asked) -> Answer:
        if "\ufffd".encode() in asked.body:
            return problem(400, "malformed-request", "The body is not UTF-8.", asked)
        key = asked.headers.get("idempotency-key")
        if not key:
            return problem(400, "idempotency-key-missing", "Send a key.", asked)
        body, answer = self._answers.get(key, (asked.body, None))
        if body != asked.body:
            return problem(422, "idempotency-key-reused", "Another body.", asked)
        answer = answer or self._route(asked)
        if answer.status < 300:
            self._answers[key] = (asked.body, answer)
        return answer

    def _route(self, asked: Asked) -> Answer:
        for method, path, work in self._routes:
            match = re.fullmatch(path, asked.path)
            if match and method == asked.method:
                return work(asked, *match.groups())
        return problem(404, "not-found", "No such route.", asked)

    def _sign_in(self, asked: Asked) -> Answer:
        given = json.loads(asked.body)
        wanted = {"USERNAME": "ada", "PASSWORD": PASSWORD}
        is_cognito = asked.headers.get("x-amz-target", "").endswith(".InitiateAuth")
        is_known = given["AuthParameters"] == wanted and given["ClientId"] == CLIENT_ID
        if not is_cognito or not is_known:
            return Answer(400, b'{"__type": "NotAuthorizedException", "message": "no"}')
        claims = json.dumps(
            {"cognito:username": "user-1", "exp": 4102444800, "n": len(self.tokens)}
        )
        token = f"h.{base64.urlsafe_b64encode(claims.encode()).decode().rstrip('=')}.s"
        self.tokens.add(token)
        result = {"AuthenticationResult": {"IdToken": token, "ExpiresIn": 3600}}
        return Answer(200, json.dumps(result).encode())

    def _ticket(self, asked: Asked) -> Answer:
        return ok(LiveTicket(url=self.live_url, expires_at=datetime.now(UTC)), status=201)

    def _register(self, asked: Asked) -> Answer:
        new = NewDocument.model_validate_json(asked.body)
        for known in map(self.settled, list(self.documents)):
            if known.sha256 == new.sha256:
                waits = known.state == "WAITING"
                link = self.storage.link(known) if waits else None
                answer = RegisteredDocument(document=known, duplicate=not waits, upload=link)
                return ok(answer, status=201 if waits else 200)
        document = self.add(new, correlation_id=asked.headers["x-correlation-id"])
        upload = self.storage.link(document)
        answer = RegisteredDocument(document=document, duplicate=False, upload=upload)
        return ok(answer, status=201)

    def add(self, new: NewDocument, *, correlation_id: str = "test-correlation") -> Document:
        """A document that waits for its bytes."""
        now = datetime.now(UTC)
        document = Document(
            id=uuid.uuid4(),
            **new.model_dump(),
            state="WAITING",
            created_at=now,
            updated_at=now,
            correlation_id=correlation_id,
        )
        self.documents[document.id] = document
        return document

    def arrive(self, document_id: UUID, content: bytes) -> None:
        """The bytes of a document, without anybody sending them."""
        self.storage.objects[document_id] = content
        self._arrived[document_id] = time.monotonic()

    def _store(self, asked: Asked) -> Answer:
        answer, arrived = self.storage.take(asked)
        if arrived:
            self._arrived[arrived] = time.monotonic()
        return answer

    def _complete(self, asked: Asked, document_id: str) -> Answer:
        completion = UploadCompletion.model_validate_json(asked.body)
        if not self.storage.join(UUID(document_id), completion):
            return problem(409, "conflict", "The parts do not fit.", asked)
        self._arrived[UUID(document_id)] = time.monotonic()
        return ok(self.settled(UUID(document_id)))

    def settled(self, document_id: UUID) -> Document:
        """The document as it is by now: READY once its bytes are here, END a little later."""
        document = self.documents[document_id]
        arrived = self._arrived.get(document_id)
        if arrived is None:
            return document
        is_over = time.monotonic() - arrived >= self.ends_after_s
        changes = self._ending(document) if is_over else {"state": "READY"}
        return document.model_copy(update=changes)

    def _ending(self, document: Document) -> dict[str, Any]:
        content = self.storage.objects[document.id]
        found: dict[bytes, tuple[Outcome, Reason | None]] = {
            b"REJECT": (
                "rejected",
                Reason(code="password-required", detail="It opens only with a password."),
            ),
            b"FAIL": ("failed", Reason(code="failed", detail="Something broke on our side.")),
        }
        outcome, reason = found.get(content.split(b" ")[0], ("done", None))
        states: tuple[State, ...] = ("READY", "PICK", "ASSERT", "ACTION", "END")
        at = document.created_at
        path = [
            Passage(state=s, entered_at=at, left_at=None if s == "END" else at + timedelta(0, 0.25))
            for s in states
        ]
        facts = sum(fact.document_id == document.id for fact in self.facts)
        return {
            "state": "END",
            "outcome": outcome,
            "reason": reason,
            "path": path,
            "facts": facts,
        }

    def _list(self, asked: Asked) -> Answer:
        newest_first = [self.settled(i) for i in reversed(list(self.documents))]
        wanted = [
            d
            for d in newest_first
            if (d.deleted_at is not None) == (asked.query.get("deleted") == "true")
            and asked.query.get("outcome") in (None, d.outcome)
            and asked.query.get("state") in (None, d.state)
        ]
        items, cursor = page_of(wanted, asked)
        return ok(DocumentPage(items=items, next_cursor=cursor))

    def _delete(self, asked: Asked, document_id: str) -> Answer:
        days = timedelta(hours=1) if asked.query.get("purge") == "now" else timedelta(days=30)
        now = datetime.now(UTC)
        return self._change(asked, document_id, deleted_at=now, purge_at=now + days)

    def _restore(self, asked: Asked, document_id: str) -> Answer:
        return self._change(asked, document_id, deleted_at=None, purge_at=None)

    def _read_again(self, asked: Asked, document_id: str) -> Answer:
        """Its bytes come once more, as it were."""
        answer = self._change(asked, document_id, state="READY")
        if answer.status < 300:
            self.reread.append(UUID(document_id))
            self._arrived[UUID(document_id)] = time.monotonic()
        return answer

    def _runs(self, asked: Asked, document_id: str) -> Answer:
        document = self.settled(UUID(document_id))
        runs = [
            Run(
                run=f"{document_id}-r{number}",
                pipeline_version=1,
                outcome=document.outcome,
                facts=document.facts,
                correlation_id=f"run-{number}-of-this",
                started_at=document.created_at,
                ended_at=document.created_at,
            )
            for number in range(self.reread.count(document.id), -1, -1)
        ]
        return ok(RunPage(items=runs))

    def _change(self, asked: Asked, document_id: str, **told: Any) -> Answer:
        document = self.documents[UUID(document_id)]
        if asked.headers.get("if-match") != document.etag:
            return problem(412, "precondition-failed", "It has changed since.", asked)
        etag = f'"{int(document.etag[1:-1]) + 1}"'
        self.documents[document.id] = document.model_copy(update={**told, "etag": etag})
        return ok(self.documents[document.id])

    def _read(self, asked: Asked, document_id: str) -> Answer:
        known = self.documents.get(UUID(document_id))
        if known is None or known.deleted_at is not None:
            return problem(404, "not-found", "There is no such document.", asked)
        return ok(self.settled(UUID(document_id)))

    def _content(self, asked: Asked, document_id: str) -> Answer:
        document = self.documents[UUID(document_id)]
        return ok(
            Content(
                url=f"{self.server.url}/storage/object/{document.id}",
                expires_at=datetime.now(UTC) + timedelta(minutes=5),
                media_type=document.media_type,
                name=document.name,
            )
        )

    def _facts(self, asked: Asked) -> Answer:
        keys = {"document": "document_id", "domain": "domain", "kind": "kind"}
        wanted = [
            fact
            for fact in self.facts
            if all(
                str(getattr(fact, keys[key])) == value
                for key, value in asked.query.items()
                if key in keys
            )
            and asked.query.get("from", "") <= str(fact.occurred.start)[:10]
            and str(fact.occurred.start)[:10] <= asked.query.get("to", "9999")
        ]
        items, cursor = page_of(wanted, asked)
        return ok(FactPage(items=items, next_cursor=cursor))

    def _trace(self, asked: Asked, correlation_id: str) -> Answer:
        if correlation_id not in self.traces:
            return problem(404, "not-found", "Nothing is known under this id.", asked)
        return ok(self.traces[correlation_id])
