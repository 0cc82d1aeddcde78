"""Keeping facts, reading them back, and saying when they do not add up."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from uuid import UUID

from lifeos.contracts.facts import Fact, FactPage
from lifeos.facts.ports import Archive, Committed, FactQuery, FactReader, Filing
from lifeos.senses.models import Doubt, Reading, Tally


def commit(filing: Filing, readings: Iterator[Reading], *, archive: Archive) -> Committed:
    """Keep everything one reading says, or nothing.

    Raises: RejectedError from the sense, UpstreamError, StaleAttemptError.
    """
    return archive.commit(filing, readings)


def doubts_of(tally: Tally) -> list[Doubt]:
    """All that does not add up, counts and sums before what the sense noticed."""
    found: list[Doubt] = []
    if tally.declared_count is not None and tally.declared_count != tally.found_count:
        counts = [str(tally.declared_count), str(tally.found_count)]
        sentence = f"The file states {counts[0]} rows, {counts[1]} were read."
        found.append(Doubt(code="count-differs", detail=sentence, readings=counts))
    if tally.declared_sum is not None and tally.declared_sum != tally.found_sum:
        sums = [str(total) for total in (tally.declared_sum, tally.found_sum)]
        sentence = "The rows do not add up to the stated total."
        found.append(Doubt(code="sum-differs", detail=sentence, readings=sums))
    return found + tally.doubts


def first_doubt(tally: Tally, settled: frozenset[str] = frozenset()) -> Doubt | None:
    """The first doubt that the person has not settled."""
    return next((doubt for doubt in doubts_of(tally) if key_of(doubt) not in settled), None)


def key_of(doubt: Doubt) -> str:
    """What makes two doubts about one document the same: everything they say."""
    said = doubt.model_dump_json(exclude={"habits"})
    return f"{doubt.code}/{hashlib.sha256(said.encode()).hexdigest()[:32]}"


def page(query: FactQuery, *, user_id: UUID, reader: FactReader) -> FactPage:
    """Facts of this person, newest occurrence first. Raises: InvalidInputError."""
    items, next_cursor = reader.page(user_id, query)
    return FactPage(items=items, next_cursor=next_cursor)


def get(fact_id: UUID, *, user_id: UUID, reader: FactReader) -> Fact:
    """One fact of this person. Raises: NotFoundError."""
    return reader.get(user_id, fact_id)
