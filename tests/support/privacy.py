"""Marked values sent through every path of a deployed hub, and searched for in all that comes out.

What comes out: logs of functions, of the emulator and of PostgreSQL, metrics, spans, histories of
runs, events, messages on queues, and problem answers. Not looked at are the stores, the facts and
the originals themselves: they are there to keep personal values.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import psycopg

from local.postgres import SUPERUSER
from tests.support import marked_files as marked
from tests.support.hub import RunningHub
from tests.support.marked_files import MARKS, Mark, MarkedFile
from tests.support.visitor import Visitor

Json = dict[str, Any]
# A fact that the database itself refuses: the server then knows a row with every value in it.
_REFUSE = "ALTER TABLE facts ADD CONSTRAINT refused CHECK (title NOT LIKE '%{}%') NOT VALID"
_ALLOW = "ALTER TABLE facts DROP CONSTRAINT IF EXISTS refused"


@dataclass(frozen=True)
class Leak:
    """A mark that came out, and around what."""

    channel: str
    mark: Mark
    around: str


@dataclass
class Walk:
    """One person's way through everything; `answers` are all that were problems."""

    visitor: Visitor
    answers: list[str] = field(default_factory=list)
    outcomes: dict[str, str] = field(default_factory=dict)
    spoken: set[str] = field(default_factory=set)  # files whose marks came back as facts

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        """One request, whose answer is kept if it is a problem."""
        answer = self.visitor.ask(method, path, **more)
        if answer.status_code >= 400:
            self.answers.append(f"{answer.status_code} {dict(answer.headers)} {answer.text}")
        return answer

    def send(self, files: list[MarkedFile]) -> None:
        """Upload all, then wait for all."""
        ids = {one.name: self.visitor.send(one.name, one.content, media_type=_DECLARED)
               for one in files}  # fmt: skip
        for one in files:
            document = self.visitor.ended(ids[one.name], within_s=120)
            self.outcomes[one.name] = document["outcome"]
            self.answers.append(json.dumps(document["reason"]))
            told = json.dumps(self.visitor.facts(ids[one.name]))
            if any(form in told for mark in MARKS for form in mark.forms):
                self.spoken.add(one.name)


_DECLARED = "application/octet-stream"


def walk(hub: RunningHub, files: list[MarkedFile]) -> Walk:
    """Everything one may do, right and wrong, with marks wherever there is room for one."""
    done = Walk(Visitor.new(hub))
    done.send(files)
    _look(done)
    _correct(done)
    for method, path, more in _mistakes():
        done.ask(method, path, **more)
    _with_a_database_that_refuses(done)
    return done


def _look(done: Walk) -> None:
    for query in (marked.PAYEE.text, f"{marked.SEARCHED.text} {marked.WORDS.text}", '"' * 9):
        done.ask("GET", "/v1/search", params={"q": query})
    for path in ("/v1/timeline", "/v1/facts", "/v1/documents", "/v1/review"):
        done.ask("GET", path)


def _correct(done: Walk) -> None:
    fact = done.visitor.get("/v1/facts", limit=1)["items"][0]["id"]
    right = {"field": "title", "value": marked.CORRECTED.text, "reason": marked.CORRECTED.text}
    wrong = {"field": "amount", "value": marked.CORRECTED.text}
    for body in (
        right,
        wrong,
        {**right, "field": "data.nothing"},
        {"field": marked.CORRECTED.text},
    ):
        done.ask("POST", f"/v1/facts/{fact}/corrections", json=body, headers=_key())
    for case in done.visitor.get("/v1/review")["items"]:
        body = {"decision": "confirm", "note": marked.CORRECTED.text}
        done.ask("POST", f"/v1/review/{case['document']['id']}", json=body, headers=_key())


def _key() -> dict[str, str]:
    return {"Idempotency-Key": f"{marked.KEY.text}-{uuid.uuid4().hex}"}


def _mistakes() -> Iterator[tuple[str, str, Json]]:
    """Requests that must be refused: method, path, and what goes with them."""
    noise = marked.BODY.text
    jsons = {"Content-Type": "application/json", **_key()}
    for body in (f'{{"name": "{noise}', f'{{"name": "{noise}", "name": 1}}', f'["{noise}"]',
                 f'{{"name": 1, "size_bytes": "{noise}", "sha256": "{noise}"}}',
                 f'{{"name": "a\\u0000{noise}"}}', noise):  # fmt: skip
        yield "POST", "/v1/documents", {"content": body, "headers": jsons}
    for kind in (f"text/{noise}", "text/plain", ""):
        yield (
            "POST",
            "/v1/documents",
            {"content": noise, "headers": {**jsons, "Content-Type": kind}},
        )
    for name in ("cursor", "from", "to", "limit", "document", "min", "currency", "kind", "domain"):
        yield "GET", "/v1/facts", {"params": {name: marked.SEARCHED.text}}
        yield "GET", "/v1/timeline", {"params": {name: marked.SEARCHED.text}}
    yield "GET", "/v1/search", {"params": {"q": f"\x00{marked.SEARCHED.text}"}}
    yield "GET", "/v1/search", {"params": {"q": marked.SEARCHED.text * 100}}
    for path in ("/v1/{}", "/v1/documents/{}", "/v1/facts/{}", "/v1/traces/{}", "/{}"):
        yield "GET", path.format(marked.FILE.text), {}
    for token in ("Bearer {0}", "Basic {0}", "{0}.{0}.{0}", "{0}"):
        headers = {"Authorization": token.format(marked.TOKEN.text)}
        yield "GET", "/v1/documents", {"headers": headers}
    for name in ("If-Match", "Origin", "User-Agent", "Cookie", "X-Forwarded-For"):
        yield "GET", "/v1/documents", {"headers": {name: marked.HEADER.text}}
    yield "GET", "/v1/facts", {"headers": {"X-Correlation-ID": f"{marked.HEADER.text} !"}}
    yield "PUT", "/v1/documents", {"headers": {"X-Marked": marked.HEADER.text}}


def _with_a_database_that_refuses(done: Walk) -> None:
    """One file whose facts the server refuses, values and all."""
    with refusing(done.visitor.hub, marked.PAYEE):
        name = f"{marked.FILE.text}-refused.csv"
        done.send([MarkedFile(name, marked.statement("2026-03-02"), speaks=False)])


@contextmanager
def refusing(hub: RunningHub, mark: Mark) -> Iterator[None]:
    """No fact with this mark in its title is taken while the block runs."""
    with psycopg.connect(hub.hub.postgres.url(SUPERUSER), autocommit=True) as root:
        root.execute(_REFUSE.format(mark.text))
        try:
            yield
        finally:
            root.execute(_ALLOW)


def searched(channels: dict[str, str]) -> list[Leak]:
    """Every mark in every channel, however it is written."""
    return [
        Leak(channel, mark, _around(text, at))
        for channel, text in channels.items()
        for mark in MARKS
        if (at := _found(text, mark)) >= 0
    ]


def _found(text: str, mark: Mark) -> int:
    folded = text.casefold()
    return max(folded.find(form.casefold()) for form in mark.forms)


def _around(text: str, at: int) -> str:
    return text[max(0, at - 120) : at + 60].replace("\n", " ")
