"""The limiter's contract: the fake and the one table behave alike."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from lifeos.adapters.dynamodb_limits import DynamoLimiter
from lifeos.contracts.limits import Limit, Standing
from lifeos.documents.ports import Limiter

from tests.contract.conftest import REAL_TABLE
from tests.fakes.clock import FakeClock
from tests.fakes.limiter import FakeLimiter
from tests.support.tables import Table

LIMIT = Limit("reads", per_second=2, burst=4)
OTHER = Limit("changes", per_second=2, burst=4)


@dataclass
class Bench:
    """A limiter, another process's limiter over the same buckets, and their clock."""

    here: Limiter
    there: Limiter
    clock: FakeClock

    def take(self, person: UUID, times: int) -> list[int]:
        """Seconds to wait that each request was told, the two processes taking turns."""
        both = (self.here, self.there)
        return [both[at % 2].take(person, LIMIT).retry_after_s for at in range(times)]


@pytest.fixture(params=["fake", REAL_TABLE])
def bench(request: pytest.FixtureRequest) -> Bench:
    clock = FakeClock()
    if request.param == "fake":
        fake = FakeLimiter(clock.now)
        return Bench(fake, fake, clock)
    table: Table = request.getfixturevalue("table")
    made = [DynamoLimiter(table.client, table.name, clock.now) for _ in range(2)]
    return Bench(made[0], made[1], clock)


@pytest.fixture
def person() -> UUID:
    return uuid4()


def test_a_burst_passes_and_what_is_over_it_is_told_to_wait(bench: Bench, person: UUID) -> None:
    assert bench.take(person, 6) == [0, 0, 0, 0, 1, 1]


def test_the_answer_counts_down_and_says_when_all_is_there_again(
    bench: Bench, person: UUID
) -> None:
    told = [bench.here.take(person, LIMIT) for _ in range(5)]

    assert told == [
        Standing(3, 1),
        Standing(2, 1),
        Standing(1, 2),
        Standing(0, 2),
        Standing(0, 2, 1),
    ]


def test_tokens_come_back_at_their_rate(bench: Bench, person: UUID) -> None:
    bench.take(person, 5)

    bench.clock.forward(1)

    assert bench.take(person, 3) == [0, 0, 1]


def test_waiting_as_long_as_told_is_enough(bench: Bench, person: UUID) -> None:
    bench.take(person, 4)
    wait_s = bench.here.take(person, LIMIT).retry_after_s

    bench.clock.forward(wait_s)

    assert bench.there.take(person, LIMIT).retry_after_s == 0


def test_a_bucket_never_holds_more_than_a_burst(bench: Bench, person: UUID) -> None:
    bench.take(person, 2)

    bench.clock.forward(3600)

    assert bench.take(person, 5) == [0, 0, 0, 0, 1]


def test_people_and_classes_have_buckets_of_their_own(bench: Bench, person: UUID) -> None:
    bench.take(person, 5)

    assert bench.here.take(uuid4(), LIMIT).remaining == 3
    assert bench.here.take(person, OTHER).remaining == 3


@pytest.mark.emulator
def test_of_many_at_once_exactly_a_burst_passes(table: Table, person: UUID) -> None:
    clock = FakeClock()
    processes = [DynamoLimiter(table.client, table.name, clock.now) for _ in range(4)]

    with ThreadPoolExecutor(4) as pool:
        asked = pool.map(lambda at: processes[at % 4].take(person, LIMIT), range(16))
        told = [each.retry_after_s for each in asked]

    assert told.count(0) == LIMIT.burst


@pytest.mark.emulator
def test_buckets_are_forgotten_by_the_table(table: Table, person: UUID) -> None:
    clock = FakeClock()
    DynamoLimiter(table.client, table.name, clock.now).take(person, LIMIT)

    items = table.items(f"USER#{person}")

    assert [item["sk"]["S"] for item in items] == ["RATE#reads"]
    assert int(items[0]["expiration"]["N"]) == int(clock.now().timestamp()) + 3600
