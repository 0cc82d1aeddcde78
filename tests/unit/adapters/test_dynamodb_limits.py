"""What counting costs: one write a request, none once it is known that there is no token."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError
from lifeos.adapters import dynamodb_limits
from lifeos.adapters.dynamodb_limits import DynamoLimiter
from lifeos.contracts.limits import Limit
from lifeos.errors import UpstreamError

from tests.fakes.clock import FakeClock
from tests.support.ingest import ANNA, BELA
from tests.support.table import TABLE, table

LIMIT = Limit("reads", per_second=2, burst=4)


@dataclass
class Counting:
    """A client that counts its writes and can be away."""

    client: Any
    writes: int = 0
    away: bool = False
    clock: FakeClock = field(default_factory=FakeClock)

    def update_item(self, **told: Any) -> Any:
        self.writes += 1
        if self.away:
            raise EndpointConnectionError(endpoint_url="https://nowhere.invalid")
        return self.client.update_item(**told)

    def limiter(self) -> DynamoLimiter:
        return DynamoLimiter(self, TABLE, self.clock.now)  # type: ignore[arg-type]


@pytest.fixture
def counting() -> Iterator[Counting]:
    with table() as client:
        yield Counting(client)


def test_requests_now_and_then_cost_one_write_each(counting: Counting) -> None:
    limiter = counting.limiter()

    for _ in range(5):
        limiter.take(ANNA, LIMIT)
        counting.clock.forward(10)

    assert counting.writes == 5


def test_a_burst_costs_one_write_each(counting: Counting) -> None:
    limiter = counting.limiter()

    told = [limiter.take(ANNA, LIMIT).retry_after_s for _ in range(4)]

    assert told == [0, 0, 0, 0]
    assert counting.writes == 4


def test_a_process_that_has_not_seen_a_used_bucket_writes_twice_once(counting: Counting) -> None:
    counting.limiter().take(ANNA, LIMIT)
    counting.writes = 0
    limiter = counting.limiter()

    limiter.take(ANNA, LIMIT)
    limiter.take(ANNA, LIMIT)

    assert counting.writes == 3


def test_whoever_runs_wild_costs_nothing(counting: Counting) -> None:
    limiter = counting.limiter()
    for _ in range(4):
        limiter.take(ANNA, LIMIT)

    told = [limiter.take(ANNA, LIMIT).retry_after_s for _ in range(100)]

    assert set(told) == {1}
    assert counting.writes == 4


def test_another_process_learns_of_an_empty_bucket_by_one_write(counting: Counting) -> None:
    first, second = counting.limiter(), counting.limiter()
    for _ in range(4):
        first.take(ANNA, LIMIT)
    counting.writes = 0

    told = [second.take(ANNA, LIMIT).retry_after_s for _ in range(10)]

    assert set(told) == {1}
    assert counting.writes == 1


def test_a_table_that_is_away_is_asked_once_in_five_seconds(counting: Counting) -> None:
    limiter = counting.limiter()
    counting.away = True

    for _ in range(10):
        with pytest.raises(UpstreamError):
            limiter.take(ANNA, LIMIT)
    counting.away = False
    counting.clock.forward(6)

    assert limiter.take(ANNA, LIMIT).remaining == 3
    assert counting.writes == 2


def test_a_process_keeps_a_bounded_number_of_buckets_in_mind(
    counting: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dynamodb_limits, "_REMEMBERED", 1)
    limiter = counting.limiter()
    for _ in range(4):
        limiter.take(ANNA, LIMIT)

    limiter.take(BELA, LIMIT)

    assert limiter.take(ANNA, LIMIT).retry_after_s == 1  # asked again, and still right
