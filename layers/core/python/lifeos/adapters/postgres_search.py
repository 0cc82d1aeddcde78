"""The Finder port: candidates by index, ranked, and shown under row-level security."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, LiteralString
from uuid import UUID

import psycopg

from lifeos import folding
from lifeos.adapters.postgres import Database, Session
from lifeos.adapters.postgres_timeline import FROM_FACTS, ITEM, item_of
from lifeos.contracts.search import SearchHit
from lifeos.contracts.timeline import DocumentRef
from lifeos.errors import InvalidInputError
from lifeos.facts.ports import Sought

LOOK_AT_NEWEST = 2_000  # facts of each stream whose words are looked at one by one
LOOK_AT_MATCHES = 20_000  # matches ranked at most; bounds a search for a word that is everywhere
MOST_HITS = 500
PAGES_WEIGH = 0.5  # a page says many things; a fact says one

FIND_UNKNOWN: LiteralString = """
SELECT asked.word FROM unnest(%(words)s::text[]) AS asked (word)
WHERE NOT EXISTS (
  SELECT FROM search_words known WHERE known.user_id = %(user_id)s
  AND known.part >= asked.word COLLATE "C"
  AND known.part < (asked.word || chr(1114111)) COLLATE "C" AND known.word = known.part)
"""
FIND_SHARING: LiteralString = """
SELECT DISTINCT word FROM search_words WHERE user_id = %(user_id)s AND part = ANY(%(parts)s)
"""
_RANGE: LiteralString = """(
  %(wanted)s::tsquery, %(from_day)s::timestamp AT TIME ZONE %(zone)s,
  (%(to_day)s::date + 1)::timestamp AT TIME ZONE %(zone)s,
  %(at_least)s, %(at_most)s, %(currency)s, %(look_at)s, %(most)s)
"""
FIND_NEWEST: LiteralString = "SELECT id, score, starts_at FROM newest_matches" + _RANGE
FIND_INDEXED: LiteralString = "SELECT id, score, starts_at FROM indexed_matches" + _RANGE
# Without words the timeline itself is the order: newest first.
FIND_BY_NUMBERS: LiteralString = """
SELECT found.id, 0::real AS score, facts.starts_at FROM (
  SELECT * FROM timeline_ids(true, NULL, NULL, NULL, %(from_day)s::timestamp AT TIME ZONE 'UTC',
    (%(to_day)s::date + 1)::timestamp AT TIME ZONE 'UTC', %(at_least)s, %(at_most)s, %(currency)s,
    NULL, NULL, NULL, %(most)s)
  UNION ALL
  SELECT * FROM timeline_ids(false, NULL, NULL, NULL, %(from_day)s::timestamp AT TIME ZONE %(zone)s,
    (%(to_day)s::date + 1)::timestamp AT TIME ZONE %(zone)s, %(at_least)s, %(at_most)s,
    %(currency)s, NULL, NULL, NULL, %(most)s)
) found JOIN facts ON facts.user_id = %(user_id)s AND facts.id = found.id
"""
FIND_PAGES: LiteralString = """
SELECT found.document_id, found.number, found.score
FROM matching_pages(%(wanted)s::tsquery, %(look_at)s, %(most)s) found
JOIN documents ON documents.user_id = %(user_id)s AND documents.id = found.document_id
WHERE documents.deleted_at IS NULL
AND (%(from_day)s::date IS NULL
     OR coalesce(documents.dated_on, documents.created_at::date) >= %(from_day)s)
AND (%(to_day)s::date IS NULL
     OR coalesce(documents.dated_on, documents.created_at::date) <= %(to_day)s)
"""
SHOW_FACTS: LiteralString = (
    "SELECT "
    + ITEM
    + """,
(SELECT evidence.place FROM evidence
 WHERE evidence.user_id = facts.user_id AND evidence.fact_id = facts.id
 AND NOT evidence.withdrawn
 ORDER BY evidence.place ->> 'field' = ANY(%(fields)s) DESC,
          evidence.document_id = facts.document_id DESC, evidence.document_id, evidence.ordinal
 LIMIT 1) AS place
FROM unnest(%(ids)s::uuid[]) AS found (id)
"""
    + FROM_FACTS
)
SHOW_PAGES: LiteralString = """
SELECT pages.document_id, pages.number, documents.name, documents.title, documents.kind, pages.text
FROM unnest(%(documents)s::uuid[], %(numbers)s::int[]) AS found (document_id, number)
JOIN pages ON pages.user_id = %(user_id)s AND pages.document_id = found.document_id
AND pages.number = found.number
JOIN documents ON documents.user_id = pages.user_id AND documents.id = pages.document_id
AND documents.deleted_at IS NULL
"""

_MOST_LINES = 2_000  # of a page, searched for the one to show


class PostgresFinder:
    """Searches the record."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def unknown(self, user_id: UUID, words: list[str]) -> list[str]:
        """One look into an index for each word."""
        with self._database.session(user_id) as session:
            rows = session.rows(
                "find unknown words", FIND_UNKNOWN, {"user_id": user_id, "words": words}
            )
        return [row["word"] for row in rows]

    def sharing_parts(self, user_id: UUID, parts: list[str]) -> list[str]:
        """One look into an index for each part."""
        with self._database.session(user_id) as session:
            rows = session.rows(
                "find similar words", FIND_SHARING, {"user_id": user_id, "parts": parts}
            )
        return [row["word"] for row in rows]

    def find(self, user_id: UUID, sought: Sought) -> tuple[list[SearchHit], bool]:
        """Ids and scores first; only what one page shows is read whole."""
        values = {
            **sought.model_dump(exclude={"terms", "exact"}),
            "user_id": user_id,
            "wanted": wanted_by(sought),
            "look_at": LOOK_AT_NEWEST,
            "most": MOST_HITS,
        }
        last = sought.offset + sought.limit
        with self._database.session(user_id) as session:
            try:
                ranked = _candidates(session, values, enough=last + 1)
            except psycopg.errors.InvalidParameterValue as error:
                raise InvalidInputError("There is no such time zone.") from error
            hits = _shown(session, values, sought=sought, ranked=ranked[sought.offset : last])
        return hits, len(ranked) > last


Row = dict[str, Any]


def wanted_by(sought: Sought) -> str | None:
    """The words as a tsquery; None where none are asked for."""
    terms = [_either(words, whole=sought.guessed) for words in sought.terms]
    terms += [_amount(value) for value in sought.exact]
    return (" | " if sought.any_term else " & ").join(terms) or None


def _either(words: list[str], *, whole: bool) -> str:
    """A word the person typed is the beginning of one; a word guessed for it is whole."""
    if whole and len(words) > 1:
        return "(" + " | ".join(f"'{word}'" for word in words) + ")"
    word = words[0]
    return f"'{word}':*" if len(word) > 1 else f"'{word}'"


def _amount(value: Decimal) -> str:
    """The amount of a fact, or its digits in a text, thousands apart or not."""
    exact = format(value.normalize(), "f")
    phrases = ["(" + " <-> ".join(f"'{part}'" for part in w.split()) + ")" for w in _written(value)]
    return "(" + " | ".join([f"'={exact}'", *phrases]) + ")"


def _written(value: Decimal) -> tuple[str, ...]:
    """An amount as a text has it once folded, its thousands in one piece or apart."""
    return tuple(sorted({folding.fold(form) for form in (f"{value:.2f}", f"{value:,.2f}")}))


def _candidates(session: Session, values: Row, *, enough: int) -> list[Row]:
    """Facts and pages, best first; the index on words is asked when the newest do not suffice."""
    if values["wanted"] is None:
        found = session.rows("find by numbers", FIND_BY_NUMBERS, values)
    else:
        found = session.rows("find newest", FIND_NEWEST, values)
        if len(found) < enough:
            values = {**values, "look_at": LOOK_AT_MATCHES}
            found = session.rows("find indexed", FIND_INDEXED, values)
    found.sort(key=lambda row: (row["score"], row["starts_at"], row["id"]), reverse=True)
    asks_amount = (values["at_least"], values["at_most"], values["currency"]) != (None,) * 3
    if values["wanted"] is None or asks_amount:
        return found[:MOST_HITS]
    pages = session.rows("find pages", FIND_PAGES, {**values, "look_at": LOOK_AT_MATCHES})
    for page in pages:
        page["score"] *= PAGES_WEIGH
    return sorted(found + pages, key=lambda row: -row["score"])[:MOST_HITS]


def _shown(session: Session, values: Row, *, sought: Sought, ranked: list[Row]) -> list[SearchHit]:
    facts = [row["id"] for row in ranked if "id" in row]
    pages = [row for row in ranked if "id" not in row]
    asked = {
        **values,
        "ids": facts,
        "fields": ["amount"] if sought.exact and not sought.terms else ["title", "description"],
        "documents": [row["document_id"] for row in pages],
        "numbers": [row["number"] for row in pages],
    }
    by_key: dict[Any, Row] = {}
    if facts:
        rows = session.rows("show facts", SHOW_FACTS, asked)
        by_key |= {row["fact_id"]: row for row in rows}
    if pages:
        rows = session.rows("show pages", SHOW_PAGES, asked)
        by_key |= {(row["document_id"], row["number"]): row for row in rows}
    hits = []
    for row in ranked:
        key = row["id"] if "id" in row else (row["document_id"], row["number"])
        if key in by_key:
            hits.append(_hit(row, by_key[key], sought))
    return hits


def _hit(ranked: Row, row: Row, sought: Sought) -> SearchHit:
    if "id" in ranked:
        item = item_of(row)
        snippet = item.evidence.snippet if item.evidence else item.title
        return SearchHit(
            type="fact", score=ranked["score"], snippet=snippet[:400], document=item.document,
            fact=item,
        )  # fmt: skip
    return SearchHit(
        type="page",
        score=ranked["score"],
        snippet=_line(row["text"], sought)[:400],
        document=DocumentRef(
            id=row["document_id"], name=row["name"], title=row["title"], kind=row["kind"]
        ),
        page=row["number"],
    )


def _line(text: str, sought: Sought) -> str:
    """The first of the lines that have most of the words."""
    wanted = [tuple(words) for words in sought.terms]
    wanted += [_written(value) for value in sought.exact]
    best, most = "", -1
    for line in text.splitlines()[:_MOST_LINES]:
        said = f" {folding.fold(line)}"
        count = sum(any(f" {word}" in said for word in words) for words in wanted)
        if count > most and line.strip():
            best, most = line.strip(), count
        if most == len(wanted):
            break
    return best
