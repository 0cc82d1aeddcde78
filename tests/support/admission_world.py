"""A queue, a few starters that may die, and a machine: everything admission lives among.

Messages come at least once, in any order; a starter that dies puts its message back. Chance
decides what happens next, and a test may fix it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from random import Random

from lifeos.contracts.ingest import Ticket
from lifeos.documents import admission, audit

from tests.fakes.audit import FakeOpenDocuments
from tests.fakes.clock import START, FakeClock
from tests.fakes.ledger import FakeLedger
from tests.fakes.runs import FakeRuns
from tests.fakes.slots import FakeSlots
from tests.fakes.starter import FakeStarter
from tests.fakes.storage import FakeStorage
from tests.fakes.switches import FakeSwitches
from tests.support.interleaving import Worker, watched

MAX_WORKERS = 3


@dataclass
class Message:
    """An object that arrived, or the name of a run that ended."""

    about: Ticket | str


@dataclass
class World:
    """`happen` lets one thing happen, `settle` everything that is left."""

    limit: int
    tellings: int = 1  # how often the queue hears of each end
    answers_again: bool = False
    deaths: bool = True  # with them the auditor may be needed, without them never
    slots: FakeSlots = field(init=False)
    starter: FakeStarter = field(init=False)
    queue: list[Message] = field(default_factory=list)
    working: list[tuple[Worker, Message]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.slots = FakeSlots(self.limit)
        self.starter = FakeStarter(answers_again=self.answers_again)

    @property
    def running(self) -> list[str]:
        """Runs that were started and have not ended."""
        names = [ticket.run for ticket in self.starter.started]
        return [name for name in names if name not in self.starter.ended]

    def happen(self, chance: Random) -> None:
        """One thing: a step of a worker, a delivery, the end of a run, or now and then a death."""
        room = len(self.working) < MAX_WORKERS
        likely: list[tuple[int, Callable[[], None]]] = [
            *((6, partial(self._step, pair)) for pair in self.working),
            *((3, partial(self._deliver, message)) for message in self.queue if room),
            *((4, partial(self.end, run)) for run in self.running),
            *((1, partial(self._crash, pair)) for pair in self.working if self.deaths),
        ]
        if likely:
            weights, things = zip(*likely, strict=True)
            chance.choices(things, weights)[0]()

    def settle(self) -> None:
        """No more deaths: deliver everything, end everything, until nothing is left to do."""
        while self.working or self.queue or self.running or self._audit():
            if self.working:
                self._step(self.working[0])
            elif self.queue:
                self._deliver(self.queue[0])
            elif self.running:
                self.end(self.running[0])

    def end(self, run: str) -> None:
        """A run ends, and the queue is told."""
        self.starter.ended.add(run)
        self.queue += [Message(run)] * self.tellings

    def _audit(self) -> bool:
        """What the auditor does every minute; whether there was anything to do."""
        if not self.deaths:
            return False
        found = audit.audit(
            pipeline_version=1,
            now=START,
            documents=FakeOpenDocuments(FakeLedger()),
            storage=FakeStorage(FakeClock().now),
            runs=FakeRuns(self.starter),
            slots=self.slots,
            starter=self.starter,
            switches=FakeSwitches(),
        )
        return found.slots_freed > 0

    def _deliver(self, message: Message) -> None:
        self.queue.remove(message)
        slots, starter = watched(self.slots), watched(self.starter)

        def act() -> object:
            if isinstance(message.about, Ticket):
                return admission.admit(message.about, slots=slots, starter=starter)
            return admission.ended(message.about, slots=slots, starter=starter)

        self.working.append((Worker(act), message))

    def _step(self, pair: tuple[Worker, Message]) -> None:
        pair[0].step()
        if pair[0].done:
            self.working.remove(pair)
            assert pair[0].error is None, pair[0].error

    def _crash(self, pair: tuple[Worker, Message]) -> None:
        pair[0].crash()
        self.working.remove(pair)
        self.queue.append(pair[1])
