"""The FactReader port: facts of one person, newest first, each with its evidence."""

from __future__ import annotations

import base64
import binascii
import json
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, LiteralString
from uuid import UUID

from lifeos.adapters.postgres import Database
from lifeos.contracts.conditions import etag_of
from lifeos.contracts.facts import Evidence, Fact
from lifeos.errors import InvalidInputError, NotFoundError
from lifeos.facts.ports import FactQuery

_COLUMNS: LiteralString = """
SELECT facts.id, facts.domain, facts.kind, facts.starts_at, facts.occurred, facts.amount,
       facts.currency, facts.value, facts.unit, facts.title, facts.data, facts.confidence,
       facts.confidence_reason, facts.document_id, facts.created_at, facts.corrected,
       facts.version,
       CASE WHEN facts.corrected IS NOT NULL THEN
         (SELECT documents.sha256 FROM documents WHERE documents.user_id = facts.user_id
          AND documents.id = facts.document_id) END AS sha256,
       coalesce((SELECT jsonb_agg(evidence.place ORDER BY evidence.document_id, evidence.ordinal)
                 FROM evidence WHERE evidence.user_id = facts.user_id
                 AND evidence.fact_id = facts.id AND NOT evidence.withdrawn),
                '[]'::jsonb) AS evidence
FROM facts
"""
# A deleted document is none; its id asks for nothing, not for everything.
OF_DOCUMENT: LiteralString = """CASE WHEN %(document)s::uuid IS NOT NULL THEN coalesce(
  (SELECT id FROM documents WHERE user_id = %(user_id)s AND id = %(document)s
   AND deleted_at IS NULL), '00000000-0000-0000-0000-000000000000'::uuid) END"""
# Both streams, days and instants, in one order; a null condition is none.
LIST_FACTS: LiteralString = (
    _COLUMNS
    + """
JOIN (
  SELECT * FROM timeline_ids(true, %(domain)s, %(kind)s, """
    + OF_DOCUMENT
    + """, %(from_at)s, %(before)s,
                             NULL, NULL, NULL, NULL, %(last_at)s, %(last_id)s, %(limit)s)
  UNION ALL
  SELECT * FROM timeline_ids(false, %(domain)s, %(kind)s, """
    + OF_DOCUMENT
    + """, %(from_at)s, %(before)s,
                             NULL, NULL, NULL, NULL, %(last_at)s, %(last_id)s, %(limit)s)
) found ON found.id = facts.id
WHERE facts.user_id = %(user_id)s
ORDER BY facts.starts_at DESC, facts.id DESC
LIMIT %(limit)s
"""
)
GET_FACT: LiteralString = (
    _COLUMNS
    + "WHERE facts.user_id = %(user_id)s AND facts.id = %(id)s AND facts.deleted_at IS NULL"
)


class PostgresFacts:
    """Reads the record."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, user_id: UUID, query: FactQuery) -> tuple[list[Fact], str | None]:
        """One page; one row more is asked for to know whether another page follows."""
        last_at, last_id = _read_cursor(query.cursor)
        values = {
            "user_id": user_id,
            "domain": query.domain,
            "kind": query.kind,
            "document": query.document,
            "from_at": _midnight(query.from_day, 0),
            "before": _midnight(query.to_day, 1),
            "last_at": last_at,
            "last_id": last_id,
            "limit": query.limit + 1,
        }
        with self._database.session(user_id) as session:
            rows = session.rows("list facts", LIST_FACTS, values)
        shown = rows[: query.limit]
        more = len(rows) > query.limit
        return [_fact(row) for row in shown], _make_cursor(shown[-1]) if more else None

    def get(self, user_id: UUID, fact_id: UUID) -> Fact:
        """One fact."""
        with self._database.session(user_id) as session:
            rows = session.rows("get fact", GET_FACT, {"user_id": user_id, "id": fact_id})
        if not rows:
            raise NotFoundError("There is no such fact.")
        return _fact(rows[0])


def _fact(row: dict[str, Any]) -> Fact:
    corrected: dict[str, Any] = row["corrected"] or {}
    shown = {name: value for name, value in row.items() if name not in _NOT_SHOWN}
    places = [Evidence.model_validate(place) for place in row["evidence"]]
    shown["evidence"] = with_person(places, corrected, sha256=row["sha256"])
    shown["etag"] = etag_of(row["version"])
    shown["corrections"] = [{"field": field, **told} for field, told in corrected.items()]
    return Fact.model_validate(shown)


_NOT_SHOWN = frozenset({"starts_at", "corrected", "sha256", "version"})
_PERSON = "person"


def with_person(
    places: list[Evidence], corrected: dict[str, Any], *, sha256: str | None
) -> list[Evidence]:
    """The evidence, where a corrected value has the person's word instead of a place."""
    if not corrected or sha256 is None:
        return places
    spoken_for = {field.removeprefix("data.") for field in corrected}
    words = [
        Evidence(
            field=field.removeprefix("data."),
            sha256=sha256,
            snippet=_written(told["value"]),
            reader=_PERSON,
        )
        for field, told in corrected.items()
    ]
    return [place for place in places if place.field not in spoken_for] + words


def _written(value: Any) -> str:
    if isinstance(value, dict) and "start" in value:  # an Occurred: when it begins says it best
        value = value["start"]
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text[:400]


def _midnight(day: date | None, add_days: int) -> datetime | None:
    if day is None or (add_days and day == date.max):  # nothing comes after the last day there is
        return None
    return datetime.combine(day + timedelta(days=add_days), time.min, tzinfo=UTC)


def _make_cursor(row: dict[str, Any]) -> str:
    place = f"{row['starts_at'].isoformat()}|{row['id']}"
    return base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")


def _read_cursor(cursor: str | None) -> tuple[datetime | None, UUID | None]:
    if cursor is None:
        return None, None
    try:
        place = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        at, _, fact_id = place.partition("|")
        return datetime.fromisoformat(at), UUID(fact_id)
    except (ValueError, binascii.Error) as error:
        raise InvalidInputError("The cursor is not one this list gave out.") from error
