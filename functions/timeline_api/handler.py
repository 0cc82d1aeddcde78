"""/v1/facts: what the hub knows, newest first, each with its evidence."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from lifeos import wiring
from lifeos.contracts.facts import Domain, Fact, FactPage
from lifeos.entry import http
from lifeos.facts import service
from lifeos.facts.ports import FactQuery

app = http.resolver()


@app.get("/v1/facts")
def list_facts(
    limit: Annotated[int, http.Query(ge=1, le=500)] = 50,
    cursor: Annotated[str | None, http.Query(max_length=200)] = None,
    document: Annotated[UUID | None, http.Query()] = None,
    domain: Annotated[Domain | None, http.Query()] = None,
    kind: Annotated[str | None, http.Query(max_length=64)] = None,
    from_day: Annotated[date | None, http.Query(alias="from")] = None,
    to_day: Annotated[date | None, http.Query(alias="to")] = None,
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


@app.get("/v1/facts/<fact_id>")
def get_fact(fact_id: UUID) -> Fact:
    """One fact."""
    return service.get(fact_id, user_id=http.person(app), reader=wiring.hub().facts)


handler = http.entrypoint(app)
