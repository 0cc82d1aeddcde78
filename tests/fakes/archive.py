"""The Archive port in memory; `FakeFactReader` reads what it keeps."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from uuid import UUID

from lifeos.contracts.conditions import etag_of
from lifeos.contracts.facts import Evidence, Fact
from lifeos.contracts.ingest import Ending, Ticket
from lifeos.errors import GoneError, LifeOSError, StaleAttemptError, UpstreamError
from lifeos.facts.ports import Committed, Filing
from lifeos.senses.models import FactDraft, Page, Reading, Tally

from tests.fakes.clock import FakeClock
from tests.fakes.ids import FakeIds


@dataclass
class KeptFact:
    """One fact, the document that brought it and where each document says so."""

    user_id: UUID
    fact: Fact
    revision: int
    version: int = 1
    evidence: dict[UUID, list[Evidence]] = field(default_factory=dict)

    @property
    def starts_at(self) -> datetime:
        """A day counts from its midnight UTC, a floating time as UTC."""
        return instant(self.fact.occurred.start)

    def shown(self) -> Fact:
        """The fact with all its evidence."""
        places = [place for key in sorted(self.evidence) for place in self.evidence[key]]
        etag = etag_of(self.version)
        return self.fact.model_copy(update={"evidence": places, "etag": etag})


@dataclass
class KeptRun:
    """What one run committed and how it ended."""

    tally: Tally | None = None
    ending: Ending | None = None


class FakeArchive:
    """`documents` holds who wrote each document last and its ending."""

    def __init__(self, clock: FakeClock | None = None, ids: FakeIds | None = None) -> None:
        self.down = False
        self.documents: dict[tuple[UUID, UUID], tuple[Filing, Ending | None]] = {}
        self.runs: dict[tuple[UUID, str], KeptRun] = {}
        self.facts: dict[tuple[UUID, str], KeptFact] = {}
        self.pages: dict[tuple[UUID, UUID], list[Page]] = {}
        self.decided: dict[tuple[UUID, UUID], set[str]] = {}  # keys of doubts, by document
        self.gone: set[tuple[UUID, UUID]] = set()  # documents that the person has deleted
        self.known_habits: dict[UUID, dict[str, dict[str, str]]] = {}
        self._clock, self._ids = clock or FakeClock(), ids or FakeIds()

    def commit(self, filing: Filing, readings: Iterator[Reading]) -> Committed:
        self._may_write(filing)
        taken = list(readings)  # a sense that fails midway leaves nothing behind
        tallies = [reading for reading in taken if isinstance(reading, Tally)]
        if not tallies:
            raise LifeOSError("A sense ended without its tally.")
        place = self._own(filing)
        self.pages[place] = [reading for reading in taken if isinstance(reading, Page)]
        self._merge(place, [reading for reading in taken if isinstance(reading, FactDraft)])
        self.runs[place[0], filing.ticket.run].tally = tallies[-1]
        supported = sum(place[1] in kept.evidence for kept in self._of(place[0]))
        return Committed(facts=supported, pages=len(self.pages[place]))

    def tally(self, ticket: Ticket) -> Tally | None:
        self.require_up()
        run = self.runs.get((ticket.user_id, ticket.run))
        return run.tally if run else None

    def habits(self, ticket: Ticket) -> dict[str, dict[str, str]]:
        self.require_up()
        return self.known_habits.get(ticket.user_id, {})

    def settled(self, ticket: Ticket) -> frozenset[str]:
        self.require_up()
        return frozenset(self.decided.get((ticket.user_id, ticket.document_id), set()))

    def conclude(self, filing: Filing, ending: Ending) -> None:
        self._may_write(filing)
        place = self._own(filing)
        self.documents[place] = (self.documents[place][0], ending)
        self._run(filing).ending = ending

    def note(self, filing: Filing, ending: Ending) -> None:
        self.require_up()
        self._run(filing).ending = ending

    def _may_write(self, filing: Filing) -> None:
        self.require_up()
        ticket = filing.ticket
        if (ticket.user_id, ticket.document_id) in self.gone:
            raise GoneError("The person has deleted this document.")
        known = self.documents.get((ticket.user_id, ticket.document_id))
        if known is None or known[0].ticket.attempt < ticket.attempt:
            return
        if known[0].ticket.run != ticket.run:
            raise StaleAttemptError("Another run owns this document now.")

    def _own(self, filing: Filing) -> tuple[UUID, UUID]:
        place = (filing.ticket.user_id, filing.ticket.document_id)
        ending = self.documents[place][1] if place in self.documents else None
        self.documents[place] = (filing, ending)
        self._run(filing)
        return place

    def _run(self, filing: Filing) -> KeptRun:
        return self.runs.setdefault((filing.ticket.user_id, filing.ticket.run), KeptRun())

    def _merge(self, place: tuple[UUID, UUID], drafts: list[FactDraft]) -> None:
        user_id, document_id = place
        for kept in self._of(user_id):
            kept.evidence.pop(document_id, None)
        for draft in drafts:
            self._keep(place, draft)
        for key, kept in list(self.facts.items()):
            if key[0] == user_id and not kept.evidence:
                del self.facts[key]
            elif key[0] == user_id and kept.fact.document_id not in kept.evidence:
                kept.fact = kept.fact.model_copy(update={"document_id": min(kept.evidence)})

    def _keep(self, place: tuple[UUID, UUID], draft: FactDraft) -> None:
        user_id, document_id = place
        identity = (user_id, json.dumps([draft.kind, *draft.identity]))
        known = self.facts.get(identity)
        if known is None:
            fact = self._fact(draft, document_id, self._ids.new(), self._clock.now())
            known = self.facts[identity] = KeptFact(user_id, fact, draft.revision)
        elif draft.revision > known.revision or (
            known.fact.document_id == document_id and draft.revision == known.revision
        ):
            known.fact = self._fact(draft, document_id, known.fact.id, known.fact.created_at)
            known.revision = draft.revision
        known.evidence.setdefault(document_id, []).extend(draft.evidence)

    def _fact(self, draft: FactDraft, document_id: UUID, fact_id: UUID, at: datetime) -> Fact:
        told = {name: getattr(draft, name) for name in Fact.model_fields if hasattr(draft, name)}
        told |= {"id": fact_id, "document_id": document_id, "created_at": at, "evidence": []}
        return Fact.model_validate(told)

    def there(self) -> list[KeptFact]:
        """Facts that a document supports which is not deleted, with no other evidence."""
        found = []
        for kept in self.facts.values():
            live = {d: e for d, e in kept.evidence.items() if (kept.user_id, d) not in self.gone}
            if live:
                kept_by = kept.fact.document_id if kept.fact.document_id in live else min(live)
                fact = kept.fact.model_copy(update={"document_id": kept_by})
                found.append(replace(kept, evidence=live, fact=fact))
        return found

    def forget(self, place: tuple[UUID, UUID]) -> None:
        """Everything a document said."""
        user_id, document_id = place
        for kept in self._of(user_id):
            kept.evidence.pop(document_id, None)
        self.facts = {key: kept for key, kept in self.facts.items() if kept.evidence}
        self.documents.pop(place, None)
        self.pages.pop(place, None)

    def _of(self, user_id: UUID) -> Iterable[KeptFact]:
        return [kept for kept in self.facts.values() if kept.user_id == user_id]

    def require_up(self) -> None:
        """Raise UpstreamError while `down`."""
        if self.down:
            raise UpstreamError("The database could not be reached.")


def instant(start: date | datetime) -> datetime:
    """Where a fact stands on the timeline."""
    if isinstance(start, datetime):
        return start if start.tzinfo else start.replace(tzinfo=UTC)
    return datetime.combine(start, time.min, tzinfo=UTC)
