"""Keeping facts, reading them back, and saying when they do not add up."""

from __future__ import annotations

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


def first_doubt(tally: Tally) -> Doubt | None:
    """The first thing that does not add up, counts and sums before what the sense noticed."""
    if tally.declared_count is not None and tally.declared_count != tally.found_count:
        return Doubt(
            code="count-differs",
            detail=f"The file states {tally.declared_count} rows, {tally.found_count} were read.",
        )
    if tally.declared_sum is not None and tally.declared_sum != tally.found_sum:
        return Doubt(code="sum-differs", detail="The rows do not add up to the stated total.")
    return tally.doubts[0] if tally.doubts else None


def page(query: FactQuery, *, user_id: UUID, reader: FactReader) -> FactPage:
    """Facts of this person, newest occurrence first. Raises: InvalidInputError."""
    items, next_cursor = reader.page(user_id, query)
    return FactPage(items=items, next_cursor=next_cursor)


def get(fact_id: UUID, *, user_id: UUID, reader: FactReader) -> Fact:
    """One fact of this person. Raises: NotFoundError."""
    return reader.get(user_id, fact_id)
