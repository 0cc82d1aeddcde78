"""The public API as methods: what any client could do, typed by the contract.

Answers are read tolerantly: a field this version does not know is passed over.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

import httpx
from lifeos.contracts.documents import (
    Content,
    Document,
    DocumentPage,
    NewDocument,
    RegisteredDocument,
    UploadCompletion,
)
from lifeos.contracts.facts import Fact, FactPage
from lifeos.contracts.live import LiveTicket, NewLiveTicket
from lifeos.contracts.problem import Problem
from lifeos.contracts.review import (
    NewCorrection,
    ReviewCase,
    ReviewDecision,
    Reviewed,
    ReviewPage,
    RunPage,
)
from lifeos.contracts.search import SearchAnswer
from lifeos.contracts.timeline import Timeline, TimelineItem
from lifeos.contracts.traces import Trace
from pydantic import BaseModel, ValidationError

from clients.api.errors import ClientError, HubFailedError, RefusedError, UnreachableError
from clients.api.session import Session
from clients.api.transport import Transport
from clients.api.words import printable

PAGE_SIZE = 100
M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")
Query = Mapping[str, str | int | date | Decimal | UUID | None]


class Hub:
    """One hub, for one person, under one correlation id.

    Raises (all methods): RefusedError, HubFailedError, UnreachableError, SignInError.
    """

    def __init__(
        self, api_url: str, *, session: Session, transport: Transport, correlation_id: str = ""
    ) -> None:
        self.api_url = api_url
        self.session = session
        self.transport = transport
        self.correlation_id = correlation_id or f"cli-{uuid.uuid4().hex}"

    def anew(self) -> Hub:
        """The same hub under a correlation id of its own, for one more thing to follow."""
        return Hub(self.api_url, session=self.session, transport=self.transport)

    def register(self, new: NewDocument, *, key: str) -> RegisteredDocument:
        """Announce a file; `key` makes repeating this harmless."""
        return self._post("/v1/documents", RegisteredDocument, body=new, key=key)

    def complete(self, document_id: UUID, completion: UploadCompletion, *, key: str) -> Document:
        """Say that all bytes of a put or multipart upload were sent."""
        path = f"/v1/documents/{document_id}/complete"
        return self._post(path, Document, body=completion, key=key)

    def document(self, document_id: UUID) -> Document:
        """One document and its live status."""
        return self._get(f"/v1/documents/{document_id}", Document)

    def enclosed(self, document: Document) -> list[Document]:
        """What came in a document that was read alone, as attachments do; not what is deleted."""
        found = []
        for one in document.enclosed:
            try:
                found.append(self.document(one))
            except RefusedError as error:
                if error.status != 404:
                    raise
        return found

    def documents(self, query: Query, *, limit: int | None = None) -> Iterator[Document]:
        """Documents, newest first, page after page; all of them unless `limit` says less."""

        def page(asked: Query) -> tuple[list[Document], str | None]:
            answer = self._get("/v1/documents", DocumentPage, query=asked)
            return answer.items, answer.next_cursor

        return _paged(page, query, limit=limit)

    def content(self, document_id: UUID) -> Content:
        """A short-lived link to the original bytes."""
        return self._get(f"/v1/documents/{document_id}/content", Content)

    def facts(self, query: Query, *, limit: int | None = None) -> Iterator[Fact]:
        """Facts, newest occurrence first, page after page; all unless `limit` says less."""

        def page(asked: Query) -> tuple[list[Fact], str | None]:
            answer = self._get("/v1/facts", FactPage, query=asked)
            return answer.items, answer.next_cursor

        return _paged(page, query, limit=limit)

    def fact(self, fact_id: UUID) -> Fact:
        """One fact with its evidence."""
        return self._get(f"/v1/facts/{fact_id}", Fact)

    def timeline(self, query: Query, *, limit: int | None = None) -> Iterator[TimelineItem]:
        """Everything with a time, newest first, page after page; all unless `limit` says less."""

        def page(asked: Query) -> tuple[list[TimelineItem], str | None]:
            answer = self._get("/v1/timeline", Timeline, query=asked)
            return answer.items, answer.next_cursor

        return _paged(page, query, limit=limit)

    def search(self, typed: str, *, limit: int, zone: str) -> SearchAnswer:
        """The best hits, and how the words were understood."""
        query: Query = {"q": typed, "limit": limit, "zone": zone}
        return self._get("/v1/search", SearchAnswer, query=query)

    def waiting(self, *, limit: int | None = None) -> Iterator[ReviewCase]:
        """What waits for the person, newest first, page after page."""

        def page(asked: Query) -> tuple[list[ReviewCase], str | None]:
            answer = self._get("/v1/review", ReviewPage, query=asked)
            return answer.items, answer.next_cursor

        return _paged(page, {}, limit=limit)

    def case(self, document_id: UUID) -> ReviewCase:
        """One document that waits."""
        return self._get(f"/v1/review/{document_id}", ReviewCase)

    def decide(self, seen: ReviewCase, decision: ReviewDecision, *, key: str) -> Reviewed:
        """The person's word on a document that waits, as they have seen it."""
        path = f"/v1/review/{seen.document.id}"
        return self._post(path, Reviewed, body=decision, key=key, if_match=seen.etag)

    def correct(self, seen: Fact, correction: NewCorrection, *, key: str) -> Fact:
        """The fact with the person's value."""
        path = f"/v1/facts/{seen.id}/corrections"
        return self._post(path, Fact, body=correction, key=key, if_match=seen.etag)

    def delete(self, seen: Document, *, for_good: bool = False) -> Document:
        """The document, deleted; said twice it is deleted once."""
        params = {"purge": "now"} if for_good else {}

        def make(token: str) -> httpx.Request:
            headers = self._headers(token) | {"If-Match": seen.etag}
            url = f"{self.api_url}/v1/documents/{seen.id}"
            return self.transport.client.build_request(
                "DELETE", url, params=params, headers=headers
            )

        return self._read(Document, self._authorized(make))

    def restore(self, seen: Document, *, key: str) -> Document:
        """The document, there again."""
        path = f"/v1/documents/{seen.id}/restore"
        return self._post(path, Document, body=None, key=key, if_match=seen.etag)

    def read_again(self, seen: Document, *, key: str) -> Document:
        """The document, under way once more."""
        path = f"/v1/documents/{seen.id}/runs"
        return self._post(path, Document, body=None, key=key, if_match=seen.etag)

    def runs(self, document_id: UUID) -> RunPage:
        """Every run over one document, newest first."""
        return self._get(f"/v1/documents/{document_id}/runs", RunPage)

    def trace(self, correlation_id: str) -> Trace:
        """Everything that happened for one request."""
        return self._get(f"/v1/traces/{correlation_id}", Trace)

    def live_ticket(self, *, key: str) -> LiveTicket:
        """The address of one live connection, good for one use within the minute."""
        return self._post("/v1/live/tickets", LiveTicket, body=NewLiveTicket(), key=key)

    def is_healthy(self) -> bool:
        """Whether the hub answers its one open route with success. Raises: UnreachableError."""
        request = self.transport.client.build_request
        return self.transport.send(lambda: request("GET", f"{self.api_url}/health")).is_success

    def _get(self, path: str, model: type[M], *, query: Query | None = None) -> M:
        given = {key: value for key, value in (query or {}).items() if value is not None}
        params = {key: printable(str(value)) for key, value in given.items()}

        def make(token: str) -> httpx.Request:
            return self.transport.client.build_request(
                "GET", self.api_url + path, params=params, headers=self._headers(token)
            )

        return self._read(model, self._authorized(make))

    def _post(
        self, path: str, model: type[M], *, body: BaseModel | None, key: str, if_match: str = ""
    ) -> M:
        # Escaped: the hub takes a raw U+FFFD for a sign of bytes that are not UTF-8.
        content = None if body is None else body.model_dump_json(ensure_ascii=True)
        more = {"Content-Type": "application/json", "Idempotency-Key": key}
        more |= {"If-Match": if_match} if if_match else {}

        def make(token: str) -> httpx.Request:
            return self.transport.client.build_request(
                "POST", self.api_url + path, content=content, headers=self._headers(token) | more
            )

        return self._read(model, self._authorized(make))

    def _headers(self, token: str) -> dict[str, str]:
        return {
            "Accept": "application/json",
            "Authorization": token,
            "X-Correlation-ID": self.correlation_id,
        }

    def _authorized(self, make: Callable[[str], httpx.Request]) -> httpx.Response:
        """The answer; a token that is refused is replaced once."""
        try:
            token = self.session.token()
            answer = self.transport.send(lambda: make(token))
            if _refuses_token(answer):
                newer = self.session.token(refused=token)
                answer = self.transport.send(lambda: make(newer))
        except UnreachableError as error:
            error.correlation_id = self.correlation_id
            raise
        return answer

    def _read(self, model: type[M], answer: httpx.Response) -> M:
        correlation_id = answer.headers.get("x-correlation-id") or self.correlation_id
        if not answer.is_success:
            raise _failure(answer, correlation_id)
        try:
            return model.model_validate_json(answer.content, extra="ignore")
        except ValidationError as error:
            raise HubFailedError(
                "The hub answered in a way this client does not understand. "
                "Are both of the same version?",
                correlation_id=correlation_id,
            ) from error


def _refuses_token(answer: httpx.Response) -> bool:
    """401, or the gateway's own 403: the hub itself would have answered with a problem."""
    is_problem = "problem+json" in answer.headers.get("content-type", "")
    return answer.status_code == 401 or (answer.status_code == 403 and not is_problem)


def _failure(answer: httpx.Response, correlation_id: str) -> ClientError:
    try:
        problem = Problem.model_validate_json(answer.content, extra="ignore")
        code, detail = problem.type.rpartition(":")[2], problem.detail
        detail = " ".join([detail, *(f"{e.pointer}: {e.detail}." for e in problem.errors)])
    except ValidationError:
        code, detail = f"http-{answer.status_code}", f"The hub answered {answer.status_code}."
    if 400 <= answer.status_code < 500:
        return RefusedError(
            detail, status=answer.status_code, problem=code, correlation_id=correlation_id
        )
    return HubFailedError(detail, correlation_id=correlation_id)


def _paged(
    page: Callable[[Query], tuple[list[T], str | None]], query: Query, *, limit: int | None
) -> Iterator[T]:
    """Walk the cursors; one that comes back a second time would never end."""
    left = limit
    cursor: str | None = None
    seen: set[str] = set()
    while left is None or left > 0:
        size = PAGE_SIZE if left is None else min(PAGE_SIZE, left)
        items, cursor = page({**query, "limit": size, "cursor": cursor})
        yield from items[:left]
        left = None if left is None else left - len(items)
        if cursor is None:
            return
        if cursor in seen:
            raise HubFailedError("The hub repeated a page; the list was not read to its end.")
        seen.add(cursor)
