"""/v1/review, corrections and runs: what the person says of what was read."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from lifeos import wiring
from lifeos.contracts.facts import Fact
from lifeos.contracts.review import (
    NewCorrection,
    ReviewCase,
    ReviewDecision,
    Reviewed,
    ReviewPage,
    RunPage,
)
from lifeos.entry import http
from lifeos.facts import corrections, review
from lifeos.facts.ports import Mark

app = http.resolver()
WAITING = http.answers({200: "It waits"}, refuses=(409,))
CORRECTED = http.answers({201: "The fact as it stands now"})


@app.get("/v1/review")
def list_review(
    limit: Annotated[int, http.Query(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, http.Query(max_length=200)] = None,
) -> ReviewPage:
    """Documents that wait for a decision, newest first, each with its doubts and readings."""
    return review.page(limit=limit, cursor=cursor, user_id=http.person(app), desk=wiring.hub().desk)


@app.get("/v1/review/<document_id>", responses=WAITING)
def get_review(document_id: UUID) -> ReviewCase:
    """One document that waits."""
    desk = wiring.hub().desk
    return http.tagged(app, review.get(document_id, user_id=http.person(app), desk=desk))


@app.post("/v1/review/<document_id>")
def decide_review(document_id: UUID, body: ReviewDecision) -> Reviewed:
    """Confirm what was read, or correct it, in one request; the document is done then."""
    hub, expected = wiring.hub(), http.expected(app)

    def act() -> Reviewed:
        return review.decide(
            document_id,
            body,
            user_id=http.person(app),
            expected=expected,
            mark=_mark(),
            desk=hub.desk,
            reader=hub.facts,
            status=hub.live_status,
        )

    return http.once(app, f"decide-review-{document_id}", act, body=body, answer=Reviewed)


@app.post("/v1/facts/<fact_id>/corrections", responses=CORRECTED)
def correct_fact(fact_id: UUID, body: NewCorrection) -> tuple[Fact, int]:
    """201 with the fact as it stands now; the value wins over every later run."""
    hub, expected = wiring.hub(), http.expected(app)

    def act() -> Fact:
        return corrections.correct(
            fact_id,
            body,
            user_id=http.person(app),
            expected=expected,
            mark=_mark(),
            desk=hub.desk,
            reader=hub.facts,
        )

    prefix = f"correct-fact-{fact_id}"
    return http.tagged(app, http.once(app, prefix, act, body=body, answer=Fact)), 201


@app.get("/v1/documents/<document_id>/runs")
def list_runs(document_id: UUID) -> RunPage:
    """Every run over one document, newest first, and where it kept the person's value."""
    return review.runs(document_id, user_id=http.person(app), desk=wiring.hub().desk)


def _mark() -> Mark:
    hub = wiring.hub()
    return Mark(id=hub.ids.new(), at=hub.clock.now(), correlation_id=http.correlation_id(app))


handler = http.entrypoint(app)
