"""The timeline: everything with a time, in the person's own time."""

from __future__ import annotations

from uuid import UUID

from lifeos import folding
from lifeos.contracts.timeline import Timeline
from lifeos.errors import InvalidInputError
from lifeos.facts.ports import TimelineQuery, TimelineReader

MAX_WORDS = 12


def page(
    query: TimelineQuery, *, text: str | None, user_id: UUID, reader: TimelineReader
) -> Timeline:
    """One page of this person's timeline.

    Raises: InvalidInputError for a bad cursor, an unknown zone, bounds the wrong way round or a
    text without a word in it.
    """
    if query.from_day and query.to_day and query.to_day < query.from_day:
        raise InvalidInputError("`to` is before `from`.")
    if query.at_least is not None and query.at_most is not None and query.at_most < query.at_least:
        raise InvalidInputError("`max` is less than `min`.")
    words = tuple(folding.fold(text or "").split()[:MAX_WORDS])
    if text is not None and not words:
        raise InvalidInputError("The text has no word or number to look for.")
    items, next_cursor = reader.page(user_id, query.model_copy(update={"words": words}))
    return Timeline(items=items, zone=query.zone, next_cursor=next_cursor)
