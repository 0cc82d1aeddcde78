"""The FactReader port over what a `FakeArchive` keeps."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from uuid import UUID

from lifeos.contracts.facts import Fact
from lifeos.errors import InvalidInputError, NotFoundError, UpstreamError
from lifeos.facts.ports import FactQuery

from tests.fakes.archive import FakeArchive, KeptFact


class FakeFactReader:
    """Newest occurrence first; a cursor is the last fact's place on the timeline."""

    def __init__(self, archive: FakeArchive) -> None:
        self.down = False
        self._archive = archive

    def page(self, user_id: UUID, query: FactQuery) -> tuple[list[Fact], str | None]:
        self._require_up()
        last = _read_cursor(query.cursor)
        found = [
            kept
            for kept in self._archive.there()
            if kept.user_id == user_id and _wanted(kept, query)
            if last is None or (kept.starts_at, kept.fact.id) < last
        ]
        found.sort(key=lambda kept: (kept.starts_at, kept.fact.id), reverse=True)
        shown = found[: query.limit]
        more = len(found) > query.limit
        return [kept.shown() for kept in shown], _make_cursor(shown[-1]) if more else None

    def get(self, user_id: UUID, fact_id: UUID) -> Fact:
        self._require_up()
        for kept in self._archive.there():
            if (kept.user_id, kept.fact.id) == (user_id, fact_id):
                return kept.shown()
        raise NotFoundError("There is no such fact.")

    def _require_up(self) -> None:
        if self.down:
            raise UpstreamError("The database could not be reached.")


def _wanted(kept: KeptFact, query: FactQuery) -> bool:
    return (
        query.domain in (None, kept.fact.domain)
        and query.kind in (None, kept.fact.kind)
        and (query.document is None or query.document in kept.evidence)
        and (query.from_day is None or kept.starts_at >= _midnight(query.from_day))
        and (query.to_day is None or kept.starts_at <= _last_of(query.to_day))
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)


def _last_of(day: date) -> datetime:
    return datetime.combine(day, time.max, tzinfo=UTC)


def _make_cursor(kept: KeptFact) -> str:
    return f"{kept.starts_at.isoformat()}~{kept.fact.id}"


def _read_cursor(cursor: str | None) -> tuple[datetime, UUID] | None:
    if cursor is None:
        return None
    try:
        at, _, fact_id = cursor.partition("~")
        return datetime.fromisoformat(at), UUID(fact_id)
    except ValueError as error:
        raise InvalidInputError("The cursor is not one this list gave out.") from error
