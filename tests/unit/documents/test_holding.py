"""A reader that is off holds files; once it is on they are read, each once, and none is lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from lifeos.contracts.ingest import Ending, FlagsKnown, Ticket
from lifeos.documents import audit, holding
from lifeos.documents.audit import Audited
from lifeos.errors import UpstreamError

from tests.fakes.audit import FakeOpenDocuments
from tests.fakes.runs import FakeRuns
from tests.fakes.slots import FakeSlots
from tests.fakes.starter import FakeStarter
from tests.support.ingest import ANNA, BELA
from tests.support.lifecycle import Pipeline

FLAG = "sense.fake"


@dataclass
class House:
    """A pipeline, and the auditor beside it; runs are run when asked."""

    pipeline: Pipeline
    starter: FakeStarter = field(default_factory=FakeStarter)
    slots: FakeSlots = field(default_factory=FakeSlots)

    def __post_init__(self) -> None:
        self.documents = FakeOpenDocuments(self.pipeline.ledger)

    def run(self, ticket: Ticket) -> Ending:
        """Start a run and have it end."""
        self.starter.start(ticket)
        ending = self.pipeline.run(ticket)
        self.starter.ended.add(ticket.run)
        return ending

    def audit(self, *, after_s: int = 300) -> Audited:
        self.pipeline.clock.forward(after_s)
        return audit.audit(
            pipeline_version=1,
            now=self.pipeline.clock.now(),
            documents=self.documents,
            storage=self.pipeline.storage,
            runs=FakeRuns(self.starter),
            slots=self.slots,
            starter=self.starter,
            switches=self.pipeline.switches,
        )

    def run_released(self) -> Ending:
        """The run that the auditor started last."""
        ticket = self.starter.started[-1]
        ending = self.pipeline.run(ticket)
        self.starter.ended.add(ticket.run)
        self.slots.give_back(ticket.run)
        return ending


@pytest.fixture
def house(pipeline: Pipeline) -> House:
    return House(pipeline)


@pytest.mark.parametrize("flag", [FLAG, holding.READING])
def test_a_held_file_ends_parked_and_is_never_opened_by_its_reader(house: House, flag: str) -> None:
    house.pipeline.switches.off = {flag}

    ending = house.run(house.pipeline.arrive())

    assert (ending.outcome, ending.reason) == ("parked", holding.SENTENCE)
    assert (house.pipeline.sense.seen, house.pipeline.archive.facts) == ([], {})


def test_only_the_people_whose_flag_is_off_are_held(house: House) -> None:
    house.pipeline.switches.off = {(FLAG, BELA)}
    arrived = [house.pipeline.arrive(1, user_id=ANNA), house.pipeline.arrive(2, user_id=BELA)]

    outcomes = [house.run(ticket).outcome for ticket in arrived]

    assert outcomes == ["done", "parked"]


def test_what_no_reader_reads_is_refused_and_not_held(house: House) -> None:
    house.pipeline.switches.off = {holding.READING}
    house.pipeline.sense.sure = 0.0

    ending = house.run(house.pipeline.arrive())

    assert (ending.outcome, house.pipeline.switches.asked) == ("rejected", [])


def test_once_the_flag_is_on_the_file_is_read_by_a_run_of_its_own(house: House) -> None:
    house.pipeline.switches.off = {FLAG}
    arrived = house.pipeline.arrive()
    house.run(arrived)
    waiting = house.audit()
    house.pipeline.switches.off.clear()

    released = house.audit()
    ending = house.run_released()

    assert (waiting.held, waiting.released, waiting.restarted) == (1, 0, 0)
    assert (released.held, released.released, released.restarted) == (0, 1, 1)
    assert (ending.outcome, ending.facts) == ("done", 2)
    assert ending.run == arrived.run.removesuffix("-r0") + "-r1"


def test_being_held_again_and_again_is_no_strike(house: House) -> None:
    arrived = house.pipeline.arrive()
    house.pipeline.switches.off = {FLAG}
    house.run(arrived)
    for _ in range(audit.STRIKES + 2):
        house.pipeline.switches.off.clear()
        house.audit(after_s=100_000)
        house.pipeline.switches.off = {FLAG}
        assert house.run_released().outcome == "parked"

    house.pipeline.switches.off.clear()
    house.audit(after_s=100_000)

    assert house.starter.started[-1].strikes == 0
    assert house.run_released().outcome == "done"


def test_a_file_held_again_waits_longer_before_it_is_tried(house: House) -> None:
    house.pipeline.switches.off = {FLAG}
    house.run(house.pipeline.arrive())
    house.pipeline.switches.off.clear()
    house.audit()
    house.pipeline.switches.off = {FLAG}
    house.run_released()
    house.pipeline.switches.off.clear()

    found = [house.audit(after_s=180) for _ in range(2)]

    assert [one.released for one in found] == [0, 1]
    assert found[0].held == 1


def test_nothing_is_released_while_nobody_knows_the_flags(house: House) -> None:
    house.pipeline.switches.off = {FLAG}
    house.run(house.pipeline.arrive())
    house.pipeline.switches.known = "unknown"

    found = house.audit()

    assert (found.held, found.released, found.flags_away) == (1, 0, 1)
    assert len(house.starter.started) == 1


@pytest.mark.parametrize(("known", "away"), [("current", 0), ("kept", 1), ("unknown", 1)])
def test_the_auditor_tells_that_flags_are_away_though_no_file_waits_for_one(
    house: House, known: FlagsKnown, away: int
) -> None:
    house.pipeline.switches.known = known

    found = house.audit()

    assert (found.looked_at, found.flags_away) == (0, away)


def test_two_auditors_release_a_file_once(house: House) -> None:
    house.pipeline.switches.off = {FLAG}
    house.run(house.pipeline.arrive())
    house.pipeline.switches.off.clear()
    at = house.pipeline.clock.now() + timedelta(hours=1)
    listed = list(house.documents.held(before=at))

    released = [house.documents.release(record, at=at) for record in (*listed, *listed)]

    assert released == [True, False]


def test_an_auditor_that_dies_after_releasing_is_made_good_by_the_next(house: House) -> None:
    house.pipeline.switches.off = {FLAG}
    house.run(house.pipeline.arrive())
    house.pipeline.switches.off.clear()
    house.starter.down = True
    with pytest.raises(UpstreamError):
        house.audit()
    house.starter.down = False

    found = house.audit()

    assert (found.released, found.restarted) == (0, 1)
    assert house.run_released().outcome == "done"


def test_a_run_that_the_machine_has_forgotten_is_not_started_under_its_old_name(
    house: House,
) -> None:
    house.pipeline.switches.off = {FLAG}
    house.pipeline.run(house.pipeline.arrive())
    house.pipeline.switches.off.clear()

    house.audit()

    assert house.starter.started[-1].run.endswith("-r1")
    assert house.run_released().outcome == "done"


def test_a_file_that_waited_for_days_is_not_late_once_it_is_released(house: House) -> None:
    house.pipeline.switches.off = {FLAG}
    house.run(house.pipeline.arrive())
    house.pipeline.switches.off.clear()

    found = house.audit(after_s=86_400 * 3)

    assert found.oldest_unfinished_s == 0
