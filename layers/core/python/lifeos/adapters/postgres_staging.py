"""Copies a stream of readings into staging tables, batch by batch, within one transaction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any, LiteralString
from uuid import UUID

from psycopg.types.json import Jsonb
from pydantic import BaseModel, TypeAdapter

from lifeos import folding
from lifeos.adapters.postgres import Session
from lifeos.adapters.postgres_text import hold_what_is_storable, storable
from lifeos.contracts.facts import Evidence
from lifeos.errors import LifeOSError
from lifeos.facts.ports import Filing
from lifeos.senses.models import FactDraft, Page, Reading, Tally

BATCH_ROWS = 2_000  # bounds memory: a statement of any length passes through in batches
BATCH_PAGES = 50
MAX_PAGE_CHARACTERS = (
    200_000  # a tsvector may hold 1 MB; a page of a real document never comes near
)

MAX_PLACES = 999  # of one fact; MERGE_EVIDENCE numbers them within a thousand
MAX_NEW_WORDS = 100_000  # of one document
SHORTEST, LONGEST = 3, 24  # letters of a word whose typing errors are forgiven

STAGE: LiteralString = """
CREATE TEMPORARY TABLE staged_facts (
  seq bigint, identity text, id uuid, domain text, kind text, starts_at timestamptz,
  occurred jsonb, amount numeric, currency text, value numeric, unit text, title text,
  data jsonb, confidence numeric, confidence_reason text, revision bigint,
  said_title text, said text, series text, whole_series boolean, places jsonb,
  words tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('simple', said_title), 'A') || to_tsvector('simple', said)
    || CASE WHEN amount IS NULL THEN ''::tsvector
            ELSE array_to_tsvector(ARRAY['=' || trim_scale(abs(amount))::text]) END) STORED
) ON COMMIT DROP;
CREATE TEMPORARY TABLE staged_pages (number int, text text, said text) ON COMMIT DROP;
CREATE TEMPORARY TABLE staged_words (word text) ON COMMIT DROP
"""
# So that finding what a file says twice does not go through the server's disk.
ROOM_TO_MERGE: LiteralString = "SET LOCAL work_mem = '16MB'"
COPY_FACTS: LiteralString = "COPY staged_facts FROM STDIN"
COPY_PAGES: LiteralString = "COPY staged_pages FROM STDIN"
COPY_WORDS: LiteralString = "COPY staged_words FROM STDIN"
# In one order for everybody, so that two documents with the same new words do not deadlock.
MERGE_WORDS: LiteralString = """
INSERT INTO search_words (user_id, part, word)
SELECT DISTINCT %(user_id)s::uuid, parts.part COLLATE "C" AS part, fresh.word COLLATE "C" AS word
FROM (SELECT DISTINCT word FROM staged_words
      WHERE NOT EXISTS (SELECT FROM search_words known WHERE known.user_id = %(user_id)s
                        AND known.part = staged_words.word COLLATE "C"
                        AND known.word = known.part)) fresh
CROSS JOIN LATERAL (
  SELECT fresh.word AS part UNION ALL
  SELECT left(fresh.word, n - 1) || substr(fresh.word, n + 1)
  FROM generate_series(1, length(fresh.word)) n) parts
ORDER BY part, word
ON CONFLICT DO NOTHING
"""


class Staging:
    """Takes a stream of readings and copies it into the staging tables batch by batch."""

    def __init__(self, session: Session, filing: Filing, new_id: Callable[[], UUID]) -> None:
        self._session = session
        self._ticket = filing.ticket
        self._new_id = new_id
        self._drafts: list[FactDraft] = []
        self._pages: list[Page] = []
        self._words: set[str] = set()
        self.facts = 0
        self.pages = 0

    def take(self, readings: Iterator[Reading]) -> Tally:
        """Consume the stream; the tally it ended with."""
        tally: Tally | None = None
        for reading in readings:
            if isinstance(reading, FactDraft):
                self._drafts.append(reading)
            elif isinstance(reading, Page):
                self._pages.append(reading)
            elif isinstance(reading, Tally):
                tally = reading
            if len(self._drafts) >= BATCH_ROWS or len(self._pages) >= BATCH_PAGES:
                self._flush()
        self._flush()
        self._keep_words()
        if tally is None:
            raise LifeOSError("A sense ended without its tally.")
        return tally

    def _fact(self, draft: FactDraft) -> tuple[Any, ...]:
        self.facts += 1
        row = staged(draft, seq=self.facts, fact_id=self._new_id())
        self._learn(" ".join(row[_SAID]))
        return row

    def _page(self, page: Page) -> tuple[Any, ...]:
        self.pages += 1
        text = storable(page.text)[:MAX_PAGE_CHARACTERS]
        said = folding.fold(text)
        self._learn(said)
        return page.number, text, said

    def _learn(self, said: str) -> None:
        """Words of letters go into the vocabulary; numbers and references are looked up as is."""
        if len(self._words) < MAX_NEW_WORDS:
            self._words.update(filter(str.isalpha, said.split()))

    def _keep_words(self) -> None:
        words = [(word,) for word in self._words if SHORTEST <= len(word) <= LONGEST]
        if words:
            _copy(self._session, "copy words", sql=COPY_WORDS, rows=words)

    def _flush(self) -> None:
        """Copy what has come; the server takes rows in while the next ones are made."""
        if self._drafts:
            rows = map(self._fact, self._drafts)
            _copy(self._session, "copy facts", sql=COPY_FACTS, rows=rows)
            self._drafts.clear()
        if self._pages:
            _copy(self._session, "copy pages", sql=COPY_PAGES, rows=map(self._page, self._pages))
            self._pages.clear()


def _copy(
    session: Session, name: str, *, sql: LiteralString, rows: Iterable[tuple[Any, ...]]
) -> None:
    with session.statement(name), session.connection.cursor() as cursor:
        hold_what_is_storable(cursor)
        with cursor.copy(session.marked(sql)) as copy:
            for row in rows:
                copy.write_row(row)


def identity_of(draft: FactDraft) -> str:
    """Hash of what the thing is in the world: its kind and the identity its sense gave it."""
    named = [draft.kind, *draft.identity]
    try:
        written = _ANY.to_json(named)
    except ValueError:  # as in `as_json`
        written = _compact(named).encode("utf-8", "surrogatepass")
    return hashlib.sha256(written).hexdigest()


def as_json(told: BaseModel | list[Evidence] | dict[str, Any]) -> str | Jsonb:
    """What a COPY takes as JSON: written in one go, which is several times as fast as `Jsonb`.

    What PostgreSQL cannot hold (NUL, half a surrogate pair) goes the slow way, which drops it.
    """
    try:
        written = _ANY.to_json(told, exclude_none=True).decode()
    except ValueError:  # pydantic's, for half a surrogate pair
        written = _NUL
    if _NUL not in written:
        return written
    return Jsonb(_ANY.to_python(told, mode="json", exclude_none=True))


_NUL = "\\u0000"
_ANY = TypeAdapter[Any](Any).serializer  # a model, a list of them, what one has become
_READ = TypeAdapter(dict[str, Any]).validate_json  # twice as fast as dumping a model once more
_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_SAID = slice(16, 18)  # where a staged row has its folded words


def staged(draft: FactDraft, *, seq: int, fact_id: UUID) -> tuple[Any, ...]:
    """A row of `staged_facts`, every text of it as the server can hold it."""
    content = as_json(draft.data)
    told = _READ(content) if isinstance(content, str) else content.obj
    return (
        seq,
        identity_of(draft),
        fact_id,
        draft.domain,
        draft.kind,
        starts_at(draft.occurred.start),
        as_json(draft.occurred),
        draft.amount,
        draft.currency,
        draft.value,
        storable(draft.unit) if draft.unit else None,
        storable(draft.title),
        content,
        draft.confidence,
        storable(draft.confidence_reason),
        draft.revision,
        folding.fold(draft.title),
        folding.fold(folding.spoken(told)),
        storable(_compact(draft.series)) if draft.series else None,
        draft.whole_series,
        as_json(draft.evidence[:MAX_PLACES]),
    )


def starts_at(start: date | datetime) -> datetime:
    """The instant a fact sorts by: a day counts from its midnight UTC, a floating time as UTC.

    An instant whose UTC lies outside the years 1 to 9999 sorts at that end: Python could not read
    it back, and one damaged calendar would close the whole timeline.
    """
    if isinstance(start, datetime):
        aware = start if start.tzinfo else start.replace(tzinfo=UTC)
        try:
            return aware.astimezone(UTC)
        except OverflowError:
            end = datetime.min if aware.year == 1 else datetime.max
            return end.replace(tzinfo=UTC)
    return datetime.combine(start, time.min, tzinfo=UTC)
