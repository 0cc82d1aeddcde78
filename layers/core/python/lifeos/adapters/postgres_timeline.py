"""The TimelineReader port: two sorted streams, days and instants, merged in the person's zone."""

from __future__ import annotations

import base64
import binascii
import heapq
from datetime import date, datetime
from typing import Any, LiteralString, NamedTuple
from uuid import UUID

import psycopg
from pydantic import TypeAdapter, ValidationError

from lifeos.adapters.postgres import Database
from lifeos.adapters.postgres_facts import OF_DOCUMENT, with_person
from lifeos.contracts.facts import Evidence
from lifeos.contracts.timeline import DocumentRef, TimelineItem
from lifeos.errors import InvalidInputError
from lifeos.facts.ports import TimelineQuery

# What a list shows of a fact, and the one place that says it best: that of its number if it has
# one. `sorts_at` is when a day or a zoneless time begins where the person is.
ITEM: LiteralString = """
facts.id AS fact_id, facts.domain, facts.kind, facts.title, facts.occurred, facts.amount,
facts.currency, facts.value, facts.unit, facts.confidence, facts.starts_at, facts.wall_clock,
facts.corrected, documents.sha256,
CASE WHEN facts.wall_clock THEN facts.starts_at AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s
     ELSE facts.starts_at END AS sorts_at,
(facts.starts_at AT TIME ZONE CASE WHEN facts.wall_clock THEN 'UTC' ELSE %(zone)s END)::date AS day,
documents.id AS document_id, documents.name, documents.title AS document_title,
documents.kind AS document_kind
"""
FROM_FACTS: LiteralString = """
JOIN facts ON facts.user_id = %(user_id)s AND facts.id = found.id
JOIN documents ON documents.user_id = facts.user_id AND documents.id = facts.document_id
"""
BEST_PLACE: LiteralString = """
(SELECT evidence.place FROM evidence
 WHERE evidence.user_id = facts.user_id AND evidence.fact_id = facts.id
 AND NOT evidence.withdrawn
 ORDER BY evidence.place ->> 'field' IN ('amount', 'value') DESC,
          evidence.document_id = facts.document_id DESC, evidence.document_id, evidence.ordinal
 LIMIT 1) AS place
"""
LIST_TIMELINE: LiteralString = (
    "SELECT "
    + ITEM
    + ", "
    + BEST_PLACE
    + """
FROM (
  SELECT * FROM timeline_ids(true, %(domain)s, %(kind)s, """
    + OF_DOCUMENT
    + """,
    %(from_day)s::timestamp AT TIME ZONE 'UTC',
    (%(to_day)s::date + 1)::timestamp AT TIME ZONE 'UTC',
    %(at_least)s, %(at_most)s, %(currency)s, %(words)s::tsquery,
    %(day_at)s, %(day_id)s, %(limit)s)
  UNION ALL
  SELECT * FROM timeline_ids(false, %(domain)s, %(kind)s, """
    + OF_DOCUMENT
    + """,
    %(from_day)s::timestamp AT TIME ZONE %(zone)s,
    (%(to_day)s::date + 1)::timestamp AT TIME ZONE %(zone)s,
    %(at_least)s, %(at_most)s, %(currency)s, %(words)s::tsquery,
    %(instant_at)s, %(instant_id)s, %(limit)s)
) found
"""
    + FROM_FACTS
    # True, or the error an unknown zone is, even where nothing is found.
    + "WHERE (now() AT TIME ZONE %(zone)s) IS NOT NULL"
)


class Place(NamedTuple):
    """How far one of the two streams was read: the last row of it that was shown."""

    at: datetime | None = None
    id: UUID | None = None


_PLACES = TypeAdapter(tuple[Place, Place])


class PostgresTimeline:
    """Reads the timeline."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, user_id: UUID, query: TimelineQuery) -> tuple[list[TimelineItem], str | None]:
        """One page; each stream is asked for one row more than fits."""
        places = _read_cursor(query.cursor)
        with self._database.session(user_id) as session:
            try:
                rows = session.rows("list timeline", LIST_TIMELINE, _values(user_id, query, places))
            except psycopg.errors.InvalidParameterValue as error:
                raise InvalidInputError("There is no such time zone.") from error
        shown, more = _merged(rows, query.limit)
        return [item_of(row) for row in shown], _cursor(shown, places) if more else None


def prefixes(words: tuple[str, ...]) -> str | None:
    """A tsquery that wants each folded word at the start of a word; None for no words."""
    return " & ".join(f"'{word}':*" for word in words) or None


def item_of(row: dict[str, Any]) -> TimelineItem:
    """The item a row stands for."""
    corrected = row["corrected"] or {}
    found = [Evidence.model_validate(row["place"])] if row["place"] else []
    places = with_person(found, corrected, sha256=row["sha256"])
    return TimelineItem(
        fact_id=row["fact_id"],
        domain=row["domain"],
        kind=row["kind"],
        title=row["title"],
        occurred=row["occurred"],
        day=row["day"],
        amount=row["amount"],
        currency=row["currency"],
        value=row["value"],
        unit=row["unit"],
        document=DocumentRef(
            id=row["document_id"],
            name=row["name"],
            title=row["document_title"],
            kind=row["document_kind"],
        ),
        evidence=places[0] if places else None,
        confidence=row["confidence"],
        corrected=bool(corrected),
    )


def _values(user_id: UUID, query: TimelineQuery, places: tuple[Place, Place]) -> dict[str, Any]:
    days, instants = places
    return {
        **query.model_dump(),
        "user_id": user_id,
        "words": prefixes(query.words),
        "from_day": _day(query.from_day),
        "to_day": _day(query.to_day),
        "day_at": days.at,
        "day_id": days.id,
        "instant_at": instants.at,
        "instant_id": instants.id,
        "limit": query.limit + 1,
    }


def _day(day: date | None) -> date | None:
    """Years a day may be asked for; beyond them the database's own calendar ends."""
    return day if day is None or day.year < 9999 else None


def _merged(rows: list[dict[str, Any]], limit: int) -> tuple[list[dict[str, Any]], bool]:
    """Merge the streams; each is in order of its own places, so that a cursor fits between."""
    streams = [
        sorted(
            (row for row in rows if row["wall_clock"] is wall_clock),
            key=lambda row: (row["starts_at"], row["fact_id"]),
            reverse=True,
        )
        for wall_clock in (True, False)
    ]
    merged = heapq.merge(*streams, key=lambda row: (row["sorts_at"], row["fact_id"]), reverse=True)
    shown = list(merged)
    return shown[:limit], len(shown) > limit


def _cursor(shown: list[dict[str, Any]], before: tuple[Place, Place]) -> str:
    days, instants = before
    for row in shown:
        place = Place(row["starts_at"], row["fact_id"])
        days, instants = (place, instants) if row["wall_clock"] else (days, place)
    written = _PLACES.dump_json((days, instants))
    return base64.urlsafe_b64encode(written).decode().rstrip("=")


def _read_cursor(cursor: str | None) -> tuple[Place, Place]:
    if cursor is None:
        return Place(), Place()
    try:
        written = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        return _PLACES.validate_json(written)
    except (ValueError, binascii.Error, ValidationError) as error:
        raise InvalidInputError("The cursor is not one this list gave out.") from error
