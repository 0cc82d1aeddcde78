"""The part of the fake hub that reads facts as a line, searches, and takes the person's word."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from lifeos.contracts.facts import Fact
from lifeos.contracts.review import (
    NewCorrection,
    ReviewCase,
    ReviewDecision,
    Reviewed,
    ReviewPage,
)
from lifeos.contracts.search import SearchAnswer, Understood
from lifeos.contracts.timeline import Timeline, TimelineItem

from tests.unit.cli.fake_answers import ok, page_of, problem
from tests.unit.cli.fake_http import Answer, Asked


class FakeDesk:
    """Answers with what a test put in, and keeps what it was told."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self.line: list[TimelineItem] = []
        self.found = SearchAnswer(items=[], understood=Understood())
        self.cases: list[ReviewCase] = []
        self.decisions: list[ReviewDecision] = []
        self.corrections: list[NewCorrection] = []

    def desk_routes(self) -> list[tuple[str, str, Callable[..., Answer]]]:
        """Method, path and what answers."""
        return [
            ("GET", "/api/v1/timeline", self._timeline),
            ("GET", "/api/v1/search", self._search),
            ("GET", "/api/v1/review", self._waiting),
            ("GET", "/api/v1/review/([^/]+)", self._case),
            ("POST", "/api/v1/review/([^/]+)", self._decide),
            ("GET", "/api/v1/facts/([^/]+)", self._fact),
            ("POST", "/api/v1/facts/([^/]+)/corrections", self._correct),
        ]

    def _timeline(self, asked: Asked) -> Answer:
        items, cursor = page_of(self.line, asked)
        return ok(Timeline(items=items, zone=asked.query["zone"], next_cursor=cursor))

    def _search(self, asked: Asked) -> Answer:
        return ok(self.found)

    def _waiting(self, asked: Asked) -> Answer:
        items, cursor = page_of(self.cases, asked)
        return ok(ReviewPage(items=items, next_cursor=cursor))

    def _case(self, asked: Asked, document_id: str) -> Answer:
        found = [case for case in self.cases if str(case.document.id) == document_id]
        return ok(found[0]) if found else problem(409, "conflict", "It does not wait.", asked)

    def _fact(self, asked: Asked, fact_id: str) -> Answer:
        found = [fact for fact in self.facts if str(fact.id) == fact_id]
        return ok(found[0]) if found else problem(404, "not-found", "No such fact.", asked)

    def _decide(self, asked: Asked, document_id: str) -> Answer:
        if not asked.headers.get("if-match"):
            return problem(428, "precondition-required", "Send If-Match.", asked)
        decision = ReviewDecision.model_validate_json(asked.body)
        self.decisions.append(decision)
        corrected = len({one.fact_id for one in decision.corrections})
        return ok(
            Reviewed(document_id=UUID(document_id), outcome="done", corrected_facts=corrected)
        )

    def _correct(self, asked: Asked, fact_id: str) -> Answer:
        if not asked.headers.get("if-match"):
            return problem(428, "precondition-required", "Send If-Match.", asked)
        new = NewCorrection.model_validate_json(asked.body)
        self.corrections.append(new)
        fact = next(fact for fact in self.facts if str(fact.id) == fact_id)
        return ok(fact.model_copy(update={new.field: new.value}), status=201)
