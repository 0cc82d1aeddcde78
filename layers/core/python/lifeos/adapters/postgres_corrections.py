"""The person's values, laid over what was read: once when given, again after every run.

`facts.corrected` holds them by field: `{"amount": {"value": "1471.60", "read": "1.60", "reason":
..., "at": ...}}`. A fact the person has corrected is never deleted by a run. Where a newer reading
gives the same thing another identity (a total is part of a bill's), the corrected fact takes over
the new reading found at the same place in the document, and keeps its id.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, LiteralString

from psycopg.types.json import Jsonb

from lifeos import folding
from lifeos.adapters.postgres import Session
from lifeos.adapters.postgres_staging import starts_at
from lifeos.contracts.facts import Occurred

Row = dict[str, Any]

# What two readings of one place have in common, whatever they read there.
_WHERE: LiteralString = "(evidence.place - ARRAY['snippet', 'reader', 'sha256'])"
FIND_LOST: LiteralString = (
    "SELECT facts.id, facts.kind, "
    + _WHERE
    + """ AS place FROM facts
LEFT JOIN evidence ON evidence.user_id = facts.user_id AND evidence.fact_id = facts.id
AND evidence.document_id = %(id)s
WHERE facts.user_id = %(user_id)s AND facts.document_id = %(id)s AND facts.corrected IS NOT NULL
AND facts.deleted_at IS NULL
AND NOT EXISTS (SELECT FROM staged_facts WHERE staged_facts.identity = facts.identity)
AND NOT EXISTS (SELECT FROM evidence other WHERE other.user_id = facts.user_id
                AND other.fact_id = facts.id AND other.document_id <> %(id)s
                AND NOT other.withdrawn)
"""
)
# New facts of this document, and how many places each shares with a fact that lost its reading.
FIND_SUCCESSORS: LiteralString = (
    """
SELECT lost.id AS lost_id, facts.id, facts.identity, count(evidence.fact_id) AS shared
FROM unnest(%(lost_ids)s::uuid[], %(kinds)s::text[], %(places)s::jsonb[]) AS lost (id, kind, place)
JOIN facts ON facts.user_id = %(user_id)s AND facts.document_id = %(id)s
AND facts.kind = lost.kind AND facts.corrected IS NULL
AND facts.identity IN (SELECT identity FROM staged_facts)
LEFT JOIN evidence ON evidence.user_id = facts.user_id AND evidence.fact_id = facts.id
AND evidence.document_id = %(id)s AND """
    + _WHERE
    + """ = lost.place
GROUP BY lost.id, facts.id, facts.identity
ORDER BY shared DESC, lost.id, facts.id
"""
)
TAKE_EVIDENCE: LiteralString = """
UPDATE evidence SET fact_id = %(lost_id)s WHERE user_id = %(user_id)s AND fact_id = %(fact_id)s
"""
MAKE_ROOM: LiteralString = """
DELETE FROM facts WHERE user_id = %(user_id)s AND id = %(fact_id)s
"""
TAKE_READING: LiteralString = """
UPDATE facts SET identity = read.identity, title = read.title, amount = read.amount,
       currency = read.currency, value = read.value, unit = read.unit, occurred = read.occurred,
       data = read.data, confidence = read.confidence, revision = read.revision,
       confidence_reason = read.confidence_reason
FROM (SELECT * FROM staged_facts WHERE identity = %(identity)s
      ORDER BY revision DESC, seq DESC LIMIT 1) read
WHERE facts.user_id = %(user_id)s AND facts.id = %(lost_id)s
"""
FIND_CORRECTED: LiteralString = """
SELECT facts.id, facts.corrected, facts.title, facts.amount, facts.currency, facts.value,
       facts.unit, facts.occurred, facts.data, read.identity IS NOT NULL AS was_read,
       read.title AS read_title, read.amount AS read_amount, read.currency AS read_currency,
       read.value AS read_value, read.unit AS read_unit, read.occurred AS read_occurred,
       read.data AS read_data
FROM facts
LEFT JOIN LATERAL (SELECT * FROM staged_facts WHERE staged_facts.identity = facts.identity
                   ORDER BY revision DESC, seq DESC LIMIT 1) read ON true
WHERE facts.user_id = %(user_id)s AND facts.corrected IS NOT NULL AND facts.deleted_at IS NULL
AND (facts.document_id = %(id)s OR read.identity IS NOT NULL)
"""
LOCK_FACT: LiteralString = """
SELECT user_id, id, corrected, title, amount, currency, value, unit, occurred, data, version
FROM facts
WHERE user_id = %(user_id)s AND id = %(fact_id)s AND deleted_at IS NULL FOR UPDATE
"""
WRITE_FACT: LiteralString = """
UPDATE facts SET title = %(title)s, amount = %(amount)s, currency = %(currency)s,
       value = %(value)s, unit = %(unit)s, occurred = %(occurred)s, starts_at = %(starts_at)s,
       data = %(data)s, corrected = %(corrected)s, updated_at = now(),
       words = setweight(to_tsvector('simple', %(said_title)s), 'A')
            || to_tsvector('simple', %(said)s)
            || CASE WHEN %(amount)s::numeric IS NULL THEN ''::tsvector
               ELSE array_to_tsvector(ARRAY['=' || trim_scale(abs(%(amount)s::numeric))::text]) END
WHERE user_id = %(user_id)s AND id = %(fact_id)s
"""


def without_reading(session: Session, values: Row) -> list[Row]:
    """Corrected facts of this document that the staged reading lacks, and the places they had."""
    return session.rows("find lost corrections", FIND_LOST, values)


def keep(session: Session, values: Row, lost: list[Row]) -> list[Row]:
    """Lay the person's values over this run's; where it read otherwise, as `runs.kept` has it."""
    if lost:
        _hand_down(session, values, lost)
    kept: list[Row] = []
    for row in session.rows("find corrections", FIND_CORRECTED, values):
        read = {name[5:]: value for name, value in row.items() if name.startswith("read_")}
        corrected = row["corrected"]
        for field, told in corrected.items():
            told["read"] = published(read, field) if row["was_read"] else None
            if told["read"] != told["value"]:
                kept.append(
                    {"fact_id": str(row["id"]), "field": field, "kept": told["value"],
                     "read": told["read"]}
                )  # fmt: skip
        write(session, row, corrected, user_id=values["user_id"])
    return kept


def _hand_down(session: Session, values: Row, lost: list[Row]) -> None:
    """Give each corrected fact the new reading that shares most places with its old one.

    A fact that shares no place takes the only candidate there is, if it is itself the only one.
    """
    asked = {
        "lost_ids": [row["id"] for row in lost],
        "kinds": [row["kind"] for row in lost],
        "places": [Jsonb(row["place"]) for row in lost],
    }
    pairs = session.rows("find successors", FIND_SUCCESSORS, {**values, **asked})
    only_one = len({row["id"] for row in lost}) == 1 and len({pair["id"] for pair in pairs}) == 1
    taken: set[Any] = set()
    for pair in pairs:
        if {pair["id"], pair["lost_id"]} & taken or not (pair["shared"] or only_one):
            continue
        taken |= {pair["id"], pair["lost_id"]}
        named = {
            "user_id": values["user_id"],
            "lost_id": pair["lost_id"],
            "fact_id": pair["id"],
            "identity": pair["identity"],
        }
        session.run("take evidence", TAKE_EVIDENCE, named)
        session.run("make room", MAKE_ROOM, named)
        session.run("take reading", TAKE_READING, named)


def write(session: Session, row: Row, corrected: Row, *, user_id: Any) -> None:
    """Write a fact's row with the corrected values in place of its own."""
    content = {name: row[name] for name in _WRITTEN}
    for field, told in corrected.items():
        if field.startswith("data."):
            content["data"] = {**content["data"], field.removeprefix("data."): told["value"]}
        else:
            content[field] = told["value"]
    spoken = {name: value for name, value in content["data"].items() if value is not None}
    session.run(
        "write corrected fact",
        WRITE_FACT,
        {
            **content,
            "user_id": user_id,
            "fact_id": row["id"],
            "starts_at": starts_at(Occurred.model_validate(content["occurred"]).start),
            "occurred": Jsonb(content["occurred"]),
            "data": Jsonb(spoken),
            "corrected": Jsonb(corrected),
            "said_title": folding.fold(content["title"]),
            "said": folding.fold(folding.spoken(spoken)),
        },
    )


_WRITTEN = ("title", "amount", "currency", "value", "unit", "occurred", "data")


def published(row: Row, field: str) -> Any:
    """A field of a row as a published fact writes it."""
    if field.startswith("data."):
        return row["data"].get(field.removeprefix("data."))
    value = row[field]
    if field == "occurred":
        return Occurred.model_validate(value).model_dump(mode="json")
    return format(value, "f") if isinstance(value, Decimal) else value
