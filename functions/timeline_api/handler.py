"""/v1/timeline, /v1/search and /v1/facts: what the hub knows, each with its evidence."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from lifeos import wiring
from lifeos.contracts.base import AskedAmount, Currency, Day
from lifeos.contracts.facts import Domain, Fact, FactPage
from lifeos.contracts.search import SearchAnswer
from lifeos.contracts.timeline import Timeline, ZoneName
from lifeos.entry import http
from lifeos.facts import search, service, timeline
from lifeos.facts.ports import FactQuery, TimelineQuery

app = http.resolver()


@app.get("/v1/facts")
def list_facts(
    limit: Annotated[int, http.Query(ge=1, le=500)] = 50,
    cursor: Annotated[str | None, http.Query(max_length=200)] = None,
    document: Annotated[UUID | None, http.Query()] = None,
    domain: Annotated[Domain | None, http.Query()] = None,
    kind: Annotated[str | None, http.Query(max_length=64)] = None,
    from_day: Annotated[Day | None, http.Query(alias="from")] = None,
    to_day: Annotated[Day | None, http.Query(alias="to")] = None,
) -> FactPage:
    """Facts of this person; all given conditions hold together, `to` is inclusive."""
    query = FactQuery(
        limit=limit,
        cursor=cursor,
        document=document,
        domain=domain,
        kind=kind,
        from_day=from_day,
        to_day=to_day,
    )
    return service.page(query, user_id=http.person(app), reader=wiring.hub().facts)


@app.get("/v1/timeline")
def list_timeline(
    limit: Annotated[int, http.Query(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, http.Query(max_length=500)] = None,
    zone: Annotated[ZoneName, http.Query()] = "UTC",
    domain: Annotated[Domain | None, http.Query()] = None,
    kind: Annotated[str | None, http.Query(max_length=64)] = None,
    document: Annotated[UUID | None, http.Query()] = None,
    from_day: Annotated[Day | None, http.Query(alias="from")] = None,
    to_day: Annotated[Day | None, http.Query(alias="to")] = None,
    at_least: Annotated[AskedAmount | None, http.Query(alias="min")] = None,
    at_most: Annotated[AskedAmount | None, http.Query(alias="max")] = None,
    currency: Annotated[Currency | None, http.Query()] = None,
    text: Annotated[str | None, http.Query(max_length=200)] = None,
) -> Timeline:
    """Everything with a time, newest first; days are local days of `zone`, `to` is inclusive."""
    query = TimelineQuery(
        limit=limit,
        cursor=cursor,
        zone=zone,
        domain=domain,
        kind=kind,
        document=document,
        from_day=from_day,
        to_day=to_day,
        at_least=at_least,
        at_most=at_most,
        currency=currency,
    )
    return timeline.page(query, text=text, user_id=http.person(app), reader=wiring.hub().timeline)


@app.get("/v1/search")
def search_all(
    q: Annotated[str, http.Query(min_length=1, max_length=200)],
    limit: Annotated[int, http.Query(ge=1, le=100)] = 20,
    cursor: Annotated[str | None, http.Query(max_length=10)] = None,
    zone: Annotated[ZoneName, http.Query()] = "UTC",
) -> SearchAnswer:
    """Facts and pages, best first: `acme 2025 >100 eur`, `rent 2026-03`, `482.10`, `50..80`.

    Words match from their beginning, whatever their accents; one typing error is forgiven.
    """
    return search.search(
        q,
        limit=limit,
        cursor=cursor,
        zone=zone,
        user_id=http.person(app),
        finder=wiring.hub().finder,
    )


@app.get("/v1/facts/<fact_id>")
def get_fact(fact_id: UUID) -> Fact:
    """One fact."""
    reader = wiring.hub().facts
    return http.tagged(app, service.get(fact_id, user_id=http.person(app), reader=reader))


handler = http.entrypoint(app)
