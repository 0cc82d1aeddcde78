"""The auditor's acting half: what stands still goes on, what has ended stays ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from lifeos.documents import audit
from lifeos.documents.audit import Audited
from lifeos.documents.models import Record, ticket_for
from lifeos.errors import UpstreamError

from tests.fakes.audit import FakeOpenDocuments
from tests.fakes.clock import START, FakeClock
from tests.fakes.ledger import FakeLedger
from tests.fakes.runs import FakeRuns
from tests.fakes.slots import FakeSlots
from tests.fakes.starter import FakeStarter
from tests.fakes.storage import FakeStorage
from tests.fakes.switches import FakeSwitches
from tests.support.ingest import ending, record, ticket


@dataclass
class House:
    """A hub ten minutes after its documents were last touched."""

    clock: FakeClock = field(default_factory=lambda: FakeClock(START + timedelta(minutes=10)))
    ledger: FakeLedger = field(default_factory=FakeLedger)
    slots: FakeSlots = field(default_factory=FakeSlots)
    starter: FakeStarter = field(default_factory=FakeStarter)
    switches: FakeSwitches = field(default_factory=FakeSwitches)
    documents: Any = None

    def __post_init__(self) -> None:
        self.storage = FakeStorage(self.clock.now)
        self.runs = FakeRuns(self.starter)
        self.documents = FakeOpenDocuments(self.ledger)

    def arrive(self, number: int = 1, *, claimed: bool = False, strikes: int = 0) -> str:
        """A document whose bytes are here; the name of its first run."""
        known = self.ledger.register(record(number, content=bytes([number])))
        ref = self.storage.put(ticket(number).object.key, bytes([number]))
        first = ticket_for(known, ref, size_bytes=1, pipeline=1)
        if claimed:
            self.ledger.claim(first, at=START)
            row = self.ledger.rows[known.user_id, known.document.id]
            row.record = row.record.model_copy(update={"strikes": strikes})
            self.starter.start(first)
            self.slots.take(first.run)
        return first.run

    def audit(self, *, pipeline: int = 1, **told: Any) -> Audited:
        return audit.audit(
            pipeline_version=pipeline,
            now=self.clock.now(),
            documents=self.documents,
            storage=self.storage,
            runs=self.runs,
            slots=self.slots,
            starter=self.starter,
            switches=self.switches,
            **told,
        )

    @property
    def started(self) -> list[str]:
        return [run.run for run in self.starter.started]


def successor(run: str, rerun: int = 1) -> str:
    return run.removesuffix("-r0") + f"-r{rerun}"


def test_an_arrival_nobody_was_told_of_is_started_under_its_own_name() -> None:
    house = House()
    run = house.arrive()

    found = house.audit()

    assert house.started == [run]
    assert (found.looked_at, found.restarted, found.oldest_unfinished_s) == (1, 1, 600)


def test_an_audit_repeated_at_once_starts_nothing_more() -> None:
    house = House()
    house.arrive()
    house.audit()

    again = house.audit()

    assert again.restarted == 0
    assert len(house.started) == 1


def test_a_run_under_way_is_left_alone() -> None:
    house = House()
    run = house.arrive(claimed=True)

    found = house.audit()

    assert found.restarted == 0
    assert house.started == [run]
    assert house.slots.runs == {run}


def test_a_file_that_is_tried_again_and_again_is_late_though_it_was_touched_just_now() -> None:
    house = House()
    house.arrive(claimed=True)
    (row,) = house.ledger.rows.values()
    touched = row.record.document.model_copy(update={"updated_at": house.clock.now()})
    row.record = row.record.model_copy(update={"document": touched})

    found = house.audit()

    assert (found.looked_at, found.oldest_unfinished_s) == (0, 600)


@pytest.mark.parametrize(("interrupted", "strikes"), [(False, 1), (True, 0)])
def test_a_run_that_ended_without_ending_its_document_gets_a_successor(
    interrupted: bool, strikes: int
) -> None:
    house = House()
    run = house.arrive(claimed=True)
    house.starter.ended.add(run)
    house.runs.interrupted |= {run} if interrupted else set()

    found = house.audit()

    assert house.started == [run, successor(run)]
    assert house.starter.started[-1].strikes == strikes
    assert (found.slots_freed, house.slots.runs) == (1, {successor(run)})


def test_a_run_the_machine_forgot_starts_again_under_its_name() -> None:
    house = House()
    run = house.arrive(claimed=True)
    house.starter.started.clear()

    house.audit()

    assert house.started == [run]


def test_strikes_of_earlier_runs_are_carried_on() -> None:
    house = House()
    run = house.arrive(claimed=True, strikes=2)
    house.starter.ended.add(run)

    house.audit()

    assert house.starter.started[-1].strikes == audit.STRIKES


def test_a_document_that_ended_while_the_audit_looked_is_not_run_again() -> None:
    house = House()
    run = house.arrive(claimed=True)
    house.documents = Lagging(house)

    house.audit()

    assert house.started == [run]


class Lagging:
    """An index that still lists a document whose run ends right after it was read."""

    def __init__(self, house: House) -> None:
        self._house, self._documents = house, FakeOpenDocuments(house.ledger)

    def unended(self, *, before: datetime, after: datetime) -> Iterator[Record]:
        for found in self._documents.unended(before=before, after=after):
            owner = self._house.starter.started[0]
            ended = ending(owner)
            self._house.ledger.finish(owner, ended, kind=None, title=None)
            self._house.starter.ended.add(owner.run)
            yield found

    def __getattr__(self, name: str) -> object:
        return getattr(self._documents, name)


def test_what_just_arrived_is_given_time_unless_an_operator_has_none() -> None:
    house = House(clock=FakeClock(START + timedelta(seconds=90)))
    house.arrive()

    patient, hasty = house.audit(), house.audit(patience=timedelta(0))

    assert (patient.looked_at, hasty.restarted) == (0, 1)


def test_a_document_touched_by_a_clock_that_ran_ahead_is_not_left_alone() -> None:
    house = House()
    run = house.arrive()
    house.clock.at = START - timedelta(days=1)  # as seen by a clock that is right

    found = house.audit()

    assert (found.restarted, found.oldest_unfinished_s) == (1, 0)
    assert house.started == [run]


def test_what_waits_in_line_costs_no_look_at_bucket_or_machine() -> None:
    house = House(slots=FakeSlots(limit=0))
    for number in (1, 2, 3):
        house.arrive(number)
    house.audit()
    house.storage.down = house.runs.down = True

    again = house.audit()

    assert (again.looked_at, again.restarted, again.lined_up) == (3, 0, 0)


def test_bytes_that_never_came_are_waited_for_a_day_and_then_closed() -> None:
    house = House()
    house.ledger.register(record())

    soon = house.audit()
    house.clock.forward(86_400)
    late = house.audit()
    after = house.audit()

    assert (soon.waiting_for_bytes, late.waiting_for_bytes, after.looked_at) == (1, 1, 0)
    assert house.documents.closed == {record().document.id}
    assert house.started == []


def test_a_backlog_in_line_is_not_counted_as_restarted() -> None:
    house = House(slots=FakeSlots(limit=1))
    for number in (1, 2, 3):
        house.arrive(number)

    first, second = house.audit(), house.audit()

    assert (first.restarted, first.lined_up) == (1, 2)
    assert (second.restarted, second.lined_up) == (0, 0)
    assert len(house.slots.line) == 2


def test_a_slot_of_a_starter_that_died_is_used_by_its_own_run() -> None:
    house = House(slots=FakeSlots(limit=1))
    run = house.arrive()
    house.slots.take(run)
    house.arrive(2)
    house.slots.line_up(ticket(2))

    house.audit()

    assert run in house.started
    assert house.slots.runs == {run}


def test_a_line_that_nobody_advanced_moves_on() -> None:
    house = House()
    house.slots.line_up(ticket(7))

    house.audit()

    assert house.started == [ticket(7).run]


@pytest.mark.parametrize("port", ["ledger", "storage", "runs", "slots", "starter"])
def test_an_audit_that_broke_off_is_made_good_by_the_next(port: str) -> None:
    house = House()
    runs = [house.arrive(number) for number in (1, 2)]
    getattr(house, port).down = True
    with pytest.raises(UpstreamError):
        house.audit()
    getattr(house, port).down = False

    house.audit()

    assert sorted(house.started) == sorted(runs)
