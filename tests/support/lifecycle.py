"""The five states over fakes, run one by one or as the machine runs them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pytest
from lifeos.contracts.base import Model
from lifeos.contracts.documents import Document
from lifeos.contracts.ingest import Ending, Failure, StepInput, Ticket
from lifeos.documents import enclosures, lifecycle
from lifeos.documents.models import Record, object_key, ticket_for
from lifeos.errors import RejectedError
from lifeos.senses import registry

from tests.fakes.archive import FakeArchive
from tests.fakes.clock import FakeClock
from tests.fakes.ids import FakeIds
from tests.fakes.ledger import FakeLedger
from tests.fakes.quota import FakeQuota
from tests.fakes.reader import DirectReader
from tests.fakes.sense import FakeSense
from tests.fakes.storage import FakeStorage
from tests.fakes.switches import FakeSwitches
from tests.support.ingest import record

STATES = ("READY", "PICK", "ASSERT", "ACTION", "END")
CONTENT = b"date;amount\n2026-03-01;-1.50\n2026-03-02;-2.50\n"


@dataclass
class Pipeline:
    """`ports` is what the states are given; a test may put a failing port there."""

    clock: FakeClock = field(default_factory=FakeClock)
    ids: FakeIds = field(default_factory=FakeIds)
    ledger: FakeLedger = field(default_factory=FakeLedger)
    sense: FakeSense = field(default_factory=FakeSense)
    quota: FakeQuota = field(default_factory=FakeQuota)
    switches: FakeSwitches = field(default_factory=FakeSwitches)
    storage: FakeStorage = field(init=False)
    archive: FakeArchive = field(init=False)
    ports: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.storage = FakeStorage(self.clock.now)
        self.archive = FakeArchive(self.clock)
        self.ports = {"ledger": self.ledger, "storage": self.storage, "archive": self.archive}

    def arrive(self, number: int = 1, content: bytes = CONTENT, **told: Any) -> Ticket:
        """Register a file and store its bytes (or `sent` in their place); the ticket of its run."""
        sent = told.pop("sent", content)
        known = self.ledger.register(record(number, content=content, **told))
        ref = self.storage.put(object_key(known.user_id, known.document.id), sent)
        return ticket_for(known, ref, size_bytes=len(sent), pipeline=1)

    def ticket(self, known: Record, content: bytes) -> Ticket:
        """The run of a document that is stored already."""
        key = object_key(known.user_id, known.document.id)
        ref = self.storage.stat(key).ref
        return ticket_for(known, ref, size_bytes=len(content), pipeline=1)

    def state(self, name: str, step: StepInput) -> Model:
        """What one state adds."""
        ledger, storage, archive = (self.ports[port] for port in ("ledger", "storage", "archive"))
        if name == "END":
            return lifecycle.end(step, ledger=ledger, archive=archive, clock=self.clock)
        reader = DirectReader(storage)
        if name == "ACTION":
            enclose = partial(
                enclosures.keep, ledger=ledger, storage=storage, clock=self.clock, ids=self.ids
            )
            return lifecycle.act(
                step,
                ledger=ledger,
                reader=reader,
                archive=archive,
                clock=self.clock,
                enclose=enclose,
            )
        if name == "ASSERT":
            return lifecycle.check(
                step, ledger=ledger, reader=reader, quota=self.quota, clock=self.clock
            )
        if name == "PICK":
            return lifecycle.pick(
                step, ledger=ledger, storage=storage, clock=self.clock, switches=self.switches
            )
        return lifecycle.ready(step, ledger=ledger, storage=storage, clock=self.clock)

    def until(self, name: str, ticket: Ticket) -> StepInput:
        """The input of a state, after all states before it."""
        step = StepInput(ticket=ticket)
        for earlier in STATES[: STATES.index(name)]:
            step = grown(step, earlier, self.state(earlier, step))
        return step

    def run(self, ticket: Ticket) -> Ending:
        """All five, as the machine does: a refusal or a duplicate goes straight to END."""
        step = StepInput(ticket=ticket)
        for name in STATES[:-1]:
            try:
                step = grown(step, name, self.state(name, step))
            except RejectedError as refused:
                step = step.model_copy(update={"failure": refusal(refused)})
                break
            if (step.claim and step.claim.duplicate_of) or (step.plan and step.plan.held_by):
                break
        ending = self.state("END", step)
        assert isinstance(ending, Ending)
        return ending

    def document(self, ticket: Ticket) -> Document:
        """Its live status."""
        return self.ledger.get(ticket.user_id, ticket.document_id).document

    def effect(self, ticket: Ticket) -> dict[str, Any]:
        """Everything that was written, but for when it was."""
        timing = {"updated_at", "created_at", "ended_at", "path", "etag"}
        document = self.document(ticket)
        return {
            "document": document.model_dump(exclude=timing),
            "passed": [(passage.state, passage.entered_at) for passage in document.path],
            "facts": [
                kept.shown().model_dump(exclude={"etag"}) for kept in self.archive.facts.values()
            ],
            "pages": {place: list(pages) for place, pages in self.archive.pages.items()},
            "runs": {
                run: (kept.tally, kept.ending.model_dump(exclude=timing) if kept.ending else None)
                for run, kept in self.archive.runs.items()
            },
        }


ADDS = {"READY": "claim", "PICK": "plan", "ASSERT": "verdict", "ACTION": "result"}


def grown(step: StepInput, name: str, added: Model) -> StepInput:
    """The state input with what a state added."""
    return step.model_copy(update={ADDS[name]: added})


def refusal(error: RejectedError) -> Failure:
    """A refusal as the machine hands it to END."""
    told = json.dumps({"code": error.reason, "detail": error.detail})
    return Failure(error="RejectedInput", cause=json.dumps({"errorMessage": told}))


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> Pipeline:
    """A pipeline whose only sense is its `sense`."""
    made = Pipeline()
    monkeypatch.setattr(registry, "all_senses", lambda: (made.sense,))
    return made
