"""Slots and the line: who starts, who waits, and whose turn is next."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from lifeos.contracts.ingest import Ticket
from lifeos.documents import admission
from lifeos.errors import UpstreamError

from tests.fakes.failing import failing
from tests.fakes.slots import FakeSlots
from tests.fakes.starter import FakeStarter
from tests.support.ingest import ANNA, BELA, ticket

CARL = UUID("0190cccc-0000-7000-8000-00000000000c")


class House:
    """One set of slots, one machine, and short words for what happens to them."""

    def __init__(self, limit: int) -> None:
        self.slots, self.starter = FakeSlots(limit), FakeStarter()

    def admit(self, arrival: Ticket) -> bool:
        return admission.admit(arrival, slots=self.slots, starter=self.starter)

    def end_next(self) -> list[str]:
        """End the run that has been under way the longest."""
        run = next(t.run for t in self.starter.started if t.run not in self.starter.ended)
        self.starter.ended.add(run)
        return admission.ended(run, slots=self.slots, starter=self.starter)

    @property
    def order(self) -> list[UUID]:
        return [ticket.user_id for ticket in self.starter.started]


def test_a_run_starts_at_once_while_there_is_room() -> None:
    house = House(limit=2)

    started = [house.admit(ticket(n)) for n in (1, 2, 3)]

    assert started == [True, True, False]
    assert house.slots.runs == {ticket(1).run, ticket(2).run}
    assert list(house.slots.line) == [ticket(3).run]


def test_an_end_lets_the_next_in() -> None:
    house = House(limit=1)
    house.admit(ticket(1))
    house.admit(ticket(2))

    started = house.end_next()

    assert started == [ticket(2).run]
    assert (house.slots.runs, house.slots.line) == ({ticket(2).run}, {})


def test_nobody_overtakes_the_line_when_a_slot_is_free() -> None:
    house = House(limit=1)
    house.slots.line_up(ticket(1))

    started = house.admit(ticket(2))

    assert not started
    assert [run.run for run in house.starter.started] == [ticket(1).run]


@pytest.mark.parametrize("ended_before", [False, True])
def test_an_object_that_arrives_again_is_not_started_again(ended_before: bool) -> None:
    house = House(limit=2)
    house.admit(ticket(1))
    if ended_before:
        house.end_next()

    started = house.admit(ticket(1))

    assert not started
    assert len(house.starter.started) == 1
    assert house.slots.runs == (set() if ended_before else {ticket(1).run})


def test_an_end_that_is_told_twice_frees_one_slot() -> None:
    house = House(limit=1)
    for n in (1, 2, 3):
        house.admit(ticket(n))
    first = house.starter.started[0].run

    house.end_next()
    again = admission.ended(first, slots=house.slots, starter=house.starter)

    assert again == []
    assert len(house.starter.started) == 2


def test_a_run_whose_starter_died_with_the_only_slot_does_not_wait_for_itself() -> None:
    house = House(limit=1)
    with pytest.raises(UpstreamError):
        admission.admit(ticket(1), slots=house.slots, starter=failing(house.starter, at=1))
    house.admit(ticket(2))

    started = house.admit(ticket(1))

    assert started
    assert house.slots.runs == {ticket(1).run}


def test_a_slot_that_another_starter_used_meanwhile_is_not_freed() -> None:
    house = House(limit=1)
    house.slots.line_up(ticket(1))
    house.starter.start(ticket(1))

    admission.advance(slots=house.slots, starter=house.starter)
    house.admit(ticket(2))

    assert house.slots.runs == {ticket(1).run}
    assert list(house.slots.line) == [ticket(2).run]


CALLS = range(1, 6)


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("at", CALLS)
@pytest.mark.parametrize("broken", ["slots", "starter"])
def test_an_arrival_is_safe_to_repeat_wherever_it_broke(broken: str, at: int, moment: str) -> None:
    house = House(limit=1)
    house.admit(ticket(1))
    house.admit(ticket(2))
    house.starter.ended.add(ticket(1).run)
    house.slots.give_back(ticket(1).run)
    ports = {"slots": house.slots, "starter": house.starter}

    ports[broken] = failing(ports[broken], at=at, moment=moment)  # type: ignore[arg-type]
    repeat_until_done(lambda: admission.admit(ticket(3), **ports))  # type: ignore[arg-type]
    while len(house.starter.started) < 3:
        house.end_next()

    assert [run.run for run in house.starter.started] == [ticket(n).run for n in (1, 2, 3)]
    assert house.slots.line == {}


def repeat_until_done(act: Callable[[], object], tries: int = 3) -> None:
    """As the queue does: what failed comes back."""
    for _ in range(tries):
        try:
            act()
            return
        except UpstreamError:
            continue
    raise AssertionError("it never worked")


@pytest.mark.parametrize("ended_before", [0, 1, 400, 997])
def test_one_file_waits_for_at_most_one_slot_behind_a_thousand_of_another(
    ended_before: int,
) -> None:
    house = House(limit=2)
    for n in range(1000):
        house.admit(ticket(n, user_id=ANNA))
    for _ in range(ended_before):
        house.end_next()

    house.admit(ticket(5000, user_id=BELA))
    house.end_next()
    house.end_next()

    assert BELA in house.order
    assert len(house.order) == ended_before + 4


def test_three_people_who_all_wait_take_turns() -> None:
    house = House(limit=1)
    for first, person, count in ((0, ANNA, 30), (100, BELA, 10), (200, CARL, 10)):
        for n in range(first, first + count):
            house.admit(ticket(n, user_id=person))

    for _ in range(49):
        house.end_next()

    assert len(house.order) == 50
    turns = house.order[1:31]
    assert all(abs(turns[:n].count(BELA) - turns[:n].count(CARL)) <= 1 for n in range(30))
    assert all(abs(turns[:n].count(ANNA) - turns[:n].count(BELA)) <= 1 for n in range(30))


def test_whoever_was_away_joins_at_the_head_and_not_before_it() -> None:
    house = House(limit=1)
    for n in range(20):
        house.admit(ticket(n, user_id=ANNA))
    for _ in range(10):
        house.end_next()

    for n in range(100, 105):
        house.admit(ticket(n, user_id=BELA))
    for _ in range(6):
        house.end_next()

    assert house.order[11:17].count(BELA) == 3
