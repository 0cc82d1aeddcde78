"""Search over facts and pages: words with accents and typing errors, days, amounts."""

from __future__ import annotations

from uuid import UUID

from lifeos.contracts.search import SearchAnswer, Spelling, Understood
from lifeos.errors import InvalidInputError
from lifeos.facts import query, spelling
from lifeos.facts.ports import Finder, Sought

MOST_HITS = 500  # how far one answer can be paged through


def search(
    typed: str, *, limit: int, cursor: str | None, zone: str, user_id: UUID, finder: Finder
) -> SearchAnswer:
    """The best hits for what was typed.

    Where nothing has all of the words, hits have some of them, and the answer says so.

    Raises: InvalidInputError for a query that asks for nothing, a bad cursor, an unknown zone.
    """
    asked = query.read(typed)
    if asked.is_empty:
        raise InvalidInputError("The query has no word, day or amount to look for.")
    taken_for = _spelling(asked.words, user_id=user_id, finder=finder)
    page = {"zone": zone, "offset": _offset(cursor), "limit": limit}
    sought = Sought.model_validate({**_sought(asked, taken_for), **page})
    hits, more = finder.find(user_id, sought)
    if not hits and len(asked.words) + len(asked.exact) > 1 and not sought.offset:
        sought = sought.model_copy(update={"any_term": True})
        hits, more = finder.find(user_id, sought)
    return SearchAnswer(
        items=hits,
        understood=_understood(asked, taken_for, any_word=sought.any_term and bool(hits)),
        next_cursor=str(sought.offset + limit) if more and not sought.any_term else None,
    )


def _sought(asked: query.Asked, taken_for: dict[str, list[str]]) -> dict[str, object]:
    return {
        "terms": [taken_for.get(word, [word]) for word in asked.words],
        "guessed": bool(taken_for),
        "exact": asked.exact,
        "from_day": asked.from_day,
        "to_day": asked.to_day,
        "at_least": asked.at_least,
        "at_most": asked.at_most,
        "currency": asked.currency,
    }


def _spelling(words: list[str], *, user_id: UUID, finder: Finder) -> dict[str, list[str]]:
    """For each word that nothing begins with, the words it was probably meant to be."""
    unsure = [word for word in words if spelling.is_forgivable(word)]
    unknown = unsure and finder.unknown(user_id, unsure)
    if not unknown:
        return {}
    near = finder.sharing_parts(
        user_id, sorted({part for word in unknown for part in spelling.parts_of(word)})
    )
    guesses = {word: spelling.nearest(word, near) for word in unknown}
    return {word: guessed for word, guessed in guesses.items() if guessed}


def _understood(
    asked: query.Asked, taken_for: dict[str, list[str]], *, any_word: bool
) -> Understood:
    return Understood(
        words=[*asked.words, *(format(value, "f") for value in asked.exact)],
        spelling=[Spelling(typed=word, taken_for=known) for word, known in taken_for.items()],
        from_day=asked.from_day,
        to_day=asked.to_day,
        at_least=asked.at_least,
        at_most=asked.at_most,
        currency=asked.currency,
        any_word=any_word,
    )


def _offset(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 4 and int(cursor) < MOST_HITS):
        raise InvalidInputError("The cursor is not one this list gave out.")
    return int(cursor)
