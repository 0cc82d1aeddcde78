"""The limits as one table, and the arithmetic of a bucket."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.contracts.limits import (
    CHANGES,
    LIMITS,
    READS,
    SPECIAL_ROUTES,
    UPLOADS,
    Limit,
    limit_of,
)

from functions.catalogue import CATALOGUE
from tests.fakes.clock import FakeClock
from tests.fakes.limiter import FakeLimiter
from tests.support.ingest import ANNA

ROUTES = {(route.method, route.path) for record in CATALOGUE for route in record.routes}
_LIMITS = st.builds(
    Limit,
    st.just("any"),
    per_second=st.sampled_from([1, 2, 4, 5, 10, 20, 50]),
    burst=st.integers(1, 30),
)
_PAUSES_MS = st.lists(st.integers(0, 3000), max_size=60)


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.name)
def test_a_token_is_a_whole_number_of_milliseconds(limit: Limit) -> None:
    assert limit.token_ms * limit.per_second == 1000
    assert limit.window_s * limit.per_second >= limit.burst


def test_every_route_with_a_class_of_its_own_is_in_the_catalogue() -> None:
    assert ROUTES >= SPECIAL_ROUTES


def test_a_route_nobody_listed_has_a_class_by_its_method() -> None:
    assert limit_of("GET", "/v1/new") is READS
    assert limit_of("DELETE", "/v1/new") is CHANGES


def test_a_thousand_uploads_at_once_need_no_wait() -> None:
    limiter = FakeLimiter(FakeClock().now)

    # registered and, where large, completed
    told = [limiter.take(ANNA, UPLOADS) for _ in range(2000)]

    assert {each.retry_after_s for each in told} == {0}


@settings(max_examples=60)
@given(_LIMITS, _PAUSES_MS)
def test_no_more_than_burst_and_rate_allow_ever_passes(limit: Limit, pauses_ms: list[int]) -> None:
    clock = FakeClock()
    limiter = FakeLimiter(clock.now)
    started, passed = clock.now(), 0

    for pause_ms in pauses_ms:
        clock.forward(pause_ms / 1000)
        passed += limiter.take(ANNA, limit).retry_after_s == 0

    elapsed_s = (clock.now() - started).total_seconds()
    assert passed <= limit.burst + elapsed_s * limit.per_second


@settings(max_examples=60)
@given(_LIMITS, _PAUSES_MS)
def test_who_waits_as_told_is_never_refused_twice(limit: Limit, pauses_ms: list[int]) -> None:
    clock = FakeClock()
    limiter = FakeLimiter(clock.now)

    for pause_ms in pauses_ms:
        clock.forward(pause_ms / 1000)
        wait_s = limiter.take(ANNA, limit).retry_after_s
        if wait_s:
            clock.forward(wait_s)
            assert limiter.take(ANNA, limit).retry_after_s == 0
