"""The TimelineReader and Finder ports in memory: what a FakeArchive keeps, by plain comparison."""

from __future__ import annotations

from uuid import UUID

from lifeos import folding
from lifeos.contracts.search import SearchHit
from lifeos.contracts.timeline import DocumentRef, TimelineItem
from lifeos.errors import InvalidInputError
from lifeos.facts.ports import Sought, TimelineQuery

from tests.fakes.archive import FakeArchive, KeptFact


class FakeTimeline:
    """Facts by their start; knows UTC alone."""

    def __init__(self, archive: FakeArchive) -> None:
        self._archive = archive
        self.queries: list[TimelineQuery] = []

    def page(self, user_id: UUID, query: TimelineQuery) -> tuple[list[TimelineItem], str | None]:
        self._archive.require_up()
        self.queries.append(query)
        if query.cursor is not None and not query.cursor.isdigit():
            raise InvalidInputError("The cursor is not one this list gave out.")
        start = int(query.cursor or 0)
        found = [item_of(kept) for kept in _newest_first(self._archive, user_id)]
        end = start + query.limit
        return found[start:end], str(end) if len(found) > end else None


class FakeFinder:
    """Facts whose title has each word, or one of them where any will do."""

    def __init__(self, archive: FakeArchive) -> None:
        self._archive = archive

    def unknown(self, user_id: UUID, words: list[str]) -> list[str]:
        self._archive.require_up()
        known = self._words(user_id)
        return [word for word in words if not any(one.startswith(word) for one in known)]

    def sharing_parts(self, user_id: UUID, parts: list[str]) -> list[str]:
        return [
            word
            for word in self._words(user_id)
            if {word, *(word[:n] + word[n + 1 :] for n in range(len(word)))} & set(parts)
        ]

    def find(self, user_id: UUID, sought: Sought) -> tuple[list[SearchHit], bool]:
        self._archive.require_up()
        combine = any if sought.any_term else all
        found = [
            kept
            for kept in _newest_first(self._archive, user_id)
            if combine(
                any(f" {word}" in f" {folding.fold(kept.fact.title)}" for word in term)
                for term in sought.terms
            )
        ]
        shown = found[sought.offset : sought.offset + sought.limit]
        return [_hit(kept) for kept in shown], len(found) > sought.offset + sought.limit

    def _words(self, user_id: UUID) -> set[str]:
        titles = [kept.fact.title for kept in _newest_first(self._archive, user_id)]
        return {word for title in titles for word in folding.fold(title).split()}


def _newest_first(archive: FakeArchive, user_id: UUID) -> list[KeptFact]:
    mine = [kept for kept in archive.facts.values() if kept.user_id == user_id]
    return sorted(mine, key=lambda kept: (kept.starts_at, kept.fact.id), reverse=True)


def item_of(kept: KeptFact) -> TimelineItem:
    """A fact as a line of the timeline."""
    fact = kept.shown()
    return TimelineItem(
        fact_id=fact.id,
        domain=fact.domain,
        kind=fact.kind,
        title=fact.title,
        occurred=fact.occurred,
        day=kept.starts_at.date(),
        amount=fact.amount,
        currency=fact.currency,
        document=DocumentRef(id=fact.document_id, name="file"),
        evidence=fact.evidence[0] if fact.evidence else None,
        confidence=fact.confidence,
    )


def _hit(kept: KeptFact) -> SearchHit:
    item = item_of(kept)
    return SearchHit(type="fact", score=1, snippet=item.title, document=item.document, fact=item)
