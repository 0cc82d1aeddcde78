"""What every Slots promises: never more than the limit, a fair line, repeatable steps."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from lifeos.adapters.dynamodb_slots import DynamoSlots
from lifeos.contracts.ingest import Ticket
from lifeos.documents.admission import Slots
from lifeos.errors import UpstreamError

from tests.fakes.slots import FakeSlots
from tests.support.runs import a_record, a_ticket
from tests.support.tables import Table

LIMIT = 3


@pytest.fixture(params=["fake", pytest.param("table", marks=pytest.mark.emulator)])
def slots(request: pytest.FixtureRequest) -> Slots:
    if request.param == "fake":
        return FakeSlots(LIMIT)
    table: Table = request.getfixturevalue("table")
    return table.slots(LIMIT)


def tickets_of(user_id: UUID, count: int) -> list[Ticket]:
    return [a_ticket(a_record(user_id)) for _ in range(count)]


def lined_up(slots: Slots, tickets: list[Ticket]) -> None:
    for ticket in tickets:
        slots.line_up(ticket)


def served(slots: Slots, most: int = 1000) -> Iterator[Ticket]:
    """Serve the line in its own order."""
    while most > 0 and (ticket := slots.first_in_line()) is not None:
        slots.leave_line(ticket)
        most -= 1
        yield ticket


def test_slots_are_taken_until_there_is_no_room(slots: Slots) -> None:
    taken = [slots.take(f"run-{n}") for n in range(LIMIT + 2)]

    assert taken == [True] * LIMIT + [None, None]
    assert slots.held() == {f"run-{n}" for n in range(LIMIT)}


def test_a_run_that_has_a_slot_keeps_it_even_when_there_is_no_room(slots: Slots) -> None:
    for n in range(LIMIT):
        slots.take(f"run-{n}")

    assert slots.take("run-0") is False
    assert len(slots.held()) == LIMIT


def test_a_slot_given_back_twice_makes_room_for_one(slots: Slots) -> None:
    for n in range(LIMIT):
        slots.take(f"run-{n}")

    slots.give_back("run-0")
    slots.give_back("run-0")
    slots.give_back("never-had-one")

    assert [slots.take("a"), slots.take("b")] == [True, None]


def test_the_last_slot_given_back_leaves_room_for_all(slots: Slots) -> None:
    slots.take("only")
    slots.give_back("only")

    assert slots.held() == set()
    assert [slots.take(f"run-{n}") for n in range(LIMIT + 1)] == [True] * LIMIT + [None]


@pytest.mark.emulator
def test_sixteen_threads_never_hold_more_than_the_limit(table: Table) -> None:
    slots, under_way, lock, most = table.slots(LIMIT), set[str](), threading.Lock(), 0

    def work(n: int) -> int:
        nonlocal most
        for turn in range(4):
            run = f"run-{n}-{turn}"
            while slots.take(run) is None:
                pass
            with lock:
                under_way.add(run)
                most = max(most, len(under_way))
            with lock:
                under_way.discard(run)
            slots.give_back(run)
        return n

    with ThreadPoolExecutor(16) as threads:
        done = list(threads.map(work, range(16)))

    assert done == list(range(16))
    assert 1 <= most <= LIMIT
    assert slots.held() == set()


@pytest.mark.emulator
def test_of_sixteen_who_want_one_run_started_one_takes_its_slot(table: Table) -> None:
    with ThreadPoolExecutor(16) as threads:
        taken = list(threads.map(lambda _: table.slots(LIMIT).take("the-run"), range(16)))

    assert sorted(map(str, taken)) == ["False"] * 15 + ["True"]


def test_one_persons_files_leave_the_line_in_the_order_they_came(slots: Slots) -> None:
    tickets = tickets_of(uuid.uuid4(), 5)

    lined_up(slots, tickets)

    assert list(served(slots)) == tickets
    assert slots.first_in_line() is None


def test_a_ticket_waits_once_and_stays_where_it_is(slots: Slots) -> None:
    tickets = tickets_of(uuid.uuid4(), 3)
    lined_up(slots, tickets)

    lined_up(slots, [tickets[0], tickets[0], tickets[2]])

    assert list(served(slots)) == tickets


def test_a_ticket_that_left_may_leave_again_and_come_again(slots: Slots) -> None:
    ticket, other = tickets_of(uuid.uuid4(), 2)
    lined_up(slots, [ticket])

    slots.leave_line(ticket)
    slots.leave_line(ticket)
    slots.leave_line(other)
    lined_up(slots, [other, ticket])

    assert list(served(slots)) == [other, ticket]


def test_one_file_does_not_wait_behind_anothers_many(slots: Slots) -> None:
    many, one = tickets_of(uuid.uuid4(), 40), tickets_of(uuid.uuid4(), 1)[0]
    lined_up(slots, many)

    slots.line_up(one)

    assert one in list(served(slots, 2))


def test_two_peoples_files_take_turns(slots: Slots) -> None:
    first, second = uuid.uuid4(), uuid.uuid4()
    lined_up(slots, tickets_of(first, 6) + tickets_of(second, 6))

    order = [ticket.user_id for ticket in served(slots)]

    assert order == [first, second] * 6


def test_who_comes_late_joins_at_the_head_and_not_before_it(slots: Slots) -> None:
    early, late = uuid.uuid4(), uuid.uuid4()
    lined_up(slots, tickets_of(early, 20))
    list(served(slots, 10))

    lined_up(slots, tickets_of(late, 10))

    order = [ticket.user_id for ticket in served(slots)]
    assert order == [early, late] * 10


def test_who_was_served_much_before_does_not_wait_for_it_later(slots: Slots) -> None:
    busy, new = uuid.uuid4(), uuid.uuid4()
    lined_up(slots, tickets_of(busy, 30))
    list(served(slots))
    lined_up(slots, tickets_of(new, 30))

    one = tickets_of(busy, 1)[0]
    slots.line_up(one)

    assert one in list(served(slots, 3))


@pytest.mark.emulator
def test_the_line_loses_nobody_who_joins_at_the_same_moment(table: Table) -> None:
    tickets = [ticket for _ in range(4) for ticket in tickets_of(uuid.uuid4(), 4)]

    with ThreadPoolExecutor(16) as threads:
        list(threads.map(lambda t: table.slots(LIMIT).line_up(t), tickets + tickets))

    waiting = list(served(table.slots(LIMIT)))
    assert sorted(t.run for t in waiting) == sorted(t.run for t in tickets)
    assert table.items("LINE#RUN") == []


@pytest.mark.emulator
def test_a_table_that_is_away_is_an_upstream_failure(table: Table) -> None:
    slots: DynamoSlots = Table("no-such-table", table.client, table.root).slots(LIMIT)

    for step in (
        lambda: slots.take("run"),
        lambda: slots.give_back("run"),
        slots.held,
        lambda: slots.line_up(a_ticket()),
        slots.first_in_line,
        lambda: slots.leave_line(a_ticket()),
    ):
        with pytest.raises(UpstreamError):
            step()
