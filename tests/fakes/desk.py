"""The Desk and LiveStatus ports in memory, over what a FakeArchive keeps."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from lifeos.contracts.conditions import ANY, Expected
from lifeos.contracts.facts import CorrectedValue, Fact
from lifeos.contracts.review import Run
from lifeos.contracts.timeline import DocumentRef
from lifeos.errors import (
    ChangedError,
    ConflictError,
    InvalidInputError,
    NotFoundError,
    StaleAttemptError,
    UpstreamError,
)
from lifeos.facts.ports import Change, Filing, Mark, Verdict, Waiting

from tests.fakes.archive import FakeArchive, KeptFact


class FakeStatus:
    """Notes which runs were reviewed."""

    def __init__(self) -> None:
        self.reviewed_runs: list[str] = []
        self.stale = self.down = False

    def reviewed(self, user_id: UUID, document_id: UUID, run: str, *, at: datetime) -> None:
        if self.down:
            raise UpstreamError("The status table could not be reached.")
        if self.stale:
            raise StaleAttemptError("Another run owns this document now.")
        self.reviewed_runs.append(run)


class FakeDesk:
    """Corrections and verdicts over the archive's documents."""

    def __init__(self, archive: FakeArchive) -> None:
        self._archive = archive
        self.verdicts: list[Verdict] = []
        self.changes: list[Change] = []

    def page(
        self, user_id: UUID, *, limit: int, cursor: UUID | None
    ) -> tuple[list[Waiting], UUID | None]:
        self._archive.require_up()
        there = self._archive.documents.keys() - self._archive.gone
        mine = sorted((key for key in there if key[0] == user_id), reverse=True)
        cases = [self.case(*key) for key in mine if cursor is None or key[1] < cursor]
        found = [case for case in cases if case.outcome == "needs_review"]
        return found[:limit], found[limit - 1].document.id if len(found) > limit else None

    def case(self, user_id: UUID, document_id: UUID) -> Waiting:
        self._archive.require_up()
        place = (user_id, document_id)
        if place not in self._archive.documents or place in self._archive.gone:
            raise NotFoundError("There is no such document.")
        filing, ending = self._archive.documents[user_id, document_id]
        run = filing.ticket.run
        reviewed = any(one.run == run for one in self.verdicts)
        return Waiting(
            document=DocumentRef(id=document_id, name=filing.name),
            run=run,
            outcome="done" if reviewed else ending and ending.outcome,
            reviewed=reviewed,
            issuer=None,
            reason=ending and ending.reason,
            tally=self._archive.runs[user_id, run].tally,
            facts=ending.facts if ending else 0,
            since=ending.ended_at if ending else filing.created_at,
            version=1 + reviewed,
        )

    def correct(self, user_id: UUID, change: Change, *, mark: Mark, expected: Expected) -> None:
        self._archive.require_up()
        kept = self._kept(user_id, change.fact_id)
        if not expected.allows(kept.version):
            raise ChangedError("The fact has changed since.")
        kept.fact = _changed(kept.fact, change, mark.at)
        kept.version += 1
        self.changes.append(change)

    def decide(self, user_id: UUID, verdict: Verdict, *, mark: Mark) -> None:
        case = self.case(user_id, verdict.document_id)
        if case.outcome != "needs_review":
            raise ConflictError("This document does not wait for a review any more.")
        if not verdict.expected.allows(case.version):
            raise ChangedError("The document has changed since.")
        for change in verdict.changes:
            if verdict.document_id not in self._kept(user_id, change.fact_id).evidence:
                raise InvalidInputError("A corrected fact is not of this document.")
        for change in verdict.changes:
            self.correct(user_id, change, mark=mark, expected=ANY)
        self.verdicts.append(verdict)
        known = self._archive.known_habits.setdefault(user_id, {})
        for habit in verdict.habits:
            known.setdefault(habit.issuer, {})[habit.topic] = habit.choice
        decided = self._archive.decided.setdefault((user_id, verdict.document_id), set())
        decided.update(verdict.settled)

    def runs(self, user_id: UUID, document_id: UUID) -> list[Run]:
        filing: Filing = self._archive.documents[user_id, document_id][0]
        kept = self._archive.runs[user_id, filing.ticket.run]
        return [
            Run(
                run=filing.ticket.run,
                pipeline_version=filing.ticket.pipeline_version,
                outcome=kept.ending and kept.ending.outcome,
                facts=kept.ending.facts if kept.ending else 0,
                correlation_id=filing.ticket.correlation_id,
                started_at=filing.created_at,
            )
        ]

    def _kept(self, user_id: UUID, fact_id: UUID) -> KeptFact:
        for kept in self._archive.facts.values():
            if kept.user_id == user_id and kept.fact.id == fact_id:
                return kept
        raise NotFoundError("There is no such fact.")


def _changed(fact: Fact, change: Change, at: datetime) -> Fact:
    content: dict[str, Any] = fact.model_dump(mode="json")
    for field, value in change.values.items():
        place = content["data"] if field.startswith("data.") else content
        place[field.removeprefix("data.")] = value
    corrections = [
        CorrectedValue(field=field, value=value, read=None, reason=change.reason, at=at)
        for field, value in change.values.items()
    ]
    return Fact.model_validate(content).model_copy(update={"corrections": corrections})
